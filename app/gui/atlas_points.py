"""Photos on a plane as points of the window, in groups of one colour."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.catalog.vectors import Owner
from app.pipeline.plane import Plane
from ui.atlas.points import OTHERS, Group, Points
from ui.queue.row import RowState, state_word

_NAMED: Final = 8
"""Categories with a colour of their own: more cannot be told apart."""


class Colouring(StrEnum):
    """By what points have their colours."""

    CATEGORY = "category"
    STATE = "state"


Grouped: TypeAlias = tuple[Callable[[Owner], str], dict[str, Group]]
"""What a product's group is called, and the groups by that."""


def points_of(plane: Plane, colouring: Colouring) -> Points:
    """The points, those of the most frequent groups below all others, on any thread."""
    of, groups = _by_category(plane) if colouring is Colouring.CATEGORY else _by_state(plane)
    places = {key: place for place, key in enumerate(groups)}
    found = np.fromiter((places.get(of(owner), 0) for owner in plane.owners), np.int16, len(plane.owners))
    products = np.fromiter((owner.product_id for owner in plane.owners), np.int64, len(plane.owners))
    return Points(plane.photos, products, plane.places, found, tuple(groups.values()))


def _by_category(plane: Plane) -> Grouped:
    """The most frequent categories; first all other products."""
    named = [(name, count) for name, count in plane.counted(_category) if name][:_NAMED]
    rest = len(plane.owners) - sum(count for _, count in named)
    others = QCoreApplication.translate("Atlas", "Outras ou nenhuma")
    groups = {"": Group(others, rest, OTHERS)}
    return _category, groups | {name: Group(name, count, rank) for rank, (name, count) in enumerate(named)}


def _by_state(plane: Plane) -> Grouped:
    """The states that there are; each always has the same colour."""
    ranks = {state.value: rank for rank, state in enumerate(RowState)}
    counted = plane.counted(_state)
    return _state, {key: Group(state_word(RowState(key)), count, ranks[key]) for key, count in counted}


def _category(owner: Owner) -> str:
    return owner.category


def _state(owner: Owner) -> str:
    return owner.state.value
