"""Labels that are drawn, so that what stands on them is known."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

INK, PAPER, WALL = (255, 252, 240), (112, 24, 38), (233, 229, 220)


def label(lines: Sequence[str], side: int = 1200, turned: float = 0.0, font: str = "") -> Image.Image:
    """A pack with these lines on its label, one under the other, about its middle.

    Args:
        lines: Without accents, which Pillow's own font does not have.
        side: Of the square photo, in pixels.
        turned: Degrees by which the pack leans, counter-clockwise.
        font: A font file to write with, in place of Pillow's own.
    """
    photo = Image.new("RGB", (side, side), WALL)
    draw = ImageDraw.Draw(photo)
    draw.rounded_rectangle((side * 0.12, side * 0.08, side * 0.88, side * 0.92), side // 24, fill=PAPER)
    step = 0.7 / max(len(lines), 4)
    for place, line in enumerate(lines):
        size = round(side * min(0.07, step * 0.5))
        while draw.textlength(line, font=_font(font, size)) > side * 0.7:
            size -= 2
        at = (side / 2, side * (0.2 + place * step))
        draw.text(at, line, font=_font(font, size), fill=INK, anchor="mm")
    return photo.rotate(turned, Image.Resampling.BICUBIC, fillcolor=WALL)


def _font(name: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(name, size) if name else ImageFont.load_default(size=size)


def save_label(path: Path, *lines: str, turned: float = 0.0) -> Path:
    """Write such a photo."""
    label(lines, turned=turned).save(path, quality=92)
    return path
