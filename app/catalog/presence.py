"""What one desk at a shared catalogue hears of the others: frozen, plain, free of the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Beat:
    """What is heard at one time of asking.

    Attributes:
        changed: Whether somebody may have changed something at another desk since the last time.
        working: Product → who has it open at another desk.
    """

    changed: bool = False
    working: Mapping[int, str] = field(default_factory=dict)
