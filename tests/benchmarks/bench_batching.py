"""Cards an hour with 1, 2, 4 and 8 photos together, and where the time goes.

    python tests/benchmarks/bench_batching.py [--big] [--slots 1 2 4 8] [--photos 8] [--words 150] [--threads 2]

The tiny model shows what is not arithmetic; ``--big`` writes a pair of half a gigabyte with random weights and real
shapes, which shows what people get. Every card of a run has the same number of paragraphs and words, drawn at
temperature 0, so runs compare at nearly equal numbers of tokens; rates are told by token, too.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from inference.engine import Prompt, Request, Sampling
from inference.events import Failed, Finished
from inference.llama.answer import Answer
from inference.llama.context import Context
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.run import run
from tests.benchmarks.random_models import HALF_BILLION, make_random_pair
from tests.benchmarks.random_tower import TOWERS
from tests.inference.cards import PARAGRAPH, SCHEMA, photo
from tests.tiny_model import make_pair

PROMPT = Prompt("Você escreve fichas de produto para uma loja. " * 24, "Escreva a ficha em JSON.", "1")


@dataclass
class Clock:
    """Seconds spent in calls, by name."""

    seconds: dict[str, float] = field(default_factory=dict)

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, its time noted."""

        @wraps(call)
        def timed(*arguments: Any) -> Any:
            began = time.perf_counter()
            try:
                return call(*arguments)
            finally:
                self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began

        return timed


@contextmanager
def profiled() -> Iterator[Clock]:
    """Note the time in evaluation, in sampling (with the constraint and the confidence), and in steps altogether."""
    clock = Clock()
    with (
        patch.object(Context, "decode", clock.around("decode", Context.decode)),
        patch.object(Context, "decode_rows", clock.around("rows", Context.decode_rows)),
        patch.object(Answer, "take", clock.around("sample", Answer.take)),
        patch.object(LlamaEngine, "step", clock.around("step", LlamaEngine.step)),
    ):
        yield clock


def big(folder: Path) -> ModelFiles:
    """Half a billion parameters less what a large vocabulary would add, and a ViT-B/16."""
    return make_random_pair(folder, replace(HALF_BILLION, vocabulary=32_000), TOWERS["vit-b-16"])


def card(words: int) -> dict[str, Any]:
    """The card's schema with one description of about so many words."""
    count = max(1, round(words / 50))
    prose = "^" + r"\n\n".join([PARAGRAPH] * count) + "$"
    described = {"type": "string", "pattern": prose, "minWords": 50 * count}
    return {**SCHEMA, "properties": {**SCHEMA["properties"], "description_long": described}}


def measure(files: ModelFiles, slots: int, given: argparse.Namespace) -> None:
    """Print one line."""
    engine = LlamaEngine.load(files, LoadOptions(slots=slots, threads=given.threads))
    schema = card(given.words)
    asked = [
        Request(str(n), (photo(n, 480, 640),), schema, PROMPT, Sampling(temperature=0.0)) for n in range(given.photos)
    ]
    try:
        with profiled() as clock:
            began, busy = time.perf_counter(), time.process_time()
            ends = [event for event in run(engine, asked) if isinstance(event, Finished | Failed)]
            seconds, busy = time.perf_counter() - began, time.process_time() - busy
    finally:
        engine.close()
    cards = [end for end in ends if isinstance(end, Finished)]
    tokens = sum(end.figures.tokens for end in cards)
    sampled = sum(end.figures.sampled for end in cards)
    spent = clock.seconds
    native = spent["decode"] + spent.get("rows", 0.0)
    image = sum(end.figures.image_seconds for end in cards)
    print(
        f"N = {slots}: {len(cards) / seconds * 3600:8.0f} cards/h {tokens / seconds:7.1f} tokens/s"
        f"  {tokens / max(1, len(cards)):.0f} tokens a card  wall {seconds:6.1f} s,"
        f" processors {busy:6.1f} s: evaluating {native / seconds:4.0%},"
        f" sampling {spent['sample'] / seconds:4.0%} ({spent['sample'] / sampled * 1e3:.2f} ms a token drawn),"
        f" rest of the steps {(spent['step'] - native - spent['sample']) / seconds:4.0%};"
        f" encoding {image:.1f} s beside; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def main() -> None:
    """Measure each number of slots on the same pair."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--slots", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--photos", type=int, default=8)
    parser.add_argument("--words", type=int, default=150)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = big(Path(folder)) if given.big else make_pair(Path(folder))
        for slots in given.slots:
            measure(files, slots, given)


if __name__ == "__main__":
    main()
