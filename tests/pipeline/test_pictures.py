"""Photos on their way out with their products: what they are called, where they are found, copies of them."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.domain.card import card_type
from app.domain.fields import CustomField, FieldType
from app.domain.states import State
from app.export.errors import ExportError
from app.export.presets import EVERY
from app.pipeline.approved import Exported, copy_approved, export_approved
from app.pipeline.pictures import Pictures
from tests.catalog.bench import Bench, Clock, preparation

CARD = card_type(own=[CustomField(id="sku", type=FieldType.TEXT, name="SKU")], edited=True)
SHOP = "https://loja.com.br/fotos/"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    clock = Clock()
    with Catalog.open(tmp_path / "catálogo", clock=clock) as catalog:
        yield Bench(catalog, clock)


def stocked(bench: Bench, tmp_path: Path, *names: str, **values: str) -> int:
    """An approved product with photos that are there."""
    photos = [tmp_path / name for name in names]
    for photo in photos:
        photo.write_bytes(photo.name.encode())
    (product,) = bench.catalog.add_products([photos]).ids
    for waiting in bench.catalog.unprepared(len(photos)):
        bench.catalog.prepared(waiting.id, preparation(str(waiting.path)))
    assert bench.catalog.claim_next() is not None
    bench.catalog.approve(product, bench.finish(product, **values))
    return product


def export(bench: Bench, path: Path, preset: str, **pictures: object) -> tuple[Exported, list[dict[str, str]]]:
    wanted = Pictures.model_validate(pictures)
    exported = export_approved(bench.catalog, CARD, EVERY[preset], path, again=True, pictures=wanted)
    encoding, delimiter = ("utf-8-sig", ";") if preset == "excel-pt" else ("utf-8", ",")
    with path.open(encoding=encoding, newline="") as file:
        return exported, list(csv.DictReader(file, delimiter=delimiter))


def test_names_or_addresses_of_all_photos(bench: Bench, tmp_path: Path) -> None:
    stocked(bench, tmp_path, "frente é.jpg", "lado.jpg")
    out = tmp_path / "fichas.csv"
    assert export(bench, out, "excel-pt")[1][0]["photo"] == "frente é.jpg | lado.jpg"
    row = export(bench, out, "excel-pt", address=SHOP)[1][0]
    assert row["photo"] == f"{SHOP}frente%20%C3%A9.jpg | {SHOP}lado.jpg"
    row = export(bench, out, "woocommerce", address=SHOP)[1][0]
    assert row["Images"] == f"{SHOP}frente%20%C3%A9.jpg, {SHOP}lado.jpg"
    exported, rows = export(bench, out, "shopify", address=SHOP)
    assert [row["Product image URL"] for row in rows] == [f"{SHOP}frente%20%C3%A9.jpg", f"{SHOP}lado.jpg"]
    assert exported.count == 1, "a picture's row is no card"
    assert list(tmp_path.glob("*-fotos")) == []


def test_copies_are_called_like_the_product_and_so_the_file_says(bench: Bench, tmp_path: Path) -> None:
    first = stocked(bench, tmp_path, "IMG_1.JPG", "IMG_2.jpg", product_name="Sofá de três lugares")
    second = stocked(bench, tmp_path, "a.png", product_name="Sofá", sku="AB 12/3")
    third = stocked(bench, tmp_path, "b.png", product_name="Mesa", sku="AB-12-3")
    exported, rows = export(bench, tmp_path / "fichas.csv", "plain", copies=True, address=SHOP)
    handle = f"sofa-de-tres-lugares-{first}"
    names = [[f"{handle}-1.jpg", f"{handle}-2.jpg"], ["AB-12-3-1.png"], [f"AB-12-3-{third}-1.png"]]
    assert [row["photo"] for row in rows] == [" | ".join(SHOP + name for name in those) for those in names]
    folder = tmp_path / "fichas-fotos"
    assert {path.name for path in folder.iterdir()} == {name for those in names for name in those}
    assert (folder / f"{handle}-2.jpg").read_bytes() == b"IMG_2.jpg"
    assert (tmp_path / "IMG_2.jpg").read_bytes() == b"IMG_2.jpg"
    assert exported.missing == []
    assert bench.catalog.product(second).state is State.EXPORTED


def test_a_photo_that_is_gone_is_told_and_the_rest_goes_out(bench: Bench, tmp_path: Path) -> None:
    stocked(bench, tmp_path, "a.jpg")
    stocked(bench, tmp_path, "b.jpg")
    (tmp_path / "a.jpg").unlink()
    exported, rows = export(bench, tmp_path / "fichas.csv", "plain", copies=True)
    assert ([photo.name for photo in exported.missing], len(rows)) == (["a.jpg"], 2)
    assert len(list((tmp_path / "fichas-fotos").iterdir())) == 1


def test_what_was_copied_ahead_is_left_alone_unless_the_photo_is_another_by_now(bench: Bench, tmp_path: Path) -> None:
    product = stocked(bench, tmp_path, "a.jpg", product_name="Mesa")
    out, wanted = tmp_path / "fichas.csv", Pictures(copies=True)
    copy_approved(bench.catalog, out, wanted)
    copy = tmp_path / "fichas-fotos" / f"mesa-{product}-1.jpg"
    before = copy.stat().st_ino
    export(bench, out, "plain", copies=True)
    assert copy.stat().st_ino == before
    (tmp_path / "a.jpg").write_bytes(b"another")
    export(bench, out, "plain", copies=True)
    assert copy.read_bytes() == b"another"


def test_where_nothing_can_be_copied_nothing_is_written_or_marked(bench: Bench, tmp_path: Path) -> None:
    product = stocked(bench, tmp_path, "a.jpg")
    (tmp_path / "fichas-fotos").write_text("a file is in the way")
    with pytest.raises(ExportError):
        export(bench, tmp_path / "fichas.csv", "plain", copies=True)
    assert not (tmp_path / "fichas.csv").exists()
    assert bench.catalog.product(product).state is State.APPROVED


@pytest.mark.parametrize("address", ["loja.com.br", "ftp://x/y", "https://", "http://a b"])
def test_an_address_is_one(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Pictures(address=address)
