"""Undo and redo, across all products and from one start of the program to the next.

Every line of history that a deed wrote says what it did to one product. What all of them did to a product together,
its :class:`~app.catalog.netting.Net`, is turned round by a deed of its own that is *of* the first: so redoing is
undoing the undoing. Products that are not as the deed left them are left alone and counted.

A deed of very many lines is turned round in parts, a transaction each, so that nobody else waits long. That it is one
act all the same is kept in the turning deed: how far it has come stands there until it is done, also for a program that
starts after this one was killed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app.catalog.blanks import call_off
from app.catalog.moving import Moving, way
from app.catalog.netting import Line, Net, is_as_left, nets
from app.catalog.recording import Doing, deed_of
from app.catalog.reports import Deed, Undone
from app.catalog.rows import Act
from app.catalog.snapshots import put_back
from app.catalog.store import chunks, these
from app.catalog.tables import CardTable, DeedTable, HistoryTable, ProductTable
from app.domain.states import MOVES, State

DEPTH: Final = 200
"""So many deeds can be undone, one after the other."""

LINES: Final = 50
"""Lines of history that are turned round in one transaction: so long does a save from the window wait."""

_TURNS: Final = (Act.UNDONE, Act.REDONE)
_AFTER: Final = "after"
"""Among the facts of a deed that turns another round: the number of the last line that it has come to."""


class Undoing(Moving):
    """The part that takes back what people did, and does it again."""

    def undoable(self) -> Deed | None:
        """The last thing that this person did and that is not undone yet."""
        with self._reading() as session:
            row = self._last(session)
            return _deed(row) if row else None

    def undo(self, deed_id: int | None = None) -> Undone | None:
        """Take a deed back: this one, or the last; of a large one, the first part.

        Returns:
            What was undone; ``None`` where there is nothing to undo. Where it is unfinished, :meth:`go_on` follows.
        """
        with self._doing(Act.UNDONE) as (session, doing):
            row = self._last(session) if deed_id is None else session.get(DeedTable, deed_id)
            if row is None or row.undone:
                return None
            return self._turn(session, doing, row, row)

    def redo(self) -> Undone | None:
        """Do again what was undone last, unless something else was done since; of something large, the first part.

        Returns:
            What was done again; ``None`` where there is nothing. Where it is unfinished, :meth:`go_on` follows.
        """
        with self._doing(Act.REDONE) as (session, doing):
            row = self._last_undoing(session)
            if row is None or row.of is None:
                return None
            return self._turn(session, doing, row, session.get_one(DeedTable, row.of))

    def unfinished_turn(self) -> int | None:
        """The number of an undoing, or a redoing, that a program which was killed has left half done."""
        begun = (DeedTable.act.in_(_TURNS), DeedTable.facts.is_not(None))
        with self._reading() as session:
            return session.scalar(select(DeedTable.id).where(*begun).order_by(DeedTable.id).limit(1))

    def go_on(self, turning: int) -> Undone:
        """Undo, or do again, the next part of a deed.

        Args:
            turning: The number of the deed that undoes it, as :attr:`Undone.by` has it.

        Returns:
            What came of this part.
        """
        with self._reading() as session:
            act = session.get_one(DeedTable, turning).act
        with self._doing(act, within=turning) as (session, _):
            row = session.get_one(DeedTable, turning)
            of = session.get_one(DeedTable, row.of)
            meant = of if of.of is None else session.get_one(DeedTable, of.of)
            deed, begun = _deed(meant), row.facts
            part = self._part(session, act, row, int(begun[_AFTER])) if begun else _Part([], 0, [], unfinished=False)
        return Undone(deed, turning, part.ids, part.left, part.working, part.unfinished)

    def _turn(self, session: Session, doing: Doing, row: DeedTable, meant: DeedTable) -> Undone:
        """Begin to turn a deed round; ``meant`` is the one that a person thinks of."""
        doing.of = row.id
        turning, _ = deed_of(session)
        deed = _deed(meant)
        row.undone, meant.undone = True, doing.act is Act.UNDONE
        session.flush()
        called_off = call_off(session, {row.id, meant.id})
        part = self._part(session, doing.act, session.get_one(DeedTable, turning), after=0)
        ids = list(dict.fromkeys([*part.ids, *called_off]))
        return Undone(deed, turning or 0, ids, part.left, part.working, part.unfinished)

    def _part(self, session: Session, act: Act, turning: DeedTable, after: int) -> "_Part":
        """Turn round what the lines of a deed behind one of them did, so many at once."""
        lines, last = self._next_lines(session, turning.of or 0, after)
        turning.facts = None if last is None else {_AFTER: last}
        session.flush()
        plain = nets([line for line in lines if line.act not in self._reversals])
        self._follow(session, plain)
        fits, left = self._sorted(session, plain)
        self._restore(session, fits, act)
        left |= self._reverse(session, lines)
        working = [product for product, one in fits.items() if one.after is State.GENERATING]
        touched = dict.fromkeys(line.product_id for line in lines)
        ids = [product for product in touched if product not in left]
        return _Part(ids, len(left), working, unfinished=last is not None)

    def _next_lines(self, session: Session, deed_id: int, after: int) -> tuple[list[Line], int | None]:
        """All that a deed did to the next products, and up to which line that is; ``None`` where it is the rest.

        What products have to do with one another is turned round at once.
        """
        mine = HistoryTable.deed_id == deed_id
        found = _found(session, _lines(mine, HistoryTable.id > after).limit(LINES))
        if not after:
            acts = set(session.scalars(select(HistoryTable.act).where(mine).distinct()))
            if len(found) < LINES or acts & self._reversals.keys():
                return _found(session, _lines(mine)), None
        theirs = [
            line
            for part in chunks({line.product_id for line in found})
            for line in _found(session, _lines(mine, HistoryTable.product_id.in_(part)))
        ]
        first: dict[int, int] = {}
        for line in theirs:
            first.setdefault(line.product_id, line.id)
        chosen = [line for line in theirs if first[line.product_id] > after]
        return chosen, found[-1].id if len(found) == LINES else None

    def _reverse(self, session: Session, lines: Sequence[Line]) -> set[int]:
        left: set[int] = set()
        for act, reversal in self._reversals.items():
            if mine := [line for line in reversed(lines) if line.act is act]:
                left |= {*reversal(session, mine)}
        return left

    def _follow(self, session: Session, found: dict[int, Net]) -> None:
        """Where a deed queued products, add what the model made of them since."""
        queued = [product for product, one in found.items() if one.after is State.QUEUED]
        for part in chunks(queued):
            since = HistoryTable.id > min(found[product].last for product in part)
            query = _lines(HistoryTable.product_id.in_(part), HistoryTable.deed_id.is_(None), since)
            for line in (Line(*row) for row in session.execute(query)):
                one = found[line.product_id]
                if line.id > one.last and line.before is one.after:
                    one.add(line)

    def _sorted(self, session: Session, found: dict[int, Net]) -> tuple[dict[int, Net], set[int]]:
        """The products that are as a deed left them, and those that are not."""
        fits: dict[int, Net] = {}
        for part in chunks(found):
            query = select(ProductTable.id, ProductTable.state, ProductTable.removed_at, CardTable.values).join(
                CardTable, CardTable.product_id == ProductTable.id, isouter=True
            )
            for id_, state, removed_at, values in session.execute(query.where(ProductTable.id.in_(part))):
                as_left = is_as_left(found[id_], state, values or {}, removed=removed_at is not None)
                if as_left and _leads(found[id_]):
                    fits[id_] = found[id_]
        return fits, set(found) - set(fits)

    def _restore(self, session: Session, fits: dict[int, Net], act: Act) -> None:
        """Bring products back to where they were before a deed."""
        for hidden in (True, False):
            ids = [product for product, one in fits.items() if one.hidden is hidden]
            for part in these(ids):
                self._hide_all(session, part, hide=not hidden)
            self._unsettle(session, ids)
        values = {product: one.values_before for product, one in fits.items() if one.changes}
        self._rewrite(session, values, act, reopen=False)
        for product, one in fits.items():
            if one.replaced is not None:
                put_back(session, product, one.replaced, act, self._clock())
        moves: dict[tuple[State, State], list[int]] = {}
        for product, one in fits.items():
            if one.after is not State.GENERATING:
                moves.setdefault((one.after, one.before), []).append(product)
        for (after, before), ids in moves.items():
            self._lead(session, ids, after, before)

    def _last(self, session: Session) -> DeedTable | None:
        """The last deed of this person's, among those that are kept for it, that is not undone."""
        mine = select(DeedTable).where(DeedTable.who == self._who, DeedTable.act.not_in(_TURNS))
        recent = session.scalars(mine.order_by(DeedTable.id.desc()).limit(DEPTH))
        return next((row for row in recent if not row.undone), None)

    def _last_undoing(self, session: Session) -> DeedTable | None:
        """What was undone last and not done again, unless this person did something else since."""
        mine = select(DeedTable).where(DeedTable.who == self._who, DeedTable.act != Act.REDONE)
        for row in session.scalars(mine.order_by(DeedTable.id.desc()).limit(DEPTH)):
            if row.act is not Act.UNDONE:
                return None
            if not row.undone:
                return row
        return None


@dataclass(frozen=True, slots=True)
class _Part:
    """What came of a part, as :class:`~app.catalog.reports.Undone` has it."""

    ids: list[int]
    left: int
    working: list[int]
    unfinished: bool


def _found(session: Session, query: Select[Any]) -> list[Line]:
    return [Line(*row) for row in session.execute(query)]


def _lines(*where: ColumnElement[bool]) -> Select[Any]:
    columns = (getattr(HistoryTable, name) for name in Line._fields)
    return select(*columns).where(*where).order_by(HistoryTable.id)


def _deed(row: DeedTable) -> Deed:
    return Deed(row.id, row.at, row.who, row.act, row.facts or {})


def _leads(net: Net) -> bool:
    """Whether a product may go back to where it was: one that had no card, and got one, may not."""
    if net.after is State.GENERATING:
        return True
    steps = [net.after, *way(net.after, net.before)]
    return all(later in MOVES[earlier] for earlier, later in pairwise(steps))
