"""What helps the vision tower: light, colour, contrast, noise and empty background, corrected where they are off.

Each step is a module of pure functions that measures a photo, says whether something is off, and corrects it. A step is
off, automatic (it acts only where its own measurement says so) or always taken; what was measured and done comes back
as data. Nothing here reads or writes files, and no array that was passed in is changed.

The corrected photo is for the model alone: people are shown the original beside it. Sizes are the runtime's business
(:mod:`inference.llama.letterbox`), and a photo is never squeezed or enlarged here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from inference.preprocess import contrast, crop, exposure, histogram, noise, white_balance
from inference.preprocess.options import STEPS, Correction, Corrections, When

__all__ = ["STEPS", "Corrected", "Correction", "Corrections", "When", "correct"]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A photo as the model is shown it.

    Attributes:
        pixels: ``(height, width, 3)`` uint8, sRGB, upright; the array that was passed in where nothing was changed.
        steps: What each step that was not off measured and did, in their order.
    """

    pixels: NDArray[np.uint8]
    steps: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    measure: Callable[[NDArray[np.uint8]], dict[str, float]]
    is_off: Callable[[Mapping[str, float]], bool]
    correct: Callable[[NDArray[np.uint8], Mapping[str, float]], NDArray[np.uint8]]


def correct(photo: NDArray[np.uint8], corrections: Corrections) -> Corrected:
    """Take the steps that are wanted.

    Args:
        photo: ``(height, width, 3)`` uint8, sRGB, upright; any size from 1 px. It is not changed.
        corrections: When each step is taken.
    """
    done: list[Correction] = []
    for name, step in _steps(corrections.reference).items():
        when = corrections.of(name)
        if when is When.OFF:
            continue
        measured = step.measure(photo)
        before = photo
        if when is When.ALWAYS or step.is_off(measured):
            photo = step.correct(photo, measured)
        done.append(Correction(name, measured, photo is not before))
    return Corrected(photo, tuple(done))


def _steps(reference: tuple[float, ...]) -> dict[str, _Step]:
    """The steps by name, in the order of :data:`STEPS`."""
    matching = _Step(partial(histogram.measure, reference=reference), histogram.is_off, histogram.correct)
    before, after = (noise, white_balance, exposure, contrast), (crop,)
    made = [_Step(module.measure, module.is_off, module.correct) for module in before]
    made += [matching, *(_Step(module.measure, module.is_off, module.correct) for module in after)]
    return dict(zip(STEPS, made, strict=True))
