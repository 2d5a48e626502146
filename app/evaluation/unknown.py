"""Whether a model tells that it does not know a thing.

A card is flagged when its words say so (its name begins as that of another product, or its category is the one for
what fits none), or when its name is less sure than a threshold. The threshold is the largest at which at most one
known thing in ten is flagged, by whatever way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.card import NAME_FIELD
from app.evaluation.figures import FALSE_ALARMS, UNKNOWN_AUC, UNKNOWN_FLAGGED, share
from app.evaluation.marks import Mark
from app.evaluation.report import Figure, Unknown
from app.evaluation.statistics import auc, roc

MOST_FALSE_ALARMS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Flagging:
    """How cards are flagged.

    Attributes:
        threshold: A name less sure than this is flagged; 0 flags none.
    """

    threshold: float

    def flags(self, mark: Mark) -> bool:
        """Whether a card is flagged."""
        return mark.says_unknown or _sureness(mark) < self.threshold


def choose_flagging(known: Sequence[Mark], most: float = MOST_FALSE_ALARMS) -> Flagging:
    """Find the largest threshold that keeps false alarms rare.

    Args:
        known: Cards of things that the model should know.
        most: The share of them that may be flagged.
    """
    allowed = int(most * len(known) + 1e-9) - sum(mark.says_unknown for mark in known)
    sure = sorted(_sureness(mark) for mark in known if not mark.says_unknown)
    if allowed < 0 or not sure:
        return Flagging(0.0)
    # A threshold flags what lies below it: at the n-th smallest confidence, at most n others.
    return Flagging(sure[min(allowed, len(sure) - 1)])


def measure_unknown(marks: Sequence[Mark]) -> tuple[Flagging, dict[str, Figure], Unknown | None]:
    """How well unknown things are flagged.

    Args:
        marks: Of all photos; those without a card count for nothing.

    Returns:
        The flagging, its figures and its curve; flagging by words alone and neither of the others where the labels
        have no unknown thing, or no known one.
    """
    cards = [mark for mark in marks if mark.values is not None]
    known = [mark for mark in cards if mark.known]
    unknown = [mark for mark in cards if not mark.known]
    if not known or not unknown:
        return Flagging(0.0), {}, None
    flagging = choose_flagging(known)
    strange, familiar = [_strangeness(mark) for mark in unknown], [_strangeness(mark) for mark in known]
    figures = {
        UNKNOWN_FLAGGED: share(sum(map(flagging.flags, unknown)), len(unknown)),
        FALSE_ALARMS: share(sum(map(flagging.flags, known)), len(known)),
        UNKNOWN_AUC: Figure(value=auc(strange, familiar), of=len(cards)),
    }
    return flagging, figures, Unknown(threshold=flagging.threshold, curve=roc(strange, familiar))


def _sureness(mark: Mark) -> float:
    """How sure the model was of the name, in [0, 1]."""
    return mark.confidence.get(NAME_FIELD, 0.0)


def _strangeness(mark: Mark) -> float:
    """How unknown a thing seems, in [0, 1]; 1 where the card says so in words."""
    return 1.0 if mark.says_unknown else 1.0 - _sureness(mark)
