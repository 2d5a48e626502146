"""The rules for a card's texts: what the decoder keeps, a person passes."""

import re
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from app.domain.text import OneLine, Words, count_words


class Sheet(BaseModel):
    line: Annotated[str, OneLine(3, 20)]
    prose: Annotated[str, Words(9)]


PROSE = "uma frase de nove palavras escrita só para provar"


def problems(**values: object) -> dict[str, str]:
    """Field → error type of what is wrong."""
    try:
        Sheet.model_validate({"line": "Caneca azul", "prose": PROSE, **values})
    except ValidationError as error:
        return {str(problem["loc"][0]): problem["type"] for problem in error.errors()}
    return {}


@settings(max_examples=30, deadline=None)
@given(st.from_regex(Words(9).pattern, fullmatch=True))
def test_what_the_decoder_may_write_passes_the_person_s_check(text: str) -> None:
    assert Words(9).check(text) == text
    assert count_words(text) >= 9


@settings(max_examples=100, deadline=None)
@given(st.from_regex(OneLine(3, 20).pattern, fullmatch=True))
def test_a_line_of_the_decoder_is_within_its_bounds(text: str) -> None:
    text = text.removesuffix("\n")  # Python's $ also stands before a last line break; the decoder's does not
    assert 3 <= len(text) <= 20


def test_the_pattern_of_150_words_wants_150_words() -> None:
    pattern = re.compile(Words(150).pattern)
    paragraph = " ".join(["palavra"] * 49 + ["fim."])
    assert pattern.fullmatch("\n\n".join([paragraph] * 3))
    assert not pattern.fullmatch("\n\n".join([paragraph] * 2))
    short = " ".join(["palavra"] * 48 + ["fim."])
    assert not pattern.fullmatch("\n\n".join([short] * 3))


@pytest.mark.parametrize("end", [".", "!", "?"])
def test_a_sentence_of_any_kind_may_stand_within_a_paragraph(end: str) -> None:
    paragraph = " ".join(["palavra"] * 20 + [f"pronta{end}", "Outra"] + ["palavra"] * 27 + ["fim."])
    assert re.fullmatch(Words(150).pattern, "\n\n".join([paragraph] * 3))


@pytest.mark.parametrize(("minimum", "words"), [(30, 30), (31, 33), (150, 150), (400, 402)], ids=str)
def test_three_shortest_paragraphs_hold_the_minimum(minimum: int, words: int) -> None:
    least = words // 3
    paragraph = " ".join(["bela"] * (least - 1) + ["cor."])
    text = "\n\n".join([paragraph] * 3)
    assert re.fullmatch(Words(minimum).pattern, text)
    assert count_words(text) >= minimum


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, {}),
        ({"line": "ab"}, {"line": "string_too_short"}),
        ({"line": "  ab  "}, {"line": "string_too_short"}),
        ({"line": "a" * 21}, {"line": "string_too_long"}),
        ({"line": "duas\nlinhas"}, {"line": "line_break"}),
        ({"line": "com\x00nulo"}, {"line": "control_character"}),
        ({"line": "com\ttabulação"}, {"line": "control_character"}),
        ({"prose": "curta demais"}, {"prose": "too_few_words"}),
        ({"prose": PROSE + "\x07"}, {"prose": "control_character"}),
        ({"prose": PROSE.replace(" ", "\n")}, {}),
        ({"line": "Ação — 50% 日本"}, {}),
    ],
)
def test_a_person_hears_what_is_wrong(values: dict[str, object], expected: dict[str, str]) -> None:
    assert problems(**values) == expected


def test_line_ends_of_other_systems_become_ours() -> None:
    sheet = Sheet(line="Caneca", prose=PROSE.replace(" ", "\r\n"))
    assert "\r" not in sheet.prose


def test_lone_punctuation_is_no_word() -> None:
    assert count_words("um - dois , três … — 4") == 4
