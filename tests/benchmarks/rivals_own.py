"""Our engine, measured: its cards an hour, and where the time goes."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any
from unittest.mock import patch

from inference.engine import Request, Sampling
from inference.events import Failed, Finished
from inference.llama.answer import Answer
from inference.llama.context import Context, Item
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions
from inference.run import run
from tests.benchmarks.rivals_course import PROMPT, Course, Measured, Shares, Step
from tests.inference.cards import COLOURS, PARAGRAPH
from tests.inference.cards import SCHEMA as OWN

PARAGRAPH_WORDS = 50


@dataclass
class Clock:
    """Seconds in the engine's parts. A batch that holds both counts for prompts by its rows without logits."""

    prompt: float = 0.0
    decode: float = 0.0
    sampling: float = 0.0

    def evaluated(self, items: Sequence[Item], seconds: float) -> None:
        """Count a batch of tokens."""
        wanted = sum(item.wanted for item in items)
        prompt = 1 - wanted / len(items) if len(items) > 8 * max(1, wanted) else 0.0
        self.prompt += seconds * prompt
        self.decode += seconds * (1 - prompt)


def measure_own(course: Course, together: int, cards: int, step: Step) -> Measured:
    """Read photos with our engine, so many at the same time.

    Raises:
        RuntimeError: A card failed.
    """
    options = LoadOptions(slots=together, threads=course.threads, repair=False)  # the others run the projector as it is
    engine = LlamaEngine.load(course.files, options)
    schema = card(course.words)
    asked = [
        Request(str(number), (pixels,), schema, PROMPT, Sampling(temperature=0.0))
        for number, pixels in enumerate(course.photos(cards))
    ]
    try:
        _warm(engine, course)
        with clocked() as clock:
            began = time.perf_counter()
            ended = _read(engine, asked, step)
            seconds = time.perf_counter() - began
    finally:
        engine.close()
    image = sum(end.figures.image_seconds for end in ended)
    return Measured(
        way="fichario",
        together=together,
        cards=len(ended),
        tokens=sum(end.figures.tokens for end in ended),
        seconds=seconds,
        shares=Shares(image, clock.prompt, clock.decode, clock.sampling),
        refused=sum(end.figures.refused for end in ended),
    )


def card(words: int) -> dict[str, Any]:
    """The card's schema with one description of at least so many words, in whole paragraphs of fifty."""
    count = max(1, round(words / PARAGRAPH_WORDS))
    prose = "^" + r"\n\n".join([PARAGRAPH] * count) + "$"
    described = {"type": "string", "pattern": prose, "minWords": PARAGRAPH_WORDS * count}
    return {**OWN, "properties": {**OWN["properties"], "description_long": described}}


@contextmanager
def clocked() -> Iterator[Clock]:
    """Look at the clock before and after the engine's parts."""
    clock = Clock()
    with (
        patch.object(Context, "decode", _timed(Context.decode, lambda call, spent: clock.evaluated(call[1], spent))),
        patch.object(
            Context, "decode_rows", _timed(Context.decode_rows, lambda _, spent: _add(clock, "prompt", spent))
        ),
        patch.object(Answer, "take", _timed(Answer.take, lambda _, spent: _add(clock, "sampling", spent))),
    ):
        yield clock


def _add(clock: Clock, part: str, seconds: float) -> None:
    setattr(clock, part, getattr(clock, part) + seconds)


def _timed(call: Callable[..., Any], note: Callable[[tuple[Any, ...], float], None]) -> Callable[..., Any]:
    @wraps(call)
    def timed(*arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return call(*arguments)
        finally:
            note(arguments, time.perf_counter() - began)

    return timed


def _warm(engine: LlamaEngine, course: Course) -> None:
    """Have weights and instructions ready, as they are from the second photo on."""
    short = {"type": "object", "properties": {"color_primary": {"type": "string", "enum": list(COLOURS)}}}
    photo = course.photos(1)[0][::2]
    _read(engine, [Request("warm", (photo,), short, PROMPT, Sampling(temperature=0.0))], lambda: None)


def _read(engine: LlamaEngine, asked: Sequence[Request], step: Step) -> list[Finished]:
    ended = []
    for event in run(engine, asked):
        match event:
            case Failed(error=error):
                raise RuntimeError(f"a card failed: {error}")
            case Finished():
                ended.append(event)
                step()
    return ended
