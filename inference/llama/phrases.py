"""Texts as words that can be compared: without case and accents, parted by whatever is neither letter nor digit."""

import re
import unicodedata
from typing import TypeAlias

Phrase: TypeAlias = tuple[str, ...]

_WORD = re.compile(r"[a-z0-9]+")
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.?")


def phrase_of(text: str) -> Phrase:
    """The words of a text."""
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return tuple(_WORD.findall("".join(letters).casefold()))


def words_in(written: bytes) -> Phrase:
    """The words in a piece of JSON text, which may be cut inside a character or an escape."""
    return phrase_of(_ESCAPE.sub(" ", written.decode("utf-8", "ignore")))
