"""How far a text is from a house's manner of writing.

The measure is that of profile-based authorship attribution: the texts of one author together are a profile of the
frequencies of their sequences of three characters, and a text is as far from it as the cosine of both profiles is from
one (V. Kešelj, F. Peng, N. Cercone and C. Thomas, *N-gram-based Author Profiles for Authorship Attribution*, 2003;
E. Stamatatos, *A Survey of Modern Authorship Attribution Methods*, 2009, sections 2.2 and 3.1). The most frequent
sequences are pieces of function words and endings, so that little of it is what a text is about.
"""

import math
from collections import Counter
from collections.abc import Iterable
from typing import Final

GRAM: Final = 3
"""Characters of a sequence."""


class Manner:
    """The profile of a house's texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._all: Counter[str] = Counter()
        for text in texts:
            self._all.update(grams(text))

    def distance(self, text: str) -> float:
        """From a text of somebody else, in [0, 1]; 0 for the same frequencies."""
        return 1.0 - cosine(grams(text), self._all)

    def distance_of_own(self, text: str) -> float:
        """From one of the house's own texts, in [0, 1], to all the others."""
        own = grams(text)
        return 1.0 - cosine(own, self._all - own)


def grams(text: str) -> Counter[str]:
    """How often each sequence of :data:`GRAM` characters occurs, in lower case, any white space being one space."""
    plain = f" {' '.join(text.lower().split())} "
    return Counter(plain[at : at + GRAM] for at in range(len(plain) - GRAM + 1))


def cosine(one: Counter[str], other: Counter[str]) -> float:
    """Of two profiles, in [0, 1]; 0 where one is empty."""
    lengths = math.sqrt(sum(count * count for count in one.values())) * math.sqrt(
        sum(count * count for count in other.values())
    )
    return sum(count * other[gram] for gram, count in one.items()) / lengths if lengths else 0.0
