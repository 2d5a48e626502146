"""``fichario generate --group``: photos of the same product become one card."""

import csv
from pathlib import Path

import pytest

from inference.llama.options import ModelFiles
from tests.cli.conftest import picture
from tests.cli.program import Program, lines, with_model, with_shipped
from tests.tiny_model.shipped import DEMO

SHORT = ("--words", "30")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two products of two photos, and two photos of a telephone."""
    made = tmp_path / "fotos é"
    made.mkdir()
    names = ("A12_costas.jpg", "A12_frente.jpg", "B7-1.jpg", "B7-2.jpg", "IMG_0001.jpg", "IMG_0002.jpg")
    for number, name in enumerate(names):
        picture(number).save(made / name)
    return made


def test_by_the_names_of_files(folder: Path, model: ModelFiles, program: Program, tmp_path: Path) -> None:
    out = tmp_path / "fichas.csv"
    ended = program.run(
        "generate", folder, "--group", "name", "--csv", out, "--preset", "plain", *SHORT, *with_model(model)
    )
    assert ended.returncode == 0, ended.stderr
    said = [[Path(name).name for name in line.get("photos", [line["photo"]])] for line in lines(ended.stdout)]
    expected = [["A12_frente.jpg", "A12_costas.jpg"], ["B7-1.jpg", "B7-2.jpg"], ["IMG_0001.jpg"], ["IMG_0002.jpg"]]
    assert said == expected
    with out.open(encoding="utf-8", newline="") as file:
        assert [row["photo"] for row in csv.DictReader(file)] == [" | ".join(names) for names in expected]
    assert ended.stderr.splitlines()[-2] == "Fichas escritas: 4 de 4."


def test_by_folder(folder: Path, model: ModelFiles, program: Program) -> None:
    ended = program.run("generate", folder, "--group", "folder", *SHORT, *with_model(model))
    (line,) = lines(ended.stdout)
    assert len(line["photos"]) == 6
    assert Path(line["photo"]).name == "A12_frente.jpg"
    assert "photos_seen" not in line


def test_what_had_no_room_is_said(folder: Path, model: ModelFiles, program: Program) -> None:
    tight = ("--context", "2048", "--slots", "1")
    for number in range(6, 40):
        picture(number).save(folder / f"IMG_{number:04}.jpg")
    ended = program.run("generate", folder, "--group", "folder", *tight, *SHORT, *with_model(model))
    (line,) = lines(ended.stdout)
    seen = line["photos_seen"]
    assert 1 < seen < len(line["photos"]) == 40
    assert f"Fotos que o modelo não viu, por falta de lugar ou porque só olha uma: {40 - seen}." in ended.stderr


def test_a_model_for_lone_photos_sees_the_main_one(folder: Path, home: Path) -> None:
    program = Program(home, with_shipped(DEMO, None))
    ended = program.run("generate", folder / "B7-1.jpg", folder / "B7-2.jpg", "--group", "name", *SHORT)
    (line,) = lines(ended.stdout)
    assert (len(line["photos"]), line["photos_seen"]) == (2, 1)


def test_another_way_of_grouping_is_wrong_usage(folder: Path, model: ModelFiles, program: Program) -> None:
    ended = program.run("generate", folder, "--group", "cor", *with_model(model))
    assert ended.returncode == 2
    assert "--group" in ended.stderr


def test_a_sample_is_taken_evenly_from_all_products(folder: Path, model: ModelFiles, program: Program) -> None:
    ended = program.run("generate", folder, "--group", "name", "--sample", "2", *SHORT, *with_model(model))
    assert [Path(line["photo"]).name for line in lines(ended.stdout)] == ["A12_frente.jpg", "IMG_0001.jpg"]
    assert ended.stderr.splitlines()[-1] == "Fichas escritas: 2 de 2."
