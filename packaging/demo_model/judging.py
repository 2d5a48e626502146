"""How often photos are shown, and how well somebody names the validation photos."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from demo_model.photos import Labelled
from demo_model.table import COLOURS, NOTHING, UNKNOWN, load_table

RARITY = 0.3
"""How far rare types are drawn oftener than they come: 0 not at all, 1 as often as common ones."""
IGNORANCE = 1.5
"""How much oftener than other photos those of unknown things are drawn."""
DOUBT = 0.25
"""How many of the photos drawn show nothing that there is."""
ALARMS = 0.1
"""How many known things may be taken for unknown ones."""
GROUPS = ("clothing", "grocery", "rendered")


def chances(photos: list[Labelled]) -> NDArray[np.float64]:
    """How often each photo is drawn: those of rare types and of unknown things oftener than they come.

    Those of nothing that there is are so many in any case.
    """
    nouns = np.array([photo.noun for photo in photos])
    _, inverse, counts = np.unique(nouns, return_inverse=True, return_counts=True)
    weights = counts[inverse] ** -RARITY * np.where(nouns == UNKNOWN, IGNORANCE, 1.0)
    invented = nouns == NOTHING
    weights[invented] = DOUBT / (1 - DOUBT) * weights[~invented].sum() / max(1, invented.sum())
    return np.asarray(weights / weights.sum())


def labels(photos: list[Labelled]) -> Tensor:
    """What is right to say of each photo: ``(photos, types)`` float32, shares of one.

    What is nothing that there is, is any type of its group as likely as any other.
    """
    nouns = load_table().nouns
    shares = torch.zeros(len(photos), len(nouns))
    alike: dict[str, set[str]] = {}
    for photo in photos:
        alike.setdefault(photo.group, set()).add(photo.noun)
    for row, photo in enumerate(photos):
        for noun in {photo.noun} if photo.noun != NOTHING else alike[photo.group] - {NOTHING}:
            shares[row, nouns.index(noun)] = 1
    return shares / shares.sum(1, keepdim=True)


def placing() -> Tensor:
    """``(types, departments)`` float32: 1 where a type's department is."""
    table = load_table()
    places = torch.zeros(len(table.types), len(table.departments))
    for row, kind in enumerate(table.types):
        places[row, table.departments.index(kind.department)] = 1
    return places


def judged(photos: list[Labelled], types: Tensor, colours: Tensor | None = None) -> str:
    """Shares that are right, by group: type, its department, colour; and how many unknown things are flagged.

    Args:
        photos: Validation photos.
        types: What is said of them: shares of one, ``(photos, types)``.
        colours: Anything that is highest for the colour said, ``(photos, colours)``.
    """
    table, parts = load_table(), []
    groups = np.array([photo.group for photo in photos])
    right = np.array([table.nouns.index(photo.noun) for photo in photos])
    places = placing().argmax(1).numpy()
    guesses = types.argmax(1).numpy()
    for name in GROUPS:
        rows = groups == name
        if rows.any():
            kind, place = (guesses == right)[rows].mean(), (places[guesses] == places[right])[rows].mean()
            parts.append(f"{name} {kind:.3f}/{place:.3f}" + _coloured(photos, rows, colours))
    sure = torch.cat([types[:, :-1], torch.zeros(len(types), 1)], 1).max(1).values.numpy()
    if (groups == "unknown").any():
        threshold = np.quantile(sure[groups != "unknown"], ALARMS)
        parts.append(f"unknown {(sure[groups == 'unknown'] < threshold).mean():.3f}")
    return " ".join(parts)


def _coloured(photos: list[Labelled], rows: NDArray[np.bool_], colours: Tensor | None) -> str:
    named = [row for row in np.flatnonzero(rows) if photos[row].colours]
    if colours is None or not named:
        return ""
    said = colours.argmax(1)
    return f"/{np.mean([COLOURS[said[row]] == photos[row].colours[0] for row in named]):.3f}"
