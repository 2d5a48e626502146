"""Products as shops lay them out."""

import csv
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.export.presets import SHOPS, Layout
from app.export.shops.goods import Goods
from app.export.shops.layouts import shop_header, shop_rows
from app.export.writer import write_csv

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


def read_back(path: Path, layout: Layout) -> list[dict[str, str]]:
    """A file as a shop reads it."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=SHOPS[layout].delimiter))


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


def test_nuvemshop_has_its_templates_columns_and_shows_nothing_yet() -> None:
    (row,) = told(Layout.NUVEMSHOP, replace(GOODS, category="Calçados > Botas, galochas"))
    names = "Identificador URL;Nome;Categorias;SKU;Exibir na loja;Descrição;Tags"
    assert list(row) == names.split(";")
    assert (row["Identificador URL"], row["SKU"], row["Exibir na loja"]) == ("bota-12", "B-1", "NÃO")
    assert row["Categorias"] == "Calçados > Botas galochas", "a comma would be two categories"
    assert row["Descrição"].endswith("<li>Material: couro, lã</li></ul>")
    assert row["Tags"] == "Calçados > Botas galochas, preto"


def test_magento_comes_in_switched_off_under_the_shops_root() -> None:
    (row,) = told(Layout.MAGENTO, replace(GOODS, category="Calçados > Botas/galochas"))
    assert next(iter(row)) == "sku"
    assert row["categories"] == "Default Category/Calçados/Botas\\/galochas"
    assert (row["product_online"], row["visibility"]) == ("2", "Not Visible Individually")
    assert (row["url_key"], row["base_image"]) == ("bota-12", "https://x/1.jpg")
    assert row["short_description"] == "<ul><li>salto baixo</li><li>zíper</li></ul>"
    assert row["description"].endswith("<p>Cano alto.</p>\n<ul><li>Material: couro, lã</li></ul>")


def test_google_is_told_that_a_model_wrote_the_texts() -> None:
    (row,) = told(Layout.GOOGLE_MERCHANT, replace(GOODS, title='TV 32", preta: nova', features=("fina", "32 pol., HD")))
    assert row["structured_title"] == 'trained_algorithmic_media:"TV 32"", preta: nova"'
    assert row["structured_description"] == 'trained_algorithmic_media:"Couro & lã.\n\nCano alto."'
    assert not {"title", "description", "price", "availability"} & row.keys()
    assert (row["id"], row["product_type"], row["color"]) == ("B-1", "Calçados, botas", "preto")
    assert row["image_link"] == "https://x/1.jpg"
    assert row["additional_image_link"] == "https://x/2.jpg,https://x/3.jpg"
    assert row["product_highlight"] == 'fina,"32 pol., HD","Material: couro, lã"'


@pytest.mark.parametrize(
    ("layout", "column", "most"), [(Layout.MAGENTO, "sku", 64), (Layout.GOOGLE_MERCHANT, "id", 50)]
)
def test_a_number_of_ours_is_no_longer_than_a_shop_takes_and_stays_the_products_own(
    layout: Layout, column: str, most: int
) -> None:
    handles = [f"{'bota-de-couro-' * 6}{number}" for number in (7, 12345)]
    numbers = [told(layout, replace(GOODS, handle=handle, sku=""))[0][column] for handle in handles]
    assert [number.rpartition("-")[2] for number in numbers] == ["7", "12345"]
    assert all(len(number) <= most and "--" not in number for number in numbers)
    assert told(layout, replace(GOODS, handle="12", sku=""))[0][column] == "12"


@pytest.mark.parametrize("layout", Layout)
def test_what_is_written_is_read_back_cell_by_cell(layout: Layout, tmp_path: Path) -> None:
    goods = replace(GOODS, title='Bota "alta"; forrada, nova', colour="=azul")
    path = tmp_path / "loja.csv"
    header = shop_header(layout, [name for name, _ in goods.attributes])
    write_csv(path, header, shop_rows(layout, goods), SHOPS[layout])
    assert read_back(path, layout) == told(layout, goods)


def test_libreoffice_reads_what_nuvemshop_gets(soffice: str, tmp_path: Path) -> None:
    path, layout = tmp_path / "loja.csv", Layout.NUVEMSHOP
    goods = replace(GOODS, title='Bota "alta"; forrada')
    write_csv(path, shop_header(layout, []), shop_rows(layout, goods), SHOPS[layout])
    # Tokens of LibreOffice's CSV filter: separator, quote, 76 = UTF-8, first line; then per column 2 = text.
    kind, columns = "Text - txt - csv (StarCalc)", "/".join(f"{place}/2" for place in range(1, 8))
    command = [
        soffice,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        f"--infilter={kind}:59,34,76,1,{columns},0,false,true",
        "--convert-to",
        f"csv:{kind}:59,34,76,1",
        "--outdir",
        str(tmp_path / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert read_back(tmp_path / "out" / "loja.csv", layout) == told(layout, goods)
