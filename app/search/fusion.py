"""Several rankings of the same things made one: reciprocal rank fusion.

G. V. Cormack, C. L. A. Clarke and S. Büttcher, *Reciprocal Rank Fusion outperforms Condorcet and individual Rank
Learning Methods*, SIGIR 2009: what stands at rank r of a ranking gets 1 / (k + r) for it; what has most comes first.
It needs no common measure, which words in a text and likeness to a photo do not have.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

K: Final = 60
"""The paper's constant: how little more a first place is worth than a second one."""


def fused(rankings: Sequence[Sequence[int]]) -> list[int]:
    """One ranking of all that stands in some; of what has the same, in the order in which it was first named.

    Args:
        rankings: Each from the best on, nothing twice in one.
    """
    worth: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, one in enumerate(ranking, 1):
            worth[one] += 1 / (K + rank)
    return sorted(worth, key=lambda one: -worth[one])
