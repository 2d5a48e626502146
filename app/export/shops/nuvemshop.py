"""Nuvemshop: one row for a product; its file takes no pictures.

Facts, from the shop's own template (``Identificador URL;Nome;Categorias;…;SKU;Exibir na loja;Frete gratis;Descrição;
Tags``): a semicolon between cells, UTF-8, cells with semicolons or line breaks in quotes; yes and no are ``SIM`` and
``NÃO``; a category's parents stand before it with `` > `` between, several categories have commas between them. There
is no column for pictures: they are added in the shop.
"""

from typing import Final

from app.export.shops.goods import Goods, html

_COLUMNS: Final = ("Identificador URL", "Nome", "Categorias", "SKU", "Exibir na loja", "Descrição", "Tags")


def header() -> list[str]:
    """The columns, in the template's order."""
    return list(_COLUMNS)


def row(goods: Goods) -> list[str]:
    """The product, not shown in the shop yet."""
    category = goods.category.replace(",", "")
    text = html(goods.description, goods.told)
    return [goods.handle, goods.title, category, goods.sku, "NÃO", text, goods.tags]
