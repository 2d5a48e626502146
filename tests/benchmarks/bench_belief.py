"""What a catalogue's own calibration is worth: ``python tests/benchmarks/bench_belief.py``.

Answers are made by chance, so that the truth is known. For each number of approved answers and each kind of model: how
often a curve is fitted at all, the calibration error on 10,000 new answers without and with it (means over the seeds,
and the worst), and what "90 %" means then: the share that is right among those that are shown with 85 to 95 %.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from numpy.typing import NDArray

from app.catalog.outcomes import Outcome
from app.evaluation.fitting import Trials, error_of
from app.pipeline.belief import WRITER, fitted

Curve = Callable[[NDArray[np.float64]], NDArray[np.float64]]

KINDS: dict[str, Curve] = {
    "too sure": lambda said: 2 * said - 1,
    "too shy": lambda said: np.minimum(0.99, 0.6 + 0.4 * said),
    "honest": lambda said: said,
    "always 90 %": lambda said: np.full_like(said, 0.9),
}
"""How often models of a kind are right where they say how sure they are, from 50 to 100 %."""
NEW = 10_000


def answers(count: int, truth: Curve, random: np.random.Generator) -> Trials:
    """Answers of a model."""
    said = random.uniform(0.5, 1, count)
    return Trials(said, (random.random(count) < truth(said)).astype(np.float64))


def measure(count: int, truth: Curve, seed: int) -> tuple[bool, float, float, float]:
    """Whether a curve is fitted, the error without and with it, and the share that is right at 90 %."""
    random = np.random.default_rng(seed)
    seen, new = answers(count, truth, random), answers(NEW, truth, random)
    pairs = zip(seen.sure.tolist(), (seen.right > 0).tolist(), strict=True)
    origin = dict.fromkeys(WRITER, "")
    fit = fitted([Outcome(origin, {"field": sure}, {"field": right}) for sure, right in pairs]).of(origin)["field"]
    curve = fit.calibration
    shown = Trials(np.array([curve.honest(sure) for sure in new.sure]), new.right) if curve is not None else new
    near = (shown.sure > 0.85) & (shown.sure <= 0.95)
    at_ninety = float(shown.right[near].mean()) if near.any() else float("nan")
    return curve is not None, error_of(new), error_of(shown), at_ninety


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seeds", type=int, default=40)
    seeds = parser.parse_args().seeds
    print(f"{'model':12} {'answers':>7} {'fitted':>7} {'without':>8} {'with':>7} {'90 % is':>8} {'worst':>7}")
    for kind, truth in KINDS.items():
        for count in (100, 200, 400, 1000):
            found = np.array([measure(count, truth, seed) for seed in range(seeds)], np.float64)
            share, without, with_it, ninety = np.nanmean(found, axis=0)
            worst = found[:, 2].max()
            print(f"{kind:12} {count:7} {share:7.0%} {without:8.3f} {with_it:7.3f} {ninety:8.1%} {worst:7.3f}")


if __name__ == "__main__":
    main()
