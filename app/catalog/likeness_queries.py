"""Which likenesses of photos are open: asked by whoever lists them, and by whoever counts and filters products."""

from sqlalchemy import ColumnElement, Select, case, exists, or_, select
from sqlalchemy.orm import aliased

from app.catalog.likeness_rows import Kind
from app.catalog.likeness_tables import ApartTable, LikenessTable
from app.catalog.tables import PhotoTable, ProductTable


def surest_kind() -> ColumnElement[str | None]:
    """The surest that a product may have in common with another one; nothing where there is none."""
    one, other = aliased(PhotoTable), aliased(PhotoTable)
    found = open_pairs(one, other).add_columns(LikenessTable.kind).cte()
    conditions = []
    for kind in Kind:
        either = (select(each).where(found.c.kind == kind) for each in (found.c.first, found.c.later))
        conditions.append((or_(*(ProductTable.id.in_(products) for products in either)), kind.value))
    return case(*conditions)


def open_pairs(one: type[PhotoTable], other: type[PhotoTable]) -> Select[int, int]:
    """The products of two photos that may be the same: two that are seen, and that nobody has said to be two.

    Args:
        one: Stands for the photo that came in first.
        other: Stands for the later one.
    """
    first, later = aliased(ProductTable), aliased(ProductTable)
    apart = exists().where(
        ApartTable.one_id == case((first.id < later.id, first.id), else_=later.id),
        ApartTable.other_id == case((first.id < later.id, later.id), else_=first.id),
    )
    return (
        select(first.id.label("first"), later.id.label("later"))
        .select_from(LikenessTable)
        .join(one, one.id == LikenessTable.one_id)
        .join(other, other.id == LikenessTable.other_id)
        .join(first, first.id == one.product_id)
        .join(later, later.id == other.product_id)
        .where(first.id != later.id, first.removed_at.is_(None), later.removed_at.is_(None), ~apart)
    )
