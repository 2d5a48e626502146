"""A sample first: a few products spread over the queue are written, and the others wait until a person has looked.

The others have the rank :data:`~app.catalog.store.HELD`, which nobody claims. No product has it but while a sample is
on, whose ids the catalogue keeps in the same transaction: so nothing is ever held back that nobody can let go, whatever
is removed, approved or undone meanwhile, and whenever the program ends.
"""

from typing import Final

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session

from app.catalog.reports import Sample
from app.catalog.store import FRONT, HELD, USUAL, VISIBLE, Store
from app.catalog.tables import ProductTable, SettingTable
from app.domain.spreading import spread
from app.domain.states import State

_KEY: Final = "sample"
_WAITS: Final = (ProductTable.state == State.QUEUED, VISIBLE)
_WORKING: Final = frozenset({State.QUEUED, State.GENERATING})
_OPEN: Final = frozenset({State.REVIEW, State.REJECTED, State.FAILED, State.CANCELLED})


class Samples(Store):
    """The part that holds products back behind a sample."""

    def begin_sample(self, size: int) -> Sample | None:
        """Have a few of the products that wait written first, evenly taken from all, and hold the others back.

        Products that come in from now on are held back, too. An earlier sample is over.

        Args:
            size: How many, at least 1.

        Returns:
            The sample; ``None`` where no more than so many wait: then nobody is held back.
        """
        with self._writing() as session:
            _let_go(session)
            waiting = session.scalars(select(ProductTable.id).where(*_WAITS).order_by(ProductTable.id)).all()
            if len(waiting) <= size:
                return None
            chosen = list(spread(waiting, size))
            _rank(session, HELD, *_WAITS)
            _rank(session, FRONT, ProductTable.id.in_(chosen))
            session.merge(SettingTable(key=_KEY, value=chosen))
            session.flush()
            return _sample(session)

    def sample(self) -> Sample | None:
        """The sample behind which products wait; ``None`` where none do."""
        with self._reading() as session:
            return _sample(session)

    def end_sample(self) -> int:
        """Let everything go that is held back; returns how many products that are."""
        with self._writing() as session:
            held = _held(session)
            _let_go(session)
            return held


def rank_of_new(session: Session) -> int:
    """The rank of products that come in: with the others behind a sample, as long as any are there."""
    if session.get(SettingTable, _KEY) is None:
        return USUAL
    if session.scalar(select(exists().where(*_WAITS, ProductTable.queue_rank == HELD))):
        return HELD
    _let_go(session)
    return USUAL


def _sample(session: Session) -> Sample | None:
    row = session.get(SettingTable, _KEY)
    held = _held(session) if row is not None else 0
    if row is None or not held:
        return None
    states = select(ProductTable.id, ProductTable.state).where(ProductTable.id.in_(row.value), VISIBLE)
    found = dict(session.execute(states.order_by(ProductTable.id)).all())
    return Sample(
        ids=tuple(found),
        working=sum(state in _WORKING for state in found.values()),
        anew=tuple(id_ for id_, state in found.items() if state in _OPEN),
        held=held,
    )


def _held(session: Session) -> int:
    query = select(func.count()).select_from(ProductTable).where(*_WAITS, ProductTable.queue_rank == HELD)
    return session.scalar(query) or 0


def _let_go(session: Session) -> None:
    """Hold nothing back any more, also of what is removed or called off and may come back one day."""
    row = session.get(SettingTable, _KEY)
    if row is not None:
        session.delete(row)
        _rank(session, USUAL, ProductTable.queue_rank == HELD)


def _rank(session: Session, rank: int, *where: ColumnElement[bool]) -> None:
    session.flush()
    session.connection().execute(update(ProductTable).where(*where).values(queue_rank=rank))
