"""Whose turn it is in the queue of products."""

from typing import Final

from sqlalchemy import Select, select

from app.catalog.store import HELD, VISIBLE
from app.catalog.tables import ProductTable
from app.domain.states import State

WAITING: Final = (
    ProductTable.state == State.QUEUED,
    ProductTable.ready.is_(True),
    VISIBLE,
    ProductTable.queue_rank < HELD,
)
"""The condition on a product that its turn may come; what is held back behind a sample has none."""
FIRST: Final = (ProductTable.queue_rank, ProductTable.id)
"""Whose turn comes sooner."""
TURN: Final[Select[ProductTable]] = select(ProductTable).where(*WAITING).order_by(*FIRST).limit(1)
"""The product whose turn it is: one asked for by a person, else the oldest; none where none is ready."""
