"""The colours that pixels show, as evidence beside the model's colour: where both agree, the field is surer.

A disagreement takes nothing away from it; it is a mark of its own (:mod:`app.review.sight`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from app.domain.card import COLOUR_FIELD
from app.domain.colours.found import FoundColours
from app.domain.colours.namer import Namer
from app.pipeline.calibration import with_value
from inference.events import Confidence

AGREEMENT = 5.0
"""How many times more often the pixels agree with a right colour than with a wrong one, as measured by
``tests/benchmarks/bench_colours.py`` where wrong colours are those that pixels themselves mistake the right one for:
8 on labelled photos and 22 on renders, rounded down, because a model may be wrong where pixels are, too."""


@dataclass(frozen=True, slots=True)
class Seconded:
    """A card's confidences after the pixels were heard.

    Attributes:
        confidence: Field → how sure.
        told: For the card's provenance: what was seen, and what it changed; empty where nothing was to be heard.
    """

    confidence: dict[str, Confidence]
    told: dict[str, Any]


def second(
    values: Mapping[str, JsonValue],
    confidence: Mapping[str, Confidence],
    namer: Namer | None,
    found: FoundColours | None,
) -> Seconded:
    """Hear what the pixels say of a card's colour.

    Args:
        values: Field → what the model wrote.
        confidence: Field → how sure it was.
        namer: By the list that the model chose from; ``None`` for a model beside which pixels are no evidence.
        found: The photo's colours; ``None`` where nobody looked for them.
    """
    sure, own = confidence.get(COLOUR_FIELD), values.get(COLOUR_FIELD)
    if namer is None or found is None or sure is None:
        return Seconded(dict(confidence), {})
    opinion = namer.opinion(found)
    agrees = own in opinion.agrees
    told = {
        "field": COLOUR_FIELD,
        "colours": {colour.label: round(colour.share, 3) for colour in opinion.colours},
        "separated": round(found.sure, 3),
        "agrees": agrees,
        "confidence_before": sure.value,
    }
    raised = with_value(sure, own, _raised(sure.value)) if agrees else sure
    return Seconded({**confidence, COLOUR_FIELD: raised}, {"second_opinion": told})


def _raised(before: float) -> float:
    """Bayes' rule in odds: those before, times the likelihood ratio of the agreement."""
    return AGREEMENT * before / (AGREEMENT * before + 1 - before)
