"""The same product photographed again: photos that are far nearer to each other than either is to the other products.

What a similarity means is decided by the tower that makes the vectors, and by the catalogue: among shirts all are
alike. So no number holds for all. How far a photo is from its tenth nearest product says how dense it is around it, and
the distance of two photos is taken as a part of that, the geometric mean of both (L. Zelnik-Manor and P. Perona,
*Self-tuning spectral clustering*, 2004): a pure number, whatever the model. :data:`NEARER` was chosen on pairs of the
same article photographed again; see ``tests/benchmarks/bench_duplicates.py``.
"""

from collections.abc import Iterator
from typing import Final

from app.catalog.catalog import Catalog
from app.catalog.likeness_rows import Found, Kind
from app.pipeline.memory import Alike, Memory

NEARER: Final = 0.2
"""Up to which part of the usual distance two photos may be of one product. Chosen to be quiet: with the demonstration
model's tower six pairs are told among six hundred products, a quarter of them labelled as the same article, and one in
ten of those that are there is found."""
RANK: Final = 10
"""The distance to the product of this rank is the usual one; in smaller catalogues nothing is said."""
FEW: Final = 3
"""So many of a photo's nearest products are looked at."""
_STEP: Final = 20


def find_kin(catalog: Catalog, memory: Memory) -> Iterator[int]:
    """Compare every vector on the shelf that has not been; a bounded step at a time, and stopped anywhere, it goes on.

    Yields:
        How many likenesses a step found.

    Raises:
        CatalogueError: The catalogue cannot be read or written.
    """
    while waiting := catalog.unrelated(memory.space.name, _STEP):
        found: list[Found] = []
        for photo_id in waiting:
            near = memory.around(photo_id, RANK) or []
            if 0 < len(near) < RANK:
                return  # of so few products nothing is usual; they are compared once there are more
            found += _kin(memory, photo_id, near)
        if memory.lost:
            return  # nothing was found since it is; once it is there again they are compared
        catalog.related(waiting, found)
        yield len(found)


def _kin(memory: Memory, photo_id: int, near: list[Alike]) -> Iterator[Found]:
    for alike in near[:FEW]:
        theirs = memory.around(alike.photo_id, RANK)
        if theirs is None or len(theirs) < RANK:
            continue
        usual = usual_distance(near[-1].similarity, theirs[-1].similarity)
        if 1 - alike.similarity <= NEARER * usual:
            facts = {"similarity": round(alike.similarity, 4), "usual": round(1 - usual, 4)}
            yield Found(photo_id, alike.photo_id, Kind.PRODUCT, facts)


def usual_distance(one: float, other: float) -> float:
    """The distance that is usual around two photos, from the similarity of each to the product of :data:`RANK`."""
    return float((max(1 - one, 0.0) * max(1 - other, 0.0)) ** 0.5)
