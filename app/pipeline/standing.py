"""How far an opinion on a closed-list field counts, as a catalogue's approved cards say; nothing until they say enough.

Two things are asked of cards that a person has opened and approved, of which it is known what a model wrote, what was
approved and what the opinion is. How many times more often does it agree with what turned out right than with what
turned out wrong? So many times its agreement raises the odds. And where it disagreed, how often was what it named the
thing that was approved? From where that is at least as often as not, a disagreement is worth a person's look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

from app.evaluation.statistics import wilson
from app.pipeline.belief import ENOUGH, RARER

_SURE: Final = 1.645
"""Standard errors that a share may be worse than it seems: one chance in twenty."""
_AS_NOT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody beside the model says of a field.

    Attributes:
        value: The entry that is named.
        margin: How far it stands before the next one, in the measure of whoever names; more is surer.
    """

    value: str
    margin: float


@dataclass(frozen=True, slots=True)
class Trial:
    """An opinion on a card of which a person has decided.

    Attributes:
        written: What the model wrote.
        approved: What a person approved.
        opinion: What was named.
    """

    written: str
    approved: str
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Standing:
    """What the approved cards say of an opinion.

    Attributes:
        answers: How many there are.
        worth: How many times more often it agrees with a right value than with a wrong one, at the cautious end of what
            these cards allow; 1 where that is nothing.
        margin: From which on a disagreement is told; ``None`` where none is.
        named: How often, of the disagreements from there on, it had named what was approved.
        of: How many those are.
    """

    answers: int = 0
    worth: float = 1.0
    margin: float | None = None
    named: int = 0
    of: int = 0

    @property
    def counts(self) -> bool:
        """Whether the opinion changes anything."""
        return self.worth > 1 or self.margin is not None

    def tells(self, opinion: Opinion) -> bool:
        """Whether a disagreement with it is worth a look."""
        return self.margin is not None and opinion.margin >= self.margin


def standing(trials: Sequence[Trial]) -> Standing:
    """Weigh an opinion by decided cards.

    Args:
        trials: The opinion had no part in how they were decided, or a small one.
    """
    right = [one.opinion.value == one.written for one in trials if one.written == one.approved]
    wrong = [one.opinion.value == one.written for one in trials if one.written != one.approved]
    if len(trials) < ENOUGH or min(len(right), len(wrong)) < RARER:
        return Standing(len(trials))
    margin, named, of = _worth_a_look([one for one in trials if one.opinion.value != one.written])
    return Standing(len(trials), _worth(sum(right), len(right), sum(wrong), len(wrong)), margin, named, of)


def _worth(right: int, of_right: int, wrong: int, of_wrong: int) -> float:
    """The likelihood ratio of an agreement, less what chance may have added to its logarithm (Katz et al. 1978).

    Half an answer is added to each count (Walter 1975), so that none is nothing.
    """
    agreed, agreed_wrongly, all_right, all_wrong = (each + 0.5 for each in (right, wrong, of_right, of_wrong))
    ratio = log(agreed / all_right) - log(agreed_wrongly / all_wrong)
    error = sqrt(1 / agreed - 1 / all_right + 1 / agreed_wrongly - 1 / all_wrong)
    return max(1.0, exp(ratio - _SURE * error))


def _worth_a_look(disagreements: list[Trial]) -> tuple[float | None, int, int]:
    """The margin from which on as many as possible are worth a look; how many were right of how many."""
    found: tuple[float | None, int, int] = (None, 0, 0)
    ordered = sorted(disagreements, key=lambda one: -one.opinion.margin)
    named = 0
    for of, one in enumerate(ordered, 1):
        named += one.opinion.value == one.approved
        last = of == len(ordered) or ordered[of].opinion.margin < one.opinion.margin
        if last and of >= RARER and wilson(named, of, _SURE).low >= _AS_NOT:
            found = one.opinion.margin, named, of
    return found
