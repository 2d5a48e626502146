"""Shopify: one row for a product, and one for each further picture.

Facts, from Shopify's own template and help page on CSV files (the current names of columns, not the old ``Handle``,
``Body (HTML)``): a comma between cells, UTF-8; a new product needs no more than ``Title``, one that is there
``URL handle``, too; pictures have to be addresses, and a row with nothing but the handle and a picture adds that one.
``Product category`` is left out: it takes none but Shopify's own list, ours is the shop's (``Type``).
"""

from collections.abc import Sequence
from typing import Final

from app.export.shops.goods import Goods, html

RELATED: Final = "Related products (product.metafields.shopify--discovery--product_recommendation.related_products)"
"""The column of products that are shown beside one, named by their handles."""
_COLUMNS: Final = (
    "Title",
    "URL handle",
    "Description",
    "Type",
    "Tags",
    "Published on online store",
    "Status",
    "SKU",
    "Product image URL",
    "Image position",
    "Image alt text",
)


def related(handles: Sequence[str]) -> str:
    """The cell of that column."""
    return "; ".join(handles)


def header() -> list[str]:
    """The columns."""
    return list(_COLUMNS)


def rows(goods: Goods) -> list[list[str]]:
    """The product, and below it one row for each further picture, which only its handle ties to it."""
    first, *others = goods.pictures or ("",)
    text = html(goods.description, goods.told)
    position = "1" if first else ""
    alt = goods.title if first else ""
    hidden = ("false", "draft")
    names = (goods.title, goods.handle)
    facts = [*names, text, goods.category, goods.tags, *hidden, goods.sku, first, position, alt]
    empty = [""] * (_COLUMNS.index("Product image URL") - len(names))
    further = [
        ["", goods.handle, *empty, picture, str(place), goods.title] for place, picture in enumerate(others, start=2)
    ]
    return [facts, *further]
