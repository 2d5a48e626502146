"""Approved cards go out to a file: all of them, or those of a selection."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from app.domain.states import State
from app.export.errors import ExportError
from app.export.presets import PRESETS
from app.pipeline.approved import Exported, NothingToExport, export_approved
from ui.pickers import pick_target

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


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
        presets = [(name, preset.title(self._workplace.language)) for name, preset in PRESETS.items()]
        window.top_bar.set_presets(presets)
        window.queue.acts.set_presets(presets)
        window.export_requested.connect(self.export)
        window.selection.export_requested.connect(self.export_these)

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
        """Write the approved cards to a file, those of some products or all."""
        self._bench.save()
        catalog, card, preset = self._catalog, self._workplace.card, PRESETS[preset_id]

        def work() -> Exported | ExportError:
            try:
                return export_approved(catalog, card, preset, path, ids=ids, again=None)
            except ExportError as error:
                return error

        def then(found: Exported | ExportError) -> None:
            if isinstance(found, Exported):
                folder = QUrl.fromLocalFile(str(path.parent))
                self._acts.settle(found.ids)
                self._teller.tell_exported(found.count, path.name, lambda: QDesktopServices.openUrl(folder))
            elif isinstance(found, NothingToExport):
                self._say_nothing()
            else:
                again = self.tr("Escolher outro lugar")
                self._teller.tell_error(found, again, lambda: self._ask(preset_id, ids))

        self._acts.do(work, then)

    def _say_nothing(self) -> None:
        self._teller.tell("export.nothing", self.tr("Nenhuma ficha aprovada ainda: aprove ao menos uma primeiro."))
