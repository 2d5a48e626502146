"""What a sequence asks for before it can go on. Sequences only ask; the round evaluates, for all of them together."""

from collections.abc import Generator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from inference.llama.context import Item
from inference.llama.rows import Rows

Logits: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Evaluate:
    """Tokens, at most :data:`~inference.llama.context.CHUNK`, to be evaluated in one batch.

    Attributes:
        items: In the order of their positions.
        urgent: Whether an answer that somebody watches waits for them; what belongs to a prompt is patient.
    """

    items: tuple[Item, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Rows of a photo to be evaluated.

    Attributes:
        rows: All that are in one piece.
        start: The first of those that are meant.
        stop: Behind the last of them.
        position: Where the first of them stands.
        slot: Whose they are.
    """

    rows: Rows
    start: int
    stop: int
    position: int
    slot: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to evaluate now.

    Attributes:
        until: What another thread does meanwhile; ``None`` where other sequences are waited for.
    """

    until: Future[Any] | None = None


Wish: TypeAlias = Evaluate | Place | Wait

Steps: TypeAlias = Generator[Wish, list[Logits], None]
"""Asks, and is sent the logits behind each wanted token of what it asked for: ``(vocabulary,)`` float32 each, the
runtime's own memory, valid until the next wish."""
