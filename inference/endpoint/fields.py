"""The fields of a JSON object that is still being written: where each begins and ends."""

import json
from dataclasses import dataclass
from enum import Enum, auto

from inference.endpoint.errors import AnswerNotJson

_SPACE = b" \t\r\n"
_THOUGHT = (b"<think>", b"</think>")


@dataclass(slots=True)
class Span:
    """A field's value in the text.

    Attributes:
        name: The field.
        start: Where its value begins, in bytes.
        end: Behind its last byte; ``None`` while it is being written.
    """

    name: str
    start: int
    end: int | None = None


class _State(Enum):
    BEFORE = auto()
    KEY = auto()
    IN_KEY = auto()
    COLON = auto()
    OPENING = auto()
    VALUE = auto()
    BEHIND = auto()
    CLOSED = auto()


class Fields:
    """Reads an object byte by byte; what stands before it (a train of thought, a fence) and behind it is passed over.

    Attributes:
        text: Everything so far, in UTF-8.
        spans: The fields so far, in the order they were written; only the last may be open.
    """

    def __init__(self) -> None:
        self.text = bytearray()
        self.spans: list[Span] = []
        self._state = _State.BEFORE
        self._at = 0
        self._key_start = 0
        self._depth = 0
        self._quoted = self._escaped = False

    @property
    def closed(self) -> bool:
        """Whether the object is complete."""
        return self._state is _State.CLOSED

    def feed(self, data: bytes) -> None:
        """Read on.

        Raises:
            AnswerNotJson: This is no object.
        """
        self.text += data
        if self._state is _State.BEFORE and not self._find_opening():
            return
        while self._at < len(self.text) and not self.closed:
            self._read(self.text[self._at])

    def _find_opening(self) -> bool:
        """Find the object's brace, behind a train of thought where there is one."""
        start = 0
        if self.text.lstrip().startswith(_THOUGHT[0]):
            start = self.text.find(_THOUGHT[1])
            if start < 0:
                return False
        brace = self.text.find(b"{", start)
        if brace < 0:
            return False
        self._at = brace + 1
        self._state = _State.KEY
        return True

    def _read(self, byte: int) -> None:
        """Take one byte; a value's end may leave it for the next state."""
        match self._state:
            case _State.IN_KEY:
                self._read_key(byte)
            case _State.VALUE:
                self._read_value(byte)
                return
            case _ if byte not in _SPACE:
                self._read_between(byte)
                return
        self._at += 1

    def _read_between(self, byte: int) -> None:
        match self._state, chr(byte):
            case _State.KEY, '"':
                self._key_start, self._state, self._escaped = self._at, _State.IN_KEY, False
            case ((_State.KEY | _State.BEHIND), "}"):
                self._state = _State.CLOSED
            case _State.COLON, ":":
                self._state = _State.OPENING
            case _State.BEHIND, ",":
                self._state = _State.KEY
            case _State.OPENING, _:
                self.spans[-1].start = self._at
                self._state, self._depth, self._quoted, self._escaped = _State.VALUE, 0, False, False
                return
            case _:
                raise AnswerNotJson(f"unexpected {chr(byte)!r} at {self._at}")
        self._at += 1

    def _read_key(self, byte: int) -> None:
        if self._escaped or byte == 0x5C:
            self._escaped = not self._escaped
        elif byte == 0x22:
            self.spans.append(Span(self._key(), self._at))
            self._state = _State.COLON

    def _key(self) -> str:
        try:
            return str(json.loads(self.text[self._key_start : self._at + 1]))
        except ValueError as error:
            raise AnswerNotJson(str(error)) from error

    def _read_value(self, byte: int) -> None:
        self._at += 1
        if self._quoted:
            self._read_text(byte)
        elif byte == 0x22:
            self._quoted = True
        elif byte in b"[{":
            self._depth += 1
        elif self._depth == 0 and byte in b",}":
            self._at -= 1
            self._end()
        elif byte in b"]}":
            self._depth -= 1
            if self._depth == 0:
                self._end()

    def _read_text(self, byte: int) -> None:
        if self._escaped or byte == 0x5C:
            self._escaped = not self._escaped
        elif byte == 0x22:
            self._quoted = False
            if self._depth == 0:
                self._end()

    def _end(self) -> None:
        self.spans[-1].end = self._at
        self._state = _State.BEHIND
