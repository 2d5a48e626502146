"""How sure a name is that stands at the beginning of a value: what is written behind it counts for nothing."""

import json
import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.engine import Exclusion
from inference.llama.engine import LlamaEngine
from inference.llama.naming import Naming
from tests.inference.cards import answer, request

NAMES = ("calça", "camisa", "camiseta", "blusa de manga longa")


def sure_of(pieces: list[str], names: tuple[str, ...] = NAMES) -> float | None:
    """How sure the name is when these were written, one behind the other, each with probability 1 / e."""
    naming = Naming(names)
    for piece in pieces:
        naming.note(json.dumps(piece, ensure_ascii=False)[1:-1].encode(), -1.0)
    return naming.sure


@pytest.mark.parametrize(
    ("pieces", "tokens"),
    [
        (["Cam", "iseta", " azul", " lisa"], 2),
        (["Camiseta", " azul"], 1),
        (["Cam", "is", "a", " azul"], 3),
        (["Cal", "ça", " azul"], 2),
        (["CALCA", " AZUL"], 1),
        (["Blusa", " de", " manga", " longa", " azul"], 4),
        (["Blusa", " de", " manga", " curta"], None),
        (["Camisetas", " azuis"], None),
        (["Vaso", " azul"], None),
        (["Um", "a", " camiseta"], None),
        ([], None),
    ],
)
def test_only_what_spells_the_name_counts(pieces: list[str], tokens: int | None) -> None:
    expected = None if tokens is None else pytest.approx(math.exp(-tokens))
    assert sure_of(pieces) == expected


def test_without_names_there_is_nothing_to_be_sure_of() -> None:
    assert sure_of(["Camiseta"], ()) is None


@given(cuts=st.sets(st.integers(1, 30)))
def test_a_name_is_told_wherever_tokens_are_cut(cuts: set[int]) -> None:
    written = "Calça de brim azul".encode()
    places = sorted({0, len(written), *(cut for cut in cuts if cut < len(written))})
    naming, counted = Naming(NAMES), 0
    for start, end in pairwise(places):
        naming.note(written[start:end], -1.0)
        counted += start < len("Calça".encode())
    assert naming.sure == pytest.approx(math.exp(-counted))


def test_the_engine_says_how_sure_it_is_of_the_name(engine: LlamaEngine) -> None:
    asked = request()
    plain = answer(engine, asked)
    name = plain.values["product_name"]
    assert isinstance(name, str)
    first = name.split()[0]

    def told(said: str) -> float:
        known = Exclusion("product_name", {said: (said,), "outra coisa": ("outra coisa",)})
        found = answer(engine, replace(asked, exclusions=(known,)))
        assert found.values["product_name"] == name
        return found.confidence["product_name"].value

    assert 0 < told(name) < told(first) < 1
    assert told("nada disso") == pytest.approx(plain.confidence["product_name"].value, abs=1e-3)
