"""The last number that a table has given out: one that is gone is never given to another, wherever a catalogue lies."""

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session


def last_number(session: Session, table: Table) -> int:
    """The last number that a table has given out; 0 where it gives out none, or gave none yet."""
    column = table.autoincrement_column
    if column is None:
        return 0
    highest = session.scalar(select(func.max(column))) or 0
    if session.get_bind().dialect.name == "postgresql":
        given = session.scalar(
            text("SELECT pg_sequence_last_value(CAST(:name AS regclass))"), {"name": _sequence(table)}
        )
    elif table.dialect_kwargs.get("sqlite_autoincrement"):
        given = session.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
    else:
        given = 0
    return max(highest, given or 0)


def set_last_number(session: Session, table: Table, number: int) -> None:
    """Let a table go on after a number."""
    if table.autoincrement_column is None or not number:
        return
    if session.get_bind().dialect.name == "postgresql":
        known = {"name": _sequence(table), "number": number}
        session.execute(text("SELECT setval(CAST(:name AS regclass), CAST(:number AS bigint))"), known)
    elif table.dialect_kwargs.get("sqlite_autoincrement"):
        known = {"name": table.name, "number": number}
        session.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), known)
        session.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"), known)


def _sequence(table: Table) -> str:
    return f"{table.name}_id_seq"
