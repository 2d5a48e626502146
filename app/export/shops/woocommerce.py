"""WooCommerce: one row for a product, its pictures in one cell.

Facts, from WooCommerce's schema of its product CSV: a comma between cells, UTF-8; ``Published`` is 1, 0 or -1 (a
draft); several values of one cell have commas between them, and a comma within one has a backslash before it; what the
shop has no column for is an attribute, four columns each.
"""

from collections.abc import Sequence
from typing import Final

from app.export.shops.goods import Goods, html

_COLUMNS: Final = (
    "Type",
    "SKU",
    "Name",
    "Published",
    "Visibility in catalog",
    "Short description",
    "Description",
    "Categories",
    "Images",
)
RELATED: Final = "Upsells"
"""The column of products that are shown beside one, named by their SKUs."""
_PARTS: Final = ("name", "value(s)", "visible", "global")


def related(codes: Sequence[str]) -> str:
    """The cell of that column."""
    return ", ".join(code.replace(",", "\\,") for code in codes)


def header(attributes: Sequence[str]) -> list[str]:
    """The columns; so many attributes have theirs at the end."""
    further = [f"Attribute {place} {part}" for place in range(1, len(attributes) + 1) for part in _PARTS]
    return [*_COLUMNS, *further]


def row(goods: Goods) -> list[str]:
    """The product."""
    short = html("", goods.features)
    facts = ["simple", goods.sku or goods.handle, goods.title, "-1", "visible", short, html(goods.description, [])]
    further = [
        cell
        for name, value in goods.attributes
        for cell in ((name, value.replace(",", "\\,"), "1", "1") if value else ("", "", "", ""))
    ]
    return [*facts, goods.category.replace(",", "\\,"), ", ".join(goods.pictures), *further]
