"""The ways of correcting photos that are compared."""

from typing import Final

from inference.preprocess.options import STEPS, Corrections, When

NOTHING: Final = "nothing"
TOGETHER: Final = "together"
SETTINGS: Final = "settings"


def variants(chosen: Corrections) -> dict[str, Corrections]:
    """Name → what is corrected: nothing, each step alone where needed and always, all where needed, and the settings.

    Args:
        chosen: What the person's settings ask for; left out where that is one of the others.
    """
    alone = {
        variant_of(step, when): Corrections.taking({step: when})
        for when in (When.AUTOMATIC, When.ALWAYS)
        for step in STEPS
    }
    together = Corrections.taking(dict.fromkeys(STEPS, When.AUTOMATIC))
    found = {NOTHING: Corrections(), **alone, TOGETHER: together}
    return found if chosen in found.values() else {**found, SETTINGS: chosen}


def variant_of(step: str, when: When) -> str:
    """Name of the variant in which one step is taken alone."""
    return f"{step}.{when}"
