"""Whether somebody is doing something in a window: keys, clicks, the wheel, movements of the mouse."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_ACTS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class Activity(QObject):
    """Watches a native window, which sees whatever people do before any widget does.

    Attributes:
        acted: Somebody did something.
        active_changed: The keyboard came into the window (``True``), or went to another.
    """

    acted = Signal()
    active_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._active = False
        # A window counts as active for Qt while a dialog over it is; the keyboard is only in one of them.
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_focus_changed)

    def watch(self, window: QWindow) -> None:
        """Watch this window from now on."""
        if window is self._window:
            return
        self._window = window
        window.installEventFilter(self)
        self._on_focus_changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of everything, and keep nothing from anyone."""
        if event.type() in _ACTS:
            self.acted.emit()
        return False

    @Slot()
    def _on_focus_changed(self) -> None:
        active = self._window is not None and QGuiApplication.focusWindow() is self._window
        if active != self._active:
            self._active = active
            self.active_changed.emit(active)
