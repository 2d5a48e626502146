"""Run alone, the same provenance gives the same card; and what would give another one changes the provenance."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from inference.engine import Exclusion, PhotoFile, Prompt, Request
from inference.events import Finished
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.inference.cards import SCHEMA, answer, check_card, photo, request
from tests.inference.conftest import OPTIONS
from tests.tiny_model import make_pair

DRAWN: dict[str, Any] = {
    "temperature": 0.9,
    "top_p": 0.9,
    "sampling_seed": 5,
    "prose_temperature": 1.3,
    "min_p": 0.02,
    "repetition_penalty": 1.1,
}
EXCLUSIONS = (Exclusion("color_primary", {"preto": ("preto",), "azul": ("azul",)}),)


def sureness(finished: Finished) -> dict[str, float]:
    return {name: confidence.value for name, confidence in finished.confidence.items()}


def asked(**other: Any) -> Request:
    return replace(request("a", 4, **{**DRAWN, **other}), exclusions=EXCLUSIONS)


def test_run_alone_the_same_provenance_gives_the_same_card(engine: LlamaEngine, files: ModelFiles) -> None:
    answer(engine, request("before", 9, temperature=1.5))
    first = answer(engine, asked())
    check_card(first.values)
    fresh = LlamaEngine.load(files, OPTIONS)
    try:
        again = answer(fresh, asked())
    finally:
        fresh.close()
    assert again.provenance == first.provenance
    assert again.values == first.values
    assert sureness(again) == pytest.approx(sureness(first), rel=1e-3)  # sums go by the order of the cells


@pytest.mark.parametrize(
    "other",
    [
        {"temperature": 0.8},
        {"top_p": 0.8},
        {"sampling_seed": 6},
        {"prose_temperature": None},
        {"min_p": 0.0},
        {"repetition_penalty": 1.0},
        {"prompt": Prompt("Outro texto.", "Escreva.", "1")},
        {"schema": {**SCHEMA, "properties": dict(reversed(SCHEMA["properties"].items()))}},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_decides_the_answer_is_part_of_the_provenance(engine: LlamaEngine, other: dict[str, Any]) -> None:
    assert answer(engine, asked(**other)).provenance != answer(engine, asked()).provenance


def test_so_are_the_photos_size_and_what_was_ruled_out(engine: LlamaEngine, tmp_path: Path) -> None:
    path = tmp_path / "foto.png"
    Image.fromarray(photo(4)).save(path)
    small, whole = (answer(engine, replace(asked(), photos=(PhotoFile(path, side),))) for side in (40, None))
    assert (small.provenance.photo_side, whole.provenance.photo_side) == (40, None)
    assert answer(engine, replace(asked(), exclusions=())).provenance.asked != small.provenance.asked
    assert whole.provenance == answer(engine, asked()).provenance


def test_so_are_the_weights_and_how_they_are_run(engine: LlamaEngine, folder: Path) -> None:
    other = LlamaEngine.load(make_pair(folder, seed=1), LoadOptions(slots=2, threads=1, gpu_layers=0))
    try:
        theirs = answer(other, asked()).provenance
    finally:
        other.close()
    ours = answer(engine, asked()).provenance
    assert (theirs.model, theirs.projector) == (ours.model, ours.projector)
    assert theirs.weights != ours.weights
    assert (theirs.slots, theirs.gpu_layers, theirs.threads) == (2, 0, 1)
    assert (ours.slots, ours.gpu_layers, ours.threads) == (1, None, 1)


def test_a_repetition_penalty_varies_the_words_of_texts_and_of_nothing_else(engine: LlamaEngine) -> None:
    repeated = {1.0: 0, 1.5: 0}
    for seed in range(4):
        cards = {penalty: answer(engine, request(f"{seed}", seed, repetition_penalty=penalty)) for penalty in repeated}
        for penalty, card in cards.items():
            check_card(card.values)
            counts = Counter(str(card.values["description_long"]).lower().split())
            repeated[penalty] += sum(count - 1 for word, count in counts.items() if len(word) > 3)
        facts = [[card.values[name] for name in SCHEMA["properties"]][:3] for card in cards.values()]
        assert facts[0] == facts[1]
    assert repeated[1.5] < 0.8 * repeated[1.0]
