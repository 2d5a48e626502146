"""How one text became another, word by word, and the parts of it where that can be seen. No Qt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Final

CONTEXT: Final = 6
"""Words that stay are shown so many before and after what changed."""
_LEAD: Final = 32
"""Characters shown before the first difference of a line."""
_LENGTH: Final = 240
"""Characters of a line at most: more than a row has room for."""
_ELLIPSIS: Final = " … "
_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row.

    Attributes:
        kind: What became of them.
        text: Themselves, with the space between them.
    """

    kind: Kind
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces that a text was and is made of."""
    return tuple(Piece(kind, "".join(texts)) for kind, texts in _joined(_steps(before, after)) if any(texts))


def in_short(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces of which long stretches that stayed are cut short."""
    last = len(pieces) - 1
    return tuple(
        Piece(piece.kind, _shortened(piece.text, at == 0, at == last)) if piece.kind is Kind.SAME else piece
        for at, piece in enumerate(pieces)
    )


def from_the_first(before: str, after: str) -> tuple[str, str]:
    """The part of two texts from some words before their first difference on, as one line each."""
    before, after = " ".join(before.split()), " ".join(after.split())
    same = next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(map(len, (before, after)))
    )
    cut = before.rfind(" ", 0, same - _LEAD) + 1 if same > _LEAD else 0
    return _cut(before, cut), _cut(after, cut)


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _LENGTH]
    return f"{'…' if start else ''}{shown}{'…' if start + _LENGTH < len(text) else ''}"


def _steps(before: str, after: str) -> Iterator[tuple[Kind, str]]:
    """What stayed, went and came, in order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for at, (code, old_start, old_end, new_start, new_end) in enumerate(codes):
        kept = "".join(old[old_start:old_end])
        if code != "equal":
            yield Kind.REMOVED, kept
            yield Kind.ADDED, "".join(new[new_start:new_end])
        elif kept.isspace() and 0 < at < len(codes) - 1:
            # A space between two changed words changes with them: else every word would stand alone.
            yield Kind.REMOVED, kept
            yield Kind.ADDED, kept
        else:
            yield Kind.SAME, kept


def _joined(steps: Iterator[tuple[Kind, str]]) -> Iterator[tuple[Kind, list[str]]]:
    """Changes in a row as one: first what went, then what came."""
    for same, part in groupby(steps, key=lambda step: step[0] is Kind.SAME):
        run = list(part)
        for kind in (Kind.SAME,) if same else (Kind.REMOVED, Kind.ADDED):
            yield kind, [text for found, text in run if found is kind]


def _shortened(text: str, first: bool, last: bool) -> str:
    words = _WORDS.findall(text)
    room = 2 * CONTEXT  # words with the space between them
    head, tail = (0 if first else room), (0 if last else room)
    if (first and last) or len(words) <= head + tail + 2:
        return text
    return "".join(words[:head]) + _ELLIPSIS + "".join(words[len(words) - tail :] if tail else [])
