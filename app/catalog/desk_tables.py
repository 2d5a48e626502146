"""The tables by which several people share a catalogue; in a file of one person they are empty."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, Text, exists
from sqlalchemy.orm import Mapped, mapped_column

from app.catalog.tables import Base


class DeskTable(Base):
    """A program that has the catalogue open; one that was not seen for a while is not there any more."""

    __tablename__ = "desk"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(Text)
    machine: Mapped[str] = mapped_column(Text)
    seen_at: Mapped[datetime]
    """By the server's clock."""
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"), index=True)
    """What somebody works on there."""


class PictureTable(Base):
    """The bytes of a photo, for desks that do not have its file: of pasted ones, and of those with no other place."""

    __tablename__ = "picture"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class DepositTable(Base):
    """A photo that was dropped at some desk and can be had at all of them."""

    __tablename__ = "deposit"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[str] = mapped_column(Text)
    """Where its bytes are: a folder or bucket, as whoever brought it there calls it; empty for this database."""


def brought_to_folders() -> ColumnElement[bool]:
    """Whether photos were brought to a folder, for the database to say."""
    return exists().where(DepositTable.place != "", DepositTable.place.not_like("%://%"))
