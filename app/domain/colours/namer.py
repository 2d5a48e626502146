"""Names colours by a closed list, and says what a photo's colours say of a card's.

A colour is called by the word whose anchor is nearest. Differences of lightness count less than those of hue and
chroma: the light of a photo changes the one more than the others. Thresholds were chosen on labelled photos, by
``tests/benchmarks/bench_colours.py``, whose figures stand beside them.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.colours.found import FoundColour, FoundColours, Lab
from app.domain.colours.words import ColourWord, colour_words, known
from app.wording import Language

LIGHTNESS = 0.7
"""How much a difference of L* counts beside the same difference of a* or b*."""
FARTHEST = 32.0
"""Difference from the list's nearest anchor up to which its word will do for a colour that has another name."""
ABSENT = 18.0
"""Difference from every colour of a photo from which on a word is not seen there: of 300 labelled photos that had no
part in the table, 1.7 % (0.7 to 3.8 %) miss the right word, and 41 % each wrong one."""
DOMINANT = 0.5
"""Share of the product from which on a colour dominates it."""
SEPARATE = 0.9
"""How sure the separation has to be. Where it is, and a colour dominates (68 % of the same photos), that colour's word
is the right one, or as good as it, for 87 % (81 to 91 %); without that condition for 78 %, and strictly the right one
for 70 %, where the demonstration model's is for 78 %. So it is offered, heard as evidence and marked quietly, and
decides nothing."""
_VISIBLE = 0.08
"""Share of the product below which a colour may be a seam or a shadow."""
_BEHIND = 0.15
"""The same for the background, where the product may be, too, if the separation went wrong."""
_OFFERED = 3
_WORTH_OFFERING = 0.1


@dataclass(frozen=True, slots=True)
class NamedColour:
    """A colour of a product.

    Attributes:
        label: The list's entry for it.
        swatch: The colour itself, not the entry's typical one, as ``#rrggbb`` (sRGB).
        share: The part of the product that has it, in [0, 1].
    """

    label: str
    swatch: str
    share: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a photo's pixels say of a product's colour; nothing of it is certain.

    Attributes:
        colours: The product's colours by the list's names, the largest share first; at most three.
        agrees: The entries that the dominant colour supports; empty where none dominates, or the separation is unsure.
        absent: The entries that are seen nowhere in the photo, neither on the product nor behind it; empty where no
            colour dominates.
    """

    colours: tuple[NamedColour, ...] = ()
    agrees: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Namer:
    """Names colours by one closed list.

    Attributes:
        words: Those entries of the list that are words for colours; the others ("transparente") are never seen.
    """

    words: Mapping[str, ColourWord] = field(hash=False)

    @classmethod
    def of(cls, listed: Iterable[str], language: Language) -> "Namer":
        """A namer by a list's labels."""
        return cls(known(listed, language))

    def name(self, lab: Lab) -> str:
        """The list's entry for a colour; empty where it has none that would do."""
        distances = {label: _distance(lab, word.anchors) for label, word in self.words.items() if word.anchors}
        nearest = min(distances, key=distances.__getitem__, default="")
        if not nearest:
            return ""
        usual = min((word for word in colour_words() if word.anchors), key=lambda word: _distance(lab, word.anchors))
        does = distances[nearest] <= FARTHEST or usual.families & self.words[nearest].families
        return nearest if does else ""

    def opinion(self, found: FoundColours | None) -> Opinion:
        """What a photo's colours say; nothing where none were found."""
        if found is None:
            return Opinion()
        colours = self._named(found.product)
        if not colours or colours[0].share < DOMINANT:
            return Opinion(colours)
        main = self.words[colours[0].label].families
        kin = (label for label, word in self.words.items() if word.families & main)
        return Opinion(colours, frozenset(kin if separated(found) else ()), self._absent(found))

    def _named(self, groups: Sequence[FoundColour]) -> tuple[NamedColour, ...]:
        """The groups by name, those of the same name as one, in the colour of the largest."""
        swatches: dict[str, str] = {}
        shares: dict[str, float] = {}
        for group in groups:
            if label := self.name(group.lab):
                swatches.setdefault(label, group.swatch)
                shares[label] = shares.get(label, 0.0) + group.share
        order = sorted(shares, key=lambda label: -shares[label])
        named = tuple(NamedColour(label, swatches[label], min(1.0, shares[label])) for label in order)
        return tuple(colour for colour in named if colour.share >= _WORTH_OFFERING)[:_OFFERED]

    def _absent(self, found: FoundColours) -> frozenset[str]:
        seen = [group.lab for group in found.product if group.share >= _VISIBLE]
        seen += [group.lab for group in found.background if group.share >= _BEHIND]
        return frozenset(
            label
            for label, word in self.words.items()
            if min(_distance(lab, self._kin(word)) for lab in seen) >= ABSENT
        )

    @staticmethod
    def _kin(word: ColourWord) -> tuple[Lab, ...]:
        """The anchors of a word and of every other that is of no other family: a navy shirt is blue as well."""
        kin = (other for other in colour_words() if other.families <= word.families)
        return (*word.anchors, *(lab for other in kin for lab in other.anchors))


def separated(found: FoundColours) -> bool:
    """Whether the product was told from its background well enough to be believed."""
    return found.whole or found.sure >= SEPARATE


def _distance(lab: Lab, anchors: Iterable[Lab]) -> float:
    """To the nearest of some colours; CIE 1976 ΔE*ab with lightness weighed less."""
    lightness, red, yellow = lab
    return min(math.hypot(LIGHTNESS * (lightness - other[0]), red - other[1], yellow - other[2]) for other in anchors)
