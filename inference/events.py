"""What an engine tells about a job while it works.

For every job the events are: :class:`Started`, then any number of :class:`Progressed`, :class:`TextGrown` and
:class:`FieldDone`, then exactly one of :class:`Finished`, :class:`Failed` or :class:`Cancelled`, whatever is raised.
A job that never got as far as starting may fail or be cancelled without :class:`Started`. Events are plain frozen data.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from inference.errors import InferenceError
from inference.labels.lines import Labels
from inference.preprocess.options import Correction

JobId: TypeAlias = str


class Stage(StrEnum):
    """What an engine is doing for a job."""

    PROMPT = "prompt"
    IMAGE = "image"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Guess:
    """One entry of a closed list and how probable the model found it.

    Attributes:
        value: The entry, as it stands in the schema.
        probability: In [0, 1]; the guesses of one field sum to at most 1.
    """

    value: JsonValue
    probability: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the model was of one field.

    Attributes:
        value: In [0, 1], under the model's own (unconstrained, temperature 1) distribution. The probability of the
            chosen entry among all of a closed list, where the answer named it first; of a text's name, where the
            request tells names apart; else the geometric mean of those of the tokens that were free to differ.
        guesses: For a closed list, the best entries, most probable first, the chosen one among them; else empty.
        outside: For a closed list, the probability mass that the model would have put outside the list; else 0.
    """

    value: float
    guesses: tuple[Guess, ...] = ()
    outside: float = 0.0


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an answer comes from, in enough detail to make it again.

    Attributes:
        model: Name of the text model's file, without its folder.
        projector: Name of the projector's file, without its folder.
        quantisation: As the text model's header says, e.g. ``Q4_K_M``; empty where it does not.
        prompt_version: As the request said.
        temperature: As the request said.
        top_p: As the request said.
        seed: The seed that was used.
        engine: Name and version of the runtime, e.g. ``llama-cpp-python 0.3.36``.
        repaired: Whether the projector was mended for a runtime that would have run it wrongly.
        slots: How many requests the engine could work on together, which moves the last digits of its arithmetic.
        prose_temperature: As the request said.
        endpoint: Host of the server that answered, and its port where one was said; empty where this machine did.
        corrections: What was measured and done to each of the request's photos; empty where nothing was to be done.
        min_p: As the request said.
        repetition_penalty: As the request said.
        photo_side: The most pixels along a photo's longer side; ``None`` where every pixel was read.
        asked: Names prompt, schema and what was ruled out: of two answers with the same, the same was asked.
        weights: Names the contents of both files, by their sizes and ends.
        threads: Threads for arithmetic; 0 where that is not known.
        gpu_layers: Layers of the text model on a GPU; ``None`` where that was left to the runtime.
        hint: What a person said of the thing, as the request had it.
        given: Names of the fields that a person had settled.
        photos: How many of the request's photos the model saw, from the first on; the rest had no room.
        labels: What was read on the photos; ``None`` where nobody read.
        examples: How many of the request's examples the model was shown, from the first on; the rest had no room.
    """

    model: str
    projector: str
    quantisation: str
    prompt_version: str
    temperature: float
    top_p: float
    seed: int
    engine: str
    repaired: bool = False
    slots: int = 1
    prose_temperature: float | None = None
    endpoint: str = ""
    corrections: tuple[tuple[Correction, ...], ...] = ()
    min_p: float = 0.0
    repetition_penalty: float = 1.0
    photo_side: int | None = None
    asked: str = ""
    weights: str = ""
    threads: int = 0
    gpu_layers: int | None = None
    hint: str = ""
    given: tuple[str, ...] = ()
    photos: int = 1
    labels: Labels | None = None
    examples: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a job cost.

    Attributes:
        seconds: Wall-clock time from its start to its end.
        image_seconds: Of that, spent encoding the photo (0 where an embedding was reused).
        tokens: Tokens in the answer, those appended without sampling included.
        sampled: Of those, tokens that were sampled.
        refused: Of those sampled, how often the free choice broke the schema and was replaced.
        prompt_tokens: Tokens of prompt and photo in front of the answer.
        reused_tokens: Of those, tokens whose KV cells were already there.
        prompt_seconds: Of ``seconds``, spent evaluating prompt and photo, or waiting for others to do so.
        answer_seconds: Of ``seconds``, spent writing the answer.
        sampling_seconds: Of those, spent between logits and the next evaluation: drawing, schema, confidence.
        reused_photos: Photos that were encoded before, for another question or by another program, and not again.
        kept: Whether the whole answer is one that was kept, so that it cost neither reading nor writing.
    """

    seconds: float
    image_seconds: float
    tokens: int
    sampled: int
    refused: int
    prompt_tokens: int
    reused_tokens: int
    prompt_seconds: float = 0.0
    answer_seconds: float = 0.0
    sampling_seconds: float = 0.0
    reused_photos: int = 0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """The job left the queue and work on it began."""

    job: JobId


@dataclass(frozen=True, slots=True)
class Progressed:
    """Some of a stage is done.

    Attributes:
        job: Which job.
        stage: What is being done.
        fraction: How much of that stage is done, in [0, 1].
    """

    job: JobId
    stage: Stage
    fraction: float


@dataclass(frozen=True, slots=True)
class TextGrown:
    """A field holds more than it did.

    Attributes:
        job: Which job.
        field: The field's name in the schema.
        value: All that the field holds so far (not only what is new): for text a string that may still grow, for a
            list its items, of which the last may still grow.
    """

    job: JobId
    field: str
    value: JsonValue


@dataclass(frozen=True, slots=True)
class FieldDone:
    """A field is complete and valid.

    Attributes:
        job: Which job.
        field: The field's name in the schema.
        value: Its final value.
        confidence: How sure the model was; ``None`` where the engine is not told, or the value was given.
    """

    job: JobId
    field: str
    value: JsonValue
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole answer is there.

    Attributes:
        job: Which job.
        values: Field name → value, in the schema's order; valid against the request's schema.
        confidence: Field name → how sure the model was, of those fields of which the engine knows.
        provenance: Where the answer comes from.
        figures: What it cost.
        vectors: Of each photo that the model was shown, in their order, ``(dimension,)`` float32 of unit length, as
            :mod:`inference.embed` has them; none where no tower of this machine looked at them.
    """

    job: JobId
    values: dict[str, JsonValue]
    confidence: dict[str, Confidence]
    provenance: Provenance
    figures: Figures
    vectors: tuple[NDArray[np.float32], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """The job ended without an answer.

    Attributes:
        job: Which job.
        error: Why; its ``code``, ``facts`` and ``retryable`` are for the person.
    """

    job: JobId
    error: InferenceError = field(compare=False)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The job was aborted on request."""

    job: JobId


Event: TypeAlias = Started | Progressed | TextGrown | FieldDone | Finished | Failed | Cancelled
