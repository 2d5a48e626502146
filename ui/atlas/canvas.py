"""The map itself: points, pictures where there is room for them, what is chosen and what is current.

It paints what it was given and asks for what it has not; what takes longer than a frame is done elsewhere. Moving,
zooming and choosing are arithmetic over all points at once, some milliseconds at 50,000. What mouse and keys do is
:mod:`ui.atlas.hands`.
"""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.atlas.area import Area
from ui.atlas.camera import Camera
from ui.atlas.points import Points
from ui.atlas.view import SIDE, View
from ui.queue.lru import Lru
from ui.theme import Theme

_KEPT = 1000
"""Pictures kept: 14 MB at one pixel a point."""
_ASK_AFTER = 40
"""Milliseconds of rest before pictures are asked for."""


class AtlasCanvas(QWidget):
    """Shows points.

    Attributes:
        opened: Open this product.
        pointed: This point is meant, by its place; ``None`` for none.
        chosen: Other points are chosen.
        pictures_wanted: Give the pictures of these photos, a list.
        current: The place of the point that keys speak of; ``None`` before any.
        view: How it is looked at now.
    """

    opened = Signal(int)
    pointed = Signal(object)
    chosen = Signal()
    pictures_wanted = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Mapa das fotos"))
        self.setAccessibleDescription(
            self.tr("Setas vão à foto mais próxima, Enter abre, mais e menos aproximam, V escolhe o que está à vista.")
        )
        self._theme = theme
        self.view = View(Points(), Camera(), (1, 1))
        self.current: int | None = None
        self._shown: Collection[int] = ()
        self._chosen: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._image: QImage | None = None
        self._pictures: Lru[int, QImage] = Lru(_KEPT)
        self.area: Area | None = None
        self._untouched = True
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(_ASK_AFTER)
        self._ask.timeout.connect(self._on_rested)

    @property
    def points(self) -> Points:
        """What is shown."""
        return self.view.points

    @property
    def chosen_products(self) -> list[int]:
        """The products of the points that are chosen, each once, in the order of the points."""
        return list(dict.fromkeys(self.points.products[self._chosen].tolist()))

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self._paint_anew()

    def set_points(self, points: Points) -> None:
        """Show these; photos that were chosen or current stay it, and what is seen stays seen."""
        held = set(self.points.photos[self._chosen].tolist())
        current = None if self.current is None else int(self.points.photos[self.current])
        self._chosen = np.isin(points.photos, sorted(held)) if held else np.zeros(len(points), np.bool_)
        found = np.flatnonzero(points.photos == current).tolist() if current is not None else []
        self.current = found[0] if found else None
        fits = self._untouched or not len(self.points)
        self._look(Camera.fitting(points.places, self._size()) if fits else self.view.camera, points)
        if held:
            self.chosen.emit()

    def set_shown(self, groups: Collection[int]) -> None:
        """Give only these groups their colours; all of them where there are none."""
        self._shown = tuple(groups)
        self._paint_anew()

    def set_pictures(self, pictures: Mapping[int, QImage]) -> None:
        """Show these pictures of photos, no larger than :data:`~ui.atlas.view.SIDE` points; null for none."""
        for photo, picture in pictures.items():
            self._pictures.put(photo, picture)
        self.update()

    def fit(self) -> None:
        """Show all points."""
        self._untouched = True
        self._look(Camera.fitting(self.points.places, self._size()))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Come nearer; what is at a place, else what is current or in the middle, stays there."""
        place = at or self.place_of(self.current) or QPointF(self.rect().center())
        self._untouched = False
        self._look(self.view.camera.zoomed(factor, (place.x(), place.y()), self._size()))

    def drag(self, right: float, down: float) -> None:
        """Draw the plane along, so far in points of the screen."""
        self._untouched = False
        self._look(self.view.camera.moved(right, down))

    def point_at(self, place: int | None) -> None:
        """Speak of this point; it is brought into sight."""
        self.current = place
        at = self.place_of(place)
        if at is not None and not QRectF(self.rect()).adjusted(SIDE, SIDE, -SIDE, -SIDE).contains(at):
            away = QPointF(self.rect().center()) - at
            self.drag(away.x(), away.y())
        self.pointed.emit(place)
        self.update()

    def choose(self, points: NDArray[np.bool_], *, more: bool = False) -> None:
        """Choose these points.

        Args:
            points: ``(n,)``.
            more: Whether what was chosen stays chosen.
        """
        self._chosen = self._chosen | points if more else points
        self._paint_anew()
        self.chosen.emit()

    def choose_seen(self) -> None:
        """Choose all points in sight."""
        seen = np.zeros(len(self.points), np.bool_)
        seen[self.view.seen] = True
        self.choose(seen)

    def choose_nothing(self) -> None:
        """Choose no point."""
        self.choose(np.zeros(len(self.points), np.bool_))

    def cancel(self) -> bool:
        """Leave what is being drawn, else choose nothing; whether there was anything of it."""
        if self.area is not None:
            self.area = None
            self.update()
        elif self._chosen.any():
            self.choose_nothing()
        else:
            return False
        return True

    def place_of(self, point: int | None) -> QPointF | None:
        """Where a point is on the screen."""
        return None if point is None else QPointF(*map(float, self.view.screen[point]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See the same part of the plane, or all of it again."""
        super().resizeEvent(event)
        self._look(Camera.fitting(self.points.places, self._size()) if self._untouched else self.view.camera)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dots, then what lies on them."""
        painter = QPainter(self)
        density = self.devicePixelRatioF()
        if self._image is None or self._image.devicePixelRatio() != density:
            self._image = self.view.image(self._theme, density, shown=self._shown, chosen=self._chosen)
        painter.drawImage(0, 0, self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for point in self.view.pictured:
            self._paint_picture(painter, int(point))
        self._paint_current(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.area is not None:
            painter.setPen(QPen(QColor(self._theme.accent), 1.5, Qt.PenStyle.DashLine))
            painter.drawPolygon(self.area.outline)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _paint_picture(self, painter: QPainter, point: int) -> None:
        """Paint the picture of a point, in a frame that says what its dot would."""
        picture, room = self._picture_of(point), self._room(point)
        if picture is None:
            return
        chosen = bool(self._chosen[point])
        colour = self._theme.text if chosen else self.view.colour(self._theme, point, self._shown)
        painter.setPen(QPen(QColor(colour), 3 if chosen else 2))
        painter.setBrush(QColor(self._theme.surface))
        painter.drawRoundedRect(room.adjusted(-2, -2, 2, 2), 5, 5)
        painter.drawImage(room.topLeft(), picture)

    def _paint_current(self, painter: QPainter) -> None:
        at = self.place_of(self.current)
        if at is None or self.current is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.accent), 2))
        if self.current in self.view.pictured and self._picture_of(self.current) is not None:
            painter.drawRoundedRect(self._room(self.current).adjusted(-5, -5, 5, 5), 7, 7)
        else:
            painter.drawEllipse(at, 8, 8)

    def _picture_of(self, point: int) -> QImage | None:
        """A point's picture, unless it has none, or none that is known yet."""
        found = self._pictures.get(int(self.points.photos[point]))
        return None if found is None or found.isNull() else found

    def _room(self, point: int) -> QRectF:
        """Where the picture of a point lies."""
        picture, middle = self._picture_of(point), self.place_of(point) or QPointF()
        size = QRectF(0, 0, SIDE, SIDE).size() if picture is None else picture.deviceIndependentSize()
        left, top = middle.x() - size.width() / 2, middle.y() - size.height() / 2
        return QRectF(round(left), round(top), size.width(), size.height())

    def _size(self) -> tuple[int, int]:
        return max(self.width(), 1), max(self.height(), 1)

    def _look(self, camera: Camera, points: Points | None = None) -> None:
        """Look in another way, or at other points."""
        self.view = View(self.points if points is None else points, camera, self._size())
        self._paint_anew()
        self._ask.start()

    def _paint_anew(self) -> None:
        self._image = None
        self.update()

    def _on_rested(self) -> None:
        photos = self.points.photos[self.view.pictured].tolist()
        missing = [photo for photo in photos if photo not in self._pictures]
        if missing:
            self.pictures_wanted.emit(missing)
