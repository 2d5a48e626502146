"""The command line finds what it wrote before, says so, and gets rid of it when asked."""

from dataclasses import replace
from pathlib import Path

import pytest

from inference.llama.options import ModelFiles
from tests.cli.conftest import picture
from tests.cli.program import ENGLISH, Program, lines, with_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for seed in range(3):
        picture(40 + seed).save(tmp_path / f"{seed}.png")
    return tmp_path


def test_the_second_time_costs_nothing(program: Program, folder: Path, model: ModelFiles) -> None:
    asked = ("generate", *with_model(model), "--words", "30", "--temperature", "0.6")
    first = program.run(*asked, folder / "0.png", folder / "1.png")
    assert first.returncode == 0
    assert not any("reused" in line for line in lines(first.stdout))
    again = program.run(*asked, folder)
    cards = {line["photo"]: line for line in lines(again.stdout)}
    assert [line.get("reused") for line in cards.values()] == ["card", "card", None]
    for line in lines(first.stdout):
        assert {name: cards[line["photo"]][name] for name in ("card", "confidence", "guesses")} == {
            name: line[name] for name in ("card", "confidence", "guesses")
        }
    assert "2 delas já estavam guardadas e não custaram nada." in again.stderr
    other = program.run(*asked, "--seed", "1", folder, language=ENGLISH)
    assert [line.get("reused") for line in lines(other.stdout)] == ["photo"] * 3
    assert "3 photos had been seen before: only the cards were written again." in other.stderr
    fresh = program.run(*asked, "--fresh", folder / "0.png")
    assert lines(fresh.stdout)[0]["reused"] == "photo"
    assert lines(fresh.stdout)[0]["card"] == lines(first.stdout)[0]["card"]


def test_a_hint_is_another_question(program: Program, folder: Path, model: ModelFiles) -> None:
    asked = ("generate", *with_model(model), "--words", "30", folder / "0.png")
    plain = lines(program.run(*asked).stdout)[0]
    hinted = lines(program.run(*asked, "--hint", "linho,\ncoleção verão 2027").stdout)[0]
    assert hinted["reused"] == "photo"
    assert hinted["card"] != plain["card"]
    assert lines(program.run(*asked, "--hint", "linho, coleção verão 2027").stdout)[0]["reused"] == "card"


def test_how_much_is_kept_and_nothing_after_it_is_emptied(program: Program, folder: Path, model: ModelFiles) -> None:
    asked = ("generate", *with_model(model), "--words", "30", "--no-ocr", folder / "0.png")
    assert ": 0 (0,0 MB)" in program.run("cache").stdout
    program.run(*asked)
    shown = program.run("cache")
    assert shown.returncode == 0
    assert f"Leituras guardadas em {program.home / 'cache' / 'fichario'}: 2 (0,0 MB)." in shown.stdout
    assert ": 2 (0.0 MB)" in program.run("cache", "--empty", language=ENGLISH).stdout
    assert ": 0 (0,0 MB)" in program.run("cache").stdout
    assert "reused" not in lines(program.run(*asked).stdout)[0]


def test_a_folder_that_takes_nothing_costs_nothing_else(program: Program, folder: Path, model: ModelFiles) -> None:
    (program.home / "cache").write_text("not a folder", encoding="utf-8")
    ended = replace(program, reads=True).run("generate", *with_model(model), "--words", "30", folder / "0.png")
    assert ended.returncode == 0
    assert "card" in lines(ended.stdout)[0]
