"""How sure a closed list's entry is that a text in front of it has named already: as sure as it was there."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.engine import Exclusion
from inference.events import Confidence
from inference.llama.engine import LlamaEngine
from inference.llama.foretold import Foretold
from inference.llama.plan import plan
from inference.llama.vocabulary import Vocabulary
from tests.inference.cards import answer, request

ENTRIES = ("azul", "azul-marinho", "roxo", "verde", "lilás")
FORMS = {
    "azul": ("azul", "azuis"),
    "azul-marinho": ("azul-marinho",),
    "roxo": ("roxo", "roxa"),
    "verde": ("verde",),
    "vinho": ("vinho",),
    "lilás": ("lilas",),
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": "^[Cc]aneca( azul| roxa| verde| lisa)$"},
        "colour": {"type": "string", "enum": list(ENTRIES)},
    },
}
OWN = Confidence(0.99, outside=0.25)


@pytest.fixture
def vocabulary(engine: LlamaEngine) -> Vocabulary:
    return engine._machine.vocabulary


class Text:
    """A text whose tokens' probabilities the test says."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.foretold = Foretold([Exclusion("colour", FORMS)], plan(SCHEMA), vocabulary)

    def say(self, text: str, **instead: float) -> None:
        """Write on, each token as probable as all others but where other words begin, so many times as probable."""
        for token in self._tokens(text):
            self.foretold.note([token], self._logits(token, instead))

    def sure(self, entry: str) -> Confidence:
        """How sure it is of what the list holds."""
        return self.foretold.confidence("colour", entry, OWN)

    def _tokens(self, text: str) -> list[int]:
        return self._vocabulary.tokenise(text, special=False)

    def _logits(self, token: int, instead: dict[str, float]) -> NDArray[np.float32]:
        logits = np.full(self._vocabulary.size, -20.0, np.float32)
        logits[token] = 0.0
        for word, times in instead.items():
            logits[self._tokens(f" {word}")[0]] = np.log(times)
        return logits


@pytest.fixture
def text(vocabulary: Vocabulary) -> Text:
    return Text(vocabulary)


def test_the_first_tokens_of_the_words_are_compared(text: Text, vocabulary: Vocabulary) -> None:
    first = {word: vocabulary.tokenise(f" {word}", special=False)[0] for word in ("azul", "roxa", "verde")}
    assert len(set(first.values())) == 3, "the tiny model's vocabulary tells these words apart"
    text.say("caneca")
    text.say(" azul", roxa=0.5, verde=0.25, lisa=50)
    text.say(' lisa"')
    found = text.sure("azul")
    assert found.value == pytest.approx(1 / 1.75, abs=0.01)
    said = {guess.value: guess.probability for guess in found.guesses}
    assert said["roxo"] == pytest.approx(0.5 / 1.75, abs=0.01)
    assert said["verde"] == pytest.approx(0.25 / 1.75, abs=0.01)
    assert sum(said.values()) <= 1 + 1e-9
    assert found.outside == OWN.outside


def test_where_it_is_named_first_counts(text: Text) -> None:
    text.say("caneca")
    text.say(" azul", roxa=1.0)
    text.say(" e")
    text.say(" azul", roxa=0.01)
    text.say('"')
    assert text.sure("azul").value == pytest.approx(0.5, abs=0.01)


def test_each_entry_has_its_own_place(text: Text) -> None:
    text.say(" roxa", azul=3.0)
    text.say(" azul", roxa=1.0)
    text.say('"')
    assert text.sure("azul").value == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("written", [' lisa"', ' azulada"', ' azulejo"', ' verdes"', "azul"])
def test_what_only_begins_like_an_entry_names_none(text: Text, written: str) -> None:
    text.say("caneca")
    text.say(written)
    assert text.sure("azul") == OWN


def test_an_entry_is_told_from_a_longer_one_that_begins_like_it(vocabulary: Vocabulary) -> None:
    begun = vocabulary.tokenise(" azul", special=False)
    assert vocabulary.tokenise(" azul-marinho", special=False)[: len(begun)] == begun
    for rest, entry, other in (("-marinho", "azul-marinho", "azul"), ("", "azul", "azul-marinho")):
        text = Text(vocabulary)
        text.say(" azul", verde=1.0)
        text.say(f'{rest}"')
        sure = text.sure(entry)
        assert sure.value == pytest.approx(0.5, abs=0.01)
        assert other not in {guess.value for guess in sure.guesses}


def test_words_with_accents_are_found(text: Text) -> None:
    text.say(" lilás", azul=1.0)
    text.say('"')
    assert text.sure("lilás").value == pytest.approx(0.5, abs=0.01)


def test_names_that_are_no_entries_of_the_list_count_for_nothing(text: Text) -> None:
    text.say(" azul", vinho=1.0)
    text.say('"')
    assert text.sure("azul").value > 0.9


def test_a_list_is_settled_once(text: Text) -> None:
    text.say(" azul", roxa=1.0)
    text.say('"')
    assert text.sure("azul") != OWN
    text.say(" azul")
    assert text.sure("azul") == OWN


def test_the_engine_is_as_sure_of_a_colour_as_of_the_name_that_says_it(engine: LlamaEngine) -> None:
    words = ("cinza", "bege")
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {
            "name": {"type": "string", "pattern": f"^[Cc]aneca( {'| '.join(words)})$"},
            "colour": {"type": "string", "enum": list(words)},
        },
    }
    asked = request(schema=schema, seed=1)
    telling = replace(asked, exclusions=(Exclusion("colour", {word: (word,) for word in words}),))
    plain, found = answer(engine, asked), answer(engine, telling)
    assert found.values == plain.values
    assert str(found.values["name"]).endswith(f" {found.values['colour']}")
    sure = found.confidence["colour"]
    assert abs(sure.value - plain.confidence["colour"].value) > 1e-4
    assert [guess.value for guess in sure.guesses] == sorted(words, key=lambda word: word != found.values["colour"])
    assert sure.guesses[0].probability == sure.value
    assert sum(guess.probability for guess in sure.guesses) == pytest.approx(1)
    settled = answer(engine, replace(telling, given={"name": found.values["name"]}))
    assert settled.confidence["colour"].value == pytest.approx(plain.confidence["colour"].value, abs=1e-5)
