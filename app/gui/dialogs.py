"""What opens over the window: settings, instructions, categories."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from app.domain import prompt
from app.domain.card import card_type
from app.domain.lists import built_in, from_labels, labels
from app.domain.prompt import PromptInvalid
from app.errors import explain
from app.gui.background import Background
from app.gui.own_fields import OwnFields
from app.gui.whereabouts import Whereabouts
from app.pipeline.endpoints import environment_key, keep_key
from app.pipeline.reference import reference_of
from app.pipeline.shelving import KEY, server_at
from app.settings import Settings
from app.wording import Language, worded
from inference.endpoint.address import Address
from ui.form_dialog import FormDialog
from ui.prompt_dialog import PromptDialog

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


_LOADED_WITH = ("context", "slots", "threads", "gpu_layers", "kept")
"""Settings by which a model is loaded."""


class Dialogs(QObject):
    """Opens the dialogs and carries out what was decided in them.

    Signals:
        theme_changed: The theme to apply: ``system``, ``light`` or ``dark``.
        card_changed: The card has other lists, another language or another minimum of words.
        choices_changed: Anything was chosen anew: model, settings, instructions, categories.
        place_requested: Choose where photos are read; the dialog to do that over.
    """

    theme_changed = Signal(str)
    card_changed = Signal()
    choices_changed = Signal()
    place_requested = Signal(QWidget)

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._catalog = presenter.catalog
        self._workplace = presenter.workplace
        self._reading = presenter.reading
        self._teller = presenter.teller
        self._forget = presenter.keeping.forget
        self._window = window = presenter.window
        self._background = Background(self)
        self._background.failed.connect(self._teller.tell_error)
        window.settings_requested.connect(self.change_settings)
        window.prompt_requested.connect(self.edit_prompt)
        window.categories_requested.connect(self.edit_categories)
        self.own_fields = OwnFields(presenter, self)
        self.whereabouts = Whereabouts(presenter, self)

    @Slot()
    def change_settings(self) -> None:
        """Change the preferences."""
        settings = self._workplace.choices.settings
        shown = worded(Settings, self._workplace.language).model_validate(settings.model_dump())
        dialog = FormDialog(shown, self.tr("Configurações"), self._window)
        dialog.add_head(self._place_words, self.tr("Mudar…"), lambda: self.place_requested.emit(dialog))
        dialog.add_head(self._catalogue_words, self.tr("Mudar…"), lambda: self.whereabouts.open(dialog))
        self.choices_changed.connect(dialog.refresh)
        dialog.add_button(self.tr("Instruções do modelo…"), self.edit_prompt)
        dialog.add_button(self.tr("Categorias…"), self.edit_categories)
        dialog.add_button(self.tr("Campos…"), self.own_fields.edit)
        dialog.add_button(self.tr("Apagar leituras"), self._forget)
        dialog.confirmed.connect(self._take_settings)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _place_words(self) -> str:
        """Where photos are read, and by whom."""
        reader = self._workplace.reader
        name = reader.name(self._workplace.language) if reader else self.tr("nenhum modelo ainda")
        if self._workplace.endpoint is not None:
            return self.tr("As fotos são lidas em um servidor: {model}").format(model=name)
        return self.tr("As fotos são lidas neste computador: {model}").format(model=name)

    def _catalogue_words(self) -> str:
        """Which catalogue this one is."""
        if self._catalog.shared:
            return self.tr("O catálogo é o de um servidor: {name}").format(name=self._catalog.name)
        return self.tr("O catálogo fica neste computador")

    @Slot(dict)
    def _take_settings(self, values: dict[str, object]) -> None:
        before = self._workplace.choices.settings
        after = Settings.model_validate(values)
        wanted = after.histogram_reference
        luma = self._workplace.choices.histogram_luma
        if wanted is None:
            luma = ()
        elif wanted != before.histogram_reference:
            self._background.do(partial(reference_of, wanted), partial(self._take_reference, wanted))
            after = after.model_copy(update={"histogram_reference": before.histogram_reference})
        if not self.change_choices(settings=after, histogram_luma=luma):
            return
        self.theme_changed.emit(after.theme)
        if after.vectors not in {"", before.vectors} and not environment_key(KEY):
            self._ask_key(server_at(after.vectors))
        if (after.card_language, after.minimum_words) != (before.card_language, before.minimum_words):
            self.card_changed.emit()
        if any(getattr(after, name) != getattr(before, name) for name in _LOADED_WITH):
            self._load_here(after)

    def _take_reference(self, photo: Path, luma: tuple[float, ...]) -> None:
        """Spread lightness like in this photo; where it could not be read, what was chosen before holds."""
        settings = self._workplace.choices.settings.model_copy(update={"histogram_reference": photo})
        self.change_choices(settings=settings, histogram_luma=luma)

    def _ask_key(self, address: Address) -> None:
        """Ask for the key of a server of vectors; none is kept where none is typed."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Servidor de vetores"))
        dialog.setLabelText(self.tr("Chave de {host}, se ele pede uma:").format(host=address.host))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.textValueSelected.connect(
            lambda key: self._background.do(partial(keep_key, address, key.strip()), lambda _: None)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def close(self) -> None:
        """Wait for a photo that is being read."""
        self.whereabouts.close()
        self._background.close()

    def _load_here(self, settings: Settings) -> None:
        """Load the model of this computer by other settings; a server is not concerned."""
        if self._workplace.endpoint is None:
            self._reading.load(self._workplace.reader, settings)

    @Slot()
    def edit_prompt(self) -> None:
        """Edit what the model is told, in the cards' language."""
        language = self._workplace.card_language
        original = prompt.built_in(language).instructions
        text = self._workplace.choices.instructions.get(language) or original
        note = self.tr("O modelo de demonstração não lê instruções: as editadas valem só para outros modelos.")
        note = note if self._workplace.recipe.wording is None else ""
        dialog = PromptDialog(text, original, self._preview, self._window, note=note)
        dialog.confirmed.connect(self._take_prompt)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _preview(self, text: str) -> tuple[str, str]:
        """What the model would read, and what is wrong with the instructions."""
        language = self._workplace.card_language
        card = card_type(
            language=language,
            categories=self._workplace.categories,
            minimum_words=self._workplace.choices.settings.minimum_words,
            own=self._workplace.fields,
        )
        try:
            return prompt.render(prompt.edited(language, text), card), ""
        except PromptInvalid as error:
            return "", str(explain(error, self._workplace.language))

    @Slot(str)
    def _take_prompt(self, text: str) -> None:
        language = self._workplace.card_language
        instructions = dict(self._workplace.choices.instructions)
        instructions[language] = "" if prompt.edited(language, text) == prompt.built_in(language) else text
        self.change_choices(instructions=instructions)

    @Slot()
    def edit_categories(self) -> None:
        """Edit the catalogue's list of categories, one a line."""
        original = "\n".join(labels(built_in("categories"), self._workplace.card_language))
        text = "\n".join(self._workplace.category_labels)
        dialog = PromptDialog(text, original, self._preview_categories, self._window)
        dialog.setWindowTitle(self.tr("Categorias, uma por linha"))
        dialog.confirmed.connect(self._take_categories)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _preview_categories(self, text: str) -> tuple[str, str]:
        names = labels(from_labels(text.splitlines()), Language.PT)
        problem = "" if names else self.tr("A lista precisa de ao menos uma categoria.")
        return "\n".join(names), problem

    @Slot(str)
    def _take_categories(self, text: str) -> None:
        names = list(labels(from_labels(text.splitlines()), Language.PT))
        original = list(labels(built_in("categories"), self._workplace.card_language))
        with self._teller.telling():
            self._workplace.change_categories([] if names == original else names)
            self.card_changed.emit()
            self.choices_changed.emit()

    def change_choices(self, **changes: object) -> bool:
        """Take other choices; ``False`` where that cannot be, which is told."""
        try:
            self._workplace.change(**changes)
        except PromptInvalid as error:
            self._teller.tell_error(error)
            return False
        except OSError as error:
            self._teller.tell_error(error)
        self.choices_changed.emit()
        return True
