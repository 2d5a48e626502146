"""How far the model is to be believed: confidences on the validation photos → the knots of its registry entry.

Fitted as the program itself fits a catalogue's confidences. Reported beside it: the expected calibration error (Guo et
al. 2017) of knots that were fitted without the photo they are tried on.
"""

import csv
import json
from pathlib import Path

import numpy as np

from app.evaluation.fitting import Knots, Trials, crossed, error_of, fit, in_order
from demo_model.table import RESOURCES

SOURCES = {"product_name": "product_name", "category_standard": "product_name", "color_primary": "color_primary"}
"""Field → the field whose confidence says most about it: the name's noun decides the department."""
_MARK = "\n# How far its confidences are to be believed, as measured on the validation photos.\n"


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
        knots = _fitted(trials)
        errors[field] = {"photos": len(trials), "raw": error_of(trials), "crossed": error_of(crossed(trials, _fitted))}
        print(field, errors[field], flush=True)
        told = ", ".join(f"[{raw:.4f}, {honest:.4f}]" for raw, honest in knots)
        text += f'\n[calibration.{field}]\nfrom = "{source}"\nknots = [{told}]\n'
    entry.write_text(text, encoding="utf-8")
    labels.with_name("calibration.json").write_text(json.dumps(errors, indent=1) + "\n", encoding="utf-8")


def _fitted(trials: Trials) -> Knots:
    """Knots that keep the least sure in their order: by that, what is unknown is told."""
    return in_order(fit(trials))


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
