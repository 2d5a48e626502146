"""Everything that turns a photo into a request: card, prompt, sampling, size."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Self

from pydantic import BaseModel, JsonValue

from app.domain import prompt
from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, card_type, listed, with_minimum, without
from app.domain.colours.namer import Namer
from app.domain.fields import CustomField
from app.domain.guidance import UNGUIDED, Guidance, Rewriting
from app.domain.lists import Entry
from app.domain.prompt import Wording, question_about
from app.domain.quotation import quote
from app.domain.registry import ModelEntry
from app.domain.shape import foreign
from app.domain.text import count_words
from app.pipeline.consistency import exclusions
from app.settings import Settings
from app.wording import Language
from inference.engine import Exclusion, PhotoFile, Prompt, Request, Sampling
from inference.labels.lines import Labels
from inference.preprocess.options import STEPS, Corrections, When

FEWEST_WORDS: Final = 20
"""Of a text that somebody asks to be shorter."""
ANSWER: Final = "answer"
"""The only field of the answer to a free question."""
LONGEST_ANSWER: Final = 400
"""Characters of such an answer."""


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
        wording: How a person's hints are put to the model; ``None`` where it was taught nothing but its own prompt, and
            anything else would only confuse it.
        most_photos: How many photos of a product whoever writes can make something of; ``None`` for any number.
        namer: Names the colours that pixels show, where they are evidence beside what the model says.
        examples: Of how many approved cards the model is shown the manner at most.
        votes: Whether approved products that look like one are heard about its category, shown or not, and words about
            what they see in its photo.
    """

    card: type[BaseModel]
    prompt: Prompt
    sampling: Sampling
    photo_side: int
    exclusions: tuple[Exclusion, ...] = ()
    corrections: Corrections = field(default_factory=Corrections)
    wording: Wording | None = None
    most_photos: int | None = None
    namer: Namer | None = None
    examples: int = 0
    votes: bool = True

    def request(
        self,
        job: str,
        photos: Sequence[Path],
        guidance: Guidance = UNGUIDED,
        labels: Labels | None = None,
        rewriting: Rewriting | None = None,
        examples: Sequence[str] = (),
    ) -> Request:
        """Make the request; the photos are decoded where the model is.

        Args:
            job: Names it.
            photos: The first is the main photo.
            guidance: What a person says of the product. Settled fields that the card has not count for nothing.
            labels: What was read on the photos, if somebody read.
            rewriting: The field that this is about, where it is about one; all others are settled then.
            examples: Cards of other products to write like, as :mod:`app.domain.exemplar` shows them, the best first.
        """
        fields = self.card.model_fields
        # A field that holds nothing is one that nobody has filled in yet.
        settled = {name: guidance.settled[name] for name in fields if guidance.settled.get(name) is not None}
        return Request(
            job=job,
            photos=tuple(PhotoFile(path, self.photo_side, self.corrections) for path in photos[: self.most_photos]),
            schema=self.schema,
            prompt=self._prompt(replace(guidance, settled=settled), labels, rewriting, examples),
            sampling=self.sampling,
            exclusions=self.exclusions,
            given=settled,
            labels=labels,
        )

    def _prompt(
        self, guidance: Guidance, labels: Labels | None, rewriting: Rewriting | None, examples: Sequence[str]
    ) -> Prompt:
        if self.wording is None:
            return self.prompt
        of_several = replace(self.wording, question=self.wording.question_of_several)
        lines = [line for photo in labels.photos for line in photo] if labels is not None else []
        return replace(
            self.prompt,
            question=question_about(self.wording, guidance, rewriting),
            question_of_several=question_about(of_several, guidance, rewriting),
            hint=guidance.hint,
            quoted=quote(lines, self.wording.label),
            examples=tuple(examples[: self.examples]),
            showing=self.wording.showing if examples else "",
        )

    def loosened(self, current: JsonValue) -> Self:
        """The recipe for a text that may become shorter than a card's is: by two thirds of what it has now, at most."""
        fewest = count_words(current) // 3 if isinstance(current, str) else 0
        return replace(self, card=with_minimum(self.card, max(FEWEST_WORDS, fewest)))

    def asking(self, job: str, photos: Sequence[Path], question: str) -> Request:
        """Make the request for the answer to a free question about photos, one text under the name :data:`ANSWER`.

        Raises:
            ValueError: Whoever writes knows nothing but its own prompt.
        """
        if self.wording is None:
            raise ValueError("the model answers no questions")
        said = self.wording.asked.replace("{question}", question)
        request = self.request(job, photos)
        prompt = replace(request.prompt, instructions=self.wording.asking, question=said, question_of_several="")
        text = {"type": "string", "minLength": 1, "maxLength": LONGEST_ANSWER}
        return replace(request, prompt=prompt, schema={"type": "object", "properties": {ANSWER: text}}, exclusions=())

    def fills(self, field: str) -> bool:
        """Whether whoever writes can be asked for one field of a card that has the others."""
        return self.wording is not None and field in self.card.model_fields

    @property
    def categories(self) -> tuple[str, ...]:
        """From which whoever writes chooses."""
        return listed(self.card, CATEGORY_FIELD)

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema that the decoder keeps."""
        return self.card.model_json_schema()

    def check(self, values: Mapping[str, JsonValue], settled: Collection[str] = ()) -> dict[str, Any]:
        """Hold what a model wrote to the card, and give it back as the card would have it.

        Args:
            values: Field → value. Of fields that a card of this category does not have, nothing is taken.
            settled: Fields that a person has settled, which the card's rules do not bind.

        Raises:
            pydantic.ValidationError: The values break the card.
        """
        card = without(self.card, settled)
        left_out = foreign(self.card, values) - {*settled}
        written = {name: value for name, value in values.items() if name not in {*settled, *left_out}}
        checked = card.model_validate(written).model_dump(mode="json")
        return {name: checked.get(name, value) for name, value in values.items() if name not in left_out}


def make_recipe(
    settings: Settings,
    *,
    instructions: Mapping[Language, str] | None = None,
    categories: tuple[Entry, ...] | None = None,
    model: ModelEntry | None = None,
    reference: tuple[float, ...] = (),
    own: Sequence[CustomField] = (),
) -> Recipe:
    """Make the recipe that a person's settings ask for.

    Args:
        settings: The preferences.
        instructions: Card language → edited instructions.
        categories: The catalogue's own list, or ``None`` for the built-in one.
        model: Who writes, where the registry knows it: its own prompt, lists and temperatures go before the editor's.
        reference: What photos' lightness is spread like, where it is; the built-in reference where it is empty.
        own: The fields that the editor added; one that was taught nothing but its own prompt is not asked for them.

    Raises:
        PromptInvalid: The edited instructions cannot be filled in.
    """
    language = Language(settings.card_language)
    known = model.lists if model else None
    taught = model is not None and model.prompt is not None
    card = card_type(
        language=language,
        categories=categories,
        minimum_words=settings.minimum_words,
        known=known,
        own=() if taught else own,
    )
    wording: Wording | None = None
    if model is not None and model.prompt is not None:
        said = Prompt(model.prompt.instructions, model.prompt.question, model.prompt.version)
    else:
        wording = prompt.edited(language, (instructions or {}).get(language, ""))
        rendered = prompt.render(wording, card)
        said = Prompt(
            rendered,
            wording.question,
            wording.version,
            caption=wording.caption,
            question_of_several=wording.question_of_several,
        )
    excluded = exclusions(model, language) if model else ()
    most = model.photos if model else None
    corrections = corrections_of(settings, reference)
    namer = Namer.of(listed(card, COLOUR_FIELD), language) if model is None or model.pixel_evidence else None
    shown, votes = settings.examples if wording is not None else 0, settings.category_votes
    drawn, side = _sampling(settings, model), settings.photo_side
    return Recipe(card, said, drawn, side, excluded, corrections, wording, most, namer, shown, votes)


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


def corrections_of(settings: Settings, reference: tuple[float, ...] = ()) -> Corrections:
    """What a person's settings ask to be corrected in photos, and what their lightness is spread like."""
    asked = {step: When(getattr(settings, f"correct_{step}")) for step in STEPS}
    # A reference that nothing is spread like decides nothing, and would only be another request.
    return Corrections.taking(asked, reference if asked["histogram"] is not When.OFF else ())
