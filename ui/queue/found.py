"""Where searched words stand in a text. No Qt; positions count code points of the text as it is shown."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_PIECE = re.compile(r"[^\W_]+")


def pieces(typed: str) -> tuple[str, ...]:
    """The words of what was typed, without accents, case and signs; longer ones first."""
    return tuple(
        sorted({match[0] for match in _PIECE.finditer(_folded(typed)[0])}, key=lambda piece: (-len(piece), piece))
    )


def spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words of a text begin with one of :func:`pieces`.

    Returns:
        Start and end of what was typed of each, in order and without overlap.
    """
    if not words:
        return []
    folded, places = _folded(text)
    begins = re.compile("|".join(re.escape(word) for word in words))
    return list(_found(folded, places, begins))


def excerpt(texts: Sequence[str], words: Sequence[str], length: int = 120) -> str:
    """The part of the first text that holds a word, beginning one word before it; empty where none does."""
    for text in texts:
        found = spans(text, words)
        if found:
            start = found[0][0]
            begin = text.rfind(" ", 0, max(start - 1, 0)) + 1
            shown = " ".join(text[begin : begin + length].split())
            return f"…{shown}" if begin else shown
    return ""


def _found(folded: str, places: Sequence[int], begins: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    last = 0
    for word in _PIECE.finditer(folded):
        match = begins.match(folded, word.start(), word.end())
        if match and places[match.start()] >= last:  # "¼" is two words in one place
            last = places[match.end() - 1] + 1
            yield places[match.start()], last


class _Plain(dict[int, str]):
    """Character → what it is without accents and case, reckoned when it is first met."""

    def __missing__(self, number: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(number))
        self[number] = "".join(part for part in parts if not unicodedata.combining(part)).casefold()
        return self[number]


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text without accents and case, and for each of its characters the place that it came from."""
    plain = _Plain()
    folded = text.translate(plain)  # a list paints dozens of long texts at once: the loop below takes ten times as long
    if all(len(part) == 1 for part in plain.values()):
        return folded, range(len(text))
    return folded, [place for place, character in enumerate(text) for _ in plain[ord(character)]]
