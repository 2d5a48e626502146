"""Whose turn it is in the queue of products."""

from typing import Final

from sqlalchemy import Select, select

from app.catalog.store import HELD, VISIBLE
from app.catalog.tables import ProductTable
from app.domain.states import State

TURN: Final[Select[ProductTable]] = (
    select(ProductTable)
    .where(ProductTable.state == State.QUEUED, ProductTable.ready.is_(True), VISIBLE)
    .where(ProductTable.queue_rank < HELD)
    .order_by(ProductTable.queue_rank, ProductTable.id)
    .limit(1)
)
"""The product whose turn it is: one asked for by a person, else the oldest; none where none is ready.

What is held back behind a sample has none."""
