"""Sixteen bits a channel, and the first of several frames, pages or layers, in files made by their formats' rules."""

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from inference.photos import read_photo
from tests.photos.pictures import BLUE, GREEN, GREY, RED, close, corners, quarters

UPRIGHT: list[tuple[int, ...]] = [RED, GREEN, BLUE, GREY]


def png(path: Path, values: NDArray[np.uint16], colour_type: int) -> None:
    """Write ``(h, w, channels)`` of 16 bits, which Pillow does not (PNG, third edition, §11.2 and §7.2)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width = values.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + parts)


def deep() -> NDArray[np.uint16]:
    return np.asarray(quarters()).astype(np.uint16) * 257


def test_sixteen_bit_colour_png(tmp_path: Path) -> None:
    png(tmp_path / "deep.png", deep(), 2)
    assert close(corners(read_photo(tmp_path / "deep.png")), UPRIGHT, 1)


def test_sixteen_bit_colour_png_with_alpha_is_laid_on_white(tmp_path: Path) -> None:
    alpha = np.full((64, 96, 1), 65535, np.uint16)
    alpha[:32, 48:] = 0
    alpha[32:, :48] = 32896
    png(tmp_path / "deep.png", np.concatenate([deep(), alpha], axis=2), 6)
    half_blue = tuple(round(value * 128 / 255 + 127) for value in BLUE)
    assert close(corners(read_photo(tmp_path / "deep.png")), [RED, (255, 255, 255), half_blue, GREY], 2)


def test_sixteen_bit_grey_png_with_alpha_is_laid_on_white(tmp_path: Path) -> None:
    values = np.full((64, 96, 2), 65535, np.uint16)
    values[:32, :, 0] = 120 * 257
    values[:, 48:, 1] = 0
    png(tmp_path / "deep.png", values, 4)
    grey, white = (120,) * 3, (255,) * 3
    assert close(corners(read_photo(tmp_path / "deep.png")), [grey, white, white, white], 1)


@pytest.mark.parametrize(
    ("kind", "options"),
    [("AVIF", {"quality": 95, "subsampling": "4:4:4", "duration": 90}), ("TIFF", {})],
    ids=["frames", "pages"],
)
def test_the_first_frame_or_page_is_taken(kind: str, options: dict[str, Any], tmp_path: Path) -> None:
    others = [Image.new("RGB", (96, 64), "black"), Image.new("RGB", (96, 64), "white")]
    quarters().save(tmp_path / "several", kind, save_all=True, append_images=others, **options)
    assert close(corners(read_photo(tmp_path / "several")), UPRIGHT, 12)


@pytest.mark.parametrize("layers", [0, 2])
def test_a_psd_is_its_flattened_picture(layers: int, tmp_path: Path) -> None:
    """Photoshop keeps the picture as it looks behind the layers (Adobe's specification, 2019), and that is read."""
    width, height = 96, 64
    header = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, height, width, 8, 3)
    channel = struct.pack(">H", 0) + bytes(width * height)
    record = struct.pack(">IIIIH", 0, 0, height, width, 3)
    record += b"".join(struct.pack(">hI", number, len(channel)) for number in range(3))
    record += b"8BIMnorm" + struct.pack(">BBBBI", 255, 0, 0, 0, 12) + struct.pack(">II", 0, 0) + b"\x03abc"
    info = struct.pack(">h", layers) + record * layers + channel * 3 * layers if layers else b""
    section = struct.pack(">I", len(info)) + info + struct.pack(">I", 0) if layers else b""
    planes = b"".join(quarters().getchannel(name).tobytes() for name in "RGB")
    path = tmp_path / "layers.psd"
    path.write_bytes(header + bytes(8) + struct.pack(">I", len(section)) + section + bytes(2) + planes)
    assert corners(read_photo(path)) == UPRIGHT
