"""Texts that must not name what an earlier field has ruled out: however they are cut into tokens, and in the engine."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.engine import Exclusion
from inference.llama.engine import LlamaEngine
from inference.llama.mentions import Mentions, Ruled
from tests.inference.cards import COLOURS, SCHEMA, answer, check_card, request

COLOUR = Exclusion(
    "colour",
    {
        "azul": ("azul", "azuis"),
        "azul-marinho": ("azul-marinho", "azuis-marinhos", "azul marinhos"),
        "verde": ("verde", "verdes"),
        "laranja": ("laranja", "laranjas"),
    },
    {"azul-marinho": ("azul",)},
)
NOUN = Exclusion(
    "name",
    {"suco de laranja": ("suco de laranja",), "laranja": ("laranja", "laranjas"), "limão": ("limão", "limões")},
    {"suco de laranja": ("laranja",)},
)


def ruled(**values: str) -> Mentions:
    """What a text must not mention after these fields."""
    made = Ruled([COLOUR, NOUN])
    for name, value in values.items():
        made.decide(name, value)
    return made.mentions()


def refused(mentions: Mentions, text: str, cuts: tuple[int, ...] = ()) -> bool:
    """Whether any token of a text's JSON is refused, where it is cut at these bytes; it is written all the same."""
    written = json.dumps(text, ensure_ascii=False).encode()[1:]
    places = sorted({0, len(written), *(cut for cut in cuts if cut < len(written))})
    found = False
    for start, end in pairwise(places):
        found = mentions.refuse(written[start:end]) or found
        mentions.note(written[start:end])
    return found


@pytest.mark.parametrize(
    ("values", "text", "expected"),
    [
        ({}, "Verde, azul e limão.", False),
        ({"colour": "azul"}, "De um azul vivo.", False),
        ({"colour": "azul"}, "De um VERDE vivo.", True),
        ({"colour": "azul"}, "Detalhes verdes.", True),
        ({"colour": "azul"}, "O verdejante campo.", False),
        ({"colour": "azul"}, "Azul-marinho.", True),
        ({"colour": "azul"}, "Azul.\n\nVerde.", True),
        ({"colour": "azul-marinho"}, "Azul-marinho, quase azul.", False),
        ({"colour": "azul-marinho"}, "De laranja.", True),
        ({"colour": "bege"}, "Verde.", False),
        ({"name": "Limão"}, "Limoes e limão.", False),
        ({"name": "Limão siciliano"}, "Com suco de laranja.", True),
        ({"name": "Limonada"}, "Com suco de laranja.", False),
        ({"name": "Suco de laranja"}, "Um suco de laranja com laranjas.", False),
        ({"name": "Suco de laranja", "colour": "azul"}, "Um suco de laranja.", False),
        ({"name": "Suco de laranja", "colour": "azul"}, "Um tom laranja.", True),
        ({"name": "Laranja", "colour": "verde"}, "Uma laranja verde.", False),
        ({"name": "Laranja", "colour": "verde"}, "Uma laranja azul.", True),
        ({"name": "Limão", "colour": "laranja"}, "Um tom laranja.", False),
    ],
)
def test_what_is_ruled_out(values: dict[str, str], text: str, expected: bool) -> None:
    whole = tuple(match.start() for match in re.finditer(rb"[ \\\"]", json.dumps(text, ensure_ascii=False).encode()))
    assert refused(ruled(**values), text, whole) == expected


PIECES = st.sampled_from(["um", "Azul", "laranja", "suco de", "limões", "não", "é", "verdes", "marinho", "ação"])


@given(
    words=st.lists(PIECES, max_size=8),
    gaps=st.lists(st.sampled_from([" ", ", ", ".\n\n", "-", " “", '" "']), min_size=8, max_size=8),
    cuts=st.lists(st.integers(1, 90), max_size=40),
)
def test_a_ruled_out_word_is_refused_wherever_tokens_are_cut(
    words: list[str], gaps: list[str], cuts: list[int]
) -> None:
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    plain = " ".join(re.findall(r"[a-zà-ü]+|\"", text.lower()))
    named = re.search("verdes|limões|laranja|azul marinho", plain.replace("suco de laranja", ""))
    assert refused(ruled(name="Suco de laranja", colour="azul"), text, tuple(cuts)) == bool(named)


def test_a_word_that_only_begins_like_a_refused_one_can_still_be_written() -> None:
    mentions = ruled(colour="azul")
    assert not refused(mentions, "verdura e laranjeira", (5,))


def words_of(values: dict[str, Any]) -> set[str]:
    text = " ".join((*values["features_list"], values["description_long"]))
    return set(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_the_engine_writes_around_them(engine: LlamaEngine, temperature: float) -> None:
    for seed in range(3):
        asked = request(f"{seed}", seed, temperature=temperature, sampling_seed=seed)
        free = answer(engine, asked).values
        out = sorted(word for word in words_of(free) if len(word) > 3)[::2]
        names = {colour: (colour,) for colour in COLOURS} | {"resto": tuple(out)}
        held = answer(engine, replace(asked, exclusions=(Exclusion("color_primary", names),))).values
        check_card(held)
        facts = ("product_name", "category_standard", "color_primary")
        assert [held[name] for name in facts] == [free[name] for name in facts]
        assert not words_of(held) & {*out}


def test_where_the_schema_leaves_nothing_else_the_schema_wins(engine: LlamaEngine) -> None:
    colour = SCHEMA["$defs"]["Colour"]
    only: dict[str, Any] = {"type": "string", "pattern": "^resto( resto){3}$"}
    schema = {"type": "object", "properties": {"colour": colour, "text": only}, "$defs": SCHEMA["$defs"]}
    names = {name: (name,) for name in (*COLOURS, "resto")}
    held = answer(engine, replace(request(schema=schema), exclusions=(Exclusion("colour", names),))).values
    assert held["text"] == "resto resto resto resto"


def test_closed_lists_stay_free(engine: LlamaEngine) -> None:
    enum = {"type": "string", "enum": ["preto", "azul"]}
    schema = {"type": "object", "properties": {"first": enum, "second": enum}}
    alone = answer(engine, request(schema=schema)).values
    names = {"preto": ("preto",), "azul": ("azul",)}
    held = answer(engine, replace(request(schema=schema), exclusions=(Exclusion("first", names),))).values
    assert held == alone
