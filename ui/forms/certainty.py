"""How sure a machine was of a field, in terms that a form can show."""

from dataclasses import dataclass

from pydantic import JsonValue

SURE = 0.8
"""From this certainty on a field counts as sure; below it, it wants a look."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure the machine was of the value that it gave a field.

    Attributes:
        value: In [0, 1].
        guesses: For a closed list, its best entries with their probabilities, most probable first; else empty.
    """

    value: float
    guesses: tuple[tuple[JsonValue, float], ...] = ()

    @property
    def sure(self) -> bool:
        """Whether the field needs no second look."""
        return self.value >= SURE
