"""What a card's texts must not name is what an evaluation would find in them."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.card import COLOUR_FIELD, DESCRIPTION_FIELD, NAME_FIELD
from app.domain.lists import built_in, labels
from app.domain.registry import read_entry
from app.domain.wordwise import Finder
from app.evaluation.judging import Judge
from app.evaluation.labels import LabelledPhoto
from app.evaluation.yardstick import TYPE
from app.pipeline.consistency import exclusions
from app.pipeline.evaluation import yardstick_of
from app.pipeline.recipe import make_recipe
from app.review.contradictions import Contradictions
from app.settings import Settings
from app.wording import Language
from inference.llama.mentions import Ruled
from tests.tiny_model.shipped import DEMO

ENTRY = read_entry(DEMO / "model.toml")
COLOURS = labels(built_in("colours"), Language.PT)
FORMS = sorted(" ".join(form) for form in Finder.of([*COLOURS, *ENTRY.types]).forms)


@pytest.fixture(scope="module")
def judge() -> Judge:
    yardstick = yardstick_of(make_recipe(Settings(), model=ENTRY), Language.PT)
    rows = [LabelledPhoto(noun, DEMO, {TYPE: (noun,)}) for noun in ENTRY.types]
    return Judge.of(yardstick, rows)


def refused(values: dict[str, str], text: str) -> bool:
    """Whether a text is refused somewhere, word by word, after these facts."""
    ruled = Ruled(exclusions(ENTRY, Language.PT))
    for name, value in values.items():
        ruled.decide(name, value)
    mentions = ruled.mentions()
    found = False
    for word in text.split(" "):
        found = mentions.refuse(f" {word}".encode()) or found
        mentions.note(f" {word}".encode())
    return found


@given(
    noun=st.sampled_from(ENTRY.types),
    colour=st.sampled_from(COLOURS),
    words=st.lists(st.sampled_from([*FORMS, "um", "de", "longa", "bem", "feito"]), max_size=5),
)
def test_no_text_that_is_let_through_contradicts_the_card(
    judge: Judge, noun: str, colour: str, words: list[str]
) -> None:
    text = " ".join(words)
    facts = {NAME_FIELD: f"{noun.capitalize()} {colour}", COLOUR_FIELD: colour}
    name = judge.noun_of(facts[NAME_FIELD])
    found = judge.contradictions.within({COLOUR_FIELD: colour, DESCRIPTION_FIELD: text}, name)
    if found:
        assert refused(facts, text)


@pytest.mark.parametrize(
    ("noun", "colour", "text"),
    [
        ("camisa", "azul", "uma camisa azul e camisas azuis"),
        ("laranja", "verde", "laranjas verdes"),
        ("camiseta", "laranja", "um tom laranja vivo"),
        ("blusa de manga longa", "preto", "a blusa de manga longa preta"),
        ("camisa", "azul-marinho", "azul de um tom azul-marinho"),
        ("alho-poró", "verde", "um alho fresco"),
        ("outro produto", "bege", "outro produto bege"),
    ],
)
def test_its_own_facts_may_be_named(judge: Judge, noun: str, colour: str, text: str) -> None:
    facts = {NAME_FIELD: noun.capitalize(), COLOUR_FIELD: colour}
    assert judge.contradictions.within({COLOUR_FIELD: colour, DESCRIPTION_FIELD: text}, noun) == ()
    assert not refused(facts, text)


def test_the_colour_that_stands_for_several_rules_none_out() -> None:
    assert not refused({COLOUR_FIELD: "colorido"}, "azul verde roxo")
    assert refused({COLOUR_FIELD: "azul"}, "azul verde roxo")


def test_a_model_that_is_trusted_with_its_words_or_writes_another_language_is_held_to_none() -> None:
    assert make_recipe(Settings(), model=ENTRY).request("1", []).exclusions == exclusions(ENTRY, Language.PT) != ()
    assert make_recipe(Settings()).exclusions == ()
    assert make_recipe(Settings(card_language="en"), model=ENTRY).exclusions == ()
    assert exclusions(ENTRY.model_copy(update={"consistent": False}), Language.PT) == ()
    (colours,) = exclusions(ENTRY.model_copy(update={"types": ()}), Language.PT)
    assert colours.source == COLOUR_FIELD


def test_names_are_found_in_the_forms_of_an_evaluation(judge: Judge) -> None:
    found: Contradictions = judge.contradictions
    colours, nouns = exclusions(ENTRY, Language.PT)
    for exclusion, finder in ((colours, found.colours), (nouns, found.nouns)):
        forms = {tuple(form.split()): name for name, said in exclusion.names.items() for form in said}
        assert forms == dict(finder.forms)


NAMED = """
from pathlib import Path
from app.pipeline.recipe import make_recipe
from app.settings import Settings
from app.shipped import find_shipped
from inference.answers import Answers
from inference.cache import Place
shipped = find_shipped()
request = make_recipe(Settings(), model=shipped.model.entry).request("1", shipped.samples[:1])
print(request.asked, Answers(Place(Path("nowhere"), 0), b"").question(request).key.hex())
"""


def test_another_program_asks_the_same() -> None:
    """Sets have another order in each process: nothing of that may be left in what is asked."""
    said = {
        subprocess.run(
            [sys.executable, "-c", NAMED], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in "1234"
    }
    assert len(said) == 1
    assert said != {b""}
