"""``fichario export`` beside whoever has the catalogue open."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.domain.states import State
from tests.catalog.bench import Bench, Clock
from tests.cli.program import ENGLISH, Program


@pytest.fixture
def bench(home: Path, empty_catalogue: Callable[[Path], Path]) -> Iterator[Bench]:
    """The person's own catalogue, open in another program than the one that exports."""
    clock = Clock()
    with Catalog.open(empty_catalogue(home / "data" / "fichario" / "catalogue"), clock=clock) as catalog:
        yield Bench(catalog, clock)


def names(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["product_name"] for row in csv.DictReader(file, delimiter=";")]


def test_the_approved_go_out_and_are_marked(bench: Bench, program: Program, tmp_path: Path) -> None:
    first, _ = bench.approve("a.jpg", product_name="Sofá azul")
    second, _ = bench.approve("b.jpg", product_name="=Mesa")
    bench.review("c.jpg")
    out = tmp_path / "fichas.csv"
    ended = program.run("export", out)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == f"Fichas em {out}: 2.\n"
    assert names(out) == ["Sofá azul", "'=Mesa"]
    assert [bench.catalog.product(id_).state for id_ in (first, second)] == [State.EXPORTED, State.EXPORTED]


def test_again_with_all(bench: Bench, program: Program, tmp_path: Path) -> None:
    bench.approve("a.jpg", product_name="Sofá azul")
    out = tmp_path / "fichas.csv"
    assert program.run("export", out).returncode == 0
    nothing = program.run("export", tmp_path / "outra.csv")
    assert nothing.returncode == 1
    assert nothing.stderr == "Nenhuma ficha aprovada para exportar. Aprove ao menos uma ficha primeiro.\n"
    assert not (tmp_path / "outra.csv").exists()
    assert program.run("export", tmp_path / "outra.csv", "--all").returncode == 0
    assert names(tmp_path / "outra.csv") == ["Sofá azul"]


def test_a_folder_that_is_not_there(bench: Bench, program: Program, tmp_path: Path) -> None:
    id_, _ = bench.approve("a.jpg")
    ended = program.run("export", tmp_path / "nada" / "fichas.csv", language=ENGLISH)
    assert ended.returncode == 1
    assert ended.stderr.startswith("The folder of")
    assert bench.catalog.product(id_).state is State.APPROVED


def test_a_catalogue_that_is_not_there(program: Program, tmp_path: Path) -> None:
    ended = program.run("export", tmp_path / "fichas.csv", "--catalogue", tmp_path / "nenhum")
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Não há catálogo em {tmp_path / 'nenhum'}.")
    assert not (tmp_path / "nenhum").exists()


def test_a_file_that_is_no_catalogue(program: Program, tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite3").write_text("isto não é um banco de dados " * 100)
    ended = program.run("export", tmp_path / "fichas.csv", "--catalogue", tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith("O arquivo do catálogo está danificado")


def test_photos_go_along_and_their_addresses_into_the_file(bench: Bench, program: Program, tmp_path: Path) -> None:
    photo = tmp_path / "IMG_1.jpg"
    photo.write_bytes(b"photo")
    product, _ = bench.approve(str(photo), product_name="Sofá azul")
    out = tmp_path / "loja.csv"
    ended = program.run(
        "export", out, "--preset", "shopify", "--copy-photos", "--images-at", "https://loja.com.br/f", language=ENGLISH
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.endswith(f"Photos in {tmp_path / 'loja-fotos'}.\n")
    name = f"sofa-azul-{product}-1.jpg"
    assert (tmp_path / "loja-fotos" / name).read_bytes() == b"photo"
    with out.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["Product image URL"] == f"https://loja.com.br/f/{name}"
    wrong = program.run("export", out, "--images-at", "loja")
    assert wrong.returncode == 2
    assert "“loja”" in wrong.stderr


def test_related_products_without_anybody_who_looked_are_left_out(
    bench: Bench, program: Program, tmp_path: Path
) -> None:
    bench.approve("a.jpg", product_name="Sofá azul")
    out = tmp_path / "fichas.csv"
    ended = program.run("export", out, "--related", "3")
    assert ended.returncode == 0
    assert ended.stderr.startswith("Sem os produtos relacionados: ")
    assert names(out) == ["Sofá azul"]
    assert program.run("export", out, "--related", "21").returncode == 2
