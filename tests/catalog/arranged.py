"""What there is to see of products and their photos."""

from typing import Any

from app.domain.states import State
from tests.catalog.bench import Bench


def names(bench: Bench, product: int) -> list[str]:
    """A product's photos, by their files' names."""
    return [photo.path.name for photo in bench.catalog.product(product).photos]


def photos(bench: Bench, product: int) -> list[int]:
    return [photo.id for photo in bench.catalog.product(product).photos]


def look(bench: Bench) -> dict[int, tuple[State, list[str], Any]]:
    """What there is to see of all products."""
    found = (bench.catalog.product(product) for product in bench.catalog.product_ids())
    return {
        each.id: (each.state, [photo.path.name for photo in each.photos], each.card and each.card.values)
        for each in found
    }
