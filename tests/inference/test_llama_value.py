"""What is written where the model would end what may not end yet; with the vocabulary of the model that ships."""

from collections.abc import Iterator
from typing import Any

import llama_cpp
import numpy as np
import pytest
from numpy.typing import NDArray

from inference.engine import Sampling
from inference.llama.foretold import Foretold
from inference.llama.grammar import Grammars
from inference.llama.mentions import Mentions
from inference.llama.naming import Naming
from inference.llama.plan import plan
from inference.llama.sampler import Sampler
from inference.llama.value import FreeValue
from inference.llama.vocabulary import Vocabulary
from tests.tiny_model.shipped import DEMO

_WORD = "[a-zA-Z]{2,20}"
PARAGRAPH = rf"(?:{_WORD}[,.!?]? ){{3,9}}{_WORD}[.!?]"
TEXT = {"type": "string", "pattern": rf"^{PARAGRAPH}(?:\n\n{PARAGRAPH}){{1,2}}$", "minWords": 8}


@pytest.fixture(scope="module")
def vocabulary() -> Iterator[Vocabulary]:
    parameters = llama_cpp.llama_model_default_params()
    parameters.vocab_only = True
    model = llama_cpp.llama_model_load_from_file(str(DEMO / "fichario-demo.gguf").encode(), parameters)
    yield Vocabulary(model)
    llama_cpp.llama_model_free(model)


class Writing:
    """A value that a model writes, whose wishes the test says."""

    def __init__(self, vocabulary: Vocabulary, schema: dict[str, Any]) -> None:
        self._vocabulary = vocabulary
        (field,) = fields = plan({"type": "object", "properties": {"text": schema}})
        matcher, foretold = Grammars(vocabulary).matcher(field), Foretold((), fields, vocabulary)
        sampler = Sampler(Sampling(temperature=0.0))
        self.value = FreeValue(field, matcher, vocabulary, sampler, Mentions(), Naming(), foretold)
        self.sampler = sampler
        self.written = self.value.opening

    def say(self, text: str) -> None:
        """Write this, with a model that wants it above all, token by token."""
        said = self.written + text
        while len(self.written) < len(said):
            self.wish(self._vocabulary.tokenise(said[len(self.written) :], special=False)[0])

    def wish(self, *tokens: int) -> None:
        """Write on, with a model that wants this token above all, and those behind it next."""
        taken = self.value.take(self._logits(tokens))
        self.written += b"".join(map(self._vocabulary.spell, taken)).decode()

    def single(self, text: str) -> int:
        """The one token that is this text."""
        (token,) = self._vocabulary.tokenise(text, special=False)
        return token

    def _logits(self, tokens: tuple[int, ...]) -> NDArray[np.float32]:
        logits = np.linspace(0.0, 1.0, self._vocabulary.size, dtype=np.float32)
        for rank, token in enumerate(tokens):
            logits[token] = 20.0 - rank
        return logits


@pytest.mark.parametrize("end", ['."', '!"', ".\\"])
def test_a_sentence_ends_where_text_and_paragraph_may_not(vocabulary: Vocabulary, end: str) -> None:
    writing = Writing(vocabulary, TEXT)
    writing.say("Leve para casa")
    writing.wish(writing.single(end))
    assert writing.written == f'"Leve para casa{end[0]}'
    assert not writing.value.done
    assert writing.sampler.refused == 1


def test_both_end_where_they_may(vocabulary: Vocabulary) -> None:
    writing = Writing(vocabulary, TEXT)
    writing.say('Leve para casa agora.\\n\\nFica bem com tudo."')
    assert writing.value.done
    assert writing.value.value == "Leve para casa agora.\n\nFica bem com tudo."
    assert writing.sampler.refused == 0


def test_what_stands_is_not_said_again(vocabulary: Vocabulary) -> None:
    writing = Writing(vocabulary, TEXT)
    writing.say("Leve para casa.")
    writing.wish(writing.single(" Leve"))
    assert writing.written.startswith('"Leve para casa.')
    assert " Leve" not in writing.written


def test_a_word_is_not_lengthened_by_what_stands_in_place_of_the_next(vocabulary: Vocabulary) -> None:
    writing = Writing(vocabulary, TEXT)
    writing.say("Leve para casa com tudo, leve para casa")
    writing.wish(*map(writing.single, (" com", "mento", " em")))
    assert writing.written == '"Leve para casa com tudo, leve para casa em'


def test_nor_where_it_must_end(vocabulary: Vocabulary) -> None:
    writing = Writing(vocabulary, {"type": "string", "pattern": "^[a-z]{2,20}( [a-z]{2,20}){0,1}[.]$", "minWords": 1})
    writing.say("leve para")
    writing.wish(*map(writing.single, (" casa", "za", ".")))
    assert writing.value.value == "leve para."


def test_a_number_is_no_word(vocabulary: Vocabulary) -> None:
    writing = Writing(vocabulary, {"anyOf": [{"type": "integer"}, {"type": "string", "maxLength": 9}]})
    writing.wish(*map(writing.single, (" ", "1")))
    assert writing.written == "1"
