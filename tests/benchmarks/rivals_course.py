"""What all ways of reading photos are given alike, and what is measured of each.

The same weights, threads, photos, instructions, fields, temperature (0) and number of tokens: our engine goes first,
and the others are cut off at the number of tokens that its cards had on the average. Photos an hour are told for cards
of :data:`TOKENS` tokens: a way's wall time is split by its shares into what a photo costs once (its encoding, the
prompt) and what grows with the answer (evaluating, sampling), and the second part is brought to that number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from inference.engine import Prompt
from inference.llama.options import ModelFiles
from tests.inference.cards import COLOURS, DEPARTMENTS, photo

TOKENS = 450
PROMPT = Prompt("Você escreve fichas de produto para uma loja. " * 24, "Escreva a ficha em JSON.", "1")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "product_name": {"type": "string", "minLength": 3, "maxLength": 80},
        "category_standard": {"type": "string", "enum": list(DEPARTMENTS)},
        "color_primary": {"type": "string", "enum": list(COLOURS)},
        "features_list": {
            "type": "array",
            "items": {"type": "string", "minLength": 3, "maxLength": 80},
            "minItems": 3,
            "maxItems": 5,
        },
        "description_long": {"type": "string", "minLength": 900},  # more is no grammar to llama-cpp-python
    },
    "required": ["product_name", "category_standard", "color_primary", "features_list", "description_long"],
    "additionalProperties": False,
}
"""The card's fields, as the other ways can be asked for them: a length in letters where ours has one in words."""

Step: TypeAlias = Callable[[], None]
"""Told that a card is there."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is read with.

    Attributes:
        files: The model.
        threads: For arithmetic.
        words: Of a description, at least; ours alone keeps it.
        tokens: At which the other ways are cut off.
        size: Of the photos, height and width in pixels.
        repacked: Whether the other ways may lay weights out anew in llama.cpp's extra buffers, as they do by default.
            On a processor with AMX they end in a segmentation fault then, so there nobody does, as ours does not.
    """

    files: ModelFiles
    threads: int
    words: int
    tokens: int = TOKENS
    size: tuple[int, int] = (480, 640)
    repacked: bool = True

    def photos(self, count: int) -> list[NDArray[np.uint8]]:
        """Different photos, ``(height, width, 3)`` uint8 each; the same ones in every course."""
        return [photo(seed, *self.size) for seed in range(count)]


@dataclass(frozen=True, slots=True)
class Shares:
    """Seconds that went into the parts of the work, those of photos read at the same time added up.

    Attributes:
        image: Encoding photos; ``None`` where it cannot be told from ``prompt``.
        prompt: Evaluating prompts and photos' rows.
        decode: Evaluating answers.
        sampling: Drawing tokens, with constraint and confidence; ``None`` where it cannot be told from ``decode``.
    """

    image: float | None
    prompt: float
    decode: float
    sampling: float | None

    @property
    def answer(self) -> float:
        """The part that grows with the answer, in [0, 1]."""
        grows = self.decode + (self.sampling or 0.0)
        return grows / max(1e-9, grows + self.prompt + (self.image or 0.0))


@dataclass(frozen=True, slots=True)
class Measured:
    """One way, measured once.

    Attributes:
        way: Which.
        together: Photos in hand at the same time.
        cards: How many were written.
        tokens: Of all of them.
        seconds: On the wall clock, from the first photo to the last card.
        shares: Where the time went.
        refused: Tokens that the constraint refused at first; ``None`` where that is not told.
    """

    way: str
    together: int
    cards: int
    tokens: int
    seconds: float
    shares: Shares
    refused: int | None = None

    @property
    def hourly(self) -> float:
        """Photos an hour, brought to cards of :data:`TOKENS` tokens."""
        answer = self.seconds * self.shares.answer
        return 3600 / ((self.seconds - answer) / self.cards + TOKENS * answer / max(1, self.tokens))
