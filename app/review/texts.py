"""Texts: what is said twice, in another language, in words that are not wanted, of what no photo shows, at length."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.wordwise import Finder
from app.review.marks import Code, Mark
from app.review.reading import Reading, Span, Text
from app.review.resources import Claim, Target
from app.wording import Language

RUN = 4
"""Words that make a repeated run."""
SUBSTANCE = 5
"""Letters of a word that says something; a run without two of them ("de um lado para o") is idiom."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """Finds runs of words that stand in a card twice, whole sentences among them.

    Attributes:
        apart: Fields that repeat others by their nature (the name): neither compared with others nor in themselves.
        small: Function words; they give a run no substance.
    """

    apart: frozenset[str]
    small: frozenset[str]

    def __call__(self, card: Reading) -> Iterator[Mark]:
        """Every later mention of :data:`RUN` words or more, as long as it goes."""
        seen: dict[tuple[str, ...], None] = {}
        for text in card.texts:
            if text.field in self.apart:
                continue
            runs = [text.words[at : at + RUN] for at in range(len(text.words) - RUN + 1)]
            yield from self._again(text, runs, seen)

    def _again(self, text: Text, runs: list[tuple[str, ...]], seen: dict[tuple[str, ...], None]) -> Iterator[Mark]:
        at = 0
        while at < len(runs):
            end = at
            while end < len(runs) and runs[end] in seen:
                end += 1
            if end > at and self._substantial(text.words[at : end + RUN - 1]):
                span = text.span(at, end + RUN - 1)
                yield Mark(text.field, Code.REPEATED, "repeated", {"words": text.between(span)}, span)
            for run in runs[at : end + 1]:
                seen[run] = None
            at = end + 1

    def _substantial(self, words: tuple[str, ...]) -> bool:
        return sum(len(word) >= SUBSTANCE and word not in self.small for word in words) >= 2


@dataclass(frozen=True, slots=True)
class Foreign:
    """Finds paragraphs that are in another language, by their share of function words.

    The measure is the "small words" of Grefenstette,
    *Comparing two language identification schemes* (1995).

    A paragraph is foreign where another language explains clearly more of its words than the card's own does, or where
    hardly any of its words are the own language's. Short ones are not judged: a name or a feature has too few words.

    Attributes:
        own: The cards' language.
        small: Language → its function words, folded.
        fewest: Words that a paragraph must have to be judged.
        margin: By how much another language's share of words must be larger, in [0, 1].
        least: Share of own words below which a paragraph of twice ``fewest`` words is no text of that language.
    """

    own: Language
    small: Mapping[Language, frozenset[str]] = field(hash=False)
    fewest: int = 12
    margin: float = 0.08
    least: float = 0.08

    def __call__(self, card: Reading) -> Iterator[Mark]:
        """Each foreign paragraph."""
        for text in card.texts:
            for first, end in _paragraphs(text):
                if end - first >= self.fewest and (wording := self._judge(text.words[first:end])):
                    yield Mark(text.field, Code.LANGUAGE, wording, {}, text.span(first, end))

    def _judge(self, words: tuple[str, ...]) -> str:
        """The sentence for a paragraph of these words; empty where it is in the cards' language."""
        shares = {language: sum(word in small for word in words) / len(words) for language, small in self.small.items()}
        own = shares.pop(self.own)
        other = max(shares, key=lambda language: shares[language])
        if shares[other] - own >= self.margin:
            return f"language.{other}"
        return "language" if own < self.least and len(words) >= 2 * self.fewest else ""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Finds words of the catalogue's list, in any of their forms.

    Attributes:
        finder: Finds them.
    """

    finder: Finder

    def __call__(self, card: Reading) -> Iterator[Mark]:
        """Each mention."""
        for text in card.texts:
            for mention in self.finder.found(text.words):
                span = text.span(mention.start, mention.end)
                yield Mark(text.field, Code.FORBIDDEN, "forbidden", {"words": text.between(span)}, span)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Finds what no photo can show.

    Attributes:
        claims: What that is; of two that speak of the same words the first does.
    """

    claims: tuple[Claim, ...]

    def __call__(self, card: Reading) -> Iterator[Mark]:
        """Each mention, in the order of the text."""
        for text in card.texts:
            found: list[tuple[Span, str]] = []
            for claim in self.claims:
                for match in claim.pattern.finditer(text.folded):
                    span = text.span_of(match.start(), match.end())
                    if not any(span.start < other.end and other.start < span.end for other, _ in found):
                        found.append((span, claim.id))
            for span, id_ in sorted(found, key=lambda one: one[0].start):
                yield Mark(text.field, Code.CLAIM, f"claim.{id_}", {"words": text.between(span)}, span)


@dataclass(frozen=True, slots=True)
class Lengths:
    """Finds texts that are longer than where they are to go takes them.

    Attributes:
        target: Where that is.
    """

    target: Target

    def __call__(self, card: Reading) -> Iterator[Mark]:
        """Each text with too many characters; what is beyond is the span."""
        for text in card.texts:
            most = self.target.most.get(text.field)
            if most is not None and len(text.text) > most:
                facts = {"target": self.target.name, "most": str(most), "length": str(len(text.text))}
                yield Mark(text.field, Code.LENGTH, "length", facts, Span(text.item, most, len(text.text)))


def _paragraphs(text: Text) -> Iterator[tuple[int, int]]:
    """The paragraphs that hold a word, as (first word, word after the last)."""
    first, start = 0, 0
    for line in text.text.split("\n"):
        start += len(line) + 1
        end = first
        while end < len(text.places) and text.places[end][0] < start:
            end += 1
        if end > first:
            yield first, end
        first = end
