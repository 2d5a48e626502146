"""The product's photo: fitted by default, zoomed at the pointer, dragged about. It decodes nothing."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.pyramid import Pyramid
from ui.theme import LIGHT, Theme

MARGIN = 20
"""Points kept free around a fitted photo."""
STEP = 1.25
FIT_MOST = 2.0
"""A small photo is fitted up to this scale: larger, and it would only be blurred."""
MOST = 16.0
"""Device pixels for one of the photo's, at most."""
_RADIUS = 8


class PhotoView(QWidget):
    """One photo. Scale counts device pixels for each pixel of the photo, so 1.0 is "100 %" on any screen.

    Attributes:
        zoomed: The scale has changed; whether the photo is fitted now.
        left_requested: Esc was pressed.
    """

    zoomed = Signal(float, bool)
    left_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Foto do produto"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(160, 160))
        self._theme = LIGHT
        self._pyramid: Pyramid | None = None
        self._message = ""
        self._fitted = True
        self._scale = 1.0
        self._middle = QPointF()
        self._held: QPointF | None = None

    @property
    def scale(self) -> float:
        """Device pixels for each of the photo's."""
        return self._scale

    @property
    def fitted(self) -> bool:
        """Whether the photo follows the size of the view."""
        return self._fitted

    @property
    def pyramid(self) -> Pyramid | None:
        """The photo that is shown."""
        return self._pyramid

    @property
    def message(self) -> str:
        """What is said in place of a photo; empty where there is one."""
        return self._message

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.update()

    def set_image(self, image: QImage | Pyramid | None) -> None:
        """Show a photo, fitted, or none; give a large one as a :class:`Pyramid` that a worker built."""
        self._pyramid = Pyramid.of(image) if isinstance(image, QImage) else image
        self._message = ""
        self.fit()

    def set_message(self, text: str) -> None:
        """Say in a sentence why there is no photo."""
        self._pyramid = None
        self._message = text
        self.setAccessibleDescription(text)
        self.update()

    def fit(self) -> None:
        """Show all of it, as large as there is room."""
        self._fitted = True
        if self._pyramid is not None:
            size, room = QSizeF(self._pyramid.image.size()), self._room()
            self._scale = min(room.width() / size.width(), room.height() / size.height(), FIT_MOST)
            self._middle = QPointF(size.width() / 2, size.height() / 2)
        self._changed()

    def show_pixels(self) -> None:
        """One device pixel for each of the photo's, around the middle of the view."""
        self.zoom_to(1.0, QRectF(self.rect()).center())

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a point of the view (its middle by default), which keeps showing the same spot of the photo."""
        self.zoom_to(self._scale * factor, QRectF(self.rect()).center() if at is None else at)

    def zoom_to(self, scale: float, at: QPointF) -> None:
        """Zoom to a scale about a point of the view."""
        if self._pyramid is None:
            return
        spot = self.to_photo(at)
        self._fitted = False
        self._scale = min(max(scale, self._least()), MOST)
        # The middle that puts the spot back under the point.
        self._middle = spot - (at - QRectF(self.rect()).center()) * self.devicePixelRatioF() / self._scale
        self._changed()

    def to_photo(self, at: QPointF) -> QPointF:
        """The photo's pixel under a point of the view."""
        return self._middle + (at - QRectF(self.rect()).center()) * self.devicePixelRatioF() / self._scale

    def pan(self, by: QPointF) -> None:
        """Move the photo by points of the view."""
        self._fitted = False
        self._middle -= by * self.devicePixelRatioF() / self._scale
        self._changed()

    def _room(self) -> QSizeF:
        """Device pixels that a fitted photo may fill."""
        density = self.devicePixelRatioF()
        return QSizeF(max(self.width() - 2 * MARGIN, 16) * density, max(self.height() - 2 * MARGIN, 16) * density)

    def _least(self) -> float:
        if self._pyramid is None:
            return 0.01
        size, room = self._pyramid.image.size(), self._room()
        return min(room.width() / size.width(), room.height() / size.height(), 1.0) / 2

    def _changed(self) -> None:
        if self._pyramid is not None:
            size = self._pyramid.image.size()
            self._middle.setX(min(max(self._middle.x(), 0.0), float(size.width())))
            self._middle.setY(min(max(self._middle.y(), 0.0), float(size.height())))
        self.setCursor(Qt.CursorShape.ArrowCursor if self._fitted else Qt.CursorShape.OpenHandCursor)
        self.zoomed.emit(self._scale, self._fitted)
        self.update()

    def _target(self) -> QRectF:
        """Where the photo lies in the view, in points."""
        if self._pyramid is None:
            return QRectF()
        size = QSizeF(self._pyramid.image.size()) * self._scale / self.devicePixelRatioF()
        corner = QRectF(self.rect()).center() - self._middle * self._scale / self.devicePixelRatioF()
        return QRectF(corner, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo on the window's ground, or the sentence."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(self._theme.paper))
        if self._pyramid is None:
            painter.setPen(QColor(self._theme.quiet))
            place = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._message)
            return
        target = self._target()
        if self._fitted:
            outline = QPainterPath()
            outline.addRoundedRect(target, _RADIUS, _RADIUS)
            painter.setClipPath(outline)
        # Above two device pixels a pixel people want to see the pixels.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._scale < 2)
        painter.drawImage(target, self._pyramid.level(self._scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted photo stays fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; one notch of a wheel is 120."""
        self.zoom_by(STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom by pinching on a touchpad; everything else as usual."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photo."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it; a fitted photo stays where it is."""
        if self._held is not None and not self._fitted:
            self.pan(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._held = None
        self.setCursor(Qt.CursorShape.ArrowCursor if self._fitted else Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between all of it and its own pixels, at the pointer."""
        if self._fitted:
            self.zoom_to(1.0, event.position())
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """``+`` and ``-`` zoom, 0 fits, Esc leaves."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / STEP)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_Escape:
                self.left_requested.emit()
                event.ignore()
            case _:
                event.ignore()
