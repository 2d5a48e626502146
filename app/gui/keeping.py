"""Gets rid of what was read before and is kept, when a person asks for it, on a thread of its own."""

from PySide6.QtCore import QLocale, QObject, Slot

from app.gui.models.labour import Labour
from app.gui.teller import Teller
from app.pipeline.keeping import forget
from inference.cache import Contents


class Keeping(QObject):
    """Empties what is kept, and tells how much that was."""

    def __init__(self, teller: Teller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teller = teller
        self._labour = Labour("keeping", self)
        self._labour.done.connect(self._on_done)
        self._labour.failed.connect(self._on_failed)

    @Slot()
    def forget(self) -> None:
        """Take away what is kept; what is read afterwards is kept again."""
        self._labour.do("forget", forget)

    def close(self) -> None:
        """Ask the thread to end."""
        self._labour.close()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end after :meth:`close`."""
        return self._labour.wait(milliseconds)

    @Slot(object, object)
    def _on_done(self, _ticket: object, gone: Contents) -> None:
        size = QLocale().formattedDataSize(gone.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        text = self.tr("%n leitura(s) apagada(s): {size}. Nenhuma ficha do catálogo mudou.", "", gone.entries)
        nothing = self.tr("Não havia leituras guardadas.")
        self._teller.tell("kept", text.format(size=size) if gone.entries else nothing)

    @Slot(object, object)
    def _on_failed(self, _ticket: object, error: Exception) -> None:
        self._teller.tell_error(error)
