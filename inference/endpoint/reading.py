"""Chunks of one answer → its values, how sure the model was of them, and the events on the way."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from inference.endpoint.chunks import Chunk, Usage
from inference.endpoint.errors import AnswerCut, AnswerInvalid, AnswerNotJson, AnswerTooLong, AnswerUnusable
from inference.endpoint.fields import Fields, Span
from inference.endpoint.tokens import Tokens
from inference.endpoint.validation import Checker
from inference.events import Confidence, Event, FieldDone, JobId, Progressed, Stage, TextGrown
from inference.llama.partial import value_so_far
from inference.llama.plan import Field, value_text

_EVERY = 16  # bytes between two looks at an unfinished value


@dataclass(frozen=True, slots=True)
class Form:
    """What is to be filled in.

    Attributes:
        fields: In the schema's order.
        checker: Of the schema.
        given: Field → the value that it has whatever the server writes there.
    """

    fields: tuple[Field, ...]
    checker: Checker
    given: Mapping[str, JsonValue]

    @property
    def bound(self) -> int:
        """Tokens that an answer takes at most, in all likelihood."""
        fixed = {name: len(value_text(value)) for name, value in self.given.items()}
        return sum(fixed.get(field.name, field.bound) + len(field.name) for field in self.fields)

    def choices(self, name: str) -> tuple[str, ...]:
        """The entries of a field that is a closed list of texts; else empty."""
        return next(field.choices for field in self.fields if field.name == name)


class Reading:
    """One answer as it comes. Keys that the schema does not know are passed over.

    Attributes:
        usage: What the server says it cost; ``None`` where it does not.
        fingerprint: What the server says of itself in its chunks; empty where it says nothing.
        counted: Tokens, where they are told one by one, else chunks with text.
        probabilities: Whether the server told those of the tokens.
    """

    def __init__(self, job: JobId, form: Form, tell: Callable[[Event], None]) -> None:
        self._job = job
        self._form = form
        self._tell = tell
        self._fields = Fields()
        self._tokens = Tokens()
        self._values: dict[str, JsonValue] = {
            field.name: form.given[field.name] for field in form.fields if field.name in form.given
        }
        self._confidence: dict[str, Confidence | None] = {}
        self._ended = 0
        self._looked = 0
        self._finish: str | None = None
        self.usage: Usage | None = None
        self.fingerprint = ""
        self.counted = 0

    @property
    def probabilities(self) -> bool:
        """Whether the server told the probabilities of tokens."""
        return self._tokens.told

    def take(self, chunk: Chunk) -> None:
        """Read on.

        Raises:
            AnswerNotJson: It is no object.
            AnswerInvalid: A field that is complete breaks the schema.
        """
        self.usage = chunk.usage or self.usage
        self.fingerprint = chunk.system_fingerprint or self.fingerprint
        for choice in chunk.choices[:1]:
            self._finish = choice.finish_reason or self._finish
            tokens = choice.tokens
            self.counted += len(tokens) or bool(choice.text)
            if choice.text and not self._fields.closed:
                self._fields.feed(choice.text.encode("utf-8", "surrogatepass"))
            self._tokens.add(tokens, self._fields.text)
        self._look()

    def values(self) -> Mapping[str, JsonValue]:
        """The complete answer, in the schema's order.

        Raises:
            AnswerUnusable: Half of it is missing, or a field is.
        """
        if not self._fields.closed:
            raise self._half()
        for field in self._form.fields:
            if field.name not in self._values:
                raise AnswerInvalid(field.name, "required")
        return {field.name: self._values[field.name] for field in self._form.fields}

    def confidence(self) -> dict[str, Confidence]:
        """How sure the model was of those fields that the server told it of."""
        return {name: sure for name in self.values() if (sure := self._confidence.get(name)) is not None}

    def _half(self) -> AnswerUnusable:
        match self._finish:
            case None:
                return AnswerCut("the stream ended in the middle")
            case "length":
                return AnswerTooLong("cut off by its length")
            case reason:
                return AnswerNotJson(f"no whole object, finished by {reason}")

    def _look(self) -> None:
        """Tell what is new since the last time."""
        spans = self._fields.spans
        while self._ended < len(spans) and spans[self._ended].end is not None:
            self._end(spans[self._ended])
            self._ended += 1
        if self._ended < len(spans):
            self._grow(spans[self._ended])

    def _grow(self, span: Span) -> None:
        length = len(self._fields.text)
        given = span.name in self._form.given
        if given or length - self._looked < _EVERY or span.name not in self._form.checker.properties:
            return
        self._looked = length
        value = value_so_far(bytes(self._fields.text[span.start :]))
        if value is not None:
            self._tell(TextGrown(self._job, span.name, value))

    def _end(self, span: Span) -> None:
        schema = self._form.checker.properties.get(span.name)
        if schema is None or span.end is None:
            return
        if span.name in self._form.given:
            self._told(span.name)
            return
        value = self._form.checker.normalised(self._parsed(span.start, span.end), schema)
        if problem := self._form.checker.problem(value, schema):
            raise AnswerInvalid(span.name, problem)
        if isinstance(value, str | list):
            self._tell(TextGrown(self._job, span.name, value))
        choices = self._form.choices(span.name)
        sure = self._tokens.confidence(self._fields.text, span.start, span.end, choices)
        self._values[span.name], self._confidence[span.name] = value, sure
        self._told(span.name)

    def _told(self, name: str) -> None:
        """Tell that a field is done."""
        self._tell(FieldDone(self._job, name, self._values[name], self._confidence.get(name)))
        self._tell(Progressed(self._job, Stage.ANSWER, len(self._values) / len(self._form.fields)))

    def _parsed(self, start: int, end: int) -> JsonValue:
        try:
            value: JsonValue = json.loads(self._fields.text[start:end], strict=False, parse_constant=_refuse)
        except ValueError as error:
            raise AnswerNotJson(str(error)) from error
        return value


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")
