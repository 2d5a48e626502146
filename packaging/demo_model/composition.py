"""Batches of cards for the decoder: tokens, where the photo's rows stand, and what each token weighs in the loss."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
        opens_at: Which of the tokens begins the name.
        opening: ``(batch, vocabulary)`` float32: how likely each token should be to begin it, and then that one token
            weighs nothing; ``None`` where it should be the one that stands there.
    """

    tokens: Tensor
    photo_at: int
    weights: Tensor
    opens_at: int
    opening: Tensor | None = None


class Composer:
    """Writes batches of cards."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._types = load_table().types
        self._before, self._after = tokens.before_photo(), tokens.after_photo()
        begun = [list(segments({"product_name": title(kind, COLOURS[0])})) for kind in self._types]
        self._opening = len(tokens.of(begun[0][0].text))
        self._beginnings = torch.tensor([tokens.of(name.text)[0] for _, name, *_ in begun])

    def compose(
        self,
        facts: Sequence[tuple[int, int]],
        chance: random.Random,
        *,
        fact: float = FACT,
        brief: bool = False,
        believed: Tensor | None = None,
    ) -> Composed:
        """Write a card for each pair of type and colour.

        Args:
            facts: Rows of type and colour.
            chance: Where variety comes from.
            fact: What a fact's tokens weigh.
            brief: Only the facts: most of what there is to learn from a photo, for a tenth of the time.
            believed: ``(batch, types)`` float32, shares of one: of which types the facts' are draws. The names' first
                tokens then follow all of them, not the draw alone.
        """
        written = [self._write(kind, colour, chance, fact, brief) for kind, colour in facts]
        length = max(len(tokens) for tokens, _ in written)
        prompt = [*self._before, *self._after]
        rows = [prompt + tokens + [PADDING] * (length - len(tokens)) for tokens, _ in written]
        weights = [[0.0] * len(prompt) + marks + [0.0] * (length - len(marks)) for _, marks in written]
        cards = Composed(torch.tensor(rows), len(self._before), torch.tensor(weights), len(prompt) + self._opening)
        return cards if believed is None else self._told(cards, believed)

    def _told(self, cards: Composed, believed: Tensor) -> Composed:
        """Cards whose names begin as likely as is believed."""
        opening = torch.zeros(len(believed), self._tokens.size).index_add(1, self._beginnings, believed)
        weights = cards.weights.clone()
        weights[:, cards.opens_at] = 0
        return replace(cards, weights=weights, opening=opening)

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
