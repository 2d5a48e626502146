"""Photos an hour with our engine, with llama-cpp-python's own handler, and with llama-server, on the same weights.

    python tests/benchmarks/bench_rivals.py [--quick] [--quantisation Q8_0] [--tower vit-b-16] [--json rivals.json]

Needs ``python3 packaging/llama_server.py`` once; without it the server's rows are left out. Models with random weights
and the shapes of real ones (half a billion parameters, a vocabulary of 152,000) are made once and kept beside it, about
1 GB a pair. Let nothing else run meanwhile. Ctrl+C leaves what was measured. How ways are made comparable:
``rivals_course.py``. The last lines say which bars were met.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from llama_server import program_path

from app.benchmark.machine import this_machine
from inference.llama.library import repacks, runtime
from tests.benchmarks.random_models import HALF_BILLION, QUANTISATIONS, make_random_pair
from tests.benchmarks.random_tower import TOWERS
from tests.benchmarks.rivals_course import TOKENS, Course, Measured
from tests.benchmarks.rivals_handler import measure_handler
from tests.benchmarks.rivals_own import measure_own
from tests.benchmarks.rivals_server import measure_server, server_there

Way: TypeAlias = tuple[str, Callable[..., Measured]]
BARS = (("best", "llama-cpp-python", 2.5), ("best", "llama-server", 1.1), ("one", "llama-cpp-python", 1.3))


def ways(given: argparse.Namespace) -> Iterator[Way]:
    """What is measured, in order: ours first, since it tells the number of tokens for the others."""
    for together in given.slots:
        own = partial(measure_own, together=together, cards=max(given.cards, together))
        yield f"fichario, {together} together", own
    yield "llama-cpp-python", partial(measure_handler, cards=given.cards)
    more = tuple(given.server_options.split())
    for together in given.server_slots if server_there() else ():
        asked = partial(measure_server, together=together, cards=max(given.cards, together), more=more)
        yield f"llama-server, {together} together", asked


def measure(course: Course, given: argparse.Namespace) -> Iterator[Measured]:
    """Measure one way after the other, saying which."""
    own: list[Measured] = []
    for name, way in ways(given):
        print(f"{name} ", end="", file=sys.stderr, flush=True)
        began = time.perf_counter()
        measured = way(course, step=lambda: print(".", end="", file=sys.stderr, flush=True))
        print(f" {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        if measured.way == "fichario":
            own.append(measured)
            course = replace(course, tokens=round(sum(m.tokens for m in own) / sum(m.cards for m in own)))
        yield measured


def row(measured: Measured, first: Measured) -> str:
    """A line of the table; ``first`` is what speeds are told against."""
    shares = measured.shares
    parts = (shares.image, shares.prompt, shares.decode, shares.sampling)
    whole = max(1e-9, sum(part or 0.0 for part in parts))
    told = "".join(f"{'–':>10}" if part is None else f"{part / whole:10.0%}" for part in parts)
    speed = f"{measured.hourly:10.0f}{measured.hourly / first.hourly:8.2f}{measured.tokens / measured.seconds:10.1f}"
    length = measured.tokens / max(1, measured.cards)
    return f"{measured.way:24}{measured.together:3}{speed}{length:8.0f}{measured.seconds:8.0f}{told}"


def heading() -> str:
    """The table's titles."""
    speed = f"{'photos/h':>10}{'times':>8}{'tokens/s':>10}{'a card':>8}{'s':>8}"
    return f"{'':24}{'N':>3}{speed}{'image':>10}{'prompt':>10}{'decode':>10}{'sampling':>10}"


def verdicts(measured: list[Measured]) -> Iterator[str]:
    """Which bars were met, as far as both sides were measured."""
    own = [each for each in measured if each.way == "fichario"]
    for which, rival, bar in BARS:
        ours = [each.hourly for each in own if which == "best" or each.together == 1]
        theirs = [each.hourly for each in measured if each.way.startswith(rival)]
        if ours and theirs:
            times = max(ours) / max(theirs)
            name = "ours at its best" if which == "best" else "ours, one at a time"
            yield f"{name}: {times:.2f} times {rival}, bar {bar}: {'met' if times >= bar else 'MISSED'}"


def keep(path: Path, given: argparse.Namespace, measured: list[Measured]) -> None:
    """Write everything that was measured so far."""
    rows = [{**asdict(each), "hourly": each.hourly} for each in measured]
    facts = {
        "machine": this_machine().model_dump(),
        "runtime": runtime(),
        "threads": given.threads,
        "words": given.words,
    }
    model = {"quantisation": given.quantisation, "tower": given.tower, "load": os.getloadavg()[0], "tokens": TOKENS}
    path.write_text(json.dumps({**facts, **model, "measured": rows}, indent=2) + "\n", encoding="utf-8")


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few and short: whether it works, not how fast")
    parser.add_argument("--quantisation", choices=QUANTISATIONS, default="Q8_0")
    parser.add_argument("--tower", choices=TOWERS, default="vit-b-16")
    parser.add_argument("--slots", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--server-slots", type=int, nargs="*", default=[1, 4, 8])
    parser.add_argument("--server-options", default="", help="further ones, for example '--flash-attn off'")
    parser.add_argument("--cards", type=int, default=2, help="at least, each way; never fewer than are read together")
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--folder", type=Path, default=program_path(os.environ).parents[1] / "random-models")
    parser.add_argument("--json", type=Path, default=Path("rivals.json"))
    given = parser.parse_args()
    if given.quick:
        given.slots, given.server_slots, given.cards, given.words = [1, 4], [4], 1, 50
    return given


def main() -> None:
    """Measure, and print the table."""
    given = options()
    print("making the models, once", file=sys.stderr, flush=True)
    files = make_random_pair(given.folder, HALF_BILLION, TOWERS[given.tower], given.quantisation)
    measured: list[Measured] = []
    with suppress(KeyboardInterrupt):
        for each in measure(Course(files, given.threads, given.words, repacked=repacks()), given):
            measured.append(each)
            keep(given.json, given, measured)
    print(f"{given.quantisation}, {given.tower}, {given.threads} threads, {runtime()}; load {os.getloadavg()[0]:.1f}")
    if not repacks():
        print("extra buffers off everywhere: with AMX the other ways crash")
    print(heading())
    first = next((each for each in measured if each.way == "llama-cpp-python"), measured[0] if measured else None)
    for each in measured:
        print(row(each, first or each))
    print(*verdicts(measured), sep="\n")


if __name__ == "__main__":
    main()
