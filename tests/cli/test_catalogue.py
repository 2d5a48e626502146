"""``fichario catalogue``: a catalogue moves to a server and back, and is worked with there."""

import csv
from pathlib import Path

import pytest

from app.catalog.address import ServerAddress
from app.catalog.catalog import Catalog
from tests.catalog.bench import Bench, Clock
from tests.cli.program import ENGLISH, Program
from tests.postgresql import GUARDED, PASSWORD, Cluster


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue with an approved card and one to review."""
    clock = Clock()
    with Catalog.open(tmp_path / "loja", clock=clock) as catalog:
        bench = Bench(catalog, clock)
        bench.approve("a.jpg", product_name="Sofá azul")
        bench.review("b.jpg")
    return tmp_path / "loja"


def test_there_and_back_and_cards_go_out_from_everywhere(
    program: Program, folder: Path, server_address: ServerAddress, tmp_path: Path
) -> None:
    url, back = server_address.url, tmp_path / "de volta"
    there = program.run("catalogue", "copy", folder, url)
    assert (there.returncode, there.stdout) == (0, "")
    assert there.stderr.startswith("Copiado e conferido: 2 produtos, 2 fotos")
    assert program.run("export", tmp_path / "a.csv", "--catalogue", url).returncode == 0
    assert program.run("catalogue", "copy", url, back, language=ENGLISH).returncode == 0
    assert program.run("export", tmp_path / "b.csv", "--all", "--catalogue", back).returncode == 0
    for name in ("a.csv", "b.csv"):
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            assert [row["product_name"] for row in csv.DictReader(file, delimiter=";")] == ["Sofá azul"]
    again = program.run("catalogue", "copy", folder, url)
    assert again.returncode == 1
    assert "não está vazio" in again.stderr


def test_the_password_comes_from_the_environment_where_nobody_can_be_asked(
    program: Program, cluster: Cluster, server_address: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = cluster.address(server_address.database, GUARDED).url
    refused = program.run("export", tmp_path / "a.csv", "--catalogue", url)
    assert refused.returncode == 1
    assert "FICHARIO_CATALOGUE_PASSWORD" in refused.stderr
    monkeypatch.setenv("FICHARIO_CATALOGUE_PASSWORD", PASSWORD)
    let_in = program.run("export", tmp_path / "a.csv", "--catalogue", url)
    assert "Nenhuma ficha aprovada" in let_in.stderr


def test_an_address_that_is_none_is_wrong_usage(program: Program, tmp_path: Path) -> None:
    ended = program.run("export", tmp_path / "a.csv", "--catalogue", "postgresql://servidor")
    assert ended.returncode == 2
    assert "postgresql://nome@servidor/banco" in ended.stderr
