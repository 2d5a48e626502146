"""What every model is asked: the same photos with each number of them at a time, none of them twice as it was.

An engine keeps what it saw in a photo, so asking about the same pixels again would cost less than a new photo. Whoever
is asked for again has another corner: one pixel that nobody notices and that makes it a photo like no other.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.evaluation.labels import LabelledPhoto
from inference.engine import Request
from inference.events import JobId
from inference.preparing import prepare

Make: TypeAlias = Callable[[JobId, Sequence[Path]], Request]
"""Makes the request for a card of some photos."""

WARM_UP = "warm-up"
_SIDE = 640  # pixels; a usual photo on its way to the tower


@dataclass(frozen=True, slots=True)
class Course:
    """What is asked.

    Attributes:
        slots: Photos at a time: rising, the first of them 1.
        photos: At least one.
        repetitions: How often each photo is asked about at least, with each number at a time.
        labelled: Photos of which it is known what is right; asked about once, as many at a time as there may be.
    """

    slots: tuple[int, ...]
    photos: tuple[Path, ...]
    repetitions: int = 1
    labelled: tuple[LabelledPhoto, ...] = ()

    @property
    def cards(self) -> int:
        """Cards with each number at a time: as many as leave no slot empty in the last turn."""
        most = self.slots[-1]
        return -(-len(self.photos) * self.repetitions // most) * most

    @property
    def total(self) -> int:
        """Cards in all, the warm-up among them."""
        return 1 + self.cards * len(self.slots) + len(self.labelled)

    def warm_up(self, make: Make) -> Iterator[Request]:
        """One request about no real photo, so that what happens only once has happened."""
        shades = np.linspace(0, 255, _SIDE, dtype=np.uint8)
        both = np.broadcast_arrays(shades[:, None], shades[None, :])
        yield replace(make(WARM_UP, ()), photos=(np.dstack([*both, np.full((_SIDE, _SIDE), 90, np.uint8)]),))

    def requests(self, turn: int, make: Make) -> Iterator[Request]:
        """The requests of one number at a time, each made when it is asked for.

        Args:
            turn: Which of :attr:`slots`.
            make: Makes them.

        Raises:
            PhotoUnreadable: A photo cannot be read any more.
        """
        for number in range(self.cards):
            path = self.photos[number % len(self.photos)]
            times = turn * self.cards + number
            request = make(f"{number}/{path.name}", [path])
            pixels = (prepare(photo).pixels for photo in request.photos)
            yield replace(request, photos=tuple(like_no_other(photo, times) for photo in pixels))

    def judged(self, make: Make) -> Iterator[Request]:
        """The requests about the labelled photos; the engine reads them, and their jobs are as the labels name them."""
        for row in self.labelled:
            yield make(row.photo, [row.path])


def like_no_other(photo: NDArray[np.uint8], number: int) -> NDArray[np.uint8]:
    """A photo whose upper left pixel is changed, each time otherwise.

    Args:
        photo: ``(height, width, 3)`` uint8, sRGB.
        number: 0 changes nothing; below 2**24 no two give the same.
    """
    changed = photo.copy()
    changed[0, 0] ^= np.array([number >> shift & 255 for shift in (0, 8, 16)], np.uint8)
    return changed
