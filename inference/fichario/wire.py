"""What an engine and a Fichário server say to each other about a request: plain data, the same on both sides.

A question is a whole request but for its photos, which go before it by their hashes, and its name: so what a model on
a server is told is what one on this machine would be told.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from inference.engine import Exclusion, PhotoFile, Prompt, Request, Sampling
from inference.errors import SchemaUnsupported
from inference.events import Confidence, Figures, Finished, JobId, Provenance
from inference.labels.lines import Labels
from inference.llama.plan import plan
from inference.preprocess.options import Corrections

MOST_PHOTOS = 16
"""Of one question; servers take no more."""

_SEEDS = 2**32
_HOTTEST = 2.0


def _plannable(schema: dict[str, Any]) -> dict[str, Any]:
    try:
        plan(schema)
    except SchemaUnsupported as error:
        raise ValueError(error.facts["reason"]) from error
    except (AttributeError, KeyError, RecursionError, TypeError) as error:
        raise ValueError(f"no JSON Schema of an object: {error!r}") from error
    return schema


def _drawable(sampling: Sampling) -> Sampling:
    """Not-a-number is within no bounds."""
    temperatures = (sampling.temperature, sampling.prose_temperature or 0.0)
    shares = (sampling.top_p, sampling.min_p)
    if not (all(0 <= one <= _HOTTEST for one in temperatures) and all(0 <= one <= 1 for one in shares)):
        raise ValueError("temperatures are within 0 and 2, top_p and min_p within 0 and 1")
    if not (0 <= sampling.seed < _SEEDS and 1 <= sampling.repetition_penalty <= 2):
        raise ValueError("seeds have 32 bits, and the repetition penalty is within 1 and 2")
    return sampling


class Question(BaseModel):
    """What is asked about photos, as :class:`inference.engine.Request` has it.

    Attributes:
        json_schema: Of the answer: an object whose properties are generated in their order.
        prompt: What is said around the photos.
        sampling: How tokens are drawn.
        exclusions: What texts must not mention beside what earlier fields say.
        anew: Whether it is to be answered now, even where an answer to the same question was kept.
        given: Field → the value that a person has settled.
        labels: What was read on the photos, for the answer's provenance.
        photo_side: The most pixels along a photo's longer side; every one where nothing is said.
        corrections: What is corrected in photos.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    json_schema: Annotated[dict[str, Any], AfterValidator(_plannable)]
    prompt: Prompt
    sampling: Annotated[Sampling, AfterValidator(_drawable)] = Sampling()
    exclusions: tuple[Exclusion, ...] = ()
    anew: bool = False
    given: dict[str, JsonValue] = {}
    labels: Labels | None = None
    photo_side: Annotated[int, Field(ge=32, le=2**16)] | None = None
    corrections: Corrections = Corrections()

    @classmethod
    def of(cls, request: Request) -> Self:
        """What a request asks."""
        files = [photo for photo in request.photos if isinstance(photo, PhotoFile)]
        return cls(
            json_schema=request.schema,
            prompt=request.prompt,
            sampling=request.sampling,
            exclusions=request.exclusions,
            anew=request.anew,
            given=dict(request.given),
            labels=request.labels,
            photo_side=request.photo_side,
            corrections=files[0].corrections if files else Corrections(),
        )

    def request(self, job: JobId, photos: Sequence[Path]) -> Request:
        """The request that asks this about photos on this machine."""
        return Request(
            job=job,
            photos=tuple(PhotoFile(path, self.photo_side, self.corrections) for path in photos),
            schema=self.json_schema,
            prompt=self.prompt,
            sampling=self.sampling,
            exclusions=self.exclusions,
            anew=self.anew,
            given=self.given,
            labels=self.labels,
        )


class Answer(BaseModel):
    """What came of a question, as :class:`inference.events.Finished` has it; vectors stay where the tower is."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    values: dict[str, JsonValue]
    confidence: dict[str, Confidence]
    provenance: Provenance
    figures: Figures

    @classmethod
    def of(cls, finished: Finished) -> Self:
        """What an engine of this machine answered."""
        return cls(
            values=finished.values,
            confidence=finished.confidence,
            provenance=finished.provenance,
            figures=finished.figures,
        )
