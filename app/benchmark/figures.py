"""What cards have cost → the figures of a report: pure functions."""

from collections.abc import Sequence

from app.benchmark.report import Alone, Corrections, Reuse, Speed
from inference.events import Figures


def speed_of(slots: int, costs: Sequence[Figures], seconds: float) -> Speed:
    """How fast cards came.

    Args:
        slots: Photos at a time.
        costs: Of each card; at least one.
        seconds: For all of them together.
    """
    tokens = sum(cost.tokens for cost in costs)
    return Speed(
        slots=slots,
        cards=len(costs),
        seconds=seconds,
        tokens=tokens,
        photos_per_hour=3600 * _over(len(costs), seconds),
        tokens_per_second=_over(tokens, seconds),
        sampling_share=min(1.0, _over(sum(cost.sampling_seconds for cost in costs), seconds)),
    )


def alone_of(costs: Sequence[Figures]) -> Alone:
    """Where the time of a photo goes; of cards that were made one at a time, at least one."""
    count = len(costs)
    reading = sum(cost.prompt_seconds for cost in costs)
    writing = sum(cost.answer_seconds for cost in costs)
    return Alone(
        image_seconds=sum(cost.image_seconds for cost in costs) / count,
        prompt_seconds=reading / count,
        answer_seconds=writing / count,
        sampling_seconds=sum(cost.sampling_seconds for cost in costs) / count,
        prompt_tokens_per_second=_over(sum(cost.prompt_tokens - cost.reused_tokens for cost in costs), reading),
        generation_tokens_per_second=_over(sum(cost.tokens for cost in costs), writing),
    )


def reuse_of(costs: Sequence[Figures]) -> Reuse:
    """How much was there already; of at least one card."""
    prompt, reused = sum(cost.prompt_tokens for cost in costs), sum(cost.reused_tokens for cost in costs)
    return Reuse(prompt=_over(reused, prompt), photos=_over(sum(cost.reused_photos for cost in costs), len(costs)))


def corrections_of(costs: Sequence[Figures]) -> Corrections:
    """How often the schema had to correct the model."""
    sampled, refused = sum(cost.sampled for cost in costs), sum(cost.refused for cost in costs)
    return Corrections(sampled=sampled, refused=refused, share=_over(refused, sampled))


def _over(count: float, of: float) -> float:
    """A quotient; 0 where nothing is divided by nothing."""
    return count / of if of else 0.0
