"""Pillow's many pixel modes → one: upright 8-bit sRGB.

Knows nothing of files. Works in horizontal strips where a conversion needs room, so that a large photo costs little
more than its decoded self.
"""

import io
import math
from collections.abc import Callable
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

_STRIP_PIXELS = 4 << 20
"""Pixels converted at a time where a conversion makes copies."""

_Conversion = Callable[[Image.Image], Image.Image]

_COLOUR_SPACES = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK", "LAB": "Lab "}
"""Pillow mode → the ICC colour-space signature that a profile for it carries."""


def srgb(image: Image.Image, step: int) -> NDArray[np.uint8]:
    """Convert a decoded image to sRGB, averaging squares of pixels on the way.

    Args:
        image: Loaded, in any mode, its embedded profile in ``info["icc_profile"]``.
        step: Side of the squares; 1 keeps every pixel.

    Returns:
        ``(ceil(height / step), ceil(width / step), 3)`` uint8, sRGB, as stored (not yet turned upright).
    """
    opaque = _flattened if image.has_transparency_data else _deepness(image)
    mode = opaque(image.crop((0, 0, 1, 1))).mode
    coloured = _colouring(mode, image.info.get("icc_profile"))
    rows = max(1, _STRIP_PIXELS // image.width // step) * step
    result = np.empty((math.ceil(image.height / step), math.ceil(image.width / step), 3), np.uint8)
    for top in range(0, image.height, rows):
        strip = opaque(image.crop((0, top, image.width, min(top + rows, image.height))))
        small = np.asarray(coloured(strip.reduce(step) if step > 1 else strip))
        result[top // step : top // step + small.shape[0]] = small
    return result


def fitted(pixels: NDArray[np.uint8], full: tuple[int, int], longest_side: int | None) -> NDArray[np.uint8]:
    """Bring an image to its final size by area averaging; never enlarges.

    Args:
        pixels: ``(h, w, 3)`` uint8, the whole photo at full size or smaller.
        full: The photo's full (width, height), which gives the exact aspect ratio.
        longest_side: The most pixels along the longer side; ``None`` leaves everything as it is.

    Returns:
        ``(h, w, 3)`` uint8.
    """
    if longest_side is None or max(full) <= longest_side:
        return pixels
    scale = longest_side / max(full)
    size = (max(1, round(full[0] * scale)), max(1, round(full[1] * scale)))
    if size == (pixels.shape[1], pixels.shape[0]):
        return pixels
    return cast("NDArray[np.uint8]", cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def turned(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Turn ``(h, w, 3)`` upright by its EXIF orientation (1 to 8, Exif 2.32 §4.6.4); C-contiguous."""
    if orientation >= 5:  # 5 to 8: rows and columns are exchanged
        pixels = pixels.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """(width, height) as stored → (width, height) upright."""
    return (size[1], size[0]) if orientation >= 5 else size


def _flattened(strip: Image.Image) -> Image.Image:
    """Lay transparent pixels on white: shops show products on white pages."""
    layer = strip.convert("RGBA")
    page = Image.new("RGB", layer.size, "white")
    page.paste(layer, mask=layer.getchannel("A"))
    return page


def _deepness(image: Image.Image) -> _Conversion:
    """How strips of an opaque image become RGB, L, CMYK or LAB of 8 bits; decided once, so that all of them agree."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        low, high = _range(image)
        return lambda strip: _to_eight_bits(strip, low, high)
    if image.mode in _COLOUR_SPACES:
        return lambda strip: strip
    mode = "L" if image.mode == "1" else "RGB"
    return lambda strip: strip.convert(mode)


def _range(image: Image.Image) -> tuple[float, float]:
    """The values that stand for black and white in a deep greyscale image.

    Such files do not say; the customary ranges are tried from the narrowest, and what fits none is stretched.
    """
    if image.mode.startswith("I;16"):
        return 0.0, 65535.0
    values = np.asarray(image)
    low, high = float(np.fmin.reduce(values, axis=None)), float(np.fmax.reduce(values, axis=None))  # skip NaN
    if not math.isfinite(low) or not math.isfinite(high):
        return 0.0, 1.0
    customary = (1.0, 255.0, 65535.0) if image.mode == "F" else (255.0, 65535.0)
    for white in customary:
        if low >= 0 and high <= white:
            return 0.0, white
    return low, high


def _to_eight_bits(strip: Image.Image, low: float, high: float) -> Image.Image:
    """A deep greyscale strip → L, with ``low`` as black and ``high`` as white."""
    values = np.nan_to_num(np.asarray(strip).astype(np.float32), nan=low, posinf=high, neginf=low)
    scaled = (values - low) * (255.0 / max(high - low, 1e-9))
    return Image.fromarray(np.clip(np.rint(scaled), 0, 255).astype(np.uint8))


def _colouring(mode: str, profile: bytes | None) -> _Conversion:
    """How strips in this mode become sRGB; a profile that is broken or belongs to another mode is ignored."""
    source = _source_profile(mode, profile)
    if source is None:
        return lambda strip: strip.convert("RGB")
    space = source.profile.xcolor_space
    taken = "RGB" if mode == "L" and space == "RGB " else mode  # grey photos often carry their colour siblings' profile
    if space != _COLOUR_SPACES[taken]:
        return lambda strip: strip.convert("RGB")
    try:
        transform = ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            taken,
            "RGB",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, ValueError):
        return lambda strip: strip.convert("RGB")
    return lambda strip: transform.apply(strip if strip.mode == taken else strip.convert(taken))


def _source_profile(mode: str, profile: bytes | None) -> ImageCms.ImageCmsProfile | None:
    """The profile that describes an image's colours, if there is a readable one."""
    if mode == "LAB":
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    if not profile:
        return None
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except (OSError, ValueError, TypeError):
        return None
