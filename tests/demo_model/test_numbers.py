"""The shipped files give, through llama.cpp, the numbers that torch gave for the weights they were written from."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.llama.context import Item
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.llama.rows import Rows

REFERENCE = Path(__file__).with_name("reference.json")
FIGURES: dict[str, Any] = json.loads(REFERENCE.read_text(encoding="utf-8"))
SIZE = 128


@pytest.fixture
def engine() -> Iterator[LlamaEngine]:
    folder = Path(str(files("resources.models.demo")))
    pair = ModelFiles(folder / "fichario-demo.gguf", folder / "fichario-demo-mmproj.gguf")
    engine = LlamaEngine.load(pair, LoadOptions(threads=1))
    yield engine
    engine.close()


def picture() -> NDArray[np.uint8]:
    """The picture that the reference figures were made from."""
    rows, columns = np.indices((SIZE, SIZE))
    return np.stack([rows * 2 % 256, columns * 2 % 256, (rows // 16 + columns // 16) % 2 * 255], -1).astype(np.uint8)


def rows_of(engine: LlamaEngine) -> tuple[list[int], Rows, list[int]]:
    """Tokens in front of the photo, its rows, tokens behind it."""
    before, rows, after = engine._machine.tower.encode(picture()).result.result().parts
    assert isinstance(rows, Rows)
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    return list(before), rows, list(after)


def cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_the_tower_sees_what_torch_saw(engine: LlamaEngine) -> None:
    rows = rows_of(engine)[1].embeddings
    assert rows.shape[0] == 64
    for index, expected in FIGURES["rows"].items():
        wanted = np.array(expected, np.float32)
        assert cosine(rows[int(index)], wanted) > 0.9999
        assert np.abs(rows[int(index)] - wanted).max() < 0.02 * np.abs(wanted).max() + 0.002


def test_prompt_and_card_are_cut_into_the_same_tokens(engine: LlamaEngine) -> None:
    machine = engine._machine
    before, _, after = rows_of(engine)
    assert FIGURES["before"][-len(before) :] == before
    assert FIGURES["after"][: len(after)] == after
    key = machine.vocabulary.tokenise(FIGURES["key"], special=False)
    assert FIGURES["after"][-len(key) :] == key


def test_the_decoder_expects_what_torch_expected(engine: LlamaEngine) -> None:
    context, width = engine._machine.context, len(FIGURES["before"])
    before, after = FIGURES["before"], FIGURES["after"]
    engine._machine.room._forget(0)
    context.decode([Item(token, place, 0) for place, token in enumerate(before)])
    rows = rows_of(engine)[1]
    context.decode_rows(rows.embeddings, width, 0)
    start, last = width + rows.positions, len(after) - 1
    context.decode([Item(token, start + place, 0, place == last) for place, token in enumerate(after)])
    logits = context.logits(-1).copy()
    context.drop(0)
    wanted = np.array(FIGURES["logits"], np.float32)
    assert int(logits.argmax()) == FIGURES["best"]
    assert cosine(logits[:: FIGURES["every"]], wanted) > 0.9999
    assert np.abs(logits[:: FIGURES["every"]] - wanted).max() < 0.05
