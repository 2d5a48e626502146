"""What a person says about a server in the panel."""

from dataclasses import dataclass
from enum import StrEnum

SLOTS = (1, 2, 4, 8, 16)
"""How many photos at the same time can be chosen."""

USUAL_SLOTS = 4


class ServerKind(StrEnum):
    """What speaks at an address."""

    FICHARIO = "fichario"
    OTHER = "openai"


@dataclass(frozen=True, slots=True)
class ServerChoice:
    """A server.

    Attributes:
        address: As it was typed.
        key: As it was typed; ``None`` where the one that is kept is to stay.
        model: The model's name there.
        slots: Photos at the same time.
        kind: What speaks there.
    """

    address: str
    key: str | None = None
    model: str = ""
    slots: int = USUAL_SLOTS
    kind: ServerKind = ServerKind.OTHER
