"""The tables of vectors on their way to the shelves, and off them; triggers keep them in step with the photos.

There are two of each: for the space of the tower that reads photos, and for one that has words.
"""

from typing import Final

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.catalog.tables import Base

_WAITING: Final = text("data IS NOT NULL")


class VectorTable(Base):
    """That a photo has its place among the others, and, until it stands on the shelf, its vector."""

    __tablename__ = "vector"
    __table_args__ = (
        Index("ix_vector_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_vector_uncompared", "id", sqlite_where=text("NOT compared")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    """Of this very vector: one that takes its place has another."""
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), unique=True)
    space: Mapped[str] = mapped_column(String(16))
    data: Mapped[bytes | None] = mapped_column(LargeBinary)
    """float32, little-endian; ``None`` once it is on the shelf."""
    compared: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    """Whether the photos were looked for that it is among."""


class StrayVectorTable(Base):
    """Photos whose vectors are to be taken off the shelf; triggers write them in whoever's transaction."""

    __tablename__ = "stray_vector"

    photo_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class WordVectorTable(Base):
    """That a photo has its place among words, and, until it stands on their shelf, its vector."""

    __tablename__ = "word_vector"
    __table_args__ = (
        Index("ix_word_vector_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), unique=True)
    space: Mapped[str] = mapped_column(String(16))
    data: Mapped[bytes | None] = mapped_column(LargeBinary)


class StrayWordVectorTable(Base):
    """As :class:`StrayVectorTable`, for the shelf of words."""

    __tablename__ = "stray_word_vector"

    photo_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
