"""The parts by themselves: probabilities → confidence, unfinished objects, what is sent, what is valid."""

import json
import math
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.endpoint.capabilities import Capabilities, Feature
from inference.endpoint.chunks import Token
from inference.endpoint.fields import Fields
from inference.endpoint.schema import sent_schema
from inference.endpoint.tokens import Tokens
from inference.endpoint.validation import Checker
from inference.events import Confidence
from tests.endpoint.replies import token_of
from tests.inference.cards import SCHEMA

LIST = ("preto", "prata", "branco", "azul")


def laid(*tokens: dict[str, Any]) -> tuple[Tokens, bytearray]:
    """Tokens and the text that they spell."""
    made = Tokens()
    text = bytearray()
    for token in map(Token.model_validate, tokens):
        text += token.text
        made.add([token], text)
    return made, text


def confidence(*tokens: dict[str, Any], choices: tuple[str, ...] = ()) -> Confidence | None:
    """Of the value behind ``{"c": ``, which is what the first token ends with."""
    made, text = laid(*tokens)
    start = text.index(b": ") + 2
    return made.confidence(text, start, text.rindex(b"}"), choices)


def about(value: float) -> Confidence:
    """A confidence without guesses, of about this value."""
    near: Any = pytest.approx(value, abs=1e-9)
    return Confidence(near)


def test_a_text_is_as_sure_as_its_tokens_on_the_average() -> None:
    sure = confidence(
        token_of('{"c": "', 0.001),
        token_of("Ca", 0.5),
        token_of("deira", 0.25),
        token_of('"', 0.125),
        token_of("}", 0.01),
    )
    assert sure == about(0.25)


def test_a_token_that_also_opens_the_text_counts() -> None:
    sure = confidence(token_of('{"c": ', 0.1), token_of('"Ca', 0.5), token_of('s"', 0.125), token_of("}", 0.1))
    assert sure is not None
    assert sure.value == pytest.approx(0.25)


def test_tokens_that_cut_a_character_are_laid_by_their_bytes() -> None:
    first, second = "é".encode()[:1], "é".encode()[1:]
    cut = [{"token": "\ufffd", "logprob": math.log(0.5), "bytes": list(part)} for part in (first, second)]
    sure = confidence(token_of('{"c": "', 1.0), *cut, token_of('"', 0.5), token_of("}", 1.0))
    assert sure == about(0.5)


def test_a_choice_is_as_sure_as_its_share_of_the_list() -> None:
    sure = confidence(
        token_of('{"c": "', 1.0),
        token_of("pr", 0.5, {"branco": 0.2, "verde": 0.1, "a": 0.05}),
        token_of("eto", 0.75, {"ata": 0.25}),
        token_of('"', 1.0),
        token_of("}", 1.0),
        choices=LIST,
    )
    # preto 0.375, prata 0.125, branco 0.2 and azul 0.05 lie in the list; verde does not.
    assert sure is not None
    assert sure.value == pytest.approx(0.375 / 0.75)
    assert [guess.value for guess in sure.guesses] == ["preto", "branco", "prata", "azul"]
    assert [guess.probability * 0.75 for guess in sure.guesses] == pytest.approx([0.375, 0.2, 0.125, 0.05])
    assert sure.outside == pytest.approx(0.25)


def test_a_beginning_of_several_entries_is_nobodys_guess() -> None:
    sure = confidence(
        token_of('{"c": "', 1.0), token_of("azul", 0.6, {"pr": 0.2, "p": 0.1}), token_of('"}', 1.0), choices=LIST
    )
    assert sure is not None
    assert sure.value == pytest.approx(0.6)  # the rest may be branco's
    assert [guess.value for guess in sure.guesses] == ["azul"]
    assert sure.outside == pytest.approx(0.0)


