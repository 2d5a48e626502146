"""Thumbnails as rounded pixmaps, decoded when they are painted and kept within a bound."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from ui.queue.lru import Lru
from ui.queue.source import RowSource

KEPT = 512
"""Pixmaps kept: about 22 MB at two pixels a point."""
RADIUS = 6


class Thumbnails:
    """Square thumbnails of one size, by product."""

    def __init__(self, source: RowSource, side: int) -> None:
        """Bind to a source.

        Args:
            source: Gives the JPEGs.
            side: Of the square, in points.
        """
        self._source = source
        self._side = side
        self._kept: Lru[tuple[int, float], QPixmap] = Lru(KEPT)
        self._masks: dict[float, QImage] = {}

    def get(self, product: int, density: float) -> QPixmap:
        """The product's thumbnail, null where there is none.

        Args:
            product: Its id.
            density: Device pixels a point.
        """
        key = (product, density)
        kept = self._kept.get(key)
        if kept is None:
            data = self._source.thumbnail(product)
            if density not in self._masks:
                self._masks[density] = _mask(self._side, density)
            kept = _rounded(QImage.fromData(QByteArray(data)), self._masks[density], density) if data else QPixmap()
            self._kept.put(key, kept)
        return kept

    def forget(self, product: int) -> None:
        """Fetch this one anew when it is next painted."""
        for density in self._masks:
            self._kept.forget((product, density))

    def clear(self) -> None:
        """Fetch all of them anew."""
        self._kept.clear()


def tile(data: bytes | None, side: int, density: float) -> QPixmap:
    """A picture as a rounded square of ``side`` points; transparent where there is none."""
    pixmap = _rounded(QImage.fromData(QByteArray(data)), _mask(side, density), density) if data else QPixmap()
    if pixmap.isNull():
        pixmap = QPixmap(round(side * density), round(side * density))
        pixmap.setDevicePixelRatio(density)
        pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _rounded(image: QImage, mask: QImage, density: float) -> QPixmap:
    """Fill a square of the mask's size with the image's middle, and cut it by the mask."""
    if image.isNull():
        return QPixmap()
    side = mask.width()
    filled = image.scaled(
        QSize(side, side),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (filled.width() - side) // 2, (filled.height() - side) // 2
    square = filled.copy(left, top, side, side).convertToFormat(mask.format())
    painter = QPainter(square)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawImage(0, 0, mask)
    painter.end()
    pixmap = QPixmap.fromImage(square)
    pixmap.setDevicePixelRatio(density)
    return pixmap


def _mask(side: int, density: float) -> QImage:
    """A square with round corners, transparent around; to cut by it is five times quicker than to paint a pattern."""
    pixels = round(side * density)
    mask = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    mask.fill(Qt.GlobalColor.transparent)
    painter = QPainter(mask)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawRoundedRect(QRectF(0, 0, pixels, pixels), RADIUS * density, RADIUS * density)
    painter.end()
    return mask
