"""Groups of like colours, found the same way every time; pure functions on CIELAB.

Leader clustering on a histogram, refined by Lloyd's iterations (Lloyd 1982, "Least squares quantization in PCM"): the
fullest cell of the histogram leads a group of all cells within reach of it, the fullest that is left leads the next,
and so on; then every cell goes to the nearest group's mean. No chance is involved, and no number of groups is guessed.
"""

import numpy as np

from inference.preprocess.colour import Floats

_REACH = 20.0
"""Difference of colour (CIE 1976 ΔE*ab) up to which cells follow the fullest one."""
_CELL = 6.0
"""Side of the histogram's cells, in units of CIELAB."""
_MOST = 6
_CANDIDATES = 512
"""How many of the fullest cells may lead; a photo of products fills some hundreds, one of noise thousands."""
_TURNS = 3


def clusters(lab: Floats, weights: Floats | None = None) -> tuple[Floats, Floats]:
    """Group colours.

    Args:
        lab: ``(n, 3)`` float32, CIELAB.
        weights: ``(n,)`` float32, positive, how much each counts; alike where ``None``.

    Returns:
        Means ``(k, 3)`` float32, and shares ``(k,)`` float32 that add up to 1, the largest first. At most six groups,
        none for no colours.
    """
    if len(lab) == 0:
        return np.zeros((0, 3), np.float32), np.zeros(0, np.float32)
    cells, masses = _cells(lab, np.ones(len(lab), np.float32) if weights is None else weights)
    means = _leaders(cells, masses)
    groups = np.zeros(len(cells), np.intp)
    for _ in range(_TURNS):
        groups = _distances(cells, means).argmin(1)
        present = np.unique(groups)
        groups = np.searchsorted(present, groups)
        means = np.stack([np.average(cells[groups == at], 0, masses[groups == at]) for at in range(len(present))])
    shares = np.bincount(groups, masses, len(means))
    order = np.argsort(-shares, kind="stable")
    return means[order].astype(np.float32), (shares[order] / shares.sum()).astype(np.float32)


def _cells(lab: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """The filled cells' mean colours and masses, the fullest first."""
    grid = np.floor(lab / _CELL).astype(np.int64) + 64
    keys, places = np.unique(grid[:, 0] << 20 | grid[:, 1] << 10 | grid[:, 2], return_inverse=True)
    masses = np.bincount(places, weights, len(keys))
    sums = np.stack([np.bincount(places, weights * lab[:, axis], len(keys)) for axis in range(3)], 1)
    order = np.argsort(-masses, kind="stable")
    return (sums[order] / masses[order, None]).astype(np.float32), masses[order].astype(np.float32)


def _leaders(cells: Floats, masses: Floats) -> Floats:
    """The colours around which groups gather."""
    near = _distances(cells[:_CANDIDATES], cells) < _REACH
    left = np.ones(len(cells), bool)
    chosen: list[int] = []
    while left[: len(near)].any() and len(chosen) < _MOST:
        following = (near & left) @ masses
        following[~left[: len(near)]] = -1
        leader = int(following.argmax())
        chosen.append(leader)
        left &= ~near[leader]
    return cells[chosen]


def _distances(one: Floats, other: Floats) -> Floats:
    """CIE 1976 ΔE*ab between ``(n, 3)`` and ``(m, 3)``: ``(n, m)``."""
    squares = (one**2).sum(1)[:, None] + (other**2).sum(1)[None] - 2 * one @ other.T
    found: Floats = np.sqrt(np.maximum(squares, 0)).astype(np.float32)
    return found
