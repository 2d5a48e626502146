"""What a card has said so far, so that nothing is said twice.

A sentence is refused when it would repeat one of

- a word of four letters or more (by its first six, so that "combina" and "combinam" are one), unless it may stand
  there more often;
- the two words that an earlier sentence opens with, or the one word that the last one opens with;
- a run of three words, or of four words and marks, whose repetition the decoder could not write.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_WEIGHTY, _STEM = 4, 6  # letters of a word that weighs, and those of it that are compared


class Sayings:
    """The sentences that were accepted.

    Args:
        limits: Words that may stand in a card more than once → how often.
    """

    def __init__(self, limits: Mapping[str, int]) -> None:
        self._limits = limits
        self._words: Counter[str] = Counter()
        self._limited: Counter[str] = Counter()
        self._openings: set[tuple[str, ...]] = set()
        self._last = ""
        self._runs: set[tuple[str, ...]] = set()
        self._tail: list[str] = []

    def accept(self, sentence: str) -> bool:
        """Take a sentence up, or refuse it."""
        words = words_of(sentence)
        limited = Counter(word for word in words if word in self._limits)
        weighty = Counter(word[:_STEM] for word in words if len(word) >= _WEIGHTY and word not in self._limits)
        if any(n + self._words[stem] > 1 for stem, n in weighty.items()):
            return False
        if any(n + self._limited[word] > self._limits[word] for word, n in limited.items()):
            return False
        opening = tuple(words[:2])
        if opening in self._openings or words[0] == self._last:
            return False
        tokens = self._tail + tokens_of(sentence)
        fresh = [*runs(words, 3), *runs(tokens, 4)]
        if len(set(fresh)) < len(fresh) or not self._runs.isdisjoint(fresh):
            return False
        self._words.update(weighty)
        self._limited.update(limited)
        self._openings.add(opening)
        self._last = words[0]
        self._runs.update(fresh)
        self._tail = tokens[-3:]
        return True


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def tokens_of(text: str) -> list[str]:
    """The words and marks of a text."""
    return _TOKEN.findall(text)


def counted(text: str) -> int:
    """Words as the description's pattern counts them: single letters only lead to the next word."""
    return sum(len(word) > 1 for word in _WORD.findall(text))


def runs(items: Sequence[str], length: int) -> list[tuple[str, ...]]:
    """All runs of so many neighbours."""
    return [tuple(items[at : at + length]) for at in range(len(items) - length + 1)]
