"""Which shop has which columns and rows."""

from collections.abc import Sequence
from typing import Final, assert_never

from app.export.presets import Layout
from app.export.shops import google_merchant, magento, nuvemshop, shopify, woocommerce
from app.export.shops.goods import Goods

_RELATED: Final = {
    Layout.SHOPIFY: (shopify.RELATED, shopify.related),
    Layout.WOOCOMMERCE: (woocommerce.RELATED, woocommerce.related),
}
"""The column of products that are shown beside one, and how they are named there, of shops that have one."""


def shop_header(layout: Layout, attributes: Sequence[str], *, related: bool = False) -> list[str]:
    """The columns.

    Args:
        layout: Whose.
        attributes: The names of what else is said of products.
        related: Whether products name others to be shown beside them, where the shop has a column for that.
    """
    last = [_RELATED[layout][0]] if related and layout in _RELATED else []
    match layout:
        case Layout.SHOPIFY:
            return [*shopify.header(), *last]
        case Layout.WOOCOMMERCE:
            return [*woocommerce.header(attributes), *last]
        case Layout.NUVEMSHOP:
            return nuvemshop.header()
        case Layout.GOOGLE_MERCHANT:
            return google_merchant.header()
        case Layout.MAGENTO:
            return magento.header()
    assert_never(layout)


def shop_rows(layout: Layout, goods: Goods) -> list[list[str]]:
    """A product, in the order of :func:`shop_header`."""
    rows = _rows(layout, goods)
    if goods.related is None or layout not in _RELATED:
        return rows
    related = _RELATED[layout][1](goods.related)
    return [[*row, "" if place else related] for place, row in enumerate(rows)]


def _rows(layout: Layout, goods: Goods) -> list[list[str]]:
    match layout:
        case Layout.SHOPIFY:
            return shopify.rows(goods)
        case Layout.WOOCOMMERCE:
            return [woocommerce.row(goods)]
        case Layout.NUVEMSHOP:
            return [nuvemshop.row(goods)]
        case Layout.GOOGLE_MERCHANT:
            return [google_merchant.row(goods)]
        case Layout.MAGENTO:
            return [magento.row(goods)]
    assert_never(layout)
