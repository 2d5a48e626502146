"""The tables of photos that may be the same picture or product; triggers keep them in step with the photos."""

from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.catalog.tables import Base


class PrintTable(Base):
    """What a photo's pixels are recognised by."""

    __tablename__ = "print"
    __table_args__ = (
        Index("ix_print_uncompared", "id", sqlite_where=text("NOT compared")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    """Of this very print: one that takes its place has another."""
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), unique=True)
    edition: Mapped[str] = mapped_column(String(16))
    """Of what made it; another one makes others."""
    data: Mapped[bytes] = mapped_column(LargeBinary)
    compared: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    """Whether the photos were looked for that it resembles."""


class LikenessTable(Base):
    """Two photos that may show the same; the one with the lower number first."""

    __tablename__ = "likeness"

    one_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(16))
    """A :class:`~app.catalog.likenesses.Kind`."""
    facts: Mapped[dict[str, Any]]
    """By what it was recognised."""


class ApartTable(Base):
    """Two products of which a person said that they are two; the one with the lower number first."""

    __tablename__ = "apart"

    one_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True, index=True)
