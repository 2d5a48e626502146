"""An open file → a decoded Pillow image, or a refusal with its reason.

Pillow's own ``Image.open`` is not used: it consults dozens of decoders (one of them starts Ghostscript), believes any
headerless format, and its guard against oversized images is a global setting. Here a file's first bytes choose among
the formats that photos come in, and the size is judged by what decoding it would really cost.
"""

import contextlib
import operator
import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader

from PIL import ExifTags, Image, ImageFile
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.PsdImagePlugin import PsdImageFile
from PIL.TiffImagePlugin import PREFIXES, TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from inference.errors import PhotoUnreadable
from inference.photos.wholeness import ends_early

_MOST_BYTES = 900_000_000
"""What reading one photo may hold at its height, by the estimate of :func:`_cost`."""

_COPIES = {"TIFF": 2.0, "HEIF": 2.0, "AVIF": 2.5, "WEBP": 4.0, "JPEG2000": 5.0}
"""How many times the decoded image is held at the height of decoding, measured; the other decoders hold it once.

A TIFF is copied while Pillow turns it upright; the others decode into planes of their library's own first."""

_BYTES_PER_PIXEL = {"1": 1, "L": 1, "P": 1, "I": 6, "F": 6}
"""Of Pillow's own image, by mode, with a share for the conversion of deep greys; all others take four."""

