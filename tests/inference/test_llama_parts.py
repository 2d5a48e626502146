"""The small parts that need no model: plans, unfinished JSON, drawing."""

import json
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.engine import Sampling
from inference.llama.partial import value_so_far
from inference.llama.plan import key_text, plan
from inference.llama.sampler import Sampler, log_normaliser
from tests.inference.cards import COLOURS, SCHEMA

TEXTS = st.lists(st.text(max_size=12), max_size=5)


def test_a_plan_lists_the_fields_in_their_order() -> None:
    fields = plan(SCHEMA)
    assert [field.name for field in fields] == list(SCHEMA["properties"])
    assert [bool(field.choices) for field in fields] == [False, True, True, False, False]
    assert [field.prose for field in fields] == [False] * 4 + [True]
    assert fields[2].choices == COLOURS
    assert all(field.bound > 0 for field in fields)


def test_a_plan_is_bounded_and_drops_what_only_describes() -> None:
    schema = {
        "type": "object",
        "properties": {
            "text": {"type": "string", "title": "T", "default": "x", "examples": ["y"], "x-own": 1, "minWords": 3},
            "list": {"type": "array", "items": {"type": "integer", "exclusiveMinimum": 0}},
            "maybe": {"anyOf": [{"type": "number"}, {"type": "null"}], "default": None},
            "both": {"type": "string", "pattern": "^a{2,9}$", "minLength": 2, "maxLength": 9},
            "one": {"allOf": [{"$ref": "#/$defs/Size"}], "description": "D"},
        },
        "$defs": {"Size": {"enum": ["P", "M"], "type": "string"}},
    }
    bounded = {field.name: field.schema for field in plan(schema)}
    assert set(bounded["text"]) == {"type", "pattern", "maxLength"}
    assert bounded["list"]["maxItems"] == 12
    assert bounded["list"]["items"]["maximum"] == 10**12
    assert bounded["list"]["items"]["exclusiveMinimum"] == 0
    assert [branch["type"] for branch in bounded["maybe"]["anyOf"]] == ["number", "null"]
    assert bounded["both"] == {"type": "string", "pattern": "^a{2,9}$", "maxLength": 9}
    assert bounded["one"] == {"enum": ["P", "M"]}


def test_keys_are_json() -> None:
    assert key_text('a"b', first=True) + "1" + key_text("ç", first=False) + "2}" == '{"a\\"b": 1, "ç": 2}'


