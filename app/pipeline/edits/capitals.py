"""Capital letters as Portuguese shop windows write them.

A word that holds a capital past its first letter ("LED", "iPhone", "USB-C") is a name of its own and stays as it is,
unless everything around it is in capitals, too: then nothing can be told from them.
"""

import re
from enum import StrEnum
from typing import Final, assert_never

_LOW: Final = frozenset(
    {
        *("a", "à", "ao", "aos", "as", "às", "o", "os", "um", "uma", "e", "ou", "até", "com", "entre", "para", "pra"),
        *("da", "das", "de", "do", "dos", "em", "na", "nas", "no", "nos", "num", "numa"),
        *("pela", "pelas", "pelo", "pelos", "por", "sem", "sob", "sobre"),
    }
)
"""Words that stay low inside a title."""
_WORD: Final = re.compile(r"[^\W_]+")
_END: Final = re.compile(r"[.!?:]\s*$|\n\s*$")


class Capitals(StrEnum):
    """How a text's letters are written."""

    TITLE = "title"
    """Every Word but the Small Ones: "Sofá de Três Lugares com Chaise"."""
    SENTENCE = "sentence"
    """The first letter of each sentence."""
    UPPER = "upper"
    LOWER = "lower"


def capitalised(text: str, capitals: Capitals) -> str:
    """Write a text in another case; ``"MESA DE CENTRO"`` as a title → ``"Mesa de Centro"``."""
    match capitals:
        case Capitals.UPPER:
            return text.upper()
        case Capitals.LOWER:
            return text.lower()
        case Capitals.TITLE:
            return _WORD.sub(lambda found: _titled(found, _shouted(text)), text)
        case Capitals.SENTENCE:
            return _WORD.sub(lambda found: _in_sentence(found, _shouted(text)), text)
    assert_never(capitals)


def _shouted(text: str) -> bool:
    """Whether a text is all in capitals."""
    return text.isupper()


def _titled(found: re.Match[str], shouted: bool) -> str:
    word = found[0]
    if _is_name(word, shouted):
        return word
    elided = word.lower() in {"d", "l"} and found.string[found.end() : found.end() + 1] in {"'", "’"}
    small = (elided or word.lower() in _LOW) and not _begins(found)
    return word.lower() if small else _first_up(word)


def _in_sentence(found: re.Match[str], shouted: bool) -> str:
    word = found[0]
    if _is_name(word, shouted):
        return word
    return _first_up(word) if _begins(found) else word.lower()


def _is_name(word: str, shouted: bool) -> bool:
    """Whether a word's letters are to stay: an acronym, a measure ("10cm"), a size ("G"), a capital inside."""
    if word[0].isdigit():
        return True
    if len(word) == 1:
        return word.isupper() and word.lower() not in _LOW | {"d", "l"}
    return not shouted and any(letter.isupper() for letter in word[1:])


def _begins(found: re.Match[str]) -> bool:
    """Whether a word is the first of the text or of a sentence."""
    before = found.string[: found.start()]
    return not _WORD.search(before) or _END.search(before) is not None


def _first_up(word: str) -> str:
    return word[0].upper() + word[1:].lower()