_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)
"""Lengths of the versions of a BMP's second header."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded photo.

    Attributes:
        image: Loaded; JPEGs may have been decoded at a half, a quarter or an eighth of their size.
        size: (width, height) at full size, as stored, before turning upright.
        orientation: EXIF orientation, 1 to 8, still to be applied.
    """

    image: Image.Image
    size: tuple[int, int]
    orientation: int

    def step_to(self, longest_side: int | None) -> int:
        """By how much ``image`` can be reduced without falling below ``longest_side``."""
        return 1 if longest_side is None else max(1, max(self.image.size) // longest_side)


@contextlib.contextmanager
def decoded(file: BufferedReader, longest_side: int | None) -> Iterator[Photo]:
    """Decode a photo, no larger than needed where the format allows.

    Args:
        file: Open for reading, at its beginning; stays open.
        longest_side: The image may be smaller than the photo, but not below this; ``None`` for every pixel.

    Raises:
        PhotoUnreadable: ``not_a_photo``, ``truncated``, ``too_large`` or ``unreadable``.
    """
    _hush()
    kind = _kind(file)
    if ends_early(file, kind):
        raise PhotoUnreadable("truncated")
    try:
        with _opened(file, kind) as image:
            size = image.size
            _prepare(image, kind, longest_side)
            image.load()
            if kind == "TIFF":  # Pillow turns these upright while it loads them
                size = image.size
            yield Photo(image, size, _orientation(image))
    except (PhotoUnreadable, MemoryError):
        raise
    except Exception as error:  # decoders raise every kind of exception on damaged data
        raise _refusal(error) from error


def _hush() -> None:
    """Keep Pillow's remarks about odd metadata off standard error: nobody reading them can do anything.

    The filter is process-wide, as warnings are; ``catch_warnings`` would not be safe with several threads, and
    setting the same filter again changes nothing.
    """
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
    warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


def _kind(file: BufferedReader) -> str:
    """The format by a file's first bytes, as Pillow names it.

    Raises:
        PhotoUnreadable: ``not_a_photo``.
    """
    head = file.read(18)
    starts = {
        "JPEG": (b"\xff\xd8\xff",),
        "PNG": (b"\x89PNG\r\n\x1a\n",),
        "GIF": (b"GIF87a", b"GIF89a"),
        "TIFF": tuple(PREFIXES),
        "PSD": (b"8BPS",),
        "JPEG2000": (b"\xff\x4f\xff\x51", b"\x00\x00\x00\x0cjP  \r\n\x87\n"),
    }
    for kind, prefixes in starts.items():
        if head.startswith(prefixes):
            return kind
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:  # two letters begin many a text
        return "BMP"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and (brand := _brand(file, head)):
        return brand
    raise PhotoUnreadable("not_a_photo")


def _brand(file: BufferedReader, head: bytes) -> str | None:
    """Tell AVIF from HEIF by the brands of an ``ftyp`` box (ISO/IEC 23008-12 §10); films share the container."""
    file.seek(8)
    names = file.read(min(int.from_bytes(head[:4], "big"), 256) - 8) if head[:4] > b"\0\0\0\x0f" else head[8:12]
    brands = {names[start : start + 4] for start in range(0, len(names), 4)}
    if brands & {b"avif", b"avis"}:
        return "AVIF"
    heif = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
    return "HEIF" if brands & heif else None


def _opened(file: BufferedReader, kind: str) -> ImageFile.ImageFile:
    """Read a photo's header."""
    file.seek(0)
    match kind:
        case "JPEG":
            return JpegImageFile(file)
        case "HEIF":
            from pi_heif import HeifImageFile  # noqa: PLC0415 - 30 ms that only HEIC photos pay

            image: ImageFile.ImageFile = HeifImageFile(file)
            return image
    decoders: dict[str, Callable[[BufferedReader], ImageFile.ImageFile]] = {
        "PNG": PngImageFile,
        "GIF": GifImageFile,
        "TIFF": TiffImageFile,
        "BMP": BmpImageFile,
        "PSD": PsdImageFile,
        "JPEG2000": Jpeg2KImageFile,
        "WEBP": WebPImageFile,
        "AVIF": AvifImageFile,
    }
    return decoders[kind](file)


def _prepare(image: ImageFile.ImageFile, kind: str, longest_side: int | None) -> None:
    """Ask for no more pixels than needed, and refuse what is too large or not all there.

    Raises:
        PhotoUnreadable: ``truncated`` or ``too_large``.
    """
    width, height = image.size
    if longest_side is not None and max(width, height) > longest_side:
        ratio = longest_side / max(width, height)
        image.draft(None, (max(1, int(width * ratio)), max(1, int(height * ratio))))
    if _cost(image, kind, (width, height), longest_side) > _MOST_BYTES:
        raise PhotoUnreadable("too_large", width=str(width), height=str(height))
    if isinstance(image, TiffImageFile) and _lacks_strips(image):
        raise PhotoUnreadable("truncated")


def _lacks_strips(image: TiffImageFile) -> bool:
    """Whether a TIFF's strips (tags 273, 279) or tiles (324, 325) reach beyond its end (TIFF 6.0 §8, §15)."""
    tags = image.tag_v2
    offsets, lengths = (tags.get(273), tags.get(279)) if 273 in tags else (tags.get(324), tags.get(325))
    if not offsets or not lengths or image.fp is None:
        return False
    end: int = max(map(operator.add, offsets, lengths))
    return end > image.fp.seek(0, os.SEEK_END)


def _cost(image: Image.Image, kind: str, full: tuple[int, int], longest_side: int | None) -> float:
    """Bytes held at the height of reading; ``image`` carries the size that it will be decoded at."""
    pixels = image.width * image.height
    held = pixels * _BYTES_PER_PIXEL.get(image.mode, 4) * _COPIES.get(kind, 1.0)
    if longest_side is None:
        held += pixels * 6  # the array, and the same array turned
    if isinstance(image, JpegImageFile) and image.info.get("progressive"):
        samples = [across * down for _, across, down, _ in image.layer]  # libjpeg keeps every 16-bit coefficient
        held += full[0] * full[1] * 2 * sum(samples) / max(samples)
    return held


def _orientation(image: Image.Image) -> int:
    """EXIF (or XMP) orientation; 1 where there is none or it cannot be read."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # damaged metadata fails in every way, and says nothing about the pixels
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _refusal(error: Exception) -> PhotoUnreadable:
    """Why a photo, whose end is there as far as one can tell beforehand, could not be decoded."""
    if isinstance(error, Image.DecompressionBombError):
        return PhotoUnreadable("too_large")
    words = str(error).lower()
    if any(sign in words for sign in ("truncated", "unexpected end", "broken data stream")):
        return PhotoUnreadable("truncated")
    return PhotoUnreadable("unreadable", detail=f"{type(error).__name__}: {error}")
