"""What a client gets of an answer, and what it adds to the figures."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.pipeline.intake import colours_in
from app.pipeline.recipe import Recipe
from app.pipeline.second_opinion import second
from app.pipeline.told import card_part, label_part
from inference.errors import EngineCrashed
from inference.events import Figures, Finished


def result_of(recipe: Recipe, photos: tuple[Path, ...], ended: Finished) -> dict[str, Any]:
    """What a client gets of a card.

    Raises:
        EngineCrashed: The engine broke the card.
    """
    try:
        card = recipe.check(ended.values)
    except ValidationError as error:
        raise crashed(error) from error
    seen = colours_in(photos[0]) if recipe.namer is not None else None
    seconded = second(card, ended.confidence, recipe.namer, seen)
    return {
        **card_part(card, seconded.confidence),
        **seconded.told,
        **label_part(ended.provenance.labels),
        "provenance": asdict(replace(ended.provenance, labels=None)),
        "figures": asdict(ended.figures),
    }


def amounts(figures: Figures, waited: float, seconds: float) -> Mapping[str, float]:
    """What a card adds to the server's figures."""
    return {
        "cards": 1,
        "tokens": figures.tokens,
        "prompt_tokens": figures.prompt_tokens,
        "reused": int(figures.kept),
        "seconds:queue": waited,
        "seconds:task": seconds,
        "seconds:image": figures.image_seconds,
        "seconds:prompt": figures.prompt_seconds,
        "seconds:answer": figures.answer_seconds,
    }


def crashed(error: Exception) -> EngineCrashed:
    """What something unforeseen counts as."""
    reason = f"{type(error).__name__}: {error}"
    return EngineCrashed(reason, reason=reason)
