"""One choice of the column."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from ui.widgets import label

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class FacetButton(QPushButton):
    """A name at the left, how many at the right.

    Attributes:
        chosen: It was clicked; whether with Ctrl or Shift held, which adds it to others.
    """

    chosen = Signal(bool)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name)
        self.setProperty("kind", "facet")
        self.setCheckable(True)
        self.name = name
        self._hint = hint
        self._adds = False
        self._shown = -1
        self._count = label("", "quiet")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(lambda _checked: self.chosen.emit(self._adds))

    @property
    def count_label(self) -> QLabel:
        """Where the count stands."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show how many; nothing at zero."""
        if count == self._shown:
            return
        self._shown = count
        self._count.setText(self.locale().toString(count) if count else "")
        self.setAccessibleName(f"{self.name}, {count}")
        self._elide()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Look whether it is to be added to others."""
        self._adds = bool(event.modifiers() & _ADDING)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter choose; with Ctrl or Shift they add. The arrows go to the neighbours."""
        steps = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self._adds = bool(event.modifiers() & _ADDING)
            self.click()
        elif event.key() in steps:
            self.focusNextPrevChild(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name where the column is narrow."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - 32 - self._count.sizeHint().width()
        # The chosen one is bold: measure it so, or its name would be cut.
        font = self.font()
        font.setBold(True)
        shown = self.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, max(room, 24))
        self.setText(shown)
        self.setToolTip(self._hint or (self.name if shown != self.name else ""))
