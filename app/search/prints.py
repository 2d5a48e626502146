"""Finds photos that may show the same picture among many, by their prints: all of them are looked at, in memory.

A print is :data:`~inference.likeness.WINDOWS` times eight bytes, so those of 50,000 photos take seven megabytes, and
counting the bits in which each differs from one takes about ten milliseconds; ``tests/benchmarks/bench_duplicates.py``
measures it. No tree or table of bits is quicker at the distances that matter.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.likeness import MIRROR, WINDOWS, Frame, Placement, Print

_ROOM: Final = 1024
"""Prints there is room for at first; it doubles."""
_CODE: Final = 7
"""Bits for how two were compared: turned round, mirrored, and which window."""
_WINDOW: Final = 5
_FAR: Final = np.uint16(0xFFFF)


@dataclass(frozen=True, slots=True)
class Resembling:
    """A photo that may show the same picture as what was asked for.

    Attributes:
        id: The photo's.
        bits: In how many of 63 the hashes differ.
        placement: How one is to be laid over the other.
        inner: Whether what was asked for is laid over this photo; else this photo over that.
    """

    id: int
    bits: int
    placement: Placement
    inner: bool


class PrintIndex:
    """Prints under the numbers of their photos. One thread at a time."""

    def __init__(self) -> None:
        self._prints = np.zeros((len(WINDOWS), _ROOM), np.uint64)
        self._ids = np.zeros(_ROOM, np.int64)
        self._places: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._places)

    def put(self, photo_id: int, found: Print) -> None:
        """Put a print, in the place of what had its number."""
        place = self._places.setdefault(photo_id, len(self._places))
        if place == len(self._ids):
            self._prints = np.concatenate([self._prints, np.zeros_like(self._prints)], axis=1)
            self._ids = np.concatenate([self._ids, np.zeros_like(self._ids)])
        self._ids[place], self._prints[:, place] = photo_id, found

    def resembling(self, wanted: Print, most: int, limit: int) -> list[Resembling]:
        """The photos whose hashes differ least from one's, some window of either being compared with the whole other.

        Args:
            wanted: The print of what is asked for.
            most: In how many bits they may differ.
            limit: How many at most; the nearest come first.
        """
        keys = self._keys(wanted)
        near = np.flatnonzero(keys >> _CODE <= most)
        if len(near) > limit:
            near = near[np.argpartition(keys[near], limit)[:limit]]
        near = near[np.argsort(keys[near], kind="stable")]
        return [_resembling(int(self._ids[place]), int(keys[place])) for place in near]

    def _keys(self, wanted: Print) -> NDArray[np.uint16]:
        """For each print the least number of bits, and below it, how that was come by."""
        count = len(self._places)
        best = np.full(count, _FAR)
        for mirrored in (False, True):
            asked = wanted ^ MIRROR if mirrored else wanted
            for window in range(len(WINDOWS)):
                self._compare(best, window, asked[0], _coded(window, inner=True, mirrored=mirrored))
                if window:
                    self._compare(best, 0, asked[window], _coded(window, inner=False, mirrored=mirrored))
        return best

    def _compare(self, best: NDArray[np.uint16], window: int, asked: np.uint64, code: int) -> None:
        bits = np.bitwise_count(self._prints[window, : len(best)] ^ asked)
        np.minimum(best, bits.astype(np.uint16) << _CODE | code, out=best)


def _coded(window: int, *, inner: bool, mirrored: bool) -> int:
    return (int(mirrored) << 1 | int(not inner)) << _WINDOW | window


def _resembling(photo_id: int, key: int) -> Resembling:
    frame: Frame = WINDOWS[key & ((1 << _WINDOW) - 1)]
    inner, mirrored = not key >> _WINDOW & 1, bool(key >> (_WINDOW + 1) & 1)
    return Resembling(photo_id, key >> _CODE, Placement(frame, mirrored), inner)
