"""The fields that the editor adds to the cards: their dialog, and what follows when it is saved."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot

from app.domain.card import card_type, titles_of
from app.domain.field_templates import (
    LARGEST_FILE,
    FieldFileForeign,
    FieldFileNewer,
    field_templates,
    fields_as_text,
    fields_of_text,
    merged,
)
from app.domain.fields import MOST_FIELDS, CustomField
from app.gui.field_draft import draft_of, draft_type, field_of, fresh
from app.pipeline.own_fields import keep_fields
from ui.items_dialog import ItemsDialog
from ui.pickers import pick_file, pick_target

if TYPE_CHECKING:
    from app.gui.dialogs import Dialogs
    from app.gui.presenter import Presenter

_PATTERN = "*.json"


class OwnFields(QObject):
    """Opens the dialog, and makes card, form and questions anew when it is saved; the queue goes on.

    Signals:
        added: The ids of fields that the card did not have before, a list.
    """

    added = Signal(list)

    def __init__(self, presenter: "Presenter", dialogs: "Dialogs") -> None:
        super().__init__(dialogs)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._dialogs = dialogs
        self._products = presenter.products
        self._teller = presenter.teller
        self._window = presenter.window
        self._workplace = presenter.workplace
        self._dialog: ItemsDialog | None = None
        self._window.fields_requested.connect(self.edit)

    @Slot()
    def edit(self) -> None:
        """Open the dialog, or bring it to the front."""
        if self._dialog is None:
            self._dialog = self._made_dialog()
        self._dialog.open_beside()

    def _made_dialog(self) -> ItemsDialog:
        items = self._drafts(self._workplace.fields)
        dialog = ItemsDialog(self.tr("Campos da ficha"), items, self._type_of, fresh, self._window)
        language = self._workplace.language
        templates = {
            template.name[language]: lambda chosen=template.fields: self._add(chosen)
            for template in field_templates(self._workplace.card_language)
        }
        dialog.add_menu(self.tr("Modelos prontos"), templates)
        dialog.add_menu(
            self.tr("Arquivo"), {self.tr("Importar campos…"): self._import, self.tr("Exportar campos…"): self._export}
        )
        dialog.confirmed.connect(self._on_confirmed)
        dialog.finished.connect(self._on_finished)
        return dialog

    def _type_of(self, items: Sequence[dict[str, Any]], row: int) -> type[BaseModel]:
        given = titles_of(card_type(texts=self._workplace.language), self._workplace.language).values()
        others = [str(item.get("name", "")) for place, item in enumerate(items) if place != row]
        return draft_type(self._workplace.language, [*given, *others], self._workplace.category_labels)

    def _drafts(self, fields: Sequence[CustomField]) -> list[dict[str, Any]]:
        categories, language = self._workplace.categories, self._workplace.card_language
        return [draft_of(field, categories, language) for field in fields]

    def _fields(self, items: Sequence[dict[str, Any]]) -> tuple[CustomField, ...]:
        categories, language = self._workplace.categories, self._workplace.card_language
        found: list[CustomField] = []
        taken = {str(item["id"]) for item in items if item.get("id")}
        for item in items[:MOST_FIELDS]:
            field = field_of(item, taken, categories, language)
            taken.add(field.id)
            found.append(field)
        return tuple(found)

    def _add(self, fields: Sequence[CustomField]) -> None:
        """Add ready fields to those in the dialog; where one is there already, it gets their categories, too."""
        dialog = self._dialog
        if dialog is None:
            return
        there = {str(item.get("id")): item for item in dialog.items}
        fresh = [field for field in fields if field.id not in there]
        known = [field for field in self._workplace.fields if field.id in there]
        widened = {field.id: field for field in merged(known, [one for one in fields if one.id in there])}
        items = [
            {**item, "categories": self._drafts([widened[item["id"]]])[0]["categories"]}
            if item.get("id") in widened and widened[item["id"]] not in known
            else item
            for item in dialog.items
        ]
        dialog.set_message("")
        dialog.set_items([*items, *self._drafts(fresh)])

    def _import(self) -> None:
        if self._dialog is not None:
            title = self.tr("Importar campos")
            pick_file(self._dialog, title, _PATTERN, lambda paths: self.read(paths[0]))

    def read(self, path: Path) -> None:
        """Add the fields of a file to those in the dialog; why that cannot be is said there."""
        problem = ""
        try:
            with path.open(encoding="utf-8-sig") as file:
                self._add(fields_of_text(file.read(LARGEST_FILE)))
        except OSError as error:
            problem = self.tr("O arquivo não pôde ser lido: {reason}").format(reason=error.strerror or error)
        except FieldFileNewer:
            problem = self.tr("Estes campos são de uma versão mais nova do Fichário: atualize o programa.")
        except (FieldFileForeign, UnicodeDecodeError):
            problem = self.tr("“{name}” não tem campos de um catálogo do Fichário.").format(name=path.name)
        if self._dialog is not None:
            self._dialog.set_message(problem)

    def _export(self) -> None:
        if self._dialog is not None:
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            proposed = Path(documents, self.tr("campos.json"))
            pick_target(self._dialog, self.tr("Exportar campos"), proposed, f"JSON ({_PATTERN})", self.write)

    def write(self, path: Path) -> None:
        """Write the fields that the catalogue has to a file."""
        try:
            path.write_text(fields_as_text(self._workplace.fields), encoding="utf-8")
        except OSError as error:
            if self._dialog is not None:
                text = self.tr("O arquivo não pôde ser gravado: {reason}")
                self._dialog.set_message(text.format(reason=error.strerror or error))

    @Slot(list)
    def _on_confirmed(self, items: list[dict[str, Any]]) -> None:
        before = self._workplace.fields
        after = self._fields(items)
        if after != before:
            text = self._outcome(after)
            new = [field.id for field in after if field.id not in {one.id for one in before}]

            def then() -> None:
                self._teller.tell("fields", text, lambda: self._keep(before, _nothing))
                if new:
                    self.added.emit(new)

            self._keep(after, then)

    def _outcome(self, fields: Sequence[CustomField]) -> str:
        """What follows for the photos that are read next."""
        if fields and self._workplace.recipe.wording is None:
            return self.tr(
                "Os campos da ficha mudaram. O modelo de demonstração não preenche os seus: eles ficam para você, até "
                "que outro modelo seja escolhido."
            )
        return self.tr("Os campos da ficha mudaram. As próximas fotos já são lidas com eles.")

    def _keep(self, fields: Sequence[CustomField], then: Any) -> None:
        self._bench.save()

        def taken_up(_done: None) -> None:
            self._workplace.take_up()
            self._dialogs.card_changed.emit()
            self._dialogs.choices_changed.emit()
            self._products.reload()
            then()

        self._acts.do(lambda: keep_fields(self._catalog, fields), taken_up)

    @Slot()
    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def _nothing() -> None:
    """Say nothing more: it was undone."""
