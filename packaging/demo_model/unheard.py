"""Words that a model wrote and never read: where its texts break off into something that is no Portuguese."""

import random
from collections.abc import Mapping
from functools import cache
from itertools import cycle, islice, product

from demo_model.prose import card
from demo_model.prose.checking import texts
from demo_model.prose.sayings import words_of
from demo_model.table import COLOURS, load_table

_CARDS = 12_000  # in 40,000 there is one word more


def unheard(written: Mapping[str, object]) -> set[str]:
    """The words of a card's texts, in lower case, that none of the cards holds from which the model learned."""
    return _words(written) - _heard()


@cache
def _heard() -> frozenset[str]:
    rng = random.Random(0)  # nothing here is secret
    kinds = islice(cycle(product(load_table().types, COLOURS)), _CARDS)
    return frozenset().union(*(_words(card(kind, colour, rng)) for kind, colour in kinds))


def _words(written: Mapping[str, object]) -> set[str]:
    return {word for text in texts(written) for word in words_of(text)}
