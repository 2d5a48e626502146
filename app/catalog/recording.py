"""Lines of history and the deeds that they belong to, written in the transaction of what they tell.

A *deed* is what a person did at once, to one product or to thousands. Whoever changes products within
:meth:`app.catalog.store.Store._doing` through the store's own verbs has its lines written and tied to the deed, and
these lines are all that undoing it needs. A deed that changed nothing leaves nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, exists, insert, literal, select
from sqlalchemy.orm import Session

from app.catalog.rows import Act, Json
from app.catalog.tables import DeedTable, HistoryTable, ProductTable
from app.domain.states import State

_DOING: Final = "doing"


@dataclass
class Doing:
    """A deed under way.

    Attributes:
        act: What is done.
        who: By whom.
        at: When.
        facts: What else its name needs.
        of: The deed that it undoes or does again.
        id: Its number, once something changed.
        goes_on: Whether it was begun in an earlier transaction, or goes on in a later one.
    """

    act: Act
    who: str
    at: datetime
    facts: Json | None = None
    of: int | None = None
    id: int | None = None
    goes_on: bool = False


def begin(session: Session, doing: Doing) -> None:
    """From now on the session's lines belong to this deed."""
    doing.goes_on = doing.id is not None
    session.info[_DOING] = doing


def expect(session: Session, doing: Doing) -> None:
    """More of this deed is to come, even if nothing changed yet."""
    deed_of(session)
    doing.goes_on = True


def end(session: Session, doing: Doing) -> None:
    """Forget a deed that did nothing."""
    if doing.id is None or doing.goes_on or doing.of is not None:
        return
    session.flush()
    if not session.scalar(select(exists().where(HistoryTable.deed_id == doing.id))):
        session.execute(delete(DeedTable).where(DeedTable.id == doing.id))
        doing.id = None


def doing_of(session: Session) -> Doing | None:
    """The session's deed, which may not have a number yet; ``None`` for what the program does by itself."""
    doing: Doing | None = session.info.get(_DOING)
    return doing


def deed_of(session: Session) -> tuple[int | None, str | None]:
    """The number of the session's deed and who does it; ``None`` for what the program does by itself."""
    doing = doing_of(session)
    if doing is None:
        return None, None
    if doing.id is None:
        row = DeedTable(at=doing.at, who=doing.who, act=doing.act, facts=doing.facts, of=doing.of, undone=False)
        session.add(row)
        session.flush()
        doing.id = row.id
    return doing.id, doing.who


def record(
    session: Session,
    product: ProductTable,
    at: datetime,
    act: Act,
    before: State,
    *,
    detail: Json | None = None,
    changes: Json | None = None,
) -> HistoryTable:
    """Write a line about a product that has just changed."""
    deed, who = deed_of(session)
    line = HistoryTable(
        product_id=product.id, at=at, act=act, before=before, after=product.state, detail=detail, changes=changes
    )
    line.who, line.deed_id = who, deed
    session.add(line)
    return line


def record_all(
    session: Session, where: Sequence[ColumnElement[bool]], at: datetime, act: Act, after: State | None
) -> None:
    """Write one line for each product of a condition, before it changes; ``None`` for those that keep their state."""
    deed, who = deed_of(session)
    lines = select(
        ProductTable.id,
        literal(at, HistoryTable.at.type),
        literal(act, HistoryTable.act.type),
        ProductTable.state,
        ProductTable.state if after is None else literal(after, HistoryTable.after.type),
        literal(who, HistoryTable.who.type),
        literal(deed, HistoryTable.deed_id.type),
    ).where(*where)
    columns = ["product_id", "at", "act", "before", "after", "who", "deed_id"]
    session.execute(insert(HistoryTable).from_select(columns, lines))


def record_details(session: Session, at: datetime, act: Act, details: Mapping[int, Json]) -> None:
    """Write a line about each of some products that keep their state; product → what the line is to keep."""
    deed, who = deed_of(session)
    query = select(ProductTable.id, ProductTable.state).where(ProductTable.id.in_(details))
    lines = [
        {"product_id": id_, "at": at, "act": act, "before": state, "after": state, "detail": details[id_]}
        for id_, state in session.execute(query)
    ]
    if lines:
        session.execute(insert(HistoryTable), [{**line, "who": who, "deed_id": deed} for line in lines])


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Json:
    """Field → what it held and what it holds, of the fields that differ."""
    fields = dict.fromkeys([*after, *before])
    return {name: [before.get(name), after.get(name)] for name in fields if before.get(name) != after.get(name)}
