"""Facets: the value that each product has of them, and how many products have each.

The catalogue is counted once, into cells: all combinations of values that occur, with how many products have them. The
counts of every facet follow from the cells, however many values are chosen.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Text, case, func, literal_column, select, type_coerce

from app.catalog.bands import SURE, Band, Period
from app.catalog.likeness_queries import surest_kind
from app.catalog.marking import bits, codes
from app.catalog.own_tables import OwnValueTable
from app.catalog.rows import Facet
from app.catalog.store import VISIBLE
from app.catalog.tables import ProductTable
from app.review.marks import Code

Cell: TypeAlias = tuple[Sequence[frozenset[str]], int]
"""The values of each facet in the order of :class:`Facet`, and how many products have just these."""
Counts: TypeAlias = dict[Facet, dict[str, int]]
"""Facet → value → how many."""

_HALF: Final = 0.5


def value_of(facet: Facet, now: datetime) -> SQLColumnExpression[Any]:
    """The value that a product has of a facet, for the database to reckon.

    Args:
        facet: Which.
        now: Aware; days begin at midnight of its zone.
    """
    # Only the one asked for is made: a query for what products have in common is no small thing to put together.
    ways: dict[Facet, Callable[[], SQLColumnExpression[Any]]] = {
        Facet.STATE: lambda: ProductTable.state,
        Facet.CATEGORY: lambda: ProductTable.category,
        Facet.COLOUR: lambda: ProductTable.colour,
        Facet.CONFIDENCE: _band,
        Facet.FLAG: lambda: ProductTable.flags,
        Facet.LIKENESS: surest_kind,
        Facet.FOLDER: lambda: type_coerce(ProductTable.folder, Text()),  # as it is stored, also where it is no Unicode
        Facet.ADDED: lambda: _period(now),
    }
    return ways[facet]()


def has_one_of(facet: Facet, values: Iterable[str], now: datetime) -> ColumnElement[bool]:
    """The condition on a product that it has one of these values."""
    if facet is Facet.FLAG:
        return ProductTable.flags.op("&")(bits(map(Code, values))) != 0
    return value_of(facet, now).in_(sorted(values))


def holds_one_of(field: str, values: Iterable[str]) -> ColumnElement[bool]:
    """The condition on a product that its card has one of these values in an added closed list."""
    listed = select(OwnValueTable.product_id).where(
        OwnValueTable.field == field, OwnValueTable.value.in_(sorted(values))
    )
    return ProductTable.id.in_(listed)


def cells_query(now: datetime, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """Counts the products of some conditions into cells."""
    values = [value_of(facet, now) for facet in Facet]
    # By their places: to PostgreSQL an expression with parameters is another one wherever it stands.
    places: list[ColumnElement[Any]] = [literal_column(str(place)) for place in range(1, len(values) + 1)]
    return select(*values, func.count()).where(VISIBLE, *conditions).group_by(*places)


def values_query(field: str, conditions: Sequence[ColumnElement[bool]]) -> Select[str, int]:
    """Counts the values of an added closed list among the products of some conditions."""
    there = select(ProductTable.id).where(VISIBLE, *conditions)
    query = select(OwnValueTable.value, func.count()).where(OwnValueTable.field == field)
    return query.where(OwnValueTable.product_id.in_(there)).group_by(OwnValueTable.value)


def cell(values: Sequence[Any], number: int) -> Cell:
    """One row of :func:`cells_query`."""
    found = [frozenset() if value is None else frozenset({value}) for value in values]
    place = list(Facet).index(Facet.FLAG)
    found[place] = frozenset(codes(values[place]))
    return found, number


def counted(cells: Iterable[Cell], chosen: Mapping[Facet, frozenset[str]]) -> Counts:
    """How many products have each value, where all facets *but that value's own* are as chosen.

    So the numbers say what a click would show: further colours beside the chosen one keep their counts.

    Returns:
        Every facet; only values that at least one product has at all, if need be with 0.
    """
    facets = list(Facet)
    counts: dict[Facet, Counter[str]] = {facet: Counter() for facet in facets}
    places = [(place, facets[place], chosen[facets[place]]) for place in range(len(facets)) if facets[place] in chosen]
    for values, number in cells:
        against = [facet for place, facet, wanted in places if not values[place] & wanted]
        for facet, own in zip(facets, values, strict=True):
            for value in own:
                counts[facet][value] += number if not against or against == [facet] else 0
    return {facet: dict(found) for facet, found in counts.items()}


def _band() -> ColumnElement[str | None]:
    confidence = ProductTable.confidence
    return case(
        (confidence < _HALF, Band.LOW.value),
        (confidence < SURE, Band.DOUBTFUL.value),
        (confidence >= SURE, Band.SURE.value),
    )


def _period(now: datetime) -> ColumnElement[str]:
    today = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    created = ProductTable.created_at
    return case(
        (created >= today, Period.TODAY.value),
        (created >= today - timedelta(days=1), Period.YESTERDAY.value),
        (created >= today - timedelta(days=6), Period.WEEK.value),
        (created >= today - timedelta(days=29), Period.MONTH.value),
        else_=Period.EARLIER.value,
    )
