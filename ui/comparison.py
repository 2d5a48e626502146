"""A photo and another state of it over each other: left of a divider the one, right of it the other."""

from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.photo_view import PhotoView
from ui.pyramid import Pyramid

Frame: TypeAlias = tuple[float, float, float, float]
"""Left, top, width and height of a part of a photo, as parts of the photo's width and height."""

WHOLE: Final[Frame] = (0.0, 0.0, 1.0, 1.0)
"""All of the photo."""
STEP = 0.05
_REACH = 12.0
"""Points beside the divider in which the pointer takes hold of it."""
_GRIP = 11.0
_PAD = 8.0


class ComparisonView(PhotoView):
    """A photo that may have another state laid over it, which zooms and moves with it.

    Arrow keys, Home and End move the divider, and so does the pointer; it stays where it was put for the next photo.

    Attributes:
        divided: The divider was moved; its place, as a part of the photo's width.
    """

    divided = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._other: Pyramid | None = None
        self._frame: Frame = WHOLE
        self._names = ("", "")
        self._place = 0.5
        self._dragged = False
        self.setMouseTracking(True)

    @property
    def compares(self) -> bool:
        """Whether there is another state to look at."""
        return self._other is not None and self.pyramid is not None

    @property
    def place(self) -> float:
        """Where the divider is, as a part of the photo's width."""
        return self._place

    def set_other(self, other: Pyramid | None, frame: Frame = WHOLE, names: tuple[str, str] = ("", "")) -> None:
        """Lay another state over the photo, or none.

        Args:
            other: It, of any size.
            frame: The part of the photo that it shows.
            names: What the photo and the other state are called.
        """
        self._other, self._frame, self._names = other, frame, names
        said = self.tr("À esquerda da divisão: {left}; à direita: {right}. As setas movem a divisão.")
        self.setAccessibleDescription("" if other is None else said.format(left=names[0], right=names[1]))
        self.update()

    def divide(self, place: float) -> None:
        """Move the divider to a part of the photo's width."""
        self._place = min(max(place, 0.0), 1.0)
        self.divided.emit(self._place)
        self.update()

    def divider(self) -> float:
        """Where the divider is in the view, in points from its left edge; kept in sight."""
        target = self._target()
        return min(max(target.left() + self._place * target.width(), _GRIP), self.width() - _GRIP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo, the other state right of the divider, and the divider."""
        super().paintEvent(event)
        if self._other is None or self.pyramid is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_other(painter, self._other, self._target())
        self._paint_divider(painter)
        self._paint_names(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the divider, or of the photo."""
        if self._reaches(event.position()) and event.button() == Qt.MouseButton.LeftButton:
            self._dragged = True
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the divider, or the photo."""
        target = self._target()
        if self._dragged and target.width() > 0:
            self.divide((event.position().x() - target.left()) / target.width())
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            usual = Qt.CursorShape.ArrowCursor if self.fitted else Qt.CursorShape.OpenHandCursor
            self.setCursor(Qt.CursorShape.SplitHCursor if self._reaches(event.position()) else usual)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._dragged = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move the divider; everything else as for any photo."""
        places = {
            Qt.Key.Key_Left: self._place - STEP,
            Qt.Key.Key_Right: self._place + STEP,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        if self.compares and event.key() in places:
            self.divide(places[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _reaches(self, at: QPointF) -> bool:
        return self.compares and abs(at.x() - self.divider()) <= _REACH

    def _paint_other(self, painter: QPainter, other: Pyramid, target: QRectF) -> None:
        """The other state in its frame; what lies outside of the frame fades."""
        outline = QPainterPath()
        if self.fitted:
            outline.addRoundedRect(target, 8, 8)
        else:
            outline.addRect(QRectF(self.rect()))
        right = QPainterPath()
        right.addRect(QRectF(self.divider(), 0, self.width(), self.height()))
        painter.save()
        painter.setClipPath(outline.intersected(right))
        veil = QColor(self._theme.paper)
        veil.setAlpha(190)
        painter.fillRect(target, veil)
        left, top, width, height = self._frame
        corner = target.topLeft() + QPointF(left * target.width(), top * target.height())
        size = QSizeF(width * target.width(), height * target.height())
        scale = size.width() * self.devicePixelRatioF() / other.image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 2)
        painter.drawImage(QRectF(corner, size), other.level(scale))
        painter.restore()

    def _paint_divider(self, painter: QPainter) -> None:
        seen = self._target().intersected(QRectF(self.rect()))
        x, middle = self.divider(), seen.center().y()
        top, foot = QPointF(x, seen.top()), QPointF(x, seen.bottom())
        ink = QColor(self._theme.accent)
        painter.setPen(QPen(QColor(self._theme.surface), 4))
        painter.drawLine(top, foot)
        painter.setPen(QPen(ink, 2))
        painter.drawLine(top, foot)
        focused = self.hasFocus()
        painter.setBrush(ink if focused else QColor(self._theme.surface))
        painter.drawEllipse(QPointF(x, middle), _GRIP, _GRIP)
        painter.setPen(QPen(QColor(self._theme.on_accent) if focused else ink, 2))
        for side in (-1, 1):
            tip = QPointF(x + side * 6, middle)
            painter.drawLine(tip, tip + QPointF(-side * 3, -3.5))
            painter.drawLine(tip, tip + QPointF(-side * 3, 3.5))

    def _paint_names(self, painter: QPainter) -> None:
        """What either side is, at its top, where there is room for it."""
        target = self._target().intersected(QRectF(self.rect()))
        metrics = self.fontMetrics()
        height = metrics.height() + _PAD
        for name, left, right in (
            (self._names[0], target.left(), self.divider()),
            (self._names[1], self.divider(), target.right()),
        ):
            width = metrics.horizontalAdvance(name) + 2 * _PAD
            if not name or right - left < width + 2 * _PAD:
                continue
            at = left + _PAD if name == self._names[0] else right - width - _PAD
            pill = QRectF(at, target.top() + _PAD, width, height)
            ground = QColor(self._theme.surface)
            ground.setAlpha(225)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(pill, height / 2, height / 2)
            painter.setPen(QColor(self._theme.text))
            painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), name)
