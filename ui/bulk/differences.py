"""Which words two texts do not share, and the part of them where that can be seen. No Qt."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
_LEAD: Final = 32
"""Characters shown before the first difference."""
_LENGTH: Final = 240
"""Characters shown of a text at most: more than a row has room for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text.

    Attributes:
        text: What stands there.
        differs: Whether the other text has not got it.
    """

    text: str
    differs: bool


def differences(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The pieces of both texts, in their order."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        _grow(left, "".join(old[a:b]), differs=kind != "equal")
        _grow(right, "".join(new[c:d]), differs=kind != "equal")
    return left, right


def shortened(before: str, after: str) -> tuple[str, str]:
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


def _grow(pieces: list[Piece], text: str, *, differs: bool) -> None:
    if text:
        pieces.append(Piece(text, differs))
