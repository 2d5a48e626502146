"""Acts on many products as people mean them: in parts, so that nobody else waits long, and one deed all the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.catalog.catalog import Catalog
from app.catalog.store import chunks
from app.domain.states import State
from app.domain.text import ADVISORY

_PART = 500
"""Products moved in one transaction: a save from the window waits for some hundredths of a second at most."""

_TO_JUDGE = frozenset({State.REVIEW, State.REJECTED})


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of an act.

    Attributes:
        after: Where the products went.
        deed: Its number, for :meth:`Catalog.undo`; ``None`` where nothing changed.
        ids: All that were moved.
        refused: How many cards could not be approved because of their errors.
    """

    after: State
    deed: int | None
    ids: Sequence[int]
    refused: int = 0


def move_products(catalog: Catalog, card: type[BaseModel], ids: Iterable[int], after: State) -> Moved:
    """Approve, reject or generate again all that can be; cards with errors are not approved.

    Args:
        catalog: Where they are.
        card: Approved cards keep to it, but for what is only advice.
        ids: Which.
        after: ``APPROVED``, ``REJECTED`` or ``QUEUED``.
    """
    moved: list[int] = []
    deed, refused = None, 0
    for part in chunks(ids, _PART):
        wanted = part
        if after is State.APPROVED:
            waiting = [row.id for row in catalog.rows(part) if row.state in _TO_JUDGE]
            cards = catalog.card_values(waiting)
            wanted = [product for product in waiting if product in cards and is_approvable(card, cards[product])]
            refused += len(waiting) - len(wanted)
        done = catalog.move_all(wanted, after, within=deed)
        deed = deed or done.deed
        moved += done.ids
    return Moved(after, deed, moved, refused)


def is_approvable(card: type[BaseModel], values: object) -> bool:
    """Whether a card keeps to its model, but for what is only advice."""
    return not hindrances(card, values)


def hindrances(card: type[BaseModel], values: object) -> tuple[ErrorDetails, ...]:
    """In which ways values break their model, but for what is only advice."""
    try:
        card.model_validate(values)
    except ValidationError as refusal:
        return tuple(problem for problem in refusal.errors(include_url=False) if problem["type"] not in ADVISORY)
    return ()
