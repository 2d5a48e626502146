"""What was read: lines of text with the places where they stand. Plain data; needs no library that reads."""

from dataclasses import dataclass
from typing import TypeAlias

Corner: TypeAlias = tuple[float, float]
"""A point as parts of the photo's width and height, each in [0, 1]; upright photo, origin at its top left."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text.

    Attributes:
        text: As it was read; one line, never blank.
        score: How sure the reader is, in [0, 1]: the mean probability of its characters.
        corners: Around it, clockwise from where its first letter's top left is.
    """

    text: str
    score: float
    corners: tuple[Corner, Corner, Corner, Corner]


@dataclass(frozen=True, slots=True)
class Labels:
    """What was read on the photos of one request.

    Attributes:
        reader: Who read: libraries and their versions.
        photos: The lines of each photo, in the order in which they stand; none where a photo shows no text.
    """

    reader: str
    photos: tuple[tuple[str, ...], ...]
