"""Two files that somebody chose are known as a model once they have been loaded."""

from PySide6.QtCore import QObject, Slot

from app.gui.models.rows import FILES
from app.gui.models.shelf import Shelf
from app.gui.reading import Reading
from app.gui.workplace import Workplace
from app.pipeline.models import ModelInUse


class KnownFiles(QObject):
    """Looks whenever a model was loaded, or the machine looked at."""

    def __init__(self, shelf: Shelf, workplace: Workplace, reading: Reading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._workplace = workplace
        self._reading = reading
        shelf.surveyed.connect(self._keep_what_loads)
        reading.status_changed.connect(self._keep_what_loads)

    @Slot()
    def _keep_what_loads(self) -> None:
        """Two files that somebody chose, and that have been loaded, are known from then on."""
        survey, reader = self._shelf.survey, self._workplace.reader
        if survey is None or not isinstance(reader, ModelInUse) or reader.demo or self._reading.info is None:
            return
        if self._shelf.tasks.of(FILES) is not None:
            return
        files = reader.files
        if survey.trouble is None and survey.files_size and not survey.knows(files):
            self._shelf.add(FILES, files)
