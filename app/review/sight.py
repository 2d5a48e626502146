"""What is known of a product beside its card; and the colour that the model wrote, beside what pixels say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.card import COLOUR_FIELD
from app.domain.colours.found import FoundColours
from app.domain.colours.namer import Opinion
from app.review.kin import UNKNOWN, Kin
from app.review.label import label_of
from app.review.marks import Code, Fix, Mark
from app.review.reading import Reading
from app.review.words_seen import UNSEEN, WordsSeen


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a product beside its card.

    Attributes:
        written: Field → what the model wrote; empty where no model did.
        colours: Those of its main photo; ``None`` where nobody looked for them.
        label: What was read on its photos; empty where that is nothing.
        kin: What is known of approved products that look like it.
        seen: What words see in its photo.
    """

    written: Mapping[str, Any] = field(default_factory=dict, hash=False)
    colours: FoundColours | None = None
    label: str = ""
    kin: Kin = UNKNOWN
    seen: WordsSeen = UNSEEN

    @classmethod
    def of(cls, written: Mapping[str, Any], provenance: Mapping[str, Any], colours: FoundColours | None) -> "Evidence":
        """Of a card that a model wrote, by what its provenance says."""
        kin, seen = Kin.of_card(provenance), WordsSeen.of_card(provenance)
        return cls(written, colours, label_of(provenance), kin, seen)


def outvoted(card: Reading, written: Mapping[str, Any], opinion: Opinion) -> Iterator[Mark]:
    """The colour, where the model's is seen nowhere in the photo and another dominates; a person's is not doubted.

    Args:
        card: The card.
        written: Field → what the model wrote.
        opinion: What the pixels say.
    """
    own = card.value(COLOUR_FIELD)
    if own in opinion.absent and own == written.get(COLOUR_FIELD):
        seen = opinion.colours[0]
        facts = {"own": own.casefold(), "other": seen.label.casefold(), "share": f"{round(100 * seen.share)} %"}
        yield Mark(COLOUR_FIELD, Code.PHOTO, "photo", facts, None, Fix(COLOUR_FIELD, seen.label))
