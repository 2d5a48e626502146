"""Thumbnails as rounded pixmaps, decoded when they are painted and kept within a bound."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap

from ui.queue.lru import Lru
from ui.queue.source import RowSource

KEPT = 512
"""Pixmaps kept: about 22 MB at two pixels a point."""
KEPT_WHOLE = 192
"""Larger ones: two large screens' full, about 30 MB at two pixels a point."""
RADIUS = 6


class Thumbnails:
    """Thumbnails of one size, by product."""

    def __init__(self, source: RowSource, side: int, *, whole: bool = False) -> None:
        """Bind to a source.

        Args:
            source: Gives the JPEGs.
            side: Of the square that they fill, in points.
            whole: Whether they fit into the square instead, with nothing cut off.
        """
        self._source = source
        self._side = side
        self._whole = whole
        self._kept: Lru[tuple[int, float], QPixmap] = Lru(KEPT_WHOLE if whole else KEPT)
        self._densities: set[float] = set()
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
            kept = self._made(data, density)
            self._densities.add(density)
            self._kept.put(key, kept)
        return kept

    def _made(self, data: bytes | None, density: float) -> QPixmap:
        if self._whole or not data:
            return QPixmap.fromImage(fitted(data, self._side, density))
        if density not in self._masks:
            self._masks[density] = _mask(self._side, density)
        return _rounded(QImage.fromData(QByteArray(data)), self._masks[density], density)

    def forget(self, product: int) -> None:
        """Fetch this one anew when it is next painted."""
        for density in self._densities:
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


def fitted(data: bytes | None, side: int, density: float) -> QImage:
    """A whole picture within a square of ``side`` points, with round corners, made on any thread; null for none."""
    image = QImage.fromData(QByteArray(data)) if data else QImage()
    if image.isNull():
        return image
    pixels = round(side * density)
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = image.scaled(QSize(pixels, pixels), keep, smooth)
    cut = QImage(small.size(), QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(small))
    painter.drawRoundedRect(QRectF(cut.rect()), RADIUS * density, RADIUS * density)
    painter.end()
    cut.setDevicePixelRatio(density)
    return cut


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