def test_the_chosen_entry_is_a_guess_however_improbable() -> None:
    choices = tuple(f"{letter}" for letter in "abcdefgh")
    others = dict(zip("bcdefgh", (0.2, 0.18, 0.16, 0.14, 0.12, 0.1, 0.05), strict=True))
    sure = confidence(token_of('{"c": "', 1.0), token_of("a", 0.01, others), token_of('"}', 1.0), choices=choices)
    assert sure is not None
    assert [guess.value for guess in sure.guesses] == ["b", "c", "d", "e", "a"]
    assert sum(guess.probability for guess in sure.guesses) <= 1


def test_entries_that_nobody_told_of_count_with_what_they_can_hold() -> None:
    sure = confidence(
        token_of('{"c": "', 1.0), token_of("azul", 0.01, {"x": 0.5, "y": 0.2}), token_of('"}', 1.0), choices=LIST
    )
    # The others of the list are less probable than the least that was told, and hold no more than what is left over.
    assert sure is not None
    assert sure.value == pytest.approx(0.01 / (0.01 + min(0.29, 0.2 * (len(LIST) - 1))))
    assert [guess.value for guess in sure.guesses] == ["azul"]


def test_without_other_tokens_a_choice_is_as_sure_as_its_own() -> None:
    alone = [{**token, "top_logprobs": []} for token in (token_of('{"c": "', 1.0), token_of("azul", 0.6))]
    sure = confidence(*alone, {**token_of('"', 0.5), "top_logprobs": []}, token_of("}", 1.0), choices=LIST)
    assert sure is not None
    assert sure.value == pytest.approx(0.3)


def test_impossible_tokens_do_not_break_the_arithmetic() -> None:
    tokens: list[dict[str, Any]] = [
        {"token": text, "logprob": -9999.0, "top_logprobs": []} for text in ('{"c": "', "az", "ul", '"', "}")
    ]
    sure = confidence(*tokens, choices=LIST)
    assert sure is not None
    assert 0 <= sure.value <= 1
    assert confidence(*tokens) == about(0.0)


def test_tokens_that_do_not_spell_the_text_tell_nothing() -> None:
    made, text = Tokens(), bytearray(b'{"c": "azul"}')
    made.add([Token.model_validate(token_of("something else", 0.5))], text)
    assert made.confidence(text, 6, 12, ()) is None


def test_blank_tokens_that_a_server_trims_are_passed_over() -> None:
    made, text = Tokens(), bytearray(b'{"c": "azul"}')
    spelt = [token_of(piece, 0.5) for piece in ("\n", '{"c": ', '"azul"', "}")]
    made.add([Token.model_validate(token) for token in spelt], text)
    assert made.confidence(text, 6, 12, ()) == about(0.5)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=4), st.integers(1, 9), st.sampled_from([None, 1]))
def test_fields_are_found_wherever_the_text_is_cut(value: dict[str, Any], size: int, indent: int | None) -> None:
    raw = json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "surrogatepass")
    fields = Fields()
    for start in range(0, len(raw), size):
        fields.feed(raw[start : start + size])
    assert fields.closed
    found = {
        span.name: json.loads(fields.text[span.start : span.end].decode("utf-8", "surrogatepass"))
        for span in fields.spans
    }
    assert found == value


def test_what_is_sent_of_a_schema() -> None:
    schema = {
        "title": "T",
        "type": "object",
        "properties": {
            "size": {"anyOf": [{"type": "number", "minimum": 0, "title": "N"}, {"type": "null"}], "default": None},
            "text": {"type": "string", "pattern": "^a$", "minWords": 3, "enumLabels": {}, "description": "Why"},
            "title": {"type": "array", "items": {"$ref": "#/$defs/Part"}, "maxItems": 2},
        },
        "required": ["text"],
        "$defs": {"Part": {"type": "object", "properties": {"pattern": {"type": "string"}}}},
    }
    assert sent_schema(schema, patterns=False) == {
        "type": "object",
        "properties": {
            "size": {"anyOf": [{"type": "number", "minimum": 0}, {"type": "null"}]},
            "text": {"type": "string", "description": "Why"},
            "title": {"type": "array", "items": {"$ref": "#/$defs/Part"}, "maxItems": 2},
        },
        "required": ["size", "text", "title"],
        "additionalProperties": False,
        "$defs": {
            "Part": {
                "type": "object",
                "properties": {"pattern": {"type": "string"}},
                "required": ["pattern"],
                "additionalProperties": False,
            }
        },
    }
    assert sent_schema(schema, patterns=True)["properties"]["text"]["pattern"] == "^a$"


