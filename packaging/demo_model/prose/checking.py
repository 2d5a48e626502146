"""Holds cards to what is promised of them, and counts what they are made of.

A card names its own noun and colour and those of no other card: so a model that learned from such cards and names two
products in one has contradicted itself, which can be measured.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import BaseModel, ValidationError

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, DESCRIPTION_FIELD, ProductCard, card_type
from app.domain.lists import built_in, labels
from app.domain.text import OneLine, Words
from app.domain.wordwise import Finder
from app.review.contradictions import Contradictions
from app.wording import Language
from demo_model.prose.kinds import agreed
from demo_model.prose.sayings import counted, twice, words_of
from demo_model.prose.writing import title
from demo_model.table import Type, load_table

FEWEST, MOST = 150, 190
"""Words of a description, as its pattern counts them."""

_NAME = re.compile(OneLine(3, 80).pattern)
_POINT = re.compile(OneLine(3, 90).pattern)
_DESCRIPTION = re.compile(Words(150).pattern)
_SENTENCE = re.compile(r"[^.!?]+[.!?]")
_SHADE = re.compile(
    r"\b(?:amarelad|avermelhad|esverdead|azulad|arroxead|rosad|alaranjad|acinzentad|esbranquiçad|amarronzad)\w+\b"
)
_HELD_OUT = ("alho", "mamão", "body")
"""What the demo model never learns, so that it can be asked about them."""


@dataclass(slots=True)
class Figures:
    """What many cards amount to.

    Attributes:
        cards: How many were looked at.
        faults: What is wrong → how often, with the noun that it was first seen on.
        vocabulary: Word → how often.
        sentences: Sentence → how often.
        words: Of each description, as its pattern counts them.
        characters: Of each description.
    """

    cards: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    vocabulary: Counter[str] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)
    words: list[int] = field(default_factory=list)
    characters: list[int] = field(default_factory=list)

    def add(self, kind: Type, colour: str, card: Mapping[str, object]) -> None:
        """Look at one card."""
        description = str(card["description_long"])
        self.cards += 1
        self.faults.update(faults(kind, colour, card))
        self.vocabulary.update(words_of(" ".join(texts(card))))
        self.sentences.update(sentences(description))
        self.words.append(counted(description))
        self.characters.append(len(description))


def faults(kind: Type, colour: str, card: Mapping[str, object]) -> Iterator[str]:
    """Say what is wrong with a card; nothing is, as a rule."""
    name, points, description = str(card["product_name"]), list(_points(card)), str(card["description_long"])
    for model in (ProductCard, _narrowed()):
        try:
            model.model_validate(card)
        except ValidationError as error:
            yield f"{kind.noun}: the card is refused: {error.errors()[0]['type']}"
    if not _NAME.match(name) or not name.startswith(title(kind, colour)):
        yield f"{kind.noun}: name {name!r}"
    yield from (f"{kind.noun}: point {point!r}" for point in points if not _POINT.match(point) or point[0].islower())
    if not _DESCRIPTION.match(description) or not FEWEST <= counted(description) <= MOST:
        yield f"{kind.noun}: the description breaks its pattern: {broken(description)!r}"
    if card["category_standard"] != kind.department or card["color_primary"] != colour:
        yield f"{kind.noun}: other facts than asked for"
    yield from (f"{kind.noun}: says {run!r} twice" for run in twice(description) + twice(". ".join([name, *points])))
    yield from (f"{kind.noun}: opens with {run!r} twice" for run in openings_repeated(description))
    yield from (f"{kind.noun}: names {word!r}" for word in strangers(kind, colour, " | ".join(texts(card))))
    yield from (f"{kind.noun}: does not name {word!r}" for word in missing(kind, colour, description))


def texts(card: Mapping[str, object]) -> list[str]:
    """The texts of a card that are written freely."""
    return [str(card["product_name"]), *_points(card), str(card["description_long"])]


def sentences(text: str) -> list[str]:
    """A text's sentences."""
    return [sentence.strip() for sentence in _SENTENCE.findall(text)]


def broken(description: str) -> str:
    """The first sentence that the pattern's words cannot make, or an empty one."""
    word = r"(?:[aeoàéAEOÀÉ] )?[A-Za-zÀ-ÖØ-öø-ÿ](?:-?[A-Za-zÀ-ÖØ-öø-ÿ]){1,18}"
    grammar = re.compile(rf"(?:{word}[,;:]? )*{word}[.!?]")
    return next((sentence for sentence in sentences(description) if not grammar.fullmatch(sentence)), "")


def openings_repeated(text: str) -> list[str]:
    """The two words with which more than one sentence opens."""
    counts = Counter(" ".join(words_of(sentence)[:2]) for sentence in sentences(text))
    return [opening for opening, times in counts.items() if times > 1]


def strangers(kind: Type, colour: str, text: str) -> set[str]:
    """Nouns of other types and names of other colours that a text has, as an evaluation finds them."""
    values = {DESCRIPTION_FIELD: text, COLOUR_FIELD: colour, CATEGORY_FIELD: kind.department}
    found = {contradiction.other for contradiction in _judge().within(values, kind.noun)}
    return found | set(_SHADE.findall(text.lower()))


def missing(kind: Type, colour: str, text: str) -> list[str]:
    """Which of noun and colour a text does not name."""
    words = f" {' '.join(words_of(text))} "
    wanted = {kind.noun: {kind.noun}, colour: _colours(colour)}
    if kind.noun == "outro produto":
        wanted[kind.noun] = {"produto"}
    return [name for name, ways in wanted.items() if not any(f" {way} " in words for way in ways)]


def _points(card: Mapping[str, object]) -> Iterable[str]:
    points = card["features_list"]
    return map(str, points) if isinstance(points, list) else ()


def _colours(colour: str) -> set[str]:
    return {agreed(colour, gender, plural=plural) for gender in ("m", "f") for plural in (False, True)}


@cache
def _judge() -> Contradictions:
    colours = labels(built_in("colours"), Language.PT)
    categories = {kind.noun: frozenset({kind.department}) for kind in load_table().types}
    return Contradictions(Finder.of(colours), Finder.of([*categories, *_HELD_OUT]), categories, many_colours="")


@cache
def _narrowed() -> type[BaseModel]:
    return card_type()
