"""What the set-up says to a person: Portuguese where the system speaks it, English elsewhere.

Everything goes to standard error: ``dev.py run generate …`` prints its cards, and nothing else, on standard output.
"""

import locale
import os
import sys
from collections.abc import Mapping


class Problem(Exception):
    """Something a person has to mend: a sentence, and what to do about it."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


def portuguese_spoken(environ: Mapping[str, str]) -> bool:
    """Whether the person's system is set to Portuguese.

    Args:
        environ: Environment variables; the first that is set of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` decides.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name].lower().startswith("pt")
    return (locale.getlocale()[0] or "").lower().startswith("pt")


def both(portuguese: str, english: str) -> str:
    """The one of two sentences that the person reads."""
    return portuguese if portuguese_spoken(os.environ) else english


def say(text: str) -> None:
    """Write a line to standard error, whatever its encoding."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stderr.flush()
