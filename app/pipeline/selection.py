"""Acts on many products as people mean them: in parts, so that nobody else waits long, and each taken back as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from app.catalog.catalog import Catalog
from app.catalog.reports import Moved
from app.catalog.store import chunks
from app.domain.states import State
from app.domain.text import ADVISORY

_PART = 500
"""Products moved in one transaction: a save from the window waits for some hundredths of a second at most."""

_TO_JUDGE = frozenset({State.REVIEW, State.REJECTED})


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act.

    Attributes:
        after: Where the products went.
        parts: What was moved, for :meth:`Catalog.take_back`.
        refused: How many cards could not be approved because of their errors.
    """

    after: State
    parts: Sequence[Moved]
    refused: int = 0

    @property
    def ids(self) -> list[int]:
        """All that were moved."""
        return [product for part in self.parts for product in part.ids]


def move_products(catalog: Catalog, card: type[BaseModel], ids: Iterable[int], after: State) -> Done:
    """Approve, reject or generate again all that can be; cards with errors are not approved.

    Args:
        catalog: Where they are.
        card: Approved cards keep to it, but for what is only advice.
        ids: Which.
        after: ``APPROVED``, ``REJECTED`` or ``QUEUED``.
    """
    parts: list[Moved] = []
    refused = 0
    for part in chunks(ids, _PART):
        wanted = part
        if after is State.APPROVED:
            waiting = [row.id for row in catalog.rows(part) if row.state in _TO_JUDGE]
            cards = catalog.card_values(waiting)
            wanted = [product for product in waiting if product in cards and is_approvable(card, cards[product])]
            refused += len(waiting) - len(wanted)
        parts.append(catalog.move_all(wanted, after))
    return Done(after, parts, refused)


def is_approvable(card: type[BaseModel], values: object) -> bool:
    """Whether a card keeps to its model, but for what is only advice."""
    try:
        card.model_validate(values)
    except ValidationError as refusal:
        return all(problem["type"] in ADVISORY for problem in refusal.errors(include_url=False, include_context=False))
    return True
