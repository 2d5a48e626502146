"""What a person goes on typing into the same fields is one deed: a sentence is undone, not its forty saves."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalog.recording import doing_of
from app.catalog.rows import Act, Json
from app.catalog.tables import DeedTable, HistoryTable, ProductTable

PAUSE: Final = timedelta(minutes=2)
"""Who comes back to a field after so long begins something new."""


def join(session: Session, product: ProductTable, changes: Json) -> bool:
    """Let changes of a card that stays where it is join the last deed, where that is the same person's same burst.

    What was typed and taken out again leaves nothing.

    Returns:
        Whether they did; otherwise they are a deed of their own.
    """
    doing = doing_of(session)
    if doing is None or doing.act is not Act.EDITED or doing.id is not None:
        return False
    deed = session.scalar(select(DeedTable).order_by(DeedTable.id.desc()).limit(1))
    line = session.scalar(
        select(HistoryTable).where(HistoryTable.product_id == product.id).order_by(HistoryTable.id.desc()).limit(1)
    )
    if deed is None or line is None or line.deed_id != deed.id or deed.act is not Act.EDITED:
        return False
    old = line.changes or {}
    if deed.undone or deed.who != doing.who or old.keys() != changes.keys() or product.updated_at - line.at > PAUSE:
        return False
    merged = {name: [old[name][0], new] for name, (_, new) in changes.items() if old[name][0] != new}
    if not merged and line.before is line.after:
        session.delete(line)
        session.flush()
        session.delete(deed)
    else:
        line.changes, line.at = merged, product.updated_at
    return True
