"""Google Merchant Center: a supplemental source, one row for a product, tied to the shop's own by its id.

Facts, from Google's product data specification: a comma between cells (a tab is as good), UTF-8; an id has at most 50
characters, a title 150, a description 5000; text that was written by a model belongs in ``structured_title`` and
``structured_description``, whose cells are ``trained_algorithmic_media:"the text"`` with quotes within it doubled, and
then ``title`` and ``description`` are not given; several values of one cell have commas between them, those with a
comma or a quote in quotes. What a product's page, its price, its availability and its condition are no card says: they
come from the shop's primary source, and so this one adds no products and shows none.
"""

from collections.abc import Iterable
from typing import Final

from app.export.shops.goods import Goods

LONGEST_ID: Final = 50
_WRITTEN_BY_A_MODEL: Final = "trained_algorithmic_media"
_COLUMNS: Final = (
    "id",
    "structured_title",
    "structured_description",
    "image_link",
    "additional_image_link",
    "product_type",
    "color",
    "product_highlight",
)


def header() -> list[str]:
    """The columns."""
    return list(_COLUMNS)


def row(goods: Goods) -> list[str]:
    """The product."""
    return [
        goods.number(LONGEST_ID),
        _structured(goods.title),
        _structured(goods.description),
        goods.pictures[0] if goods.pictures else "",
        ",".join(goods.pictures[1:]),
        goods.category,
        goods.colour,
        _several(goods.told),
    ]


def _structured(text: str) -> str:
    return f"{_WRITTEN_BY_A_MODEL}:{_quoted(text)}" if text else ""


def _several(values: Iterable[str]) -> str:
    return ",".join(_quoted(value) if {",", '"'} & {*value} else value for value in values)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
