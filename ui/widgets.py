"""Small makers and base classes that every panel uses: labels by role, buttons by kind, a label that elides."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QToolButton,
    QWidget,
)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label of plain text (a file's name is never markup) with a role of the stylesheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, kind: str = "", *, hint: str = "") -> QPushButton:
    """A push button of a kind of the stylesheet; ``hint`` is its tooltip and what a screen reader adds."""
    made = QPushButton(text)
    made.setAccessibleName(text)
    if kind:
        made.setProperty("kind", kind)
    if hint:
        made.setToolTip(hint)
        made.setAccessibleDescription(hint)
    return made


def icon_button(name: str) -> QToolButton:
    """A small tool button without words on it; ``name`` is its tooltip and accessible name."""
    made = QToolButton()
    made.setProperty("kind", "icon")
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def ground(widget: QWidget, role: str) -> QWidget:
    """Give a plain widget a ground of the stylesheet and return it."""
    widget.setProperty("role", role)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


def hairline() -> QFrame:
    """A line of one pixel between two things, one above the other."""
    made = QFrame()
    made.setProperty("role", "hairline")
    made.setFixedHeight(1)
    return made


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a dynamic property that the stylesheet selects by, and have the widget look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style: QStyle = widget.style()
    style.unpolish(widget)
    style.polish(widget)


class ElidedLabel(QLabel):
    """A label of one line that ends in an ellipsis where it has no room; the whole text is its tooltip."""

    def __init__(self, text: str = "", role: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__(text)
        self._mode = mode
        self.setIndent(0)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when a stylesheet gives another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters, or for all where there are fewer: eliding does the rest."""
        room = self.contentsMargins().left() + self.contentsMargins().right() + 24
        few = self.fontMetrics().horizontalAdvance("MM…") + room
        return QSize(min(few, self.sizeHint().width()), super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """What fits now."""
        return self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame of the stylesheet and as much of the text as fits."""
        shown = self.shown_text()
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        self.drawFrame(painter)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment() | Qt.TextFlag.TextSingleLine),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )


def fit_to(window: QWidget, available: QSize) -> None:
    """Make a window no larger than a screen has room for, with the title bar above it; in logical pixels."""
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    window.resize(window.size().boundedTo(available - QSize(0, title)))
