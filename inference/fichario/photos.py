"""A photo of a request → its bytes and their SHA-256, by which a server knows it."""

import hashlib
import io

from PIL import Image

from inference.engine import Photo, PhotoFile
from inference.photos.files import refusing, regular_file


def fingerprint(photo: Photo) -> str:
    """The SHA-256 of a photo's bytes, in lower-case hexadecimal digits.

    Raises:
        PhotoUnreadable: The file cannot be read.
    """
    if not isinstance(photo, PhotoFile):
        return hashlib.sha256(content_of(photo)).hexdigest()
    with refusing(photo.path), regular_file(photo.path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_of(photo: Photo) -> bytes:
    """A photo's bytes: of a file those that it has, so that the server sees what this machine would; of pixels a PNG.

    Raises:
        PhotoUnreadable: The file cannot be read.
    """
    if isinstance(photo, PhotoFile):
        with refusing(photo.path), regular_file(photo.path) as file:
            return file.read()
    buffer = io.BytesIO()
    Image.fromarray(photo).save(buffer, "PNG")
    return buffer.getvalue()
