"""Ten cards to review, with what models get wrong."""

from pathlib import Path
from typing import Any

from app.catalog.catalog import Catalog
from tests.catalog.bench import Clock, preparation
from tests.gui.program import CATEGORY, COLOUR, DESCRIPTION, FEATURES, NAME
from tests.review.conftest import DESCRIPTION as TEXT
from tests.review.conftest import card

SURE = {"value": 0.95}
CARDS: tuple[dict[str, Any], ...] = (
    {COLOUR: "vermelho", NAME: "Caneca de alça larga"},
    {CATEGORY: "Móveis"},
    {DESCRIPTION: f"{TEXT} É feita de 100 % algodão e tem garantia."},
    {DESCRIPTION: f"{TEXT} A boca aberta facilita na hora de lavar."},
    {CATEGORY: "Outros", NAME: "Objeto azul"},
    *({NAME: f"Caneca azul número {number} da loja"} for number in range(5)),
)


def distinct(text: str, number: int) -> str:
    """A description that no other card has."""
    return "\n\n".join(
        " ".join(f"{sentence.rstrip('.')}, como na peça {number}." for sentence in part.split(". "))
        for part in text.split("\n\n")
    )


def confidence(number: int) -> dict[str, Any]:
    """Sure of everything, but of every third category."""
    guesses = [{"value": "Decoração", "probability": 0.5}, {"value": "Cozinha e mesa", "probability": 0.4}]
    doubt = {"value": 0.5, "guesses": guesses} if number % 3 == 0 else {**SURE, "guesses": []}
    return {NAME: SURE, CATEGORY: doubt, COLOUR: SURE, FEATURES: SURE, DESCRIPTION: SURE}


def make_ten(folder: Path, photos: list[Path]) -> list[int]:
    """Fill a catalogue with ten cards to review, each with a photo; their products."""
    ids = []
    with Catalog.open(folder, clock=Clock()) as catalog:
        for number, path in enumerate(photos):
            (product,) = catalog.add_photos([path]).ids
            for photo in catalog.unprepared(1):
                catalog.prepared(photo.id, preparation(str(path)))
            assert catalog.claim_next() is not None
            values = card(**{DESCRIPTION: TEXT, **CARDS[number]})
            values[DESCRIPTION] = distinct(values[DESCRIPTION], number)
            catalog.finish(product, values, confidence(number), {"model": "m.gguf"}, {})
            ids.append(product)
    return ids
