"""Approved cards leave the house once, in order, or not at all."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.domain.card import ProductCard
from app.domain.states import State
from app.export.errors import ExportFolderMissing
from app.export.presets import PRESETS
from app.pipeline.approved import NothingToExport, export_approved, header, row
from tests.catalog.bench import Bench, Clock, card

PLAIN = PRESETS["plain"]


@pytest.fixture
def bench(tmp_path: Path, empty_catalogue: Callable[[Path], Path]) -> Iterator[Bench]:
    clock = Clock()
    with Catalog.open(empty_catalogue(tmp_path / "catálogo"), clock=clock) as catalog:
        yield Bench(catalog, clock)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_columns_are_the_photo_and_the_fields() -> None:
    assert header(ProductCard) == ["photo", *ProductCard.model_fields]
    cells = row(ProductCard, ["a.jpg", "b.jpg"], card(color_primary="verde"), PRESETS["plain"])
    assert cells[:4] == ["a.jpg | b.jpg", "Sofá de três lugares", "Móveis", "verde"]
    assert cells[4] == "pés de madeira | capa lavável"


def test_the_approved_are_written_oldest_first_and_marked(bench: Bench, tmp_path: Path) -> None:
    first, _ = bench.approve("z.jpg", product_name="Um")
    second, _ = bench.approve("a.jpg", product_name="Dois")
    reviewed, _ = bench.review("b.jpg")
    out = tmp_path / "fichas.csv"
    assert export_approved(bench.catalog, ProductCard, PLAIN, out).count == 2
    assert [line[:2] for line in read(out)[1:]] == [["z.jpg", "Um"], ["a.jpg", "Dois"]]
    states = [bench.catalog.product(id_).state for id_ in (first, second, reviewed)]
    assert states == [State.EXPORTED, State.EXPORTED, State.REVIEW]


def test_an_export_that_fails_marks_nothing(bench: Bench, tmp_path: Path) -> None:
    id_, _ = bench.approve("a.jpg")
    with pytest.raises(ExportFolderMissing):
        export_approved(bench.catalog, ProductCard, PLAIN, tmp_path / "nada" / "fichas.csv")
    product = bench.catalog.product(id_)
    assert (product.state, product.exported_at) == (State.APPROVED, None)


def test_once_unless_asked_again(bench: Bench, tmp_path: Path) -> None:
    bench.approve("a.jpg", product_name="Um")
    out = tmp_path / "fichas.csv"
    export_approved(bench.catalog, ProductCard, PLAIN, out)
    bench.approve("b.jpg", product_name="Dois")
    export_approved(bench.catalog, ProductCard, PLAIN, out)
    assert [line[1] for line in read(out)[1:]] == ["Dois"]
    assert export_approved(bench.catalog, ProductCard, PLAIN, out, again=True).count == 2
    assert [line[1] for line in read(out)[1:]] == ["Um", "Dois"]


def test_nothing_to_export_leaves_the_old_file(bench: Bench, tmp_path: Path) -> None:
    bench.review("a.jpg")
    out = tmp_path / "fichas.csv"
    out.write_text("o de ontem")
    with pytest.raises(NothingToExport) as refused:
        export_approved(bench.catalog, ProductCard, PLAIN, out)
    assert refused.value.code == "export.nothing"
    assert out.read_text() == "o de ontem"


def test_an_edited_card_goes_out_as_the_person_left_it(bench: Bench, tmp_path: Path) -> None:
    id_, version = bench.review("a.jpg", product_name="Sofá")
    bench.catalog.approve(id_, version, card(product_name="Sofá-cama"))
    out = tmp_path / "fichas.csv"
    export_approved(bench.catalog, ProductCard, PLAIN, out)
    assert read(out)[1][1] == "Sofá-cama"
