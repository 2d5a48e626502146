"""``fichario similar``: the real program finds a catalogue's look-alikes, and says what it cannot do."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from inference.llama.options import ModelFiles
from tests.catalog.bench import Clock
from tests.cli.conftest import picture
from tests.cli.program import ENGLISH, Program, lines, with_model
from tests.pipeline.driving import take_in


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{seed}.png" for seed in range(3)]
    for seed, path in enumerate(paths):
        picture(70 + seed).save(path)
    return paths


@pytest.fixture
def catalog(home: Path, photos: list[Path], empty_catalogue: Callable[[Path], Path]) -> Iterator[Catalog]:
    """The person's catalogue with three products, no cards, and nobody in it."""
    with Catalog.open(empty_catalogue(home / "data" / "fichario" / "catalogue"), clock=Clock()) as opened:
        take_in(opened, *photos)
        opened.cancel(opened.product_ids())
        yield opened


def test_look_alikes_of_a_photo(
    catalog: Catalog, program: Program, model: ModelFiles, photos: list[Path], tmp_path: Path
) -> None:
    ids = catalog.product_ids()
    catalog.close()
    again = tmp_path / "outra.png"
    picture(71).save(again)
    broken = tmp_path / "ruim.png"
    broken.write_bytes(b"nada")
    ended = program.run("similar", *with_model(model), "--limit", "2", again, broken)
    assert ended.returncode == 1
    found, failed = lines(ended.stdout)
    best, second = found["similar"]
    assert (best["product"], best["photo"], best["state"], best["card"]) == (ids[1], str(photos[1]), "cancelled", None)
    assert best["similarity"] == pytest.approx(1, abs=1e-3)
    assert second["similarity"] < best["similarity"]
    assert failed["photo"] == str(broken)
    assert failed["error"]["sentence"]
    quick = program.run("similar", *with_model(model), again)
    assert quick.returncode == 0
    assert [line["product"] for line in json.loads(quick.stdout)["similar"]][:2] == [ids[1], second["product"]]


def test_a_catalogue_that_is_open_elsewhere_is_left_alone(
    catalog: Catalog, program: Program, model: ModelFiles, photos: list[Path]
) -> None:
    ended = program.run("similar", *with_model(model), photos[0])
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "aberto" in ended.stderr
    assert catalog.product_ids()


def test_a_server_sees_no_vectors(program: Program, photos: list[Path]) -> None:
    ended = program.run("similar", "--endpoint", "http://127.0.0.1:9", photos[0], language=ENGLISH)
    assert ended.returncode == 2
    assert "a model on this computer" in ended.stderr
