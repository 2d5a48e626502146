"""The model that ships, said for what it is, and the photos to try it with."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.pipeline.models import Limit

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

_SMALL = "demo"
"""Under which name it is kept that somebody has read how small it is; what it does not know is kept by its limit."""


class Demonstration(QObject):
    """Says in a line what the demonstration model is and what of the person's choices it does not know.

    The line stays until it is put away, and comes back only with something new.
    """

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._workplace = presenter.workplace
        self._intake = presenter.intake
        self._teller = presenter.teller
        self._window = presenter.window
        self._window.samples_requested.connect(self._on_samples_requested)
        self._window.remark_closed.connect(self._on_remark_closed)
        self._window.welcome.set_samples(available=bool(self._workplace.shipped.samples))
        presenter.dialogs.choices_changed.connect(self.show)

    @Slot()
    def show(self) -> None:
        """Say what there is to say now, or nothing."""
        unread = set(self._subjects()) - set(self._workplace.choices.remarks_read)
        self._window.remark.say(self._text() if unread else "")

    def _subjects(self) -> tuple[str, ...]:
        model = self._workplace.reader
        return (_SMALL, *self._workplace.limits) if model is not None and model.demo else ()

    def _text(self) -> str:
        model = self._workplace.reader
        if model is None or model.entry is None:
            return ""
        language = self._workplace.language
        limits = {
            Limit.LANGUAGE: self.tr("Em outro idioma, preenche o que pode."),
            Limit.CATEGORIES: self.tr("Não conhece as categorias deste catálogo: escolhe entre elas como pode."),
            Limit.INSTRUCTIONS: self.tr("As instruções editadas valem só para outros modelos."),
            Limit.FIELDS: self.tr("Preenche só os campos que já vêm com o programa; os seus ficam para você."),
        }
        said = [
            f"{model.name(language)}.",
            model.entry.knows[language],
            *(limits[one] for one in self._workplace.limits),
        ]
        return " ".join([*said, self.tr("Para o seu catálogo, escolha um modelo de verdade.")])

    @Slot()
    def _on_remark_closed(self) -> None:
        read = {*self._workplace.choices.remarks_read, *self._subjects()}
        try:
            self._workplace.change(remarks_read=tuple(sorted(read)))
        except OSError as error:
            self._teller.tell_error(error)
        self.show()

    @Slot()
    def _on_samples_requested(self) -> None:
        self._intake.add(list(self._workplace.shipped.samples))
