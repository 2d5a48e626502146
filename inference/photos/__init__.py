"""Any photo file → an upright sRGB array, a fingerprint and a thumbnail.

A photo comes out the way its photographer saw it: turned by its EXIF orientation, its colour profile applied, its
transparency laid on white, the first frame of an animation. A file that cannot be read whole is refused with a
:class:`~inference.errors.PhotoUnreadable` that says why; half a photo is never passed on as a whole one.

Promises: originals are only ever opened for reading, and closed again; every function may be called from many threads
at once; no more than about one gigabyte is held, whatever a file's header claims.
"""

import hashlib
import io
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path, PurePath

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.photos.files import refusing, regular_file
from inference.photos.opening import decoded
from inference.photos.pixels import fitted, srgb, turned, upright_size

__all__ = ["SUFFIXES", "PhotoSurvey", "is_photo_name", "read_photo", "survey_photo"]

SUFFIXES = frozenset(
    {
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".avif", ".heic", ".heif", ".hif"),
        *(".tif", ".tiff", ".bmp", ".dib", ".gif", ".psd", ".jp2", ".j2k", ".jpx"),
    }
)
"""Lower-case endings, with their dot, of the names that a photo is expected under."""


@dataclass(frozen=True, slots=True)
class PhotoSurvey:
    """What there is to know about a photo before a model reads it.

    Attributes:
        sha256: Of the file's bytes, in lower-case hexadecimal digits.
        width: In pixels, of the upright photo at its full size.
        height: As ``width``.
        thumbnail: A small upright sRGB JPEG file.
        pixels: What the thumbnail was made from, ``(h, w, 3)`` uint8, RGB: the file gives colours up for its size.
    """

    sha256: str
    width: int
    height: int
    thumbnail: bytes
    pixels: NDArray[np.uint8] = field(compare=False, repr=False)


def is_photo_name(path: PurePath) -> bool:
    """Whether a file found in a folder is taken for a photo, by its name alone.

    Hidden files are not: macOS writes a ``._photo.jpg`` beside each photo on foreign disks.
    """
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def read_photo(path: Path, longest_side: int | None = 1024) -> NDArray[np.uint8]:
    """Decode a photo.

    Args:
        path: A photo in any supported format, whatever its name says.
        longest_side: The most pixels along the longer side; ``None`` keeps every pixel. A photo is never enlarged.

    Returns:
        ``(height, width, 3)`` uint8, 0-255, RGB in the sRGB colour space, upright, C-contiguous. Made smaller by area
        averaging.

    Raises:
        PhotoUnreadable: For any of its reasons; nothing else comes out of a bad file.
        ValueError: ``longest_side`` is not positive.
    """
    if longest_side is not None and longest_side < 1:
        raise ValueError("longest_side must be positive")
    with refusing(path), regular_file(path) as file:
        return _read(file, longest_side)[0]


def survey_photo(path: Path, thumbnail_side: int = 112) -> PhotoSurvey:
    """Fingerprint a photo, make sure that it can be decoded whole, and make its thumbnail.

    Args:
        path: A photo in any supported format.
        thumbnail_side: The most pixels along the thumbnail's longer side.

    Returns:
        The survey; hash and pixels are those of the same open file, even if another takes its name meanwhile.

    Raises:
        PhotoUnreadable: For any of its reasons.
    """
    with refusing(path), regular_file(path) as file:
        small, (width, height) = _read(file, thumbnail_side)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return PhotoSurvey(sha256, width, height, _jpeg(small), small)


def _read(file: BufferedReader, longest_side: int | None) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Decode to the array that :func:`read_photo` describes, and tell the upright full (width, height)."""
    with decoded(file, longest_side) as photo:
        pixels = srgb(photo.image, photo.step_to(longest_side))
        small = fitted(pixels, photo.size, longest_side)
        return turned(small, photo.orientation), upright_size(photo.size, photo.orientation)


def _jpeg(pixels: NDArray[np.uint8]) -> bytes:
    """Encode ``(h, w, 3)`` uint8 sRGB as a JPEG file of good quality."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
