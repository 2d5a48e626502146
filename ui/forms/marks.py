"""The small painted marks of a form. Each takes its colour from the style sheet's ``color`` for it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.forms.looks import SWATCH, ink, paint_chevron, paint_swatch, paint_tick, set_look

_DOT = 12


class ConfidenceDot(QWidget):
    """How sure a machine was: a disc where it was sure, a diamond where a look is wanted, a tick where one was given.

    Colour and shape say the same; the words are in the tooltip and the accessible name.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confidenceDot")
        self.setFixedSize(_DOT, _DOT)
        self._level = ""

    @property
    def level(self) -> str:
        """``sure``, ``doubt``, ``checked`` or nothing."""
        return self._level

    def say(self, level: str, words: str) -> None:
        """Show a level and what it means; the dot's place stays where there is none."""
        self._level = level
        self.setToolTip(words)
        self.setAccessibleName(words)
        set_look(self, "level", level)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the level's shape."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, colour = QPointF(_DOT / 2, _DOT / 2), ink(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        match self._level:
            case "sure":
                painter.drawEllipse(middle, 3.5, 3.5)
            case "doubt":
                points = [QPointF(middle.x() + x, middle.y() + y) for x, y in ((0, -5), (5, 0), (0, 5), (-5, 0))]
                painter.drawPolygon(QPolygonF(points))
            case "checked":
                paint_tick(painter, QRectF(self.rect()), colour)


class Chevron(QWidget):
    """Says that a line opens a list; clicks go to the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fieldChevron")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chevron."""
        del event
        paint_chevron(QPainter(self), QRectF(self.rect()), ink(self))


class Swatch(QWidget):
    """A disc of a colour that is data, not theme; clicks go to what it lies on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(SWATCH, SWATCH)
        self._colour = QColor()

    def set_colour(self, colour: str) -> None:
        """Show ``#rrggbb``."""
        self._colour = QColor(colour)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc."""
        del event
        paint_swatch(QPainter(self), QRectF(self.rect()), self._colour)


class Grip(QWidget):
    """The six dots by which a row is dragged.

    Attributes:
        dragged: The pointer is at this height in the host, the widget whose rows change places.
        released: The drag ended.
    """

    dragged = Signal(float)
    released = Signal()

    def __init__(self, parent: QWidget, host: QWidget) -> None:
        super().__init__(parent)
        self._host = host
        self.setObjectName("rowGrip")
        self.setCursor(Qt.CursorShape.SizeVerCursor)

    def sizeHint(self) -> QSize:
        """Room to take hold of it."""
        return QSize(24, 28)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the pointer is."""
        self.dragged.emit(float(self.mapTo(self._host, event.position()).y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        event.accept()
        self.released.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint two columns of three dots."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(self))
        middle = QRectF(self.rect()).center()
        for x in (-2.0, 2.0):
            for y in (-4.0, 0.0, 4.0):
                painter.drawEllipse(QPointF(middle.x() + x, middle.y() + y), 1.0, 1.0)
