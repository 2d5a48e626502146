r"""Magento and Adobe Commerce: one row for a product, with its main picture.

Facts, from Adobe's reference of product attributes and from what reads the file (``Magento\CatalogImportExport``): a
comma between cells, UTF-8; only ``sku`` is required, comes first and has at most 64 characters; ``product_online`` is
1 for products that are on and 2 for those that are off; ``categories`` are paths from the root, whose name is
``Default Category`` in a fresh shop, with commas between several, and a ``/`` within a name has a backslash before it.
Further pictures have a column of their own there, which is not known well enough to be written.
"""

from typing import Final

from app.export.shops.goods import Goods, html

LONGEST_SKU: Final = 64
_ROOT: Final = "Default Category"
_COLUMNS: Final = (
    "sku",
    "attribute_set_code",
    "product_type",
    "categories",
    "name",
    "description",
    "short_description",
    "product_online",
    "visibility",
    "url_key",
    "meta_title",
    "base_image",
)


def header() -> list[str]:
    """The columns."""
    return list(_COLUMNS)


def row(goods: Goods) -> list[str]:
    """The product, off and not to be found by customers yet."""
    steps = [step.replace(",", "").replace("/", "\\/") for step in goods.category.split(" > ") if step]
    texts = [html(goods.description, goods.told[len(goods.features) :]), html("", goods.features)]
    return [
        goods.number(LONGEST_SKU),
        "Default",
        "simple",
        "/".join([_ROOT, *steps]),
        goods.title,
        *texts,
        "2",
        "Not Visible Individually",
        goods.handle,
        goods.title,
        *goods.pictures[:1],
        *([] if goods.pictures else [""]),
    ]
