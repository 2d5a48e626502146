"""How far somebody is to be believed: what was said, how surely, and whether it was right → the knots of a calibration.

Isotonic regression by pooling adjacent violators (Ayer, Brunk, Ewing, Reid, Silverman 1955; Zadrozny and Elkan 2002,
"Transforming Classifier Scores into Accurate Multiclass Probability Estimates") over equally filled bins, so that a
handful of knots is enough. It assumes nothing of the curve's form but that it does not fall.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.evaluation.statistics import expected_calibration_error, reliability

BINS: Final = 8
FOLDS: Final = 5
_APART: Final = 1e-4
"""Knots that are closer are one."""

Knots: TypeAlias = list[tuple[float, float]]
"""(Raw, honest) confidences in [0, 1]; raw ones rise, honest ones never fall."""
_Pool: TypeAlias = tuple[float, float, float]
"""Sums of what was said and of what was right, and of how many."""


@dataclass(frozen=True, slots=True)
class Trials:
    """What was said, and whether it was right.

    Attributes:
        sure: ``(answers,)`` float64 in [0, 1].
        right: ``(answers,)`` float64, 0 or 1.
    """

    sure: NDArray[np.float64]
    right: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.sure)

    def some(self, chosen: NDArray[np.bool_]) -> "Trials":
        """Those that a mask chooses."""
        return Trials(self.sure[chosen], self.right[chosen])


Fitter: TypeAlias = Callable[[Trials], Knots]


def fit(trials: Trials, bins: int = BINS, prior: float = 0.0) -> Knots:
    """The knots of at least one answer.

    Args:
        trials: The answers.
        bins: Into how many parts of the same size they are divided, by how surely they were said.
        prior: So many more answers in each part, which are right exactly as often as was said: few answers then move
            a confidence less far than many.
    """
    order = np.argsort(trials.sure, kind="stable")
    merged: list[_Pool] = []
    for part in (part for part in np.array_split(order, bins) if len(part)):
        said, right = float(trials.sure[part].sum()), float(trials.right[part].sum())
        more = prior * said / len(part)
        merged.append((said + more, right + more, len(part) + prior))
        while len(merged) > 1 and _overtakes(merged[-2], merged[-1]):
            last, before = merged.pop(), merged.pop()
            merged.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    return [(min(1.0, said / count), min(1.0, right / count)) for said, right, count in merged]


def in_order(knots: Knots) -> Knots:
    """The knots, and one at nothing: of what is less sure than the first, the order stays."""
    return [(0.0, 0.0), *knots] if knots[0][0] > 0 else knots


def crossed(trials: Trials, fitter: Fitter, folds: int = FOLDS) -> Trials:
    """The answers as honest as knots make them that were fitted without them.

    Args:
        trials: At least as many as folds.
        fitter: Fits knots.
        folds: Into how many parts the answers are dealt, by chance but always the same way.
    """
    fold = np.random.default_rng(0).permutation(len(trials)) % folds
    honest = trials.sure.copy()
    for number in range(folds):
        raw, told = zip(*fitter(trials.some(fold != number)), strict=True)
        honest[fold == number] = np.interp(trials.sure[fold == number], raw, told)
    return Trials(honest, trials.right)


def error_of(trials: Trials) -> float:
    """The expected calibration error, in [0, 1]."""
    return expected_calibration_error(reliability(trials.sure.tolist(), (trials.right > 0).tolist()))


def _overtakes(before: _Pool, last: _Pool) -> bool:
    """Whether two pools stand in the wrong order, or at the same place."""
    return before[1] / before[2] > last[1] / last[2] or last[0] / last[2] - before[0] / before[2] < _APART
