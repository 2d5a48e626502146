"""A card as the plain data that is printed on a line, or sent over HTTP."""

from collections.abc import Mapping
from typing import Any

from inference.events import Confidence
from inference.labels.lines import Labels


def card_part(card: Mapping[str, Any], confidence: Mapping[str, Confidence]) -> dict[str, Any]:
    """The part that tells a card and how sure the model was of it."""
    return {
        "card": card,
        "confidence": {name: round(field.value, 4) for name, field in confidence.items()},
        "guesses": {
            name: [[guess.value, round(guess.probability, 4)] for guess in field.guesses]
            for name, field in confidence.items()
            if field.guesses
        },
    }


def label_part(labels: Labels | None) -> dict[str, Any]:
    """The part that tells what is written on the product; nothing where nobody read."""
    return {} if labels is None else {"label": [line for photo in labels.photos for line in photo]}