def test_a_text_without_a_pattern_is_sent_one_that_keeps_control_characters_out() -> None:
    sent = sent_schema({"type": "string", "minLength": 2, "maxLength": 9}, patterns=True)
    allowed = re.compile(sent["pattern"])
    assert [bool(allowed.search(text)) for text in ("ab", "Chá – 2,5 l", "a", "a" * 10)] == [True, False, False, False]
    assert not any(allowed.search(f"a{bad}b") for bad in ('"', "\\", "\n", "\x00", "\x7f", "\x85"))
    assert "pattern" not in sent_schema({"type": "string"}, patterns=False)
    for spelt_otherwise in ({"enum": ["a"]}, {"format": "date"}, {"minWords": 3}):
        assert "pattern" not in sent_schema({"type": "string", **spelt_otherwise}, patterns=True)
    longest = sent_schema({"type": "string", "maxLength": 5000}, patterns=True)["pattern"]
    assert re.search(longest, "a" * 4000)


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "integer"}, [1, 2.0], [1.5, True, "1", None]),
        ({"type": "number", "minimum": 0, "exclusiveMaximum": 2}, [0, 1.9], [-1, 2]),
        ({"type": "boolean"}, [True], [1, "true"]),
        ({"type": ["string", "null"], "maxLength": 2}, ["ab", None], ["abc", 1]),
        ({"enum": ["a", 1]}, ["a", 1], ["A", True]),
        ({"const": "a"}, ["a"], ["b"]),
        ({"anyOf": [{"type": "null"}, {"type": "string", "minLength": 2}]}, [None, "ab"], ["a"]),
        ({"type": "string", "minWords": 2}, ["um dois", "um\n\ndois"], ["um", "um –", "um\tdois"]),
        ({"type": "string"}, ["", "é"], ["a\nb", "\x07", "\ud800"]),
        ({"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}, [["a"]], [[], [""], [1]]),
        ({"type": "array", "prefixItems": [{"type": "null"}], "items": False}, [[None]], [["a"]]),
        ({"type": "object", "properties": {"a": {"enum": [1]}}}, [{"a": 1}], [{}, {"a": 2}]),
        ({"allOf": [{"$ref": "#/$defs/A"}], "title": "T"}, ["x"], ["y", 1]),
    ],
)
def test_what_is_valid(schema: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    checker = Checker({"$defs": {"A": {"type": "string", "enum": ["x"]}}, **schema})
    assert [checker.problem(value, schema) for value in good] == [None] * len(good)
    assert None not in [checker.problem(value, schema) for value in bad]


def test_a_server_that_trips_over_a_schema_is_asked_for_less_and_less() -> None:
    capabilities = Capabilities()
    words = "Failed to initialize samplers: std::exception"  # llama-server's, where a template confuses it
    given_up = [capabilities.refused(words, capabilities.lacking) for _ in range(4)]
    assert given_up == [Feature.PATTERNS, Feature.SCHEMA, Feature.JSON, None]


def test_texts_are_as_the_card_would_have_them() -> None:
    checker = Checker(SCHEMA)
    assert checker.normalised(" a\r\nb\r ", {"type": "string"}) == "a\nb"
    assert checker.normalised([" a "], {"type": "array", "items": {"type": "string"}}) == ["a"]
    assert checker.normalised(" a ", {"enum": [" a "]}) == " a "
