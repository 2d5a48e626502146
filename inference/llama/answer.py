"""Drives the answer field by field: what is fixed is fed, what is free is written, what is closed is chosen.

A field that was given is fixed, too: its value is fed as the model would have spelt it, so that all that is written
behind it follows from it. A field that the answer does not have, by what its earlier ones say, is left out.
"""

from collections.abc import Generator, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from inference.engine import Request
from inference.events import Confidence, Event, FieldDone, Progressed, Stage, TextGrown
from inference.llama.choice import Choice, Place
from inference.llama.foretold import Foretold
from inference.llama.grammar import Grammars
from inference.llama.mentions import Mentions, Ruled
from inference.llama.plan import Field, key_text, value_text
from inference.llama.sampler import Sampler
from inference.llama.value import FreeValue
from inference.llama.vocabulary import Vocabulary
from inference.llama.wish import Logits, Wish


class Answer:
    """One object being written.

    Attributes:
        opening: What there is to tell before anything is evaluated: the fields given in front of all others.
        pending: Tokens to evaluate next; the logits behind the last of them are wanted.
        values: Complete fields.
        confidence: How sure the model was of them.
        tokens: Tokens in the answer so far.
        finished: Whether every field is complete.
    """

    def __init__(
        self,
        request: Request,
        fields: tuple[Field, ...],
        grammars: Grammars,
        vocabulary: Vocabulary,
        sampler: Sampler,
        *,
        lead: str,
        scored: bool,
    ) -> None:
        self._job = request.job
        self._fields = fields
        self._grammars = grammars
        self._vocabulary = vocabulary
        self._sampler = sampler
        self._ruled = Ruled(request.exclusions)
        self._foretold = Foretold(request.exclusions, fields, vocabulary)
        self._given = request.given
        self._lead = lead
        self._scored = scored
        self._current: FreeValue | Choice
        self.pending: list[int] = []
        self.values: dict[str, JsonValue] = {}
        self.confidence: dict[str, Confidence] = {}
        self.tokens = 0
        self.finished = False
        self._place = 0
        self.opening = list(self._open())

    @property
    def scoring(self) -> bool:
        """Whether entries of a closed list wait to be evaluated: :meth:`score` is due rather than :attr:`pending`."""
        return isinstance(self._current, Choice) and not self.pending

    def take(self, logits: NDArray[np.float32]) -> list[Event]:
        """Go on with what the model expects behind :attr:`pending`: ``(vocabulary,)`` float32, raw."""
        self.pending = []
        if isinstance(self._current, Choice):
            self._current.begin(logits)
            return []
        if not self._current.done:
            self._feed(self._current.take(logits))
        return list(self._tell())

    @property
    def reach(self) -> int:
        """Cells that :meth:`score` takes at most for a while."""
        return self._current.reach if isinstance(self._current, Choice) else 0

    def score(self, place: Place) -> Generator[Wish, list[Logits], list[Event]]:
        """Have entries of a closed list evaluated, and choose."""
        if not isinstance(self._current, Choice):
            return []
        yield from self._current.score(place)
        self._feed(self._current.choose())
        return list(self._tell())

    def _tell(self) -> Iterator[Event]:
        field = self._fields[self._place]
        current = self._current
        if not current.done:
            if isinstance(current, FreeValue) and (value := current.so_far()) is not None:
                yield TextGrown(self._job, field.name, value)
            return
        value = current.value
        if isinstance(value, str | list):
            yield TextGrown(self._job, field.name, value)
        confidence = self._foretold.confidence(field.name, value, current.confidence)
        self.confidence[field.name] = confidence
        yield from self._settle(field, value, confidence)
        yield from self._open()

    def _open(self) -> Iterator[Event]:
        """Begin the next field that nobody has given; those in front of it are complete at once."""
        text = "" if self.values else self._lead
        while self._place < len(self._fields):
            field = self._fields[self._place]
            if not field.asked(self.values):
                self._place += 1
                continue
            text += key_text(field.name, first=not self.values)
            if field.name not in self._given:
                self._current = self._writer(field)
                self._feed(self._vocabulary.tokenise(text + self._current.opening, special=False))
                return
            value = self._given[field.name]
            text += value_text(value)
            yield from self._settle(field, value, None)
        self.finished = True
        self.pending = []

    def _settle(self, field: Field, value: JsonValue, confidence: Confidence | None) -> Iterator[Event]:
        self.values[field.name] = value
        self._place += 1
        self._ruled.decide(field.name, value)
        yield FieldDone(self._job, field.name, value, confidence)
        yield Progressed(self._job, Stage.ANSWER, self._place / len(self._fields))

    def _writer(self, field: Field) -> FreeValue | Choice:
        if field.choices and self._scored:
            return Choice(field, self._vocabulary, self._sampler)
        mentions = Mentions() if field.choices else self._ruled.mentions()
        naming = self._ruled.naming(field.name)
        matcher = self._grammars.matcher(field)
        return FreeValue(field, matcher, self._vocabulary, self._sampler, mentions, naming, self._foretold)

    def _feed(self, tokens: list[int]) -> None:
        self.pending += tokens
        self.tokens += len(tokens)


def longest_answer(fields: tuple[Field, ...], given: Mapping[str, JsonValue], vocabulary: Vocabulary) -> int:
    """Tokens that an answer takes at most, in all likelihood, with room to try a closed list's entries."""
    keys = sum(len(vocabulary.tokenise(key_text(field.name, first=False), special=False)) for field in fields)
    open_ = [field for field in fields if field.name not in given]
    fixed = [value_text(given[field.name]) for field in fields if field.name in given]
    values = sum(field.bound for field in open_)
    values += sum(len(vocabulary.tokenise(text, special=False)) for text in fixed)
    entries = [value_text(entry) for field in open_ for entry in field.choices]
    longest = max((len(vocabulary.tokenise(entry, special=False)) for entry in entries), default=0)
    return keys + values + longest
