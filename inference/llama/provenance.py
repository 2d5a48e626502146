"""Where an answer comes from: whatever decides it, put together."""

from inference.engine import Request
from inference.events import Provenance
from inference.llama.library import runtime
from inference.llama.options import ModelInfo
from inference.preprocess.options import Correction


def provenance_of(
    request: Request,
    info: ModelInfo,
    slots: int,
    corrections: tuple[tuple[Correction, ...], ...],
    photos: int,
    examples: int = 0,
) -> Provenance:
    """Say where the answer to a request comes from.

    Args:
        request: What was asked.
        info: What answered.
        slots: How many requests it could work on together.
        corrections: What was done to each photo.
        photos: How many of them it saw.
        examples: How many of the prompt's examples it was shown.
    """
    sampling = request.sampling
    return Provenance(
        model=info.name,
        projector=info.projector,
        quantisation=info.quantisation,
        prompt_version=request.prompt.version,
        temperature=sampling.temperature,
        top_p=sampling.top_p,
        seed=sampling.seed,
        engine=runtime(),
        repaired=info.repaired,
        slots=slots,
        corrections=corrections,
        prose_temperature=sampling.prose_temperature,
        min_p=sampling.min_p,
        repetition_penalty=sampling.repetition_penalty,
        photo_side=request.photo_side,
        asked=request.asked,
        weights=info.weights,
        threads=info.threads,
        gpu_layers=info.gpu_layers,
        hint=request.prompt.hint,
        given=tuple(request.given),
        photos=photos,
        labels=request.labels,
        examples=examples,
    )
