"""Answers → marks: pure functions, so that the same answer always gets the same mark."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from app.domain.card import CATEGORY_FIELD, DESCRIPTION_FIELD, NAME_FIELD
from app.domain.text import count_words
from app.domain.wordwise import Phrase, begins, longest_beginning, words
from app.evaluation.answers import Answer
from app.evaluation.labels import LabelledPhoto
from app.evaluation.marks import FieldMark, Mark
from app.evaluation.yardstick import TYPE, Yardstick
from app.review.contradictions import Contradictions
from inference.events import Confidence


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the answers to one file of labels.

    Attributes:
        yardstick: What answers are measured against.
        nouns: Folded words → the noun, for every product type that the labels expect anywhere.
        contradictions: Finds them.
    """

    yardstick: Yardstick
    nouns: Mapping[Phrase, str] = field(hash=False)
    contradictions: Contradictions

    @classmethod
    def of(cls, yardstick: Yardstick, rows: Iterable[LabelledPhoto]) -> "Judge":
        """A judge who has read all the labels."""
        nouns: dict[Phrase, str] = {}
        categories: dict[str, set[str]] = {}
        for row in rows:
            for noun in row.expected.get(TYPE, ()):
                name = nouns.setdefault(words(noun), noun)
                categories.setdefault(name, set()).update(row.expected.get(CATEGORY_FIELD, ()))
        expected = {noun: frozenset(found) for noun, found in categories.items()}
        return cls(yardstick, nouns, Contradictions.of(yardstick.colours, expected, yardstick.many_colours))

    @property
    def types(self) -> tuple[str, ...]:
        """The product types, those of one category beside each other, in the order of the list of categories."""
        order = {category: place for place, category in enumerate(self.yardstick.closed.get(CATEGORY_FIELD, ()))}
        places = {
            noun: min((order[category] for category in found), default=len(order))
            for noun, found in self.contradictions.categories.items()
        }
        return tuple(sorted(places, key=lambda noun: (places[noun], words(noun))))

    def judge(self, row: LabelledPhoto, answer: Answer) -> Mark:
        """What is said of an answer."""
        if answer.values is None:
            return Mark(row.photo, row.group, row.known, None, answer.error, answer.facts)
        values = answer.values
        own = self.noun_of(str(values.get(NAME_FIELD, "")))
        return Mark(
            photo=row.photo,
            group=row.group,
            known=row.known,
            values=values,
            fields=dict(self._fields(row, answer, values)) if row.known else {},
            valid=self._is_valid(values),
            words=count_words(str(values.get(DESCRIPTION_FIELD, ""))),
            contradictions=self.contradictions.within(values, own),
            says_unknown=self._says_unknown(row, values),
            confidence={name: found.value for name, found in answer.confidence.items()},
        )

    def noun_of(self, name: str) -> str:
        """The noun that a name begins with; of several the longest, of none the empty text.

        ``Blusa de manga longa branca`` so is no ``blusa`` where the labels know both.
        """
        return longest_beginning(words(name), self.nouns) or ""

    def _fields(self, row: LabelledPhoto, answer: Answer, values: Mapping[str, Any]) -> Iterable[tuple[str, FieldMark]]:
        for name, expected in row.expected.items():
            if name == TYPE:
                got = self.noun_of(str(values.get(NAME_FIELD, "")))
                nouns = tuple(self.nouns[words(noun)] for noun in expected)
                yield name, FieldMark(nouns, got, got in nouns, _confidence(answer.confidence, NAME_FIELD))
            else:
                got = self.yardstick.said(values.get(name))
                right = _same(got, expected)
                yield name, FieldMark(expected, got, right, _confidence(answer.confidence, name))

    def _is_valid(self, values: Mapping[str, Any]) -> bool:
        try:
            self.yardstick.card.model_validate(dict(values), strict=True)
        except ValidationError:
            return False
        return True

    def _says_unknown(self, row: LabelledPhoto, values: Mapping[str, Any]) -> bool:
        """Whether the words of the card raise the flag; a category that is right for the photo is no flag."""
        other = self.yardstick.other_category
        flagged = (
            bool(other) and values.get(CATEGORY_FIELD) == other and other not in row.expected.get(CATEGORY_FIELD, ())
        )
        return flagged or begins(words(str(values.get(NAME_FIELD, ""))), words(self.yardstick.other_product))


def _same(got: str, expected: Sequence[str]) -> bool:
    """Whether a text is one of those expected, but for case, accents, punctuation and spaces."""
    return words(got) in map(words, expected)


def _confidence(confidence: Mapping[str, Confidence], name: str) -> float:
    found = confidence.get(name)
    return found.value if found else 0.0
