"""Products as shops lay them out."""

from dataclasses import replace

import pytest

from app.export.presets import Layout
from app.export.shops import Goods, shop_header, shop_rows

GOODS = Goods(
    handle="bota-12",
    sku="B-1",
    title="Bota <alta>",
    description="Couro & lã.\n\nCano alto.",
    features=("salto baixo", "zíper"),
    category="Calçados, botas",
    colour="preto",
    pictures=("https://x/1.jpg", "https://x/2.jpg", "https://x/3.jpg"),
    attributes=(("Material", "couro, lã"), ("Estação", "")),
)


def told(layout: Layout, goods: Goods = GOODS) -> list[dict[str, str]]:
    header = shop_header(layout, [name for name, _ in goods.attributes], related=goods.related is not None)
    rows = shop_rows(layout, goods)
    assert {len(row) for row in rows} == {len(header)}
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_shopify_has_a_row_for_each_further_picture() -> None:
    first, *others = told(Layout.SHOPIFY)
    assert (first["Title"], first["URL handle"], first["SKU"]) == ("Bota <alta>", "bota-12", "B-1")
    assert first["Description"] == (
        "<p>Couro &amp; lã.</p>\n<p>Cano alto.</p>\n"
        "<ul><li>salto baixo</li><li>zíper</li><li>Material: couro, lã</li></ul>"
    )
    assert (first["Status"], first["Published on online store"]) == ("draft", "false")
    assert first["Tags"] == "Calçados botas, preto"
    assert [(row["Product image URL"], row["Image position"]) for row in (first, *others)] == [
        ("https://x/1.jpg", "1"),
        ("https://x/2.jpg", "2"),
        ("https://x/3.jpg", "3"),
    ]
    assert {(row["Title"], row["URL handle"], row["Description"]) for row in others} == {("", "bota-12", "")}


def test_woocommerce_has_all_pictures_in_a_cell_and_what_else_is_said_as_attributes() -> None:
    (row,) = told(Layout.WOOCOMMERCE)
    assert (row["Name"], row["SKU"], row["Published"]) == ("Bota <alta>", "B-1", "-1")
    assert row["Images"] == "https://x/1.jpg, https://x/2.jpg, https://x/3.jpg"
    assert (row["Attribute 1 name"], row["Attribute 1 value(s)"]) == ("Material", "couro\\, lã")
    assert {row[f"Attribute 2 {part}"] for part in ("name", "value(s)", "visible", "global")} == {""}
    assert row["Short description"] == "<ul><li>salto baixo</li><li>zíper</li></ul>"
    (unnumbered,) = told(Layout.WOOCOMMERCE, replace(GOODS, sku=""))
    assert unnumbered["SKU"] == "bota-12"


def test_related_products_stand_in_the_shops_own_column() -> None:
    related = replace(GOODS, related=("bota-7", "bota, fina-9"))
    column = "Related products (product.metafields.shopify--discovery--product_recommendation.related_products)"
    assert [row[column] for row in told(Layout.SHOPIFY, related)] == ["bota-7; bota, fina-9", "", ""]
    assert [row["Upsells"] for row in told(Layout.WOOCOMMERCE, related)] == ["bota-7, bota\\, fina-9"]
    assert told(Layout.WOOCOMMERCE, replace(GOODS, related=()))[0]["Upsells"] == ""
    assert not {column, "Upsells"} & {*told(Layout.SHOPIFY)[0], *told(Layout.WOOCOMMERCE)[0]}


@pytest.mark.parametrize("layout", Layout)
def test_a_product_without_pictures_is_one_row(layout: Layout) -> None:
    (row,) = told(layout, replace(GOODS, pictures=(), attributes=()))
    assert not row.get("Product image URL", "")
    assert not row.get("Image position", "")
    assert not row.get("Images", "")
