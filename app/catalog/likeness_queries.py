"""Which likenesses of photos are open: asked by whoever lists them, and by whoever counts and filters products.

Putting such a statement together costs more than running it, so each is put together once.
"""

from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, Integer, Select, bindparam, case, exists, or_, select
from sqlalchemy.orm import aliased

from app.catalog.likeness_rows import Kind
from app.catalog.likeness_tables import ApartTable, LikenessTable
from app.catalog.tables import PhotoTable, ProductTable

PRODUCTS: Final = "products"
"""The parameter of :func:`kinds_queries`: the products that are asked about."""


@cache
def surest_kind() -> ColumnElement[str | None]:
    """The surest that a product may have in common with another one; nothing where there is none."""
    one, other = aliased(PhotoTable), aliased(PhotoTable)
    found = open_pairs(one, other).add_columns(LikenessTable.kind).cte()
    conditions = []
    for kind in Kind:
        either = (select(each).where(found.c.kind == kind) for each in (found.c.first, found.c.later))
        conditions.append((or_(*(ProductTable.id.in_(products) for products in either)), kind.value))
    return case(*conditions)


@cache
def kinds_queries() -> tuple[Select[int, str], Select[int, str]]:
    """Product and kind of likeness, for the products of :data:`PRODUCTS`: as the first of a pair, and as the later.

    Each side by itself: a condition on either would look at every likeness there is.
    """
    one, other = aliased(PhotoTable), aliased(PhotoTable)
    wanted = bindparam(PRODUCTS, expanding=True, type_=Integer())
    pairs = open_pairs(one, other)
    first, later = (
        pairs.with_only_columns(side.product_id, LikenessTable.kind).where(side.product_id.in_(wanted))
        for side in (one, other)
    )
    return first, later


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
