"""Facts: those that are missing, and those that the card's own words contradict."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, NAME_FIELD
from app.domain.wordwise import Phrase
from app.review.contradictions import Contradictions, Found, Kind
from app.review.marks import Code, Fix, Mark
from app.review.reading import Reading, Shape, Text
from app.review.resources import Passing


@dataclass(frozen=True, slots=True)
class Missing:
    """Finds fields that say nothing.

    Attributes:
        shape: Of the cards.
        catch_all: Field → the entry of its list that says only "something else".
    """

    shape: Shape
    catch_all: tuple[tuple[str, str], ...] = ()

    def __call__(self, card: Reading) -> Iterator[Mark]:
        """Every field that is empty, or filled with the entry for whatever fits none."""
        filled = {text.field for text in card.texts} | self.shape.foreign(card.values)
        for name in self.shape.fields:
            said = name not in self.shape.texts and card.values.get(name) not in (None, "")
            if not (name in filled or said):
                yield Mark(name, Code.MISSING, "missing.empty")
        for name, entry in self.catch_all:
            if card.value(name) == entry:
                yield Mark(name, Code.MISSING, "missing.catch_all", {"value": entry})


@dataclass(frozen=True, slots=True)
class Contradicted:
    """Finds texts that name another colour or product than the card's, and products in a strange category.

    What is mentioned in passing is left out: what comes after "combina com" in a sentence, a colour beside the name of
    a part ("detalhes brancos"). Of products only those count that the text says the thing to be: where it begins with
    one, and after "este".

    Attributes:
        finder: Finds everything that could contradict.
        passing: Words that mention in passing.
    """

    finder: Contradictions
    passing: Passing

    def __call__(self, card: Reading) -> Iterator[Mark]:
        """Each other colour or product once a field, at its first mention."""
        seen = set()
        for found in self.finder.found(card, self.finder.noun_of(card.value(NAME_FIELD))):
            against = found.contradiction
            if against not in seen and self._meant(found):
                seen.add(against)
                yield self._mark(found)

    def _mark(self, found: Found) -> Mark:
        against = found.contradiction
        facts = {"own": against.own.casefold(), "other": against.other}
        if against.kind is Kind.CATEGORY:
            expected = sorted(self.finder.categories[against.own])
            fix = Fix(CATEGORY_FIELD, expected[0]) if len(expected) == 1 else None
            return Mark(
                CATEGORY_FIELD, Code.PRODUCT, "product.category", {**facts, "expected": " / ".join(expected)}, None, fix
            )
        span = found.text.span(found.first, found.end) if found.text else None
        if against.kind is Kind.COLOUR:
            return Mark(against.where, Code.COLOUR, "colour", facts, span, Fix(COLOUR_FIELD, against.other))
        return Mark(against.where, Code.PRODUCT, "product", facts, span)

    def _meant(self, found: Found) -> bool:
        text = found.text
        if text is None:
            return True
        start = next(start for start, end in text.sentences() if start <= found.first < end)
        before = text.words[start : found.first]
        if not self.passing.passing.isdisjoint(before):
            return False
        if found.contradiction.kind is Kind.COLOUR:
            return not self._of_a_part(text, found)
        return self._is_subject(text, before, at_start=start == 0)

    def _is_subject(self, text: Text, before: Phrase, *, at_start: bool) -> bool:
        """Whether a text says that the thing is what stands after these words of a sentence."""
        if before and before[-1] in self.passing.this:
            return True
        return at_start and text.item is None and self.passing.articles.issuperset(before)

    def _of_a_part(self, text: Text, found: Found) -> bool:
        near = (*text.words[max(0, found.first - 3) : found.first], *text.words[found.end : found.end + 1])
        return not self.passing.details.isdisjoint(near)
