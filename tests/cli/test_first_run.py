"""The real demonstration model and the real samples, as a new person finds them: no settings, no model named."""

import csv
from pathlib import Path

import numpy as np
import pytest

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, ProductCard, card_type
from app.domain.folding import fold
from app.shipped import find_shipped
from inference.llama.engine import LlamaEngine
from inference.llama.letterbox import letterbox
from inference.llama.options import LoadOptions, ModelFiles
from inference.llama.weights import check_pair
from inference.photos import read_photo
from tests.cli.program import Program, lines
from tests.inference.cards import answer, request

SHIPPED = find_shipped()


def _has(text: str, begins: str) -> bool:
    return fold(text).startswith(begins)


def files() -> ModelFiles:
    assert SHIPPED.model is not None
    return ModelFiles(SHIPPED.model.text, SHIPPED.model.projector)


def test_the_first_command_writes_valid_cards_of_the_samples(program: Program, tmp_path: Path) -> None:
    assert SHIPPED.model is not None
    out = tmp_path / "fichas.csv"
    ended = program.run("generate", "--samples", "--csv", out, "--preset", "plain")
    assert ended.returncode == 0, ended.stderr
    said = lines(ended.stdout)
    assert [Path(line["photo"]) for line in said] == list(SHIPPED.samples)
    known, kind = SHIPPED.model.entry.lists, card_type(known=SHIPPED.model.entry.lists)
    for line in said:
        assert kind.model_validate(line["card"]).model_dump(mode="json") == line["card"]
        assert line["card"][CATEGORY_FIELD] in known[CATEGORY_FIELD]
        assert line["card"][COLOUR_FIELD] in known[COLOUR_FIELD]
        assert all(0 <= value <= 1 for value in line["confidence"].values())
    # Named after what it shows and its colour; arithmetic that differs from machine to machine may cost a few.
    shown = [Path(line["photo"]).stem.split("-") for line in said]
    cards = [line["card"] for line in said]
    assert sum(_has(card["product_name"], noun) for card, (noun, _) in zip(cards, shown, strict=True)) >= 9
    assert sum(_has(card[COLOUR_FIELD], colour[:-1]) for card, (_, colour) in zip(cards, shown, strict=True)) >= 9
    with out.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["photo", *ProductCard.model_fields]
    assert [row[0] for row in rows] == [path.name for path in SHIPPED.samples]


def test_its_entry_says_how_large_it_is() -> None:
    assert SHIPPED.model is not None
    size = sum(path.stat().st_size for path in (files().text, files().projector))
    assert SHIPPED.model.entry.size == pytest.approx(size, rel=0.1)


def test_its_photos_are_fitted_not_stretched() -> None:
    """A wide photo, and the same fitted into the square beforehand, are one to the model."""
    side = check_pair(files()).square
    assert side > 0
    wide = read_photo(SHIPPED.samples[0])[100:300]
    engine = LlamaEngine.load(files(), LoadOptions(slots=1, threads=1))
    try:
        first, second = (
            answer(engine, request("1", photos=(each,))) for each in (np.ascontiguousarray(wide), letterbox(wide, side))
        )
    finally:
        engine.close()
    assert first.values == second.values
    assert first.confidence == second.confidence
