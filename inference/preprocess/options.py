"""What may be corrected in a photo, and what was: plain data that can cross threads and pipes. Knows no pixels."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Self


class When(StrEnum):
    """When a step is taken."""

    OFF = "off"
    AUTOMATIC = "automatic"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Corrections:
    """When each step is taken, in the order in which they are.

    Noise goes first, since what follows would amplify it; the crop last, since the background tells the light.

    Attributes:
        noise: Noise reduction.
        white_balance: The colour of the light is taken out.
        exposure: A dark or washed-out photo is brought to its full range of lightness.
        contrast: Local contrast is raised.
        histogram: Lightness is spread as in a well-lit product photo.
        crop: Empty background around the product is cut off.
        reference: What ``histogram`` spreads lightness like, as :func:`inference.preprocess.histogram.quantiles` has it
            of a photo; the built-in reference where it is empty. No step.
    """

    noise: When = When.OFF
    white_balance: When = When.OFF
    exposure: When = When.OFF
    contrast: When = When.OFF
    histogram: When = When.OFF
    crop: When = When.OFF
    reference: tuple[float, ...] = ()

    @classmethod
    def taking(cls, steps: Mapping[str, When], reference: tuple[float, ...] = ()) -> Self:
        """Those that take these steps, by their names, and no others."""
        named: dict[str, Any] = dict(steps)
        return cls(**named, reference=reference)

    def of(self, step: str) -> When:
        """When a step is taken, by its name."""
        return When(getattr(self, step))

    @property
    def any(self) -> bool:
        """Whether anything may be done at all."""
        return any(self.of(step) is not When.OFF for step in STEPS)


STEPS = tuple(each.name for each in fields(Corrections) if each.name != "reference")
"""Names of the steps, in their order."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One step that was not off: what it measured, and whether it changed the photo.

    Attributes:
        step: Its name, one of :data:`STEPS`.
        measured: What it found, by the names and in the units that the step's module gives.
        applied: Whether it changed anything.
    """

    step: str
    measured: Mapping[str, float] = field(hash=False)
    applied: bool
