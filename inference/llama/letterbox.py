"""Fits a photo into a square without squeezing it, for vision towers that see nothing but one square."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SQUARE = frozenset({"yasa2", "gemma3nv"})
"""Types of projectors, as their headers name them, whose photos the runtime would stretch, or put on black."""

PADDING = (122, 116, 104)
"""RGB, 0-255, of what lies beside the photo: the mean colour, which the towers' normalisation makes nearly zero."""


def letterbox(photo: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """Fit a photo into a square: aspect kept, centred, :data:`PADDING` beside it.

    Args:
        photo: ``(height, width, 3)`` uint8, RGB; any size from 1 px.
        size: Side of the square in pixels. A smaller photo is enlarged.

    Returns:
        ``(size, size, 3)`` uint8, RGB, C-contiguous. Resampled as Pillow's bicubic filter does it, antialiased.
    """
    image = Image.fromarray(photo)
    scale = size / max(image.size)
    width, height = (max(1, round(side * scale)) for side in image.size)
    square = Image.new("RGB", (size, size), PADDING)
    fitted = image.resize((width, height), Image.Resampling.BICUBIC)
    square.paste(fitted, ((size - width) // 2, (size - height) // 2))
    return np.array(square)
