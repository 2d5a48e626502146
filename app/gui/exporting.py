"""Approved cards go out to a file: all of them, or those of a selection."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel
from PySide6.QtCore import QObject, QStandardPaths, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from app.domain.states import State
from app.export.errors import ExportError
from app.export.presets import EVERY
from app.gui.background import Background
from app.pipeline.approved import (
    Exported,
    NothingToExport,
    copy_approved,
    export_approved,
    relations_of_approved,
)
from app.pipeline.pictures import PICTURES, Pictures, pictures_of
from app.pipeline.related import RELATED, RelatedProducts, Relations, related_of
from app.wording import worded
from ui.commands import Name
from ui.form_dialog import FormDialog
from ui.notices import Notice, NoticeKind
from ui.pickers import pick_target

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


@dataclass(frozen=True, slots=True)
class Along:
    """What goes out with the cards.

    Attributes:
        pictures: What their pictures are called.
        related: What goes with them; ``None`` for no such column.
    """

    pictures: Pictures
    related: Relations | None = None


class Exporting(QObject):
    """Asks for a file and has it written."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._teller = presenter.teller
        self._workplace = presenter.workplace
        self._window = window = presenter.window
        self._copying = Background(self)
        presets = [(name, preset.title(self._workplace.language)) for name, preset in EVERY.items()]
        window.top_bar.set_presets(presets)
        window.top_bar.export.menu().addSeparator()
        window.top_bar.export.menu().addAction(window.commands[Name.PICTURES])
        window.queue.acts.set_presets(presets)
        window.export_requested.connect(self.export)
        window.selection.export_requested.connect(self.export_these)
        window.pictures_requested.connect(self.choose_pictures)
        window.top_bar.export.menu().addAction(window.commands[Name.RELATED])
        window.commands.bind({Name.RELATED: self.choose_related})
        self._remembering = presenter.remembering
        self._leaving = threading.Event()

    def close(self) -> None:
        """Finish the copying that was begun, and look for no more that goes with products."""
        self._leaving.set()
        self._copying.close()

    @Slot(str)
    def export(self, preset_id: str) -> None:
        """Ask for a file and write the approved cards; those exported before, where there are no others."""
        counts = self._catalog.counts()
        if not counts[State.APPROVED] + counts[State.EXPORTED]:
            self._say_nothing()
            return
        self._ask(preset_id, None)

    @Slot(object, str)
    def export_these(self, ids: Sequence[int], preset_id: str) -> None:
        """The same for some products only."""
        self._ask(preset_id, ids)

    def _ask(self, preset_id: str, ids: Sequence[int] | None) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(documents, self.tr("fichas.csv"))
        title = self.tr("Exportar fichas aprovadas")
        pick_target(self._window, title, proposed, "CSV (*.csv)", lambda path: self.write(path, preset_id, ids))

    def write(self, path: Path, preset_id: str, ids: Sequence[int] | None = None) -> None:
        """Write the approved cards to a file, those of some products or all.

        Photos that are to go along go first, and what goes with the products is found.
        """
        self._bench.save()
        pictures, count = pictures_of(self._catalog), related_of(self._catalog).count
        if not pictures.copies and not count:
            self._write(path, preset_id, ids, Along(pictures))
            return

        def prepare() -> Along | ExportError:
            # Apart from the acts: typing goes on being saved while thousands of photos are copied.
            try:
                if pictures.copies:
                    copy_approved(self._catalog, path, pictures, ids=ids, again=None)
            except ExportError as error:
                return error
            return Along(pictures, self._relations(count, ids) if count else None)

        def then(found: Along | ExportError) -> None:
            self._teller.withdraw("copying")
            if isinstance(found, Along):
                self._write(path, preset_id, ids, found, unrelated=count > 0 and found.related is None)
            else:
                self._tell_failed(found, preset_id, ids)

        copying = self.tr("Copiando as fotos; o arquivo vem depois…")
        self._teller.tell("copying", copying if pictures.copies else self.tr("Procurando produtos relacionados…"))
        self._copying.do(prepare, then)

    def _relations(self, count: int, ids: Sequence[int] | None) -> Relations | None:
        """What goes with the products; ``None`` while nobody on this computer looks at photos."""
        memory = self._remembering.memory
        if memory is None:
            return None
        stop = self._leaving.is_set
        return relations_of_approved(self._catalog, memory, count, ids=ids, again=None, stop=stop)

    def _write(
        self, path: Path, preset_id: str, ids: Sequence[int] | None, along: Along, *, unrelated: bool = False
    ) -> None:
        catalog, card, preset = self._catalog, self._workplace.card, EVERY[preset_id]

        def work() -> Exported | ExportError:
            try:
                return export_approved(
                    catalog, card, preset, path, ids=ids, again=None, pictures=along.pictures, related=along.related
                )
            except ExportError as error:
                return error

        def then(found: Exported | ExportError) -> None:
            if isinstance(found, Exported):
                self._acts.settle(found.ids)
                self._tell_written(found, path)
                if unrelated:
                    self._window.tell(Notice("copying", self._without_related(), NoticeKind.DOUBT))
            elif isinstance(found, NothingToExport):
                self._say_nothing()
            else:
                self._tell_failed(found, preset_id, ids)

        self._acts.do(work, then)

    def _tell_written(self, exported: Exported, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self._teller.tell_exported(exported.count, path.name, partial(QDesktopServices.openUrl, folder))
        if exported.missing:
            count, first = len(exported.missing), exported.missing[0].name
            words = self.tr("%n foto(s) não puderam ser copiadas, entre elas {name}.", "", count).format(name=first)
            self._window.tell(Notice("copying", words, NoticeKind.DOUBT))

    def _without_related(self) -> str:
        return self.tr(
            "O arquivo foi sem os produtos relacionados: eles pedem um modelo deste computador, pronto e com as fotos "
            "vistas."
        )

    def _tell_failed(self, error: ExportError, preset_id: str, ids: Sequence[int] | None) -> None:
        again = self.tr("Escolher outro lugar")
        self._teller.tell_error(error, again, lambda: self._ask(preset_id, ids))

    def _say_nothing(self) -> None:
        self._teller.tell("export.nothing", self.tr("Nenhuma ficha aprovada ainda: aprove ao menos uma primeiro."))

    @Slot()
    def choose_pictures(self) -> None:
        """Choose where shops find the photos, and whether they go along."""
        self._choose(PICTURES, Pictures, pictures_of(self._catalog), self.tr("Fotos na exportação"))

    @Slot()
    def choose_related(self) -> None:
        """Choose how many products are named that go with one."""
        title = self.tr("Produtos relacionados na exportação")
        self._choose(RELATED, RelatedProducts, related_of(self._catalog), title)

    def _choose(self, key: str, kind: type[BaseModel], chosen: BaseModel, title: str) -> None:
        """Edit what the catalogue keeps under a name."""
        worded_kind = worded(kind, self._workplace.language)
        dialog = FormDialog(worded_kind.model_validate(chosen.model_dump()), title, self._window)
        dialog.resize(560, 320)
        dialog.confirmed.connect(lambda values: self._take(key, kind, values))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, key: str, kind: type[BaseModel], values: dict[str, object]) -> None:
        with self._teller.telling():
            self._catalog.set_setting(key, kind.model_validate(values).model_dump(mode="json"))
