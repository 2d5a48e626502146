"""Keeps a text from saying again what it has said, and a list from offering the same thing twice.

What a small model knows by heart it goes on with word by word, certain of each: refused one in the middle, it has
nothing to say in its place and writes words that do not exist. So what is about to be repeated is turned away where it
begins, where there are many ways on, and its middle is left to the model wherever it is certain.

A *saying* is a sentence of a text, or an item of a list.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeAlias

_RUN = 4  # no run of so many words twice
_CERTAIN = 0.9  # probability from which on a model is left its way
_LED = 0.5  # probability of a second word from which on its first leads to one saying only

_LETTERS = rb"[a-z0-9\x80-\xff]+"
_WORD = re.compile(_LETTERS + rb"(?:-" + _LETTERS + rb")*")
_SENTENCE_ENDS = re.compile(rb"[.!?]|\\[nr]")
_ITEM_ENDS = re.compile(rb'"')
_LONE = frozenset({b"a", b"e", b"i", b"o", b"u", b"y"})  # letters that are more often a word than the beginning of one

_Words: TypeAlias = list[bytes]
_Followers: TypeAlias = defaultdict[tuple[bytes, ...], set[bytes]]


class Repetition:
    """Follows one value while it is written, as bytes of JSON.

    Args:
        items: Whether it is a list of texts rather than one text.
    """

    def __init__(self, *, items: bool) -> None:
        self._ends = _ITEM_ENDS if items else _SENTENCE_ENDS
        self._open = b""  # the saying being written, in lower case
        self._led: bool | None = None  # whether its second word was to be expected; not known before that begins
        self._leading: set[bytes] = set()
        self._seconds: defaultdict[bytes, set[bytes]] = defaultdict(set)
        self._followers: _Followers = defaultdict(set)

    def refuse(self, spelt: bytes, probability: Callable[[], float]) -> bool:
        """Whether a token begins a word with which something would be said again.

        Args:
            spelt: The token's bytes.
            probability: How probable the model finds it; asked where that decides.
        """
        words = self._begun(spelt)
        match len(words):
            case 0:
                return False
            case 1:
                return _begins(words[0], self._leading)
            case 2:
                return _begins(words[1], self._seconds.get(words[0], ()))
            case _:
                return self._runs_on(words, probability)

    def note(self, spelt: bytes, probability: float) -> None:
        """Take note of what was written: a token's bytes, and how probable it was."""
        if self._led is None and len(self._begun(spelt)) == 2:
            self._led = probability >= _LED
        *closed, self._open = self._ends.split(self._open + spelt.lower())
        for saying in closed:
            self._remember(_WORD.findall(saying))

    def _begun(self, spelt: bytes) -> _Words:
        """The words of the saying up to one that begins with these bytes; none where they begin no word."""
        saying = self._ends.split(self._open + spelt.lower())[-1]
        words = list(_WORD.finditer(saying))
        begins = words and words[-1].start() >= len(saying) - len(spelt)
        return [word[0] for word in words] if begins else []

    def _runs_on(self, words: _Words, probability: Callable[[], float]) -> bool:
        """Whether a run of words ends here that stands in this saying, or in another and the model is not certain."""
        *before, word = words
        run = before[1 - _RUN :]
        if _begins(word, _behind(run, before)):
            return True
        return _begins(word, self._followers.get(tuple(run), ())) and probability() < _CERTAIN

    def _remember(self, words: _Words) -> None:
        match words:
            case [only]:
                self._leading.add(only)
            case [first, second, *_]:
                self._seconds[first].add(second)
                if self._led:
                    self._leading.add(first)
        for run, followers in _followers(words).items():
            self._followers[run] |= followers
        self._led = None


def _behind(run: _Words, words: _Words) -> _Words:
    """The words that follow a run in others."""
    length = len(run)
    return [
        words[at] for at in range(length, len(words)) if words[at - 1] == run[-1] and words[at - length : at] == run
    ]


def _followers(words: _Words) -> _Followers:
    """The runs of all words but the last of a run → the words that follow."""
    found: _Followers = defaultdict(set)
    for *run, last in zip(*(words[start:] for start in range(_RUN)), strict=False):
        found[tuple(run)].add(last)
    return found


def _begins(word: bytes, others: Iterable[bytes]) -> bool:
    """Whether a word is one of the others, or may be the beginning of one."""
    return word in others if word in _LONE else any(other.startswith(word) for other in others)
