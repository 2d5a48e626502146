"""What stands on a product, as the model is told it: data, however it reads.

A label may say anything, also "ignore your instructions" or the marks by which chat templates part speakers. Servers
tokenise all that they are sent alike, so nothing that looks like such a mark is left in it; what is quoted is bounded
in length, each line stands between quotation marks, and the sentence around it says that it is no instruction.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

MOST: Final = 600
"""Characters of a label that a model is told at most: some 300 tokens."""
MOST_IN_A_LINE: Final = 80

_LINES = "{lines}"
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys('"“”„«»`´', "'"),
        **dict.fromkeys("<[{", "("),
        **dict.fromkeys(">]}", ")"),
        **dict.fromkeys("|\\", "/"),
        **dict.fromkeys("#_▁~^", " "),
    }
)
"""What control tokens and markup are spelt with → what says the same to a person."""
_SPEAKERS = re.compile(
    r"\b(user|assistant|system|human|model|inst|usu[aá]rio|assistente|sistema|usuario|asistente)\s*:", re.IGNORECASE
)


def quote(lines: Iterable[str], wording: str) -> str:
    """What is said of a label's lines; empty where there are none.

    Args:
        lines: As they were read.
        wording: What is said around them, with ``{lines}`` in their place; empty for a model that is not told.
    """
    quoted = list(_bounded(lines)) if wording else []
    return wording.replace(_LINES, "\n".join(quoted)) if quoted else ""


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    room = MOST
    for line in dict.fromkeys(map(_defused, lines)):
        room -= len(line)
        if room < 0:
            return
        if line:
            yield f'- "{line}"'


def _defused(line: str) -> str:
    """A line without anything that a template or a tokeniser could take for more than text."""
    narrow = unicodedata.normalize("NFC", "".join(map(_narrow, line)))
    plain = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in narrow)
    spoken = _SPEAKERS.sub(r"\1 -", plain.translate(_LOOKALIKES))
    return " ".join(spoken.split())[:MOST_IN_A_LINE].strip()


def _narrow(letter: str) -> str:
    """Fullwidth forms, of which some control tokens are spelt, as the plain letters that they stand for."""
    return unicodedata.normalize("NFKC", letter) if "\uff00" <= letter <= "\uffef" else letter
