"""Statistics of marks: pure functions of numbers, each with the source of its formula."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

NORMAL_QUANTILE = 1.959963984540054
"""Of the standard normal distribution at 0.975: two-sided intervals of 95 %."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, both ends in [0, 1]."""

    low: float
    high: float


def wilson(successes: int, trials: int, quantile: float = NORMAL_QUANTILE) -> Interval:
    """The score interval of a proportion.

    Wilson (1927), "Probable Inference, the Law of Succession, and Statistical Inference": with p = successes/trials
    and z the quantile, ``(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)``. It holds for few trials and near 0 and
    1, where the usual ± interval does not.

    Args:
        successes: In [0, trials].
        trials: 0 gives [0, 1]: nothing is known.
        quantile: Of the standard normal distribution.
    """
    if trials == 0:
        return Interval(0.0, 1.0)
    share, square = successes / trials, quantile * quantile
    middle = share + square / (2 * trials)
    half = quantile * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    scale = 1 + square / trials
    low = 0.0 if successes == 0 else (middle - half) / scale
    high = 1.0 if successes == trials else (middle + half) / scale
    return Interval(low, high)


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence fell between two bounds.

    Attributes:
        low: Lower bound; inclusive in the first bin only.
        high: Upper bound, inclusive.
        count: How many answers.
        confidence: Their mean confidence; 0 where there is none.
        accuracy: The share that was right; 0 where there is none.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Sort answers into bins of equal width by their confidence, (0, 1/bins], …, ((bins−1)/bins, 1].

    Guo, Pleiss, Sun, Weinberger (2017), "On Calibration of Modern Neural Networks", section 2.

    Args:
        confidences: In [0, 1].
        right: Whether each answer was right; as many.
        bins: How many.
    """
    members: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, is_right in zip(confidences, right, strict=True):
        place = math.ceil(round(confidence * bins, 9)) - 1  # 0.7 × 10 is a little more than 7 in binary
        members[min(bins - 1, max(0, place))].append((confidence, is_right))
    return tuple(_bin(index / bins, (index + 1) / bins, inside) for index, inside in enumerate(members))


def _bin(low: float, high: float, inside: list[tuple[float, bool]]) -> Bin:
    count = len(inside)
    mean = sum(confidence for confidence, _ in inside) / count if count else 0.0
    accuracy = sum(is_right for _, is_right in inside) / count if count else 0.0
    return Bin(low, high, count, mean, accuracy)


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """ECE: ``Σ (count/n) · |accuracy − confidence|`` over the bins, in [0, 1]; 0 without answers.

    Guo et al. (2017), equation 3.
    """
    total = sum(bin_.count for bin_ in bins)
    if total == 0:
        return 0.0
    return sum(bin_.count * abs(bin_.accuracy - bin_.confidence) for bin_ in bins) / total


def auc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """Area under the ROC curve: the chance that a positive scores above a negative, a tie counting half.

    Hanley and McNeil (1982), "The Meaning and Use of the Area under a ROC Curve": the Mann-Whitney statistic over the
    number of pairs.

    Raises:
        ValueError: One of the two is empty.
    """
    if not positives or not negatives:
        raise ValueError("an area needs positives and negatives")
    order = np.sort(np.asarray(negatives, np.float64))
    below = np.searchsorted(order, positives, side="left")
    not_above = np.searchsorted(order, positives, side="right")
    return float((below + not_above).sum() / 2 / (len(positives) * len(negatives)))


def roc(positives: Sequence[float], negatives: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """The ROC curve: (false alarms, hits) as shares, from (0, 0) to (1, 1), a point for each distinct score.

    A score at or above the threshold raises the alarm.
    """
    thresholds = sorted({*positives, *negatives}, reverse=True)
    points = [(0.0, 0.0)]
    hits, alarms = np.sort(np.asarray(positives)), np.sort(np.asarray(negatives))
    for threshold in thresholds:
        missed = int(np.searchsorted(hits, threshold, side="left"))
        quiet = int(np.searchsorted(alarms, threshold, side="left"))
        points.append((1 - quiet / len(alarms), 1 - missed / len(hits)))
    return tuple(points)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that a share of the values does not exceed, interpolated linearly; 0 without values.

    Hyndman and Fan (1996), "Sample Quantiles in Statistical Packages", definition 7 (numpy's default).
    """
    return float(np.quantile(values, share)) if len(values) else 0.0


def mcnemar(lost: int, won: int) -> float:
    """How probable so uneven a change is if none were better: the exact two-sided test of paired marks.

    McNemar (1947), "Note on the Sampling Error of the Difference between Correlated Proportions", with the binomial
    distribution instead of its approximation: twice the smaller tail of B(lost + won, 1/2), at most 1.

    Args:
        lost: Photos right before and wrong now.
        won: Photos wrong before and right now.

    Returns:
        The p-value, in (0, 1].
    """
    changed = lost + won
    ways = tail = 1  # of choosing none of those that changed, one, two, …
    for count in range(min(lost, won)):
        ways = ways * (changed - count) // (count + 1)
        tail += ways
    return min(1.0, 2 * tail / (1 << changed))
