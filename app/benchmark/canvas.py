"""A light sheet to draw on, in its own pixels; drawn three times as large, so that every edge comes out smooth.

Letters are those of the first of some usual fonts that this system has. Where it has none, the one that Pillow carries
serves; it knows no accents, so texts lose theirs.
"""

import unicodedata
from collections.abc import Sequence
from typing import cast

from PIL import Image, ImageColor, ImageDraw, ImageFont

Point = tuple[float, float]

_LARGER = 3
_FONTS = ("DejaVuSans.ttf", "segoeui.ttf", "HelveticaNeue.ttc", "Arial.ttf", "LiberationSans-Regular.ttf")


class Canvas:
    """A sheet.

    Args:
        width: In pixels.
        height: In pixels.
        paper: Its colour, as all colours here: ``#rrggbb``.
    """

    def __init__(self, width: int, height: int, paper: str) -> None:
        self._size = (width, height)
        self._image = Image.new("RGB", (width * _LARGER, height * _LARGER), paper)
        self._draw = ImageDraw.Draw(self._image)
        self._font, self._plain = _font()

    def line(self, points: Sequence[Point], colour: str, width: float = 1.0) -> None:
        """A line through points, its corners round."""
        scaled = [_scaled(point) for point in points]
        self._draw.line(scaled, colour, max(1, round(width * _LARGER)), joint="curve")

    def dot(self, at: Point, colour: str, radius: float, edge: str) -> None:
        """A disc with an edge of two pixels."""
        x, y = _scaled(at)
        reach = radius * _LARGER
        self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), colour, edge, 2 * _LARGER)

    def box(self, corner: Point, opposite: Point, colour: str, radius: float = 0.0) -> None:
        """A filled rectangle, its corners rounded."""
        self._draw.rounded_rectangle((*_scaled(corner), *_scaled(opposite)), radius * _LARGER, colour)

    def text(self, at: Point, said: str, colour: str, size: float = 14.0, anchor: str = "lm") -> None:
        """A line of text.

        Args:
            at: Where its anchor is.
            said: What it says.
            colour: Of its letters.
            size: Of its letters, in pixels.
            anchor: As Pillow names anchors: ``l``, ``m`` or ``r``, then ``a``, ``m`` or ``s``.
        """
        self._draw.text(_scaled(at), self._legible(said), colour, self._sized(size), anchor)

    def upright(self, at: Point, said: str, colour: str, size: float = 14.0) -> None:
        """A line of text that is read from below, its middle at a point."""
        font, said = self._sized(size), self._legible(said)
        left, top, right, bottom = self._draw.textbbox((0, 0), said, font)
        patch = Image.new("L", (round(right - left) + 4, round(bottom - top) + 4))
        ImageDraw.Draw(patch).text((2 - left, 2 - top), said, 255, font)
        patch = patch.transpose(Image.Transpose.ROTATE_90)
        x, y = _scaled(at)
        self._image.paste(
            ImageColor.getrgb(colour), (round(x - patch.width / 2), round(y - patch.height / 2)), mask=patch
        )

    def cut(self, said: str, width: float, size: float = 14.0) -> str:
        """A line of text that is no wider than so many pixels; where letters have to go, those of its middle."""
        shorter, end = said, len(said) // 2
        while self.width_of(shorter, size) > width and end > 0:
            end -= 1
            shorter = f"{said[:end]}…{said[-end:]}" if end else "…"
        return shorter

    def width_of(self, said: str, size: float = 14.0) -> float:
        """How wide a line of text is, in pixels."""
        return float(self._draw.textlength(self._legible(said), self._sized(size))) / _LARGER

    def finished(self) -> Image.Image:
        """The picture."""
        return self._image.resize(self._size, Image.Resampling.LANCZOS)

    def _sized(self, size: float) -> ImageFont.FreeTypeFont:
        return self._font.font_variant(size=size * _LARGER)

    def _legible(self, said: str) -> str:
        """A text as the font can show it."""
        if not self._plain:
            return said
        split = unicodedata.normalize("NFKD", said.replace("–", "-"))
        return "".join(character for character in split if not unicodedata.combining(character))


def _scaled(point: Point) -> Point:
    return point[0] * _LARGER, point[1] * _LARGER


def _font() -> tuple[ImageFont.FreeTypeFont, bool]:
    """A font, and whether it knows plain letters only."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name), False
        except OSError:
            continue
    return cast("ImageFont.FreeTypeFont", ImageFont.load_default(10)), True  # with a size it is never the bitmap font
