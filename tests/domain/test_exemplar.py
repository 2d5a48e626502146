"""A card as an example: its manner, and no fact of its product."""

import json

from app.domain.exemplar import LONGEST, beginning, exemplar
from tests.review.conftest import card


def test_texts_are_shown_and_closed_lists_are_not() -> None:
    shown = json.loads(exemplar({**card(), "material": "barro"}))
    assert list(shown) == ["product_name", "features_list", "description_long"]
    assert shown["product_name"] == card()["product_name"]
    assert "\n" not in exemplar(card())


def test_a_description_is_cut_behind_a_sentence() -> None:
    long = " ".join(f"Esta é a frase de número {number} do texto." for number in range(100))
    shown = beginning(long)
    assert long.startswith(shown)
    assert shown.endswith("texto.")
    assert LONGEST - 50 < len(shown) <= LONGEST


def test_a_sentence_that_never_ends_is_cut_behind_a_word() -> None:
    shown = beginning("palavra " * 300)
    assert shown.endswith("palavra")
    assert len(shown) <= LONGEST


def test_a_card_without_a_description_is_no_example() -> None:
    assert exemplar({}) == exemplar(card(description_long=" ")) == ""
