"""Searched words in the list's texts."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.queue.found import excerpt, pieces, spans


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Caneca azul", "caneca az", ["Caneca", "az"]),
        ("Não risca", "nao", ["Não"]),
        ("Na\u0303o risca", "não", ["Na\u0303o"]),
        ("Desenho", "senho", []),
        ("IMG_4412.heic", "4412", ["4412"]),
        ("Straße", "STRASS", ["Straß"]),
        ("anti-aderente", '"anti-ad*', ["anti", "ad"]),
        ("", "a", []),
        ("a", "🛋 !", []),
    ],
)
def test_what_was_typed_is_marked_where_words_begin_so(text: str, typed: str, marked: list[str]) -> None:
    found = [text[start:end].rstrip("\u0303") for start, end in spans(text, pieces(typed))]
    assert found == [word.rstrip("\u0303") for word in marked]


@given(st.text(), st.text())
def test_any_text_can_be_searched_for_anything(text: str, typed: str) -> None:
    found = spans(text, pieces(typed))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))


def test_an_excerpt_begins_one_word_before() -> None:
    text = "Um sofá para a família inteira, feito de madeira maciça e tecido lavável."
    assert excerpt(["nada", text], pieces("madeira")) == "…de madeira maciça e tecido lavável."
    assert excerpt([text], pieces("sofa")).startswith("Um sofá")
    assert excerpt([text], pieces("couro")) == ""
