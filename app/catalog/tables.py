"""The tables, as SQLAlchemy sees them. The migrations make them; a test holds both together.

A product *is* its job: ``state``, ``ready``, ``queue_rank``, ``attempt`` and ``claimed_at`` are the durable queue, so
that a job and its product can never disagree. The product's row is kept slim (listing 50,000 of them reads little);
texts, cards and thumbnails stand in tables of their own.
"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, BigInteger, Enum, ForeignKey, Index, LargeBinary, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.catalog.columns import PathText, UtcTime, sorted_text
from app.catalog.rows import Act
from app.domain.states import State


def _words(kind: type[StrEnum]) -> Enum:
    """Stored as its value, without a constraint: a new state needs no migration."""
    return Enum(kind, native_enum=False, create_constraint=False, length=16, values_callable=_values)


def _values(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


class Base(DeclarativeBase):
    """Names constraints, so that later migrations can speak of them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcTime,
        Path: PathText,
        State: _words(State),
        Act: _words(Act),
        dict[str, Any]: JSON(none_as_null=True),
    }


class ProductTable(Base):
    """One product: where it stands, its job, and what a list shows of its card."""

    __tablename__ = "product"
    # The state leads: an index that began with removed_at would tempt SQLite to begin every join with all products.
    # Autoincrement: the number of a product that is gone is never given to another.
    __table_args__ = (
        Index("ix_product_listing", "state", "removed_at", "id"),
        Index("ix_product_queue", "state", "ready", "queue_rank", "id"),
        Index("ix_product_batch", "batch", "state", "removed_at"),
        Index("ix_product_flags", "flags", "removed_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[State]
    version: Mapped[int]
    """Grows whenever the card's values change."""
    ready: Mapped[bool]
    """All its photos are prepared."""
    queue_rank: Mapped[int]
    """Lower is claimed sooner; equal ones in the order of their ids."""
    attempt: Mapped[int]
    batch: Mapped[int]
    """Grows whenever something is queued while nothing else was waiting."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[int | None]
    """The desk that generates it, in a shared catalogue."""
    machine: Mapped[str | None] = mapped_column(Text)
    """Where its photos came in, in a shared catalogue."""
    approved_at: Mapped[datetime | None]
    exported_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    confidence: Mapped[float | None]
    """The least sure field of its card, in [0, 1]."""
    name: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    colour: Mapped[str | None] = mapped_column(Text)
    folder: Mapped[Path | None]
    """Where its main photo lies; ``None`` for a pasted one."""
    name_key: Mapped[str | None] = mapped_column(sorted_text())
    """The name without accents and case, to sort by."""
    failure_code: Mapped[str | None] = mapped_column(String(64))
    failure_facts: Mapped[dict[str, Any] | None]
    failure_retryable: Mapped[bool | None]
    flags: Mapped[int] = mapped_column(default=0, server_default="0")
    """What the checks found in its card, as :mod:`app.catalog.marking` writes it."""
    twin: Mapped[int | None] = mapped_column(index=True)
    """The product whose description its card repeats."""
    reviewed: Mapped[str | None] = mapped_column(String(16))
    """The stamp of the reviewer that found that; ``None``: to be checked again."""


class SearchTable(Base):
    """The folded text by which a product is found; the database keeps an index of its words in step."""

    __tablename__ = "search"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class SentenceTable(Base):
    """The hashes by which a description's duplicates are found."""

    __tablename__ = "sentence"
    __table_args__ = ({"sqlite_with_rowid": False},)

    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True, index=True)


class PhotoTable(Base):
    """A photo of a product; position 0 is the main one. Unprepared until it has a width."""

    __tablename__ = "photo"
    __table_args__ = (UniqueConstraint("product_id", "position"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    position: Mapped[int]
    stored: Mapped[bool]
    """The path is relative to the catalogue's folder."""
    path: Mapped[Path] = mapped_column(index=True)
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    width: Mapped[int | None]
    height: Mapped[int | None]
    thumbnail: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class ColoursTable(Base):
    """The colours of a photo. Apart from the photo, behind whose thumbnail a column would be slow to reach."""

    __tablename__ = "colours"

    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True)
    edition: Mapped[str] = mapped_column(String(16))
    """Of what found them; another one finds others."""
    found: Mapped[dict[str, Any]]


class CardTable(Base):
    """What the model said and, beside it, what holds now."""

    __tablename__ = "card"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    generated: Mapped[dict[str, Any]]
    values: Mapped[dict[str, Any]]
    confidence: Mapped[dict[str, Any]]
    provenance: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]]
    generated_at: Mapped[datetime] = mapped_column(index=True)
    edited_at: Mapped[datetime | None]


class DraftTable(Base):
    """What a person typed into fields while the model was still writing the card."""

    __tablename__ = "draft"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    values: Mapped[dict[str, Any]]


class GuidanceTable(Base):
    """What people say of a product before its card is written; a row only where somebody said something."""

    __tablename__ = "guidance"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    hint: Mapped[str] = mapped_column(Text)
    locks: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Field → whether it is settled, where that was said by hand."""


class DeedTable(Base):
    """What a person did at once, to one product or to thousands; its lines of history say how to take it back."""

    __tablename__ = "deed"
    __table_args__ = (Index("ix_deed_who", "who", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(Text)
    act: Mapped[Act]
    facts: Mapped[dict[str, Any] | None]
    """What else its name needs: the value into which others were merged."""
    of: Mapped[int | None] = mapped_column(ForeignKey("deed.id"))
    """The deed that this one undid or did again."""
    undone: Mapped[bool] = mapped_column(default=False)


class HistoryTable(Base):
    """One line for each change; only what a person goes on typing into the same field joins the last line."""

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_product_id", "product_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    act: Mapped[Act]
    before: Mapped[State | None]
    after: Mapped[State]
    detail: Mapped[dict[str, Any] | None]
    changes: Mapped[dict[str, Any] | None]
    """Field → what it held and what it holds, of the fields of the card that changed."""
    who: Mapped[str | None] = mapped_column(Text)
    """``None`` for what the program did by itself."""
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("deed.id"), index=True)


class LabourTable(Base):
    """What reviewing a card takes, and what people kept of it; one row for each time that a model wrote one."""

    __tablename__ = "labour"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    generated_at: Mapped[datetime] = mapped_column(primary_key=True)
    seconds: Mapped[float]
    """How long it was open, with somebody at work."""
    approved_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it was first approved."""
    kept: Mapped[dict[str, Any] | None]
    """Field → whether the model's value was approved."""
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """The approval was taken back."""


class SettingTable(Base):
    """What belongs to the catalogue rather than to the person: the list of categories, the export's preset."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
