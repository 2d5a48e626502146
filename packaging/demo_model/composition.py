"""Batches of cards for the decoder: tokens, where the photo's rows stand, and what each token weighs in the loss."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from demo_model.prose import card, title
from demo_model.table import COLOURS, load_table
from demo_model.tokeniser import PADDING, Tokens, segments

FACT, PROSE, FED = 4.0, 1.0, 0.05
"""What a token of a fact, of other text and of what the engine feeds anyway weigh."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A batch.

    Attributes:
        tokens: ``(batch, length)`` int64: what stands before the photo, behind it, and the card, padded at the end.
        photo_at: Where the photo's rows go in.
        weights: ``(batch, length)`` float32: what each token weighs as something to be predicted.
    """

    tokens: Tensor
    photo_at: int
    weights: Tensor


class Composer:
    """Writes batches of cards."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._types = load_table().types
        self._before, self._after = tokens.before_photo(), tokens.after_photo()

    def compose(
        self, facts: Sequence[tuple[int, int]], chance: random.Random, *, fact: float = FACT, brief: bool = False
    ) -> Composed:
        """Write a card for each pair of type and colour.

        Args:
            facts: Rows of type and colour.
            chance: Where variety comes from.
            fact: What a fact's tokens weigh.
            brief: Only the facts: most of what there is to learn from a photo, for a tenth of the time.
        """
        written = [self._write(kind, colour, chance, fact, brief) for kind, colour in facts]
        length = max(len(tokens) for tokens, _ in written)
        prompt = [*self._before, *self._after]
        rows = [prompt + tokens + [PADDING] * (length - len(tokens)) for tokens, _ in written]
        weights = [[0.0] * len(prompt) + marks + [0.0] * (length - len(marks)) for _, marks in written]
        return Composed(torch.tensor(rows), len(self._before), torch.tensor(weights))

    def _write(
        self, kind: int, colour: int, chance: random.Random, fact: float, brief: bool
    ) -> tuple[list[int], list[float]]:
        tokens: list[int] = []
        weights: list[float] = []
        fields = card(self._types[kind], COLOURS[colour], chance)
        # Without the tail that every other name has: what is left to chance would count as doubt about the type.
        fields["product_name"] = title(self._types[kind], COLOURS[colour])
        for segment in segments(fields):
            if brief and segment.free and not segment.fact:
                break
            ids = self._tokens.of(segment.text)
            tokens += ids
            weights += [fact if segment.fact else PROSE if segment.free else FED] * len(ids)
        return tokens, weights
