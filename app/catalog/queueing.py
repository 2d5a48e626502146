"""Whose turn it is in the queue of products."""

from typing import Final

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app.catalog.store import FRONT, HELD, VISIBLE
from app.catalog.tables import ProductTable
from app.domain.serving import FEW
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


def awaited(session: Session, product: ProductTable) -> bool:
    """Whether somebody is taken to wait for the product whose turn it is: it came, or goes before others, with few."""
    if _few(session, ProductTable.batch == product.batch):
        return True
    return product.queue_rank == FRONT and _few(session, *WAITING, ProductTable.queue_rank == FRONT)


def _few(session: Session, *which: ColumnElement[bool]) -> bool:
    some = select(ProductTable.id).where(*which, VISIBLE).limit(FEW + 1)
    return len(session.scalars(some).all()) <= FEW
