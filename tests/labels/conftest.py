"""Tests of what is written on products; they read in earnest, or say that nothing is there to read with."""

import pytest
from PIL import ImageFont

from inference.labels.reader import LabelReader, available


@pytest.fixture(scope="session")
def reader() -> LabelReader:
    if not available():
        pytest.skip("rapidocr and onnxruntime are not installed")
    return LabelReader()


@pytest.fixture(scope="session")
def full_font() -> str:
    """A font with Portuguese accents; Pillow's own has none."""
    for name in ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "arial.ttf", "Arial.ttf"):
        try:
            ImageFont.truetype(name, 20)
        except OSError:
            continue
        return name
    pytest.skip("no font with accents is installed")
