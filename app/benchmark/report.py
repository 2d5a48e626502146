"""The report of a benchmark: frozen data that goes to JSON. Times are in seconds, sizes in bytes, shares in [0, 1]."""

from pydantic import BaseModel, ConfigDict

from app.evaluation.report import Figure


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Speed(_Part):
    """What came of the photos with so many of them at a time.

    Attributes:
        slots: How many at a time.
        cards: How many cards were written.
        seconds: From the first photo's start to the last card's end.
        tokens: In all these cards.
        photos_per_hour: Cards over time.
        tokens_per_second: Tokens of cards over time; reading of photos and prompts counts as time.
        sampling_share: Of the time, what was spent between the model's logits and its next token.
    """

    slots: int
    cards: int
    seconds: float
    tokens: int
    photos_per_hour: float
    tokens_per_second: float
    sampling_share: float


class Alone(_Part):
    """Where the time of one photo goes that has the machine to itself; means over the cards.

    Attributes:
        image_seconds: Encoding the photo.
        prompt_seconds: Evaluating what is around the photo, and the photo's rows.
        answer_seconds: Writing the card.
        sampling_seconds: Of those, spent between the model's logits and its next token.
        prompt_tokens_per_second: Evaluated in front of the card; those that were there already do not count.
        generation_tokens_per_second: Of the card, those among them that the schema dictates.
    """

    image_seconds: float
    prompt_seconds: float
    answer_seconds: float
    sampling_seconds: float
    prompt_tokens_per_second: float
    generation_tokens_per_second: float


class Corrections(_Part):
    """How often the schema had to correct the model.

    Attributes:
        sampled: Tokens that were drawn freely.
        refused: Of those, tokens that the schema did not allow and that were drawn again.
        share: The second over the first; 0 where nothing was drawn.
    """

    sampled: int
    refused: int
    share: float


class Reuse(_Part):
    """What was there already when it was needed; shares over all cards that count.

    Attributes:
        prompt: Of the tokens in front of a card, those that had been evaluated for another one.
        photos: Of the photos, those that had been encoded before: none, since every photo here is like no other.
    """

    prompt: float
    photos: float


class Memory(_Part):
    """What a model takes.

    Attributes:
        peak: Most that its process held, weights mapped from their file included; ``None`` where the system does not
            say.
        projector: Of the projector's weights.
        cache: Of keys and values for all photos at a time; ``None`` where the model's header does not tell.
    """

    peak: int | None
    projector: int
    cache: int | None


class Failure(_Part):
    """Why a model did not come to the end of the course.

    Attributes:
        code: Of the error: ``benchmark.memory``, ``benchmark.crash``, or as everywhere else.
        facts: They fill its sentence in.
    """

    code: str
    facts: dict[str, str]


class ModelReport(_Part):
    """One model on this machine; what it did not come to is ``None`` or empty.

    Attributes:
        name: What it is called here; no two have the same.
        text: The text model's file.
        projector: The projector's file.
        quantisation: As the text model's header says; empty where it does not.
        size: Of both files; ``None`` where they could not be loaded.
        load_seconds: From the start of its process to the loaded model.
        memory: What it takes.
        alone: Where the time of one photo goes.
        speeds: By photos at a time, rising; only those that it finished.
        corrections: Over all cards that count.
        reuse: Over all cards that count.
        accuracy: Field, or ``product_type`` → the share of labelled photos that have it right.
        failure: Why it did not come to the end; ``None`` where it did, or where somebody stopped it.
    """

    name: str
    text: str
    projector: str
    quantisation: str = ""
    size: int | None = None
    load_seconds: float | None = None
    memory: Memory | None = None
    alone: Alone | None = None
    speeds: tuple[Speed, ...] = ()
    corrections: Corrections | None = None
    reuse: Reuse | None = None
    accuracy: dict[str, Figure] = {}
    failure: Failure | None = None

    @property
    def fastest(self) -> Speed | None:
        """The number of photos at a time that gives the most photos an hour."""
        return max(self.speeds, key=lambda speed: speed.photos_per_hour, default=None)


class Machine(_Part):
    """This computer.

    Attributes:
        system: Its operating system.
        processor: What its processor is called, or else its kind.
        cores: That the system shows; 0 where it does not say.
        memory: Built in; ``None`` where the system does not say.
    """

    system: str
    processor: str
    cores: int
    memory: int | None


class Setting(_Part):
    """What every model was asked.

    Attributes:
        slots: Photos at a time, rising.
        photos: How many different ones.
        repetitions: How often each is asked about at least, with each number at a time.
        cards: Cards with each number at a time, the warm-up not counted.
        labelled: Labelled photos.
        minimum_words: That a description has at least.
        temperature: Of the sampling.
        seed: Of the sampling.
        context: Tokens, as they were said; ``None`` where each model chose.
        threads: As they were said; ``None`` where the program chose.
        gpu_layers: Of the text model on the GPU, as they were said; ``None`` where the runtime chose.
    """

    slots: tuple[int, ...]
    photos: int
    repetitions: int
    cards: int
    labelled: int
    minimum_words: int
    temperature: float
    seed: int
    context: int | None
    threads: int | None
    gpu_layers: int | None


class Report(_Part):
    """All of it.

    Attributes:
        format: Of the file; a later program knows by it what it reads.
        made: When, as ISO 8601 in UTC.
        program: Version of Fichário.
        engine: Name and version of the runtime.
        machine: Where.
        setting: What was asked.
        complete: Whether nobody stopped it; models that failed do not matter.
        models: In the order in which they were named; those that it did not come to are left out.
    """

    format: int = 1
    made: str
    program: str
    engine: str
    machine: Machine
    setting: Setting
    complete: bool
    models: tuple[ModelReport, ...]
