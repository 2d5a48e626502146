"""How one text became another, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Final

CONTEXT: Final = 6
"""Words that stay are shown so many before and after what changed."""
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
    """The pieces that a text was and is made of; long stretches that stayed are cut short."""
    pieces = [Piece(kind, "".join(texts)) for kind, texts in _joined(_steps(before, after)) if any(texts)]
    last = len(pieces) - 1
    return tuple(
        Piece(piece.kind, _shortened(piece.text, at == 0, at == last)) if piece.kind is Kind.SAME else piece
        for at, piece in enumerate(pieces)
    )


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
