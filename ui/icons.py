"""Our own icons: SVG files of ``resources/icons``, tinted and drawn for the screen's density."""

from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

DENSITIES = (1.0, 2.0)
"""Pixels a point that an icon is drawn for; Qt picks and scales between them."""


def _svg(name: str) -> str:
    return files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")


def _drawn(svg: str, size: int, density: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * density), round(size * density)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(density)
    return pixmap


def tinted(name: str, colour: str, size: int = 16) -> QIcon:
    """An icon of one colour.

    Args:
        name: A file of ``resources/icons`` without its suffix.
        colour: ``#rrggbb``; replaces ``currentColor``.
        size: Its side in points.
    """
    svg = _svg(name).replace("currentColor", colour)
    icon = QIcon()
    for density in DENSITIES:
        icon.addPixmap(_drawn(svg, size, density))
    return icon


def app_icon() -> QIcon:
    """The application's icon, a card-index box, in the sizes that desktops ask for."""
    svg = _svg("app")
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(_drawn(svg, size, 1.0))
    return icon
