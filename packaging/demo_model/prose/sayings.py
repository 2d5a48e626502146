"""What a card has said so far, so that nothing is said twice.

A sentence is refused when it would repeat one of

- a word of four letters or more (by its first six, so that "combina" and "combinam" are one), unless it may stand
  there more often;
- the two words that an earlier sentence opens with, or the one word that the last one opens with;
- a run of three words.

The decoder may write no run of four tokens twice in a description; :func:`twice` finds those of a whole text.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_WEIGHTY, _STEM = 4, 6  # letters of a word that weighs, and those of it that are compared
_RUN = 3


class Sayings:
    """The sentences that were accepted.

    Args:
        limits: Words that may stand in a card more than once → how often.
    """

    def __init__(self, limits: Mapping[str, int]) -> None:
        self._limits = limits
        self._times: Counter[str] = Counter()
        self._openings: set[tuple[str, ...]] = set()
        self._last = ""
        self._runs: set[tuple[str, ...]] = set()

    def accept(self, sentence: str) -> bool:
        """Take a sentence up, or refuse it."""
        words = words_of(sentence)
        opening = tuple(words[:2])
        if opening in self._openings or words[0] == self._last:
            return False
        weighty = list(filter(None, map(self._weight, words)))
        times = Counter(weighty)
        if any(times[word] + self._times[word] > self._limits.get(word, 1) for word in weighty):
            return False
        fresh = runs(words, _RUN)
        if len(set(fresh)) < len(fresh) or not self._runs.isdisjoint(fresh):
            return False
        self._times.update(times)
        self._openings.add(opening)
        self._last = words[0]
        self._runs.update(fresh)
        return True

    def _weight(self, word: str) -> str:
        """What a word is counted as: itself where it has a limit, else its stem; empty when it is too short."""
        return word if word in self._limits else word[:_STEM] if len(word) >= _WEIGHTY else ""


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.lower())


def counted(text: str) -> int:
    """Words as the description's pattern counts them: single letters only lead to the next word."""
    return sum(len(word.rstrip(",;:.!?")) > 1 for word in text.split())


def twice(text: str) -> list[str]:
    """Runs of four words, or of four words and marks, that a text has more than once."""
    counts = (Counter(runs(items, 4)) for items in (words_of(text), _TOKEN.findall(text)))
    return [" ".join(run) for count in counts for run, times in count.items() if times > 1]


def runs(items: Sequence[str], length: int) -> list[tuple[str, ...]]:
    """All runs of so many neighbours."""
    return list(zip(*(items[at:] for at in range(length)), strict=False))
