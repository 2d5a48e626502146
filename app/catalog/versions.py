"""The versions of a card: what happened to a product, what its card then was, and the way back to any of them.

Lines keep only the fields that changed. A version is reckoned from the card as it is, backwards; where an older program
wrote no changes, what the model had written is known all the same.
"""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.catalog.cards import Cards
from app.catalog.netting import REPLACED
from app.catalog.reports import Done, Version
from app.catalog.rows import Act, Json, JsonIn
from app.catalog.tables import CardTable, DeedTable, HistoryTable
from app.domain.states import IllegalMove, State

_QUIET = frozenset({Act.CLAIMED, Act.RECOVERED})
"""What the program does by itself and nobody asks about."""


class Versions(Cards):
    """The part that tells a product's history and goes back in it."""

    def versions(self, product_id: int) -> list[Version]:
        """What happened to a product, newest first; the lines of one deed are one entry.

        Raises:
            ProductGone: There is no such product.
        """
        with self._reading() as session:
            self._product(session, product_id)
            return _versions(session, product_id)

    def go_back(self, product_id: int, line: int, version: int) -> Done:
        """Give a card the values that it had after something happened; a decided one goes back to review.

        Args:
            product_id: Which; neither waiting nor being generated.
            line: The number of that version.
            version: Of the values that the person sees.

        Raises:
            StaleEdit: Somebody saved other values meanwhile; nothing was overwritten.
            IllegalMove: There was no card then, or another is on its way.
            ProductGone: There is no such product.
        """
        with self._doing(Act.WENT_BACK) as (session, doing):
            product = self._product(session, product_id)
            values = next((one.values for one in _versions(session, product_id) if one.line == line), None)
            if values is None:
                raise IllegalMove(product.state, State.REVIEW)
            self._save(session, product, values, version)
        return Done(doing.id, [product_id])


def _versions(session: Session, product_id: int) -> list[Version]:
    lines = session.scalars(
        select(HistoryTable).where(HistoryTable.product_id == product_id).order_by(HistoryTable.id.desc())
    ).all()
    known = {row.id: row for row in session.scalars(_deeds(lines))}
    walk = _Walk(session.get(CardTable, product_id))
    found: list[Version] = []
    for _, part in groupby(lines, key=lambda line: line.deed_id or -line.id):
        group = list(part)
        if group[0].act not in _QUIET:
            found.append(_version(group, known, walk))
        for line in group:
            walk.back(line)
    return found


def _version(group: Sequence[HistoryTable], known: dict[int, DeedTable], walk: "_Walk") -> Version:
    """An entry; the group's newest line comes first."""
    last, first = group[0], group[-1]
    deed = known.get(last.deed_id) if last.deed_id else None
    changes: Json = {}
    for line in reversed(group):
        for name, (before, after) in (line.changes or {}).items():
            changes[name] = [changes[name][0] if name in changes else before, after]
    walk.meet(last)
    return Version(
        line=last.id,
        at=last.at,
        act=deed.act if deed else last.act,
        facts={**((deed.facts if deed else None) or {}), **_told(last)},
        turned=_turned(deed, known),
        who=last.who,
        model=walk.model if last.act is Act.FINISHED else "",
        before=first.before,
        after=last.after,
        changes={name: pair for name, pair in changes.items() if pair[0] != pair[1]},
        values=dict(walk.values) if walk.values is not None else None,
    )


class _Walk:
    """What a card held, from now on backwards."""

    def __init__(self, card: CardTable | None) -> None:
        self.values: Json | None = card.values if card else None
        self._generated: JsonIn = card.generated if card else {}
        self.model = str(card.provenance.get("model", "")) if card else ""

    def meet(self, line: HistoryTable) -> None:
        """Stand right after a line: what the model had just written is known even where edits were not kept."""
        if line.act is Act.FINISHED and self.values is not None:
            self.values = {**self.values, **self._generated}

    def back(self, line: HistoryTable) -> None:
        """Stand right before it."""
        replaced = (line.detail or {}).get(REPLACED)
        if replaced is not None:
            self._generated = replaced["generated"]
            self.model = str(replaced["provenance"].get("model", ""))
        if line.act is Act.FINISHED and replaced is None:
            self.values = None
        elif replaced is not None and "values" in replaced:
            self.values = replaced["values"]
        elif self.values is not None:
            self.values = {**self.values, **{name: before for name, (before, _) in (line.changes or {}).items()}}


def _deeds(lines: Sequence[HistoryTable]) -> Select[DeedTable]:
    """The deeds of these lines, and those that they turned round."""
    mine = select(DeedTable.id, DeedTable.of).where(DeedTable.id.in_({line.deed_id for line in lines if line.deed_id}))
    first = mine.subquery()
    second = select(DeedTable.id, DeedTable.of).where(DeedTable.id.in_(select(first.c.of))).subquery()
    wanted = select(first.c.id).union(select(second.c.id), select(second.c.of))
    return select(DeedTable).where(DeedTable.id.in_(wanted))


def _turned(deed: DeedTable | None, known: dict[int, DeedTable]) -> Act | None:
    """What an undoing or redoing was of."""
    while deed is not None and deed.of is not None:
        deed = known.get(deed.of)
        if deed is not None and deed.of is None:
            return deed.act
    return None


def _told(line: HistoryTable) -> Json:
    return {name: fact for name, fact in (line.detail or {}).items() if name in {"code", "facts", "hint"}}
