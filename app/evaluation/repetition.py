"""Sentences that stand in the descriptions of more than one card: what a model says by heart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.wordwise import Phrase, sentences, words


@dataclass(frozen=True, slots=True)
class Repeated:
    """A sentence that several cards have.

    Attributes:
        sentence: As the first of them has it.
        cards: How many have it.
    """

    sentence: str
    cards: int


@dataclass(frozen=True, slots=True)
class Repetition:
    """How much of the descriptions is repeated.

    Attributes:
        sentences: How many the descriptions have together.
        shared: How many of those occur in more than one card.
        most: Those that most cards have.
    """

    sentences: int
    shared: int
    most: tuple[Repeated, ...]


def repetition(descriptions: Iterable[str], most: int = 10) -> Repetition:
    """Count sentences that occur in more than one description, whatever their case, accents and punctuation.

    Args:
        descriptions: One a card.
        most: How many of the most repeated to name.
    """
    cards: dict[Phrase, set[int]] = defaultdict(set)
    spelt: dict[Phrase, str] = {}
    occurrences: dict[Phrase, int] = defaultdict(int)
    for number, description in enumerate(descriptions):
        for sentence in sentences(description):
            key = words(sentence)
            cards[key].add(number)
            spelt.setdefault(key, sentence)
            occurrences[key] += 1
    shared = sorted((key for key in cards if len(cards[key]) > 1), key=lambda key: -len(cards[key]))
    named = tuple(Repeated(spelt[key], len(cards[key])) for key in shared[:most])
    return Repetition(sum(occurrences.values()), sum(occurrences[key] for key in shared), named)
