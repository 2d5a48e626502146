"""In what two photos of one picture differ, by what was found when one was laid over the other."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.catalog.likeness_rows import Kind, Likeness

_UNCUT: Final = 0.96
"""From which share of the surface on nothing was cut off: laying over is exact to about two parts in a hundred."""
_LIGHTER: Final = 3.0
"""Difference in L* of CIELAB from which on people see it."""


class Trait(StrEnum):
    """A difference of the later photo from the one that came in first."""

    MIRRORED = "mirrored"
    CUT = "cut"
    """It shows a part of the other."""
    WHOLE = "whole"
    """The other shows a part of it."""
    LARGER = "larger"
    SMALLER = "smaller"
    LIGHTER = "lighter"
    DARKER = "darker"
    SAVED_AGAIN = "saved_again"
    """None of these: compressed again, or with something written on it."""


@dataclass(frozen=True, slots=True)
class Traits:
    """In what two photos of one picture differ.

    Attributes:
        traits: The differences, in the order in which to tell them; none where they are not one picture.
        share: The part of the whole picture that the cut one shows, in [0, 1].
    """

    traits: tuple[Trait, ...] = ()
    share: float = 1.0


def traits_of(likeness: Likeness) -> Traits:
    """In what the later of two photos differs from the one that came in first."""
    if likeness.kind is not Kind.PICTURE:
        return Traits()
    facts, later = likeness.facts, likeness.facts.get("laid") == likeness.other.id
    share, lighter = float(facts.get("share", 1)), float(facts.get("lighter", 0)) * (1 if later else -1)
    found = [Trait.MIRRORED] if facts.get("mirrored") else []
    if share < _UNCUT:
        found.append(Trait.CUT if later else Trait.WHOLE)
    elif (size := _size(likeness)) is not None:
        found.append(size)
    if abs(lighter) >= _LIGHTER:
        found.append(Trait.LIGHTER if lighter > 0 else Trait.DARKER)
    return Traits(tuple(found or [Trait.SAVED_AGAIN]), share)


def _size(likeness: Likeness) -> Trait | None:
    pixels = [(photo.width or 0) * (photo.height or 0) for photo in (likeness.one, likeness.other)]
    if pixels[0] == pixels[1]:
        return None
    return Trait.LARGER if pixels[1] > pixels[0] else Trait.SMALLER
