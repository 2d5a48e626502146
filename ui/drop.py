"""Files, folders and pictures that are dropped anywhere on the window, or pasted.

Folders are passed on as they are; walking them is not the window's work. Drops are always taken as copies: a move may
delete the person's file.
"""

from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QMimeData,
    QObject,
    QRunnable,
    Qt,
    QThreadPool,
    Signal,
)
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.widgets import label

READY_FORMATS = ("image/png", "image/jpeg", "image/webp", "image/tiff")
"""Pictures that are passed on as they come, byte for byte."""


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this machine that are in some data."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def wanted(data: QMimeData) -> bool:
    """Whether there is anything in some data that can become a product."""
    return bool(local_paths(data)) or data.hasImage() or any(data.hasFormat(name) for name in READY_FORMATS)


class _Encoding(QRunnable):
    """Turns a picture into PNG, away from the GUI thread: a screenshot takes longer than a frame."""

    def __init__(self, image: QImage, taker: "Taker") -> None:
        super().__init__()
        self._image = image
        self._taker = taker

    def run(self) -> None:
        """Encode, and hand over to the taker's own thread."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt takes str
        self._taker.encoded.emit(data)


class Taker(QObject):
    """Takes photos in.

    Attributes:
        paths_added: Files and folders, as a list of :class:`~pathlib.Path`.
        image_added: A picture without a file, as the bytes of a PNG, JPEG, WebP or TIFF.
        hovered: Whether something that can be dropped is over its place.
        encoded: A picture has become PNG; internal, but a signal must be public to cross threads.
    """

    paths_added = Signal(list)
    image_added = Signal(bytes)
    hovered = Signal(bool)
    encoded = Signal(QByteArray)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.encoded.connect(self._on_encoded)

    def take(self, data: QMimeData) -> bool:
        """Take in some data; whether there was anything in it for us."""
        paths = local_paths(data)
        if paths:
            self.paths_added.emit(paths)
            return True
        for name in READY_FORMATS:
            content = bytes(data.data(name).data()) if data.hasFormat(name) else b""
            if content:
                self.image_added.emit(content)
                return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            QThreadPool.globalInstance().start(_Encoding(image, self))
            return True
        return False

    def _on_encoded(self, data: QByteArray) -> None:
        self.image_added.emit(bytes(data.data()))


class Intake(Taker):
    """Takes in what is dropped on a window or pasted, and hands on what is dropped where another takes it.

    Attributes:
        others: Widget → who takes what is dropped on it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.others: dict[QWidget, Taker] = {}
        self._over: Taker | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch drags before any editor does; meant for the native window, which sees them first."""
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove if isinstance(event, QDropEvent):
                return self._on_drag(event)
            case QEvent.Type.DragLeave:
                self._hover(None)
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                return self._on_drop(event)
        return super().eventFilter(watched, event)

    def _on_drag(self, event: QDropEvent) -> bool:
        # What is dragged from within (a feature to another place) is the form's own affair.
        if event.source() is not None or not wanted(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._hover(self._taker_at(event))
        return True

    def _on_drop(self, event: QDropEvent) -> bool:
        self._hover(None)
        if event.source() is not None or not self._taker_at(event).take(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _taker_at(self, event: QDropEvent) -> Taker:
        """Who takes what is dropped here."""
        at = event.position().toPoint()
        for widget, taker in self.others.items():
            if widget.isVisible() and widget.rect().contains(widget.mapFrom(widget.window(), at)):
                return taker
        return self

    def _hover(self, taker: Taker | None) -> None:
        if taker is not self._over:
            if self._over is not None:
                self._over.hovered.emit(False)
            self._over = taker
            if taker is not None:
                taker.hovered.emit(True)


class DropOverlay(QFrame):
    """Lies over a host while something is about to be dropped.

    Args:
        host: Over which.
        below: Points at its top that stay free: what is dropped there goes elsewhere.
    """

    def __init__(self, host: QWidget, below: int = 0) -> None:
        super().__init__(host)
        self._below = below
        self.setProperty("role", "drop-overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = label(self.tr("Solte para adicionar"))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(words)
        self._host = host
        host.installEventFilter(self)
        self.hide()

    def set_hovered(self, hovered: bool) -> None:
        """Show or hide it."""
        self.setVisible(hovered)
        if hovered:
            self._fill()
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the host."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._fill()
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self.setGeometry(self._host.rect().adjusted(12, self._below + 12, -12, -12))
