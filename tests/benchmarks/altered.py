"""Photos as they come back: smaller, compressed again, cut, mirrored, brightened, written on; and of another colour."""

import io
import random
from collections.abc import Callable
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

Edit = Callable[[Image.Image, random.Random], Image.Image]


def resized(photo: Image.Image, _random: random.Random) -> Image.Image:
    """Six tenths of the size."""
    return photo.resize((round(photo.width * 0.6), round(photo.height * 0.6)))


def recompressed(photo: Image.Image, _random: random.Random) -> Image.Image:
    """As a JPEG file of poor quality."""
    buffer = io.BytesIO()
    photo.save(buffer, "JPEG", quality=35)
    return Image.open(buffer).convert("RGB")


def cropped(photo: Image.Image, random: random.Random) -> Image.Image:
    """Nine tenths of both sides, from anywhere."""
    width, height = round(photo.width * 0.9), round(photo.height * 0.9)
    left, top = random.randint(0, photo.width - width), random.randint(0, photo.height - height)
    return photo.crop((left, top, left + width, top + height))


def cut_all_round(photo: Image.Image, _random: random.Random) -> Image.Image:
    """A tenth off each side."""
    across, down = round(photo.width * 0.1), round(photo.height * 0.1)
    return photo.crop((across, down, photo.width - across, photo.height - down))


def mirrored(photo: Image.Image, _random: random.Random) -> Image.Image:
    """Left and right exchanged."""
    return ImageOps.mirror(photo)


def brightened(photo: Image.Image, _random: random.Random) -> Image.Image:
    """A third lighter, with what is too light clipped."""
    return ImageEnhance.Brightness(photo).enhance(1.33)


def watermarked(photo: Image.Image, _random: random.Random) -> Image.Image:
    """With words across the middle, half transparent."""
    layer = Image.new("RGBA", photo.size)
    font = ImageFont.load_default(size=photo.width / 7)
    middle = (photo.width / 2, photo.height / 2)
    ImageDraw.Draw(layer).text(middle, "LOJA EXEMPLO", (255, 255, 255, 150), font, anchor="mm")
    return Image.alpha_composite(photo.convert("RGBA"), layer).convert("RGB")


def several(photo: Image.Image, random: random.Random) -> Image.Image:
    """Mirrored, cut, made smaller and compressed again."""
    return recompressed(resized(cropped(mirrored(photo, random), random), random), random)


def recoloured(photo: Image.Image, _random: random.Random) -> Image.Image:
    """All hues a third of the circle on: the same photo of another colour of the product."""
    hsv = np.array(photo.convert("HSV"))
    hsv[..., 0] += 85
    return Image.fromarray(hsv, "HSV").convert("RGB")


EDITS: Final[tuple[Edit, ...]] = (
    resized,
    recompressed,
    cropped,
    cut_all_round,
    mirrored,
    brightened,
    watermarked,
    several,
)
"""After which a photo is the same picture."""
