"""A photo → a data URL that goes into a request."""

import base64
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.engine import Photo
from inference.preparing import prepare
from inference.preprocess import Correction

QUALITY = 95
_SMALL = 256 * 256
"""Pixels up to which a photo goes without loss: JPEG's blocks are large in it, and its file is small all the same."""


def data_url(photo: Photo) -> tuple[str, tuple[Correction, ...]]:
    """Encode a photo for the way to a server.

    Args:
        photo: Pixels, or the file that they are read from at the size and with the corrections that it says.

    Returns:
        A PNG where the photo is small, else a JPEG of quality 95 with all of its colour samples, in base64; and what
        was corrected in it.

    Raises:
        PhotoUnreadable: The file cannot be decoded.
    """
    prepared = prepare(photo)
    kind, encoded = _encoded(prepared.pixels)
    return f"data:image/{kind};base64,{base64.b64encode(encoded).decode('ascii')}", prepared.steps


def _encoded(pixels: NDArray[np.uint8]) -> tuple[str, bytes]:
    """Encode ``(height, width, 3)`` uint8 sRGB."""
    image, buffer = Image.fromarray(pixels), io.BytesIO()
    if pixels.shape[0] * pixels.shape[1] <= _SMALL:
        image.save(buffer, "PNG")
        return "png", buffer.getvalue()
    image.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return "jpeg", buffer.getvalue()
