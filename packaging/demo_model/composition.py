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
class Decision:
    """A token that the photo decides, of which more is believed than the one that stands there.

    Attributes:
        at: ``(batch,)`` int64: which of each card's tokens it is; as something to be predicted that one weighs nothing.
        likely: ``(batch, vocabulary)`` float32, shares of one: how likely each token should be there instead.
    """

    at: Tensor
    likely: Tensor


@dataclass(frozen=True, slots=True)
class Composed:
    """A batch.

    Attributes:
        tokens: ``(batch, length)`` int64: what stands before the photo, behind it, and the card, padded at the end.
        photo_at: Where the photo's rows go in.
        weights: ``(batch, length)`` float32: what each token weighs as something to be predicted.
        decisions: Where every card follows more than what it says.
    """

    tokens: Tensor
    photo_at: int
    weights: Tensor
    decisions: tuple[Decision, ...] = ()


class Composer:
    """Writes batches of cards."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._types = load_table().types
        self._before, self._after = tokens.before_photo(), tokens.after_photo()
        titles = [[title(kind, colour) for colour in COLOURS] for kind in self._types]
        (key, *_), *_ = (list(segments({"product_name": said})) for said, *_ in titles)
        self._named_at = len(self._before) + len(self._after) + len(tokens.of(key.text))
        names = [[tokens.of(said) for said in row] for row in titles]
        self._nouns = torch.tensor([row[0][0] for row in names])
        self._coloured = [_parting(row) for row in names]
        placed = zip(names, self._coloured, strict=True)
        self._colours = torch.tensor([[ids[place] for ids in row] for row, place in placed])

    def compose(
        self,
        facts: Sequence[tuple[int, int]],
        chance: random.Random,
        *,
        fact: float = FACT,
        brief: bool = False,
        believed: tuple[Tensor, Tensor] | None = None,
    ) -> Composed:
        """Write a card for each pair of type and colour.

        Args:
            facts: Rows of type and colour.
            chance: Where variety comes from.
            fact: What a fact's tokens weigh.
            brief: Only the facts: most of what there is to learn from a photo, for a tenth of the time.
            believed: ``(batch, types)`` and ``(batch, colours)`` float32, shares of one: of what the facts are draws.
                The first tokens of a name's noun and of its colour then follow all of it, not the draw alone.
        """
        written = [self._write(kind, colour, chance, fact, brief) for kind, colour in facts]
        length = max(len(tokens) for tokens, _ in written)
        prompt = [*self._before, *self._after]
        rows = [prompt + tokens + [PADDING] * (length - len(tokens)) for tokens, _ in written]
        weights = torch.tensor([[0.0] * len(prompt) + marks + [0.0] * (length - len(marks)) for _, marks in written])
        decisions = () if believed is None else self._decisions([kind for kind, _ in facts], *believed)
        for decision in decisions:
            weights[torch.arange(len(facts)), decision.at] = 0
        return Composed(torch.tensor(rows), len(self._before), weights, decisions)

    def _decisions(self, kinds: Sequence[int], types: Tensor, colours: Tensor) -> tuple[Decision, Decision]:
        """The first tokens of nouns, and those of colours behind the nouns that the cards have."""
        nouns = torch.full((len(kinds),), self._named_at)
        behind = nouns + torch.tensor([self._coloured[kind] for kind in kinds])
        free = torch.zeros(len(kinds), self._tokens.size)
        return (
            Decision(nouns, free.index_add(1, self._nouns, types)),
            Decision(behind, free.scatter_add(1, self._colours[list(kinds)], colours)),
        )

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


def _parting(names: Sequence[Sequence[int]]) -> int:
    """The first place in which names differ."""
    return next(place for place, tokens in enumerate(zip(*names, strict=False)) if len(set(tokens)) > 1)
