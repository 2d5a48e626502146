"""``fichario generate`` as a process of its own, with the real engine on the tiny model."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import BaseModel

from app.domain.card import ProductCard, card_type
from app.domain.colours.namer import Namer
from app.domain.lists import built_in, labels
from app.export.presets import PRESETS
from app.export.rows import defused
from app.pipeline.approved import header, row
from app.pipeline.intake import colours_in
from app.wording import Language
from inference.labels.reader import available
from inference.llama.options import ModelFiles
from tests.cli.conftest import BatchRun
from tests.cli.program import ENGLISH, Program, lines, with_model
from tests.labels.pictures import save_label

NAMER = Namer.of(labels(built_in("colours"), Language.PT), Language.PT)


def read_back(path: Path, preset: str) -> list[list[str]]:
    chosen = PRESETS[preset]
    encoding = "utf-8-sig" if chosen.bom else "utf-8"
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=chosen.delimiter))


def check(card: dict[str, object], kind: type[BaseModel], words: int) -> None:
    assert kind.model_validate(card).model_dump(mode="json") == card
    assert list(card) == list(ProductCard.model_fields)
    assert len(str(card["description_long"]).split()) >= words


def test_a_line_for_each_photo_in_order(batch: BatchRun) -> None:
    said = lines(batch.ended.stdout)
    assert [line["photo"] for line in said] == [str(path) for path in batch.photos]
    assert all(line["seconds"] >= 0 for line in said)


def test_every_card_keeps_the_schema(batch: BatchRun) -> None:
    cards = [line for line in lines(batch.ended.stdout) if "error" not in line]
    assert len(cards) == 4
    for line in cards:
        read = {"label"} if available() else set()
        assert line.keys() == {"photo", "card", "confidence", "guesses", "second_opinion", "seconds", *read}
        check(line["card"], card_type(), 150)
    assert len({line["card"]["description_long"] for line in cards}) == 4


def test_every_field_says_how_sure_the_model_was(batch: BatchRun) -> None:
    for line in lines(batch.ended.stdout):
        if "error" in line:
            continue
        assert line["confidence"].keys() == line["card"].keys()
        assert all(0 <= value <= 1 for value in line["confidence"].values())
        assert line["guesses"].keys() == {"category_standard", "color_primary"}
        for name, guesses in line["guesses"].items():
            assert line["card"][name] in [value for value, _ in guesses]
            assert [chance for _, chance in guesses] == sorted((chance for _, chance in guesses), reverse=True)


def test_what_the_photos_pixels_say_of_the_colour_is_heard(batch: BatchRun) -> None:
    for path, line in zip(batch.photos, lines(batch.ended.stdout), strict=True):
        if "error" in line:
            continue
        told = line["second_opinion"]
        found = colours_in(path)
        assert found is not None
        opinion = NAMER.opinion(found)
        assert list(told["colours"]) == [colour.label for colour in opinion.colours]
        assert told["agrees"] == (line["card"]["color_primary"] in opinion.agrees)
        surer = line["confidence"]["color_primary"] > round(told["confidence_before"], 4)
        assert surer == told["agrees"]


def test_a_bad_file_is_one_failed_line(batch: BatchRun) -> None:
    failed = lines(batch.ended.stdout)[3]
    assert failed.keys() == {"photo", "error", "seconds"}
    assert failed["error"]["code"] == "photo.not_a_photo"
    assert "“nota.jpg” não é uma foto" in failed["error"]["sentence"]
    assert failed["error"]["remedy"]
    assert batch.ended.returncode == 1


def test_progress_goes_to_standard_error(batch: BatchRun) -> None:
    said = batch.ended.stderr.splitlines()
    assert said[0] == "Carregando o modelo…"
    assert [line.split(" ")[0] for line in said[1:6]] == ["1/5", "2/5", "3/5", "4/5", "5/5"]
    assert "nota.jpg: O arquivo" in said[4]
    assert said[6:] == ["Fichas escritas: 4 de 5.", f"Fichas em {batch.csv}: 4."]


def test_the_csv_holds_the_same_cards(batch: BatchRun) -> None:
    cards = [line for line in lines(batch.ended.stdout) if "card" in line]
    rows = [row(ProductCard, [Path(line["photo"]).name], line["card"], PRESETS["plain"]) for line in cards]
    assert read_back(batch.csv, "plain") == [header(ProductCard), *rows]


def test_the_same_seed_gives_the_same_card(
    batch: BatchRun, model: ModelFiles, program: Program, tmp_path: Path
) -> None:
    out = tmp_path / "fichas.csv"
    asked = ("generate", batch.photos[1], "--slots", "1", *with_model(model))
    # In another home, where nothing is kept of the first.
    ended, again = program.run(*asked, "--csv", out), Program(tmp_path / "outra casa").run(*asked)
    assert ended.returncode == 0
    (line,), (first,) = lines(ended.stdout), lines(again.stdout)
    assert {**line, "seconds": 0} == {**first, "seconds": 0}
    made = [defused(cell) for cell in row(ProductCard, [batch.photos[1].name], line["card"], PRESETS["excel-pt"])]
    assert read_back(out, "excel-pt") == [header(ProductCard), made]


def test_language_words_and_seed(batch: BatchRun, model: ModelFiles, program: Program, tmp_path: Path) -> None:
    out = tmp_path / "cards.csv"
    said = ("--language", "en", "--words", "40", "--seed", "7", "--temperature", "1", "--preset", "excel-en")
    ended = program.run("generate", batch.photos[1], *said, "--csv", out, *with_model(model), language=ENGLISH)
    assert ended.returncode == 0
    (line,) = lines(ended.stdout)
    check(line["card"], card_type(language=Language.EN, minimum_words=40), 40)
    assert ended.stderr.splitlines()[-2:] == ["Cards written: 1 of 1.", f"Cards in {out}: 1."]
    made = [defused(cell) for cell in row(ProductCard, [batch.photos[1].name], line["card"], PRESETS["excel-pt"])]
    assert read_back(out, "excel-en") == [header(ProductCard), made]


def test_works_without_qt_and_without_a_display(batch: BatchRun, model: ModelFiles, home: Path) -> None:
    without = (
        "import sys; sys.modules.update(dict.fromkeys(['PySide6', 'PySide6.QtCore', 'shiboken6']));"
        "from app.__main__ import main; sys.exit(main())"
    )
    ended = Program(home, ("-c", without), reads=True).run("generate", batch.photos[0], *with_model(model))
    assert ended.returncode == 0, ended.stderr
    assert lines(ended.stdout)[0]["card"] == lines(batch.ended.stdout)[0]["card"]


@pytest.mark.parametrize("where", ["missing/fichas.csv", "."])
def test_a_csv_that_cannot_be_written_is_said_before_the_work(
    where: str, batch: BatchRun, model: ModelFiles, program: Program, tmp_path: Path
) -> None:
    ended = program.run("generate", batch.photos[0], "--csv", tmp_path / where, *with_model(model))
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert str(tmp_path / where) in ended.stderr


@pytest.mark.skipif(not available(), reason="rapidocr and onnxruntime are not installed")
def test_the_text_on_a_product_is_printed_unless_it_is_not_to_be_read(
    model: ModelFiles, program: Program, tmp_path: Path
) -> None:
    save_label(tmp_path / "cafe.jpg", "Cafe Serra Azul", "500 g")
    save_label(tmp_path / "liso.jpg")
    asked = ("generate", tmp_path / "cafe.jpg", tmp_path / "liso.jpg", *with_model(model), "--words", "30")
    program = replace(program, reads=True)
    ended, without = program.run(*asked), program.run(*asked, "--no-ocr")
    assert [ended.returncode, without.returncode] == [0, 0], ended.stderr + without.stderr
    assert [line["label"] for line in lines(ended.stdout)] == [["Cafe Serra Azul", "500 g"], []]
    for line in lines(without.stdout):
        assert "card" in line
        assert "label" not in line
