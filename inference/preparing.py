"""A photo of a request → the pixels that a model is shown. Runs where the model is, on any thread."""

from collections.abc import Iterable

from inference.engine import Photo, PhotoFile
from inference.photos import read_photo
from inference.preprocess import Corrected, Correction, correct


def prepare(photo: Photo) -> Corrected:
    """Decode a photo's file and correct what is to be corrected; pixels are taken as they are.

    Raises:
        PhotoUnreadable: The file cannot be decoded.
    """
    if not isinstance(photo, PhotoFile):
        return Corrected(photo)
    return correct(read_photo(photo.path, photo.longest_side), photo.corrections)


def told(photos: Iterable[tuple[Correction, ...]]) -> tuple[tuple[Correction, ...], ...]:
    """What was done to each photo, as provenance has it: nothing at all where no step was to be taken."""
    steps = tuple(photos)
    return steps if any(steps) else ()
