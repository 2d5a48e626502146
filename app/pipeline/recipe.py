"""Everything that turns a photo into a request: card, prompt, sampling, size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, JsonValue

from app.domain import prompt
from app.domain.card import card_type
from app.domain.lists import Entry
from app.domain.registry import ModelEntry
from app.pipeline.consistency import exclusions
from app.settings import Settings
from app.wording import Language
from inference.engine import Exclusion, PhotoFile, Prompt, Request, Sampling
from inference.preprocess.options import STEPS, Corrections, When


@dataclass(frozen=True, slots=True)
class Recipe:
    """How cards are made, fixed for as long as nobody changes a setting.

    Attributes:
        card: The model of the cards that are made.
        prompt: What is said around the photo.
        sampling: How tokens are drawn.
        photo_side: Longer side of what the model is shown, in pixels.
        exclusions: What the texts must not mention beside what the facts say.
        corrections: What is corrected in it.
    """

    card: type[BaseModel]
    prompt: Prompt
    sampling: Sampling
    photo_side: int
    exclusions: tuple[Exclusion, ...] = ()
    corrections: Corrections = field(default_factory=Corrections)

    def request(self, job: str, photos: Sequence[Path]) -> Request:
        """Make the request; the photos are decoded where the model is."""
        return Request(
            job=job,
            photos=tuple(PhotoFile(path, self.photo_side, self.corrections) for path in photos),
            schema=self.schema,
            prompt=self.prompt,
            sampling=self.sampling,
            exclusions=self.exclusions,
        )

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema that the decoder keeps."""
        return self.card.model_json_schema()

    def check(self, values: Mapping[str, JsonValue]) -> dict[str, Any]:
        """Hold what a model wrote to the card, and give it back as the card would have it.

        Raises:
            pydantic.ValidationError: The values break the card.
        """
        return self.card.model_validate(values).model_dump(mode="json")


def make_recipe(
    settings: Settings,
    *,
    instructions: Mapping[Language, str] | None = None,
    categories: tuple[Entry, ...] | None = None,
    model: ModelEntry | None = None,
) -> Recipe:
    """Make the recipe that a person's settings ask for.

    Args:
        settings: The preferences.
        instructions: Card language → edited instructions.
        categories: The catalogue's own list, or ``None`` for the built-in one.
        model: Who writes, where the registry knows it: its own prompt, lists and temperatures go before the editor's.

    Raises:
        PromptInvalid: The edited instructions cannot be filled in.
    """
    language = Language(settings.card_language)
    known = model.lists if model else None
    card = card_type(language=language, categories=categories, minimum_words=settings.minimum_words, known=known)
    if model is not None and model.prompt is not None:
        said = Prompt(model.prompt.instructions, model.prompt.question, model.prompt.version)
    else:
        wording = prompt.edited(language, (instructions or {}).get(language, ""))
        said = Prompt(prompt.render(wording, card), wording.question, wording.version)
    sampling = _sampling(settings, model)
    excluded = exclusions(model, language) if model else ()
    return Recipe(card, said, sampling, settings.photo_side, excluded, corrections_of(settings))


def _sampling(settings: Settings, model: ModelEntry | None) -> Sampling:
    """What the person chose, but for the temperatures that a model has of its own."""
    facts = model.fact_temperature if model is not None else None
    prose = model.prose_temperature if model is not None else None
    if prose is None:
        prose = settings.prose_temperature
    if prose is None and facts is not None:
        prose = settings.temperature
    return Sampling(
        temperature=settings.temperature if facts is None else facts,
        top_p=settings.top_p,
        seed=settings.seed,
        prose_temperature=prose,
        min_p=settings.min_p,
        repetition_penalty=settings.repetition_penalty,
    )


def corrections_of(settings: Settings) -> Corrections:
    """What a person's settings ask to be corrected in photos."""
    return Corrections(**{step: When(getattr(settings, f"correct_{step}")) for step in STEPS})
