"""What approved products that look like one say of it: cards to write like, and the category that they stand in.

Only approved cards count: a person has answered for them. Where nothing is alike enough there are none, and a card is
written as if there were no memory.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.catalog.catalog import Catalog
from app.domain.card import CATEGORY_FIELD, DESCRIPTION_FIELD, NAME_FIELD
from app.domain.exemplar import exemplar
from app.domain.states import State
from app.pipeline.memory import Alike, Memory
from app.review.duplicates import Fingerprint
from inference.embed import Vector, similarity

_log = logging.getLogger(__name__)

APPROVED: Final = (State.APPROVED, State.EXPORTED)
ALIKE: Final = 0.5
"""Likeness from which a product is like another: half the way from any two photos to the same picture. With the
demonstration model's tower, by ``tests/benchmarks/bench_neighbours.py --limit 700``, approved look-alikes agree then on
the category of 70.4 % [66.9, 73.7] of labelled photos, and are right of 88.2 % [85.1, 90.8] of those. From 0.6 on they
would speak of 40.1 % [36.6, 43.8] and be right no more often, 88.6 % [84.4, 91.8]."""
SIMILAR: Final = 0.6
"""Likeness below which nothing is offered to a person as alike. From there on half of it is of the same type
of product, 51.7 % [50.1, 53.3], by ``tests/benchmarks/bench_neighbours.py`` with the demonstration model's tower."""
TWINS: Final = 0.9
"""Likeness from which two examples would say the same twice."""
_CANDIDATES: Final = 24
_VOTERS: Final = 8
_FEWEST: Final = 3
_MAJORITY: Final = 2 / 3


@dataclass(frozen=True, slots=True)
class Example:
    """An approved card that another is written like.

    Attributes:
        product: Whose it is.
        name: What that is called.
        likeness: How much it looks like the one whose card is written, in [0, 1].
        text: What the model is shown of the card.
        sentences: Hashes of its description's sentences.
    """

    product: int
    name: str
    likeness: float
    text: str
    sentences: tuple[int, ...]

    @property
    def told(self) -> dict[str, Any]:
        """For the provenance of the card that was written like it."""
        return {
            "product": self.product,
            "name": self.name,
            "likeness": round(self.likeness, 3),
            "sentences": list(self.sentences),
        }


@dataclass(frozen=True, slots=True)
class Vote:
    """The category of most approved products that look like one.

    Attributes:
        category: Which.
        votes: How many of them stand in it.
        of: How many there are.
    """

    category: str
    votes: int
    of: int


class Neighbours:
    """Asks the memory about products whose cards are written. Any thread may; trouble is no trouble of theirs.

    Args:
        catalog: Whose products.
        memory: Where they are found; gives ``None`` while nothing is.
    """

    def __init__(self, catalog: Catalog, memory: Callable[[], Memory | None]) -> None:
        self._catalog = catalog
        self._memory = memory

    @property
    def known(self) -> bool:
        """Whether there is anything to learn from, so that a photo is worth looking at before its card is written."""
        return self._memory() is not None and self._catalog.any_in(APPROVED)

    def examples(self, product_id: int, limit: int, category: str = "") -> tuple[Example, ...]:
        """The approved cards to write a product's like, the most like first; none where its photo was not looked at.

        Args:
            product_id: Which.
            limit: How many at most.
            category: The product's, where that is settled; else that of most of its neighbours is preferred.
        """
        memory = self._memory()
        if memory is None or limit < 1:
            return ()
        try:
            found = memory.like(product_id, _CANDIDATES, states=APPROVED)
            known = {item.id: item.vector for item in memory.shelved([alike.photo_id for alike in found])}
            voted = elected(found)
            near = preferred(found, category or (voted.category if voted else ""))
            values = self._catalog.card_values([alike.product_id for alike in near])
            made = (_example(alike, values.get(alike.product_id, {})) for alike in apart(near, known, memory.likeness))
            return _different(made, limit)
        except Exception as error:  # of the catalogue or the shelf: a card is written without, and the queue goes on
            _log.info("no examples for product %s: %s", product_id, error)
            return ()

    def vote(self, product_id: int, vectors: Sequence[Vector]) -> Vote | None:
        """The category of approved products that look like one; ``None`` where they are few, or do not agree.

        Args:
            product_id: Which.
            vectors: Of its photos, the main one first; empty where those that are known are meant.
        """
        memory = self._memory()
        if memory is None:
            return None
        try:
            if vectors:
                return elected(memory.nearest(vectors[0], _CANDIDATES, besides=(product_id,), states=APPROVED))
            return elected(memory.like(product_id, _CANDIDATES, states=APPROVED))
        except Exception as error:  # as above
            _log.info("no vote on product %s: %s", product_id, error)
            return None


def elected(found: Iterable[Alike]) -> Vote | None:
    """What the nearest of some products agree on, each as loud as it is like.

    Args:
        found: Approved ones, the most like first.
    """
    voters = [alike for alike in found if alike.likeness >= ALIKE and alike.category][:_VOTERS]
    weights: dict[str, float] = defaultdict(float)
    for alike in voters:
        weights[alike.category] += alike.likeness
    if len(voters) < _FEWEST:
        return None
    category = max(weights, key=lambda name: weights[name])
    if weights[category] < _MAJORITY * sum(weights.values()):
        return None
    return Vote(category, sum(alike.category == category for alike in voters), len(voters))


def preferred(found: Iterable[Alike], category: str) -> list[Alike]:
    """Those that are alike enough, of one category first where one is said."""
    near = [alike for alike in found if alike.likeness >= ALIKE]
    return sorted(near, key=lambda alike: bool(category) and alike.category != category)


def apart(near: Iterable[Alike], vectors: Mapping[int, Vector], likeness: Callable[[float], float]) -> list[Alike]:
    """Those of some that are no near-duplicates of one before them."""
    kept: list[Alike] = []
    for alike in near:
        own = vectors.get(alike.photo_id)
        others = [vectors[each.photo_id] for each in kept if each.photo_id in vectors]
        if own is None or all(likeness(similarity(own, other)) < TWINS for other in others):
            kept.append(alike)
    return kept


def _example(alike: Alike, values: Mapping[str, Any]) -> Example:
    description = values.get(DESCRIPTION_FIELD)
    sentences = Fingerprint.of(description if isinstance(description, str) else "").sentences
    name = values.get(NAME_FIELD)
    return Example(alike.product_id, str(name or ""), alike.likeness, exemplar(values), sentences)


def _different(made: Iterable[Example], limit: int) -> tuple[Example, ...]:
    """The first of some that have a text, none of which says what one before it says."""
    kept: list[Example] = []
    for example in made:
        if example.text and all(example.sentences != other.sentences for other in kept):
            kept.append(example)
        if len(kept) == limit:
            break
    return tuple(kept)


def settled_category(settled: Mapping[str, Any]) -> str:
    """The category that a person has settled; empty for none."""
    value = settled.get(CATEGORY_FIELD)
    return value if isinstance(value, str) else ""
