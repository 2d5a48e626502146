"""How shops lay out a product: their columns, and as many rows as its pictures need.

Columns are those of the shops' own import as of November 2026. Nothing is shown to customers by an import: products
come in as drafts, without a price.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, assert_never

from app.export.presets import Layout

_SHOPIFY: Final = (
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
_WOOCOMMERCE: Final = (
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
_RELATED: Final = {
    Layout.SHOPIFY: "Related products (product.metafields.shopify--discovery--product_recommendation.related_products)",
    Layout.WOOCOMMERCE: "Upsells",
}
"""The shop's column of products that are shown beside one; Shopify names them by handle, WooCommerce by SKU."""


@dataclass(frozen=True, slots=True)
class Goods:
    """A product as shops know it; all of it plain text.

    Attributes:
        handle: Names it in addresses; no two products have the same.
        sku: The shop's own number of it; empty where it has none.
        title: What it is called.
        description: Paragraphs with a blank line between them.
        features: Selling points.
        category: Where it belongs.
        colour: Its main colour; empty where the card does not say.
        pictures: Addresses or names of files, the main one first.
        attributes: What else is said of it, as (name, value); names are the same for all products of a file.
        related: Names of products to show beside it, as this shop names them; ``None`` where the file has no such
            column.
    """

    handle: str
    sku: str
    title: str
    description: str
    features: Sequence[str]
    category: str
    colour: str
    pictures: Sequence[str]
    attributes: Sequence[tuple[str, str]] = ()
    related: Sequence[str] | None = None


def shop_header(layout: Layout, attributes: Sequence[str], *, related: bool = False) -> list[str]:
    """The columns.

    Args:
        layout: Whose.
        attributes: The names of what else is said of products.
        related: Whether products name others to be shown beside them.
    """
    last = [_RELATED[layout]] if related else []
    match layout:
        case Layout.SHOPIFY:
            return [*_SHOPIFY, *last]
        case Layout.WOOCOMMERCE:
            parts = ("name", "value(s)", "visible", "global")
            further = [f"Attribute {place} {part}" for place in range(1, len(attributes) + 1) for part in parts]
            return [*_WOOCOMMERCE, *further, *last]
    assert_never(layout)


def shop_rows(layout: Layout, goods: Goods) -> list[list[str]]:
    """A product, in the order of :func:`shop_header`."""
    match layout:
        case Layout.SHOPIFY:
            rows, related = _shopify(goods), "; ".join(goods.related or ())
        case Layout.WOOCOMMERCE:
            rows, related = [_woocommerce(goods)], ", ".join(name.replace(",", "\\,") for name in goods.related or ())
        case _:
            assert_never(layout)
    if goods.related is None:
        return rows
    return [[*row, "" if place else related] for place, row in enumerate(rows)]


def _shopify(goods: Goods) -> list[list[str]]:
    """The product, and below it one row for each further picture, which only its handle ties to it."""
    told = [f"{name}: {value}" for name, value in goods.attributes if value]
    first, *others = goods.pictures or ("",)
    text = _html(goods.description, [*goods.features, *told])
    tags = ", ".join(filter(None, [goods.category.replace(",", ""), goods.colour]))
    position = "1" if first else ""
    alt = goods.title if first else ""
    facts = [goods.title, goods.handle, text, goods.category, tags, "false", "draft", goods.sku, first, position, alt]
    empty = [""] * (_SHOPIFY.index("Product image URL") - 2)
    further = [
        ["", goods.handle, *empty, picture, str(place), goods.title] for place, picture in enumerate(others, start=2)
    ]
    return [facts, *further]


def _woocommerce(goods: Goods) -> list[str]:
    short = _html("", goods.features)
    facts = ["simple", goods.sku or goods.handle, goods.title, "-1", "visible", short, _html(goods.description, [])]
    pictures = ", ".join(goods.pictures)
    further = [
        cell
        for name, value in goods.attributes
        for cell in ((name, value.replace(",", "\\,"), "1", "1") if value else ("", "", "", ""))
    ]
    return [*facts, goods.category.replace(",", "\\,"), pictures, *further]


def _html(text: str, points: Sequence[str]) -> str:
    """Paragraphs, and points as a list, as the shops' own editors write them."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    written = [f"<p>{escape(part, quote=False)}</p>" for part in paragraphs]
    if points:
        items = "".join(f"<li>{escape(point, quote=False)}</li>" for point in points)
        written.append(f"<ul>{items}</ul>")
    return "\n".join(written)
