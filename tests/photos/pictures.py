"""Pictures whose content says which way up they are, and a way to write them in every format."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image

Writer = Callable[[Image.Image, Path], None]

RED, GREEN, BLUE, GREY = (200, 30, 40), (30, 160, 60), (40, 60, 190), (120, 120, 120)


def quarters(width: int = 96, height: int = 64) -> Image.Image:
    """Red, green / blue, grey: each corner has its own colour, so every turn and mirroring shows."""
    picture = Image.new("RGB", (width, height), GREY)
    picture.paste(RED, (0, 0, width // 2, height // 2))
    picture.paste(GREEN, (width // 2, 0, width, height // 2))
    picture.paste(BLUE, (0, height // 2, width // 2, height))
    return picture


def corners(pixels: NDArray[np.uint8]) -> list[tuple[int, ...]]:
    """The colours amid the four quarters: top left, top right, bottom left, bottom right."""
    height, width = pixels.shape[:2]
    rows, columns = (height // 4, height * 3 // 4), (width // 4, width * 3 // 4)
    return [tuple(int(value) for value in pixels[row, column]) for row in rows for column in columns]


def close(found: list[tuple[int, ...]], expected: list[tuple[int, ...]], tolerance: int) -> bool:
    """Whether two lists of colours agree within a tolerance for each channel."""
    return bool(np.abs(np.array(found) - np.array(expected)).max() <= tolerance)


def _pillow(kind: str, **options: object) -> Writer:
    return lambda picture, path: picture.save(path, kind, **options)


def _heif(picture: Image.Image, path: Path) -> None:
    pillow_heif.from_pillow(picture).save(path, quality=95, chroma=444)


def _psd(picture: Image.Image, path: Path) -> None:
    """Adobe Photoshop file, uncompressed composite without layers (Adobe's specification, 2019)."""
    width, height = picture.size
    header = b"8BPS" + (1).to_bytes(2, "big") + bytes(6) + (3).to_bytes(2, "big")
    header += height.to_bytes(4, "big") + width.to_bytes(4, "big") + (8).to_bytes(2, "big") + (3).to_bytes(2, "big")
    planes = b"".join(picture.getchannel(channel).tobytes() for channel in "RGB")
    path.write_bytes(header + bytes(12) + bytes(2) + planes)


WRITERS: dict[str, Writer] = {
    "jpeg": _pillow("JPEG", quality=95, subsampling=0),
    "jpeg-progressive": _pillow("JPEG", quality=95, subsampling=0, progressive=True),
    "png": _pillow("PNG"),
    "webp": _pillow("WEBP", quality=95),
    "webp-lossless": _pillow("WEBP", lossless=True),
    "avif": _pillow("AVIF", quality=95, subsampling="4:4:4"),
    "heic": _heif,
    "tiff": _pillow("TIFF"),
    "tiff-lzw": _pillow("TIFF", compression="tiff_lzw"),
    "tiff-jpeg": _pillow("TIFF", compression="jpeg", quality=95),
    "tiff-big": _pillow("TIFF", big_tiff=True),
    "bmp": _pillow("BMP"),
    "gif": lambda picture, path: picture.quantize(16).save(path, "GIF"),
    "psd": _psd,
    "jpeg2000": _pillow("JPEG2000", irreversible=False),
}
