"""Thumbnails as rounded pixmaps, decoded when they are painted and kept within a bound."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap

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
        self._densities: set[float] = set()

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
            kept = _rounded(QImage.fromData(QByteArray(data)), self._side, density) if data else QPixmap()
            self._kept.put(key, kept)
            self._densities.add(density)
        return kept

    def forget(self, product: int) -> None:
        """Fetch this one anew when it is next painted."""
        for density in self._densities:
            self._kept.forget((product, density))

    def clear(self) -> None:
        """Fetch all of them anew."""
        self._kept.clear()


def _rounded(image: QImage, side: int, density: float) -> QPixmap:
    """Fill a square with the image's middle and round its corners."""
    if image.isNull():
        return QPixmap()
    pixels = round(side * density)
    filled = image.scaled(
        QSize(pixels, pixels),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (filled.width() - pixels) // 2, (filled.height() - pixels) // 2
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(filled.copy(left, top, pixels, pixels)))
    painter.drawRoundedRect(QRectF(0, 0, pixels, pixels), RADIUS * density, RADIUS * density)
    painter.end()
    pixmap.setDevicePixelRatio(density)
    return pixmap
