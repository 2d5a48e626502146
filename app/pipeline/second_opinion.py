"""Second opinions beside the model: what pixels show of its colour, what like products and words say of its category.

Where both agree, the field is surer. A disagreement takes nothing away from it; it is a mark of its own
(:mod:`app.review.sight`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import JsonValue

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD
from app.domain.colours.found import FoundColours
from app.domain.colours.namer import Namer
from app.pipeline.calibration import with_value
from app.review.kin import NEIGHBOURS
from app.review.words_seen import WORDS_SEEN
from inference.events import Confidence

if TYPE_CHECKING:  # what finds neighbours would slow the command line's start
    from app.pipeline.neighbours import Vote
    from app.pipeline.standing import Opinion, Standing

AGREEMENT = 5.0
"""How many times more often the pixels agree with a right colour than with a wrong one, as measured by
``tests/benchmarks/bench_colours.py`` where wrong colours are those that pixels themselves mistake the right one for:
8 on labelled photos and 22 on renders, rounded down, because a model may be wrong where pixels are, too."""
KINSHIP = 1.6
"""How many times more often approved products that look like one agree with a right category than with a wrong one, as
measured by ``tests/benchmarks/bench_neighbours.py --limit 700`` with the demonstration model's tower, where wrong ones
are those that look-alikes themselves mistake the right one for, because a model may be wrong where they are, too. With
80 cards that this model wrote beside 1,000 approved ones it was 3.9 [1.4, 10.5] (``bench_house.py --new 80 --words
60``): the cautious figure is taken."""


@dataclass(frozen=True, slots=True)
class Seconded:
    """A card's confidences after others were heard.

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
    said = {
        "colours": {colour.label: round(colour.share, 3) for colour in opinion.colours},
        "separated": round(found.sure, 3),
    }
    heard = Seconded(dict(confidence), {})
    return _counted(heard, COLOUR_FIELD, own, said, AGREEMENT if own in opinion.agrees else None, "second_opinion")


def third(values: Mapping[str, JsonValue], seconded: Seconded, vote: "Vote | None") -> Seconded:
    """Hear what approved products that look like one say of its category, after all others.

    Args:
        values: Field → what the model wrote.
        seconded: What came of the others.
        vote: What they say; ``None`` where they say nothing.
    """
    sure, own = seconded.confidence.get(CATEGORY_FIELD), values.get(CATEGORY_FIELD)
    if vote is None or sure is None:
        return seconded
    said = {"category": vote.category, "votes": vote.votes, "of": vote.of}
    return _counted(seconded, CATEGORY_FIELD, own, said, KINSHIP if own == vote.category else None, NEIGHBOURS)


def fourth(
    values: Mapping[str, JsonValue], seconded: Seconded, opinion: "Opinion | None", standing: "Standing"
) -> Seconded:
    """Hear which category's name is nearest to the photo, after all others.

    Args:
        values: Field → what the model wrote.
        seconded: What came of the others.
        opinion: Which; ``None`` where nobody knows.
        standing: How far that counts.
    """
    sure, own = seconded.confidence.get(CATEGORY_FIELD), values.get(CATEGORY_FIELD)
    if opinion is None or sure is None:
        return seconded
    agrees = own == opinion.value
    said = {
        "category": opinion.value,
        "margin": round(opinion.margin, 4),
        "told": not agrees and standing.tells(opinion),
        "named": standing.named,
        "of": standing.of,
        "worth": round(standing.worth, 2),
    }
    return _counted(seconded, CATEGORY_FIELD, own, said, standing.worth if agrees else None, WORDS_SEEN)


def _counted(
    heard: Seconded, field: str, own: JsonValue, said: Mapping[str, Any], worth: float | None, name: str
) -> Seconded:
    """What comes of an opinion on what the model wrote in a field.

    Args:
        heard: What came of those before.
        field: Of the card.
        own: What the model wrote.
        said: For the provenance.
        worth: How many times more often an agreement is right than wrong; ``None`` for a disagreement.
        name: Under which the provenance keeps it.
    """
    sure = heard.confidence[field]
    told = {"field": field, **said, "agrees": worth is not None, "confidence_before": sure.value}
    raised = sure if worth is None else with_value(sure, own, _raised(sure.value, worth))
    return Seconded({**heard.confidence, field: raised}, {**heard.told, name: told})


def _raised(before: float, ratio: float) -> float:
    """Bayes' rule in odds: those before, times the likelihood ratio of the agreement."""
    return ratio * before / (ratio * before + 1 - before)
