"""All the checks of a catalogue, put together from its lists, its cards' language and its preferences."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from pydantic import BaseModel

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, DESCRIPTION_FIELD, NAME_FIELD
from app.domain.colours.namer import Namer
from app.domain.lists import MANY_COLOURS, OTHER_CATEGORY, built_in, labels
from app.domain.wordwise import Finder
from app.review import resources
from app.review.contradictions import Contradictions
from app.review.duplicates import Fingerprint
from app.review.facts import Contradicted, Missing
from app.review.kin import copied, outnumbered
from app.review.label import beside_label
from app.review.marks import Check, Mark
from app.review.preferences import Preferences
from app.review.reading import Reading, Shape
from app.review.sight import Evidence, outvoted
from app.review.texts import Forbidden, Foreign, Lengths, Repeated, Unseen
from app.review.words_seen import seen_otherwise
from app.wording import Language

_EDITION = "5"
"""Grows when a check finds other things in the same card with the same data."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Runs every check over a card, whatever its severity: how loudly each speaks is decided where marks are shown.

    Attributes:
        shape: Of the cards.
        checks: All that need nothing but the card.
        namer: Names the colours of photos by the card's list.
        counted: Finds numbers of things in texts.
        stamp: Names what decides the marks: with the same stamp the same card has the same marks. 16 characters.
    """

    shape: Shape
    checks: tuple[Check, ...]
    namer: Namer
    counted: re.Pattern[str]
    stamp: str

    def marks(self, values: Mapping[str, Any], evidence: Evidence | None = None) -> tuple[Mark, ...]:
        """What there is to say of a card, in the order of its fields and, within one, of its text.

        Duplicates are not among it: they need a catalogue.

        Args:
            values: The card.
            evidence: What is known of its product beside it.
        """
        card = Reading.of(values, self.shape)
        places = {name: at for at, name in enumerate(self.shape.fields)}
        found = [mark for check in self.checks for mark in check(card)]
        if evidence is not None:
            categories = self.shape.closed.get(CATEGORY_FIELD, ())
            found += outvoted(card, evidence.written, self.namer.opinion(evidence.colours))
            found += outnumbered(card, evidence.written, evidence.kin, categories)
            found += copied(card, evidence.kin)
            found += seen_otherwise(card, evidence.written, evidence.seen, categories)
            found = list(beside_label(found, card, evidence.label, self.counted))
        return tuple(sorted(found, key=lambda mark: (places[mark.field], *_place(mark))))

    def fingerprint(self, values: Mapping[str, Any]) -> Fingerprint:
        """The description, as duplicates are found by it."""
        text = values.get(DESCRIPTION_FIELD)
        return Fingerprint.of(text if isinstance(text, str) else "")


def make_reviewer(card: type[BaseModel], language: Language, preferences: Preferences) -> Reviewer:
    """Put the checks together.

    Args:
        card: As :func:`app.domain.card.card_type` made it, with the catalogue's own lists.
        language: Of the cards.
        preferences: What the catalogue wants; of them only the forbidden words and the target matter here.
    """
    shape = Shape.of(card)
    small = resources.function_words()
    checks: list[Check] = [
        Missing(shape, _catch_all(shape, language)),
        Contradicted(_contradictions(shape, language), resources.passing(language)),
        Unseen(resources.claims(language)),
        Repeated(frozenset({NAME_FIELD}), small[language]),
        Foreign(language, small),
        Forbidden(Finder.of(preferences.words)),
    ]
    if preferences.target != "none":
        checks.append(Lengths(resources.targets()[preferences.target]))
    namer = Namer.of(shape.closed.get(COLOUR_FIELD, ()), language)
    counted = resources.counted(language)
    return Reviewer(shape, tuple(checks), namer, counted, _stamp(shape, language, preferences))


def _contradictions(shape: Shape, language: Language) -> Contradictions:
    colours, categories = shape.closed.get(COLOUR_FIELD, ()), shape.closed.get(CATEGORY_FIELD, ())
    products = resources.products(built_in("categories"), categories, language)
    return Contradictions.of(colours, products, _entry("colours", MANY_COLOURS, language))


def _catch_all(shape: Shape, language: Language) -> tuple[tuple[str, str], ...]:
    other = _entry("categories", OTHER_CATEGORY, language)
    return ((CATEGORY_FIELD, other),) if other in shape.closed.get(CATEGORY_FIELD, ()) else ()


def _entry(name: str, id_: str, language: Language) -> str:
    return labels([entry for entry in built_in(name) if entry.id == id_], language)[0]


def _place(mark: Mark) -> tuple[int, int]:
    return (-1, -1) if mark.span is None else (mark.span.item or 0, mark.span.start)


def _only(shape: Shape) -> dict[str, dict[str, list[str]]]:
    return {
        name: {source: sorted(values) for source, values in condition.items()}
        for name, condition in shape.only_for.items()
    }


def _stamp(shape: Shape, language: Language, preferences: Preferences) -> str:
    only = json.dumps(_only(shape)) if shape.only_for else ""
    decided = [_EDITION, shape.fields, dict(shape.closed), language, preferences.words, preferences.target]
    digest = blake2b((only + json.dumps(decided)).encode(), digest_size=8)
    for file in sorted(files("resources.checks").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml") and file.name not in {"pt.toml", "en.toml"}:
            digest.update(file.read_bytes())
    digest.update(files("resources.lists").joinpath("colour_words.toml").read_bytes())
    return digest.hexdigest()
