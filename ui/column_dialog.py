"""A dialog of one column, as high as what stands in it."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

_WIDTH = 560
_FRAME = 48  # points that a title bar and a margin take of the screen


class ColumnDialog(QDialog):
    """Grows and shrinks with what comes into its column and goes, as far as the screen allows.

    Attributes:
        column: To be filled by the kinds of it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(_WIDTH)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(8)

    def event(self, event: QEvent) -> bool:
        """Make room for what has come, and give back the room of what has gone."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def _make_room(self) -> None:
        """A layout asks for no more height by itself when a text that wraps comes into it."""
        wanted, screen = self.column.totalHeightForWidth(self.width()), self.screen().availableGeometry()
        self.resize(self.width(), min(wanted, screen.height() - _FRAME))
        if (over := self.geometry().bottom() - screen.bottom()) > 0:
            self.move(self.x(), max(screen.top(), self.y() - over))
