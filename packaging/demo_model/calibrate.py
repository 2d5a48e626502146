"""How far the model is to be believed: confidences on the validation photos → the knots of its registry entry.

Isotonic regression by pooling adjacent violators (Ayer et al. 1955; Zadrozny and Elkan 2002, "Transforming classifier
scores into accurate multiclass probability estimates") over equally filled bins, so that a handful of knots is enough.
Reported beside it: the expected calibration error (Guo et al. 2017) of knots that were fitted without the photo they
are tried on.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from demo_model.table import RESOURCES

BINS = 8
FOLDS = 5
SOURCES = {"product_name": "product_name", "category_standard": "product_name", "color_primary": "product_name"}
"""Field → the field whose confidence says most about it: the name decides department and colour."""
_MARK = "\n# How far its confidences are to be believed, as measured on the validation photos.\n"


@dataclass(frozen=True, slots=True)
class Trials:
    """What was said, how surely, and whether it was right.

    Attributes:
        sure: ``(photos,)`` float64 in [0, 1].
        right: ``(photos,)`` float64, 0 or 1.
    """

    sure: NDArray[np.float64]
    right: NDArray[np.float64]

    def some(self, chosen: NDArray[np.bool_]) -> "Trials":
        """Those that a mask chooses."""
        return Trials(self.sure[chosen], self.right[chosen])


def calibrate(labels: Path, answers: Path) -> None:
    """Fit the knots and write them into the model's entry; what they are worth goes beside the labels.

    Args:
        labels: What ``fichario evaluate`` was given.
        answers: The file of answers that it kept; they have to be raw, from an entry without a calibration.
    """
    rows = _read(labels, answers)
    entry = RESOURCES / "model.toml"
    text = entry.read_text(encoding="utf-8").split(_MARK)[0].rstrip() + "\n" + _MARK
    errors = {}
    for field, source in SOURCES.items():
        trials = _trials(rows, field, source)
        knots = fit(trials)
        errors[field] = {"photos": len(trials.sure), "raw": error_of(trials), "crossed": crossed(trials)}
        print(field, errors[field], flush=True)
        told = ", ".join(f"[{raw:.4f}, {honest:.4f}]" for raw, honest in knots)
        text += f'\n[calibration.{field}]\nfrom = "{source}"\nknots = [{told}]\n'
    entry.write_text(text, encoding="utf-8")
    labels.with_name("calibration.json").write_text(json.dumps(errors, indent=1) + "\n", encoding="utf-8")


def fit(trials: Trials) -> list[tuple[float, float]]:
    """Knots (raw, honest): raw ones rise, honest ones never fall."""
    order = np.argsort(trials.sure, kind="stable")
    pools = [
        (float(trials.sure[part].sum()), float(trials.right[part].sum()), len(part))
        for part in np.array_split(order, BINS)
        if len(part)
    ]
    merged: list[tuple[float, float, int]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and _overtakes(merged[-2], merged[-1]):
            last, before = merged.pop(), merged.pop()
            merged.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    return [(sure / count, right / count) for sure, right, count in merged]


def crossed(trials: Trials) -> float:
    """The calibration error when each fold is judged by knots fitted on the others."""
    fold = np.random.default_rng(0).permutation(len(trials.sure)) % FOLDS
    honest = trials.sure.copy()
    for number in range(FOLDS):
        raw, told = zip(*fit(trials.some(fold != number)), strict=True)
        honest[fold == number] = np.interp(trials.sure[fold == number], raw, told)
    return error_of(Trials(honest, trials.right))


def error_of(trials: Trials, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    places = np.minimum((trials.sure * bins).astype(int), bins - 1)
    gaps = [abs(float((trials.sure - trials.right)[places == place].sum())) for place in range(bins)]
    return sum(gaps) / len(trials.sure)


def _overtakes(before: tuple[float, float, int], last: tuple[float, float, int]) -> bool:
    """Whether two pools stand in the wrong order, or at the same place."""
    return before[1] / before[2] > last[1] / last[2] or last[0] / last[2] - before[0] / before[2] < 1e-4


def _read(labels: Path, answers: Path) -> list[tuple[dict[str, str], dict[str, object], dict[str, float]]]:
    """Labels, values and confidences of the known photos."""
    said = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    found = {answer["photo"]: answer for answer in said if answer["values"]}
    with labels.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["known"] == "1" and row["photo"] in found]
    return [
        (row, found[row["photo"]]["values"], {k: v["value"] for k, v in found[row["photo"]]["confidence"].items()})
        for row in rows
    ]


def _trials(rows: list[tuple[dict[str, str], dict[str, object], dict[str, float]]], field: str, source: str) -> Trials:
    sure, right = [], []
    for row, values, confidence in rows:
        expected = row["product_type"] if field == "product_name" else row[field]
        if expected:
            told = str(values[field]).casefold()
            begins = told == expected or told.startswith(f"{expected} ")
            right.append(float(begins if field == "product_name" else told == expected.casefold()))
            sure.append(confidence[source])
    return Trials(np.array(sure), np.array(right))