@given(text=st.text(max_size=40), ascii_only=st.booleans(), cut=st.integers(0, 400))
def test_an_unfinished_text_is_a_beginning_of_it(text: str, ascii_only: bool, cut: int) -> None:
    written = json.dumps(text, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")[:cut]
    so_far = value_so_far(written)
    assert so_far is None if not written else isinstance(so_far, str) and text.startswith(so_far)


@given(texts=TEXTS, cut=st.integers(0, 400))
def test_an_unfinished_list_is_a_beginning_of_it(texts: list[str], cut: int) -> None:
    written = json.dumps(texts, ensure_ascii=False).encode()[:cut]
    so_far = value_so_far(written)
    if not written:
        assert so_far is None
        return
    assert isinstance(so_far, list)
    assert so_far[:-1] == texts[: max(0, len(so_far) - 1)]
    assert not so_far or texts[len(so_far) - 1].startswith(str(so_far[-1]))


@pytest.mark.parametrize("written", [b"", b"12", b"tru", b"{", b'{"a": 1'])
def test_numbers_and_objects_do_not_grow(written: bytes) -> None:
    assert value_so_far(written) is None


def test_temperature_zero_takes_the_most_probable() -> None:
    logits = np.array([0.0, 3.0, 2.9], np.float32)
    sampler = Sampler(Sampling(temperature=0.0))
    assert {sampler.draw(logits) for _ in range(50)} == {1}
    assert sampler.drawn == 50


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_draws_follow_the_softmax(temperature: float) -> None:
    logits = np.array([0.0, 1.0, 2.0, -20.0], np.float32)
    sampler = Sampler(Sampling(temperature=temperature, top_p=1.0, seed=1))
    counts = Counter(sampler.draw(logits) for _ in range(20_000))
    expected = np.exp(logits / temperature) / np.exp(logits / temperature).sum()
    for token in range(3):
        assert counts[token] / 20_000 == pytest.approx(expected[token], abs=0.015)


def test_top_p_keeps_the_smallest_set_that_holds_it() -> None:
    logits = np.log(np.array([0.5, 0.3, 0.15, 0.05], np.float32))
    kept = {top_p: {Sampler(Sampling(1.0, top_p, seed)).draw(logits) for seed in range(300)} for top_p in (0, 0.6, 0.9)}
    assert kept == {0: {0}, 0.6: {0, 1}, 0.9: {0, 1, 2}}


def test_min_p_keeps_what_is_not_much_less_probable_than_the_best() -> None:
    logits = np.log(np.array([0.5, 0.3, 0.15, 0.05], np.float32))
    kept = {
        min_p: {Sampler(Sampling(1.0, 1.0, seed, min_p=min_p)).draw(logits) for seed in range(300)}
        for min_p in (0.0, 0.09, 0.2, 0.5, 1.0)
    }
    assert kept == {0.0: {0, 1, 2, 3}, 0.09: {0, 1, 2, 3}, 0.2: {0, 1, 2}, 0.5: {0, 1}, 1.0: {0}}


def test_min_p_is_measured_at_the_temperature() -> None:
    logits = np.log(np.array([0.64, 0.32, 0.04], np.float32))
    hot = {Sampler(Sampling(2.0, 1.0, seed, min_p=0.2)).draw(logits) for seed in range(300)}
    assert hot == {0, 1, 2}, "at temperature 2 the last has a quarter of the first one's chance"


def test_of_min_p_and_top_p_the_smaller_set_counts() -> None:
    logits = np.log(np.array([0.5, 0.3, 0.15, 0.05], np.float32))
    for top_p, min_p, expected in ((0.5, 0.1, {0}), (0.95, 0.5, {0, 1}), (0.8, 0.31, {0, 1})):
        assert {Sampler(Sampling(1.0, top_p, seed, min_p=min_p)).draw(logits) for seed in range(300)} == expected


def test_words_begun_lately_are_less_probable_where_the_wording_is_free() -> None:
    logits = np.array([2.0, 1.9, -1.0, -1.05], np.float32)
    sampler = Sampler(Sampling(temperature=0.0, repetition_penalty=1.2))
    assert sampler.draw(logits, prose=True) == 0
    sampler.note(0)
    assert (sampler.draw(logits, prose=True), sampler.draw(logits)) == (1, 0)
    sampler.note(1)
    assert sampler.draw(logits, prose=True) == 0, "both are lowered alike"
    sampler.note(2)
    assert sampler.draw(np.array([-9, -9, -1.0, -1.05], np.float32), prose=True) == 3, "negative logits are multiplied"
    assert logits.tolist() == np.array([2.0, 1.9, -1.0, -1.05], np.float32).tolist(), "the runtime's own are left alone"


def test_a_word_counts_as_repeated_for_a_while_only() -> None:
    sampler = Sampler(Sampling(temperature=0.0, repetition_penalty=1.2))
    logits = np.array([2.0, 1.9, *[0.0] * 70], np.float32)
    for token in (0, *range(2, 65)):
        sampler.note(token)
    assert sampler.draw(logits, prose=True) == 1
    sampler.note(65)
    assert sampler.draw(logits, prose=True) == 0


def test_the_normaliser_is_that_of_the_softmax() -> None:
    logits = np.random.default_rng(0).normal(0, 5, 32_000).astype(np.float32)
    exact = math.log(math.fsum(math.exp(float(logit)) for logit in logits))
    assert log_normaliser(logits) == pytest.approx(exact, abs=1e-4)
    assert log_normaliser(logits + np.float32(500)) == pytest.approx(exact + 500, abs=1e-3)
