"""The tables for what the editor added to cards, as SQLAlchemy sees them."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.catalog.tables import Base


class OwnValueTable(Base):
    """What cards hold of the closed lists that the editor added, to count and to find them by."""

    __tablename__ = "own_value"
    __table_args__ = (Index("ix_own_value_value", "field", "value", "product_id"), {"sqlite_with_rowid": False})

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    field: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class BlankTable(Base):
    """Empty fields of cards that the model is to write, in the order in which they were asked for."""

    __tablename__ = "blank"
    __table_args__ = (UniqueConstraint("product_id", "field"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(64))
    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"), index=True)
    """The order that it is a part of."""
