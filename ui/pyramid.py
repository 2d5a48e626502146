"""A picture in halving sizes, so that drawing it small is quick and does not shimmer. Usable on any thread."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

SMALLEST = 512
"""Halving ends when the longer side is at most this many pixels."""


@dataclass(frozen=True)
class Pyramid:
    """One picture at full size, half, a quarter, and so on.

    Attributes:
        levels: ARGB32 (premultiplied) or RGB32 images, sRGB, upright; the first is the picture itself.
    """

    levels: tuple[QImage, ...]

    @classmethod
    def of(cls, image: QImage) -> "Pyramid":
        """Build it; for a photo of 24 megapixels this takes some tens of milliseconds, so do it in a worker."""
        wanted = QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
        levels = [image.convertToFormat(wanted)]
        while max(levels[-1].width(), levels[-1].height()) > SMALLEST:
            last = levels[-1]
            half = last.size() / 2
            levels.append(
                last.scaled(
                    max(half.width(), 1),
                    max(half.height(), 1),
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        return cls(tuple(levels))

    @property
    def image(self) -> QImage:
        """The picture at full size."""
        return self.levels[0]

    def level(self, scale: float) -> QImage:
        """The smallest image that still has a pixel for each that is drawn.

        Args:
            scale: Device pixels drawn for each pixel of the picture.
        """
        for image in reversed(self.levels):
            if image.width() >= self.image.width() * scale:
                return image
        return self.image
