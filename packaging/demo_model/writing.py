"""Teaches the decoder to write: first cards alone, then cards about what the tower sees.

In the first course nothing tells the facts, so the decoder learns everything else: the language, and to stay with the
facts once they stand. In the second, most cards end behind the facts, which is what a photo decides. Most of these
facts are drawn from what the tower's own heads find likely for this very crop, the others are the label's; the first
tokens of a name's noun and colour follow all that the heads find likely. So the decoder learns how sure to be, also
between the photos that it knows, where two are shown as one. In the third, most cards are whole again: what the photo
decided is kept to the end of the text.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from demo_model import photos as prepared
from demo_model.composition import FACT, Composed, Composer
from demo_model.decoder import Decoder
from demo_model.judging import chances, labels
from demo_model.parallel import Group, halved
from demo_model.pixels import mix
from demo_model.table import COLOURS, load_table
from demo_model.tower import Projector
from demo_model.training import Trainer
from demo_model.views import PASSES, Views
from demo_model.vision import Seer

Batches: TypeAlias = Callable[[random.Random], Iterator[tuple[Composed, Tensor | None]]]
Facts: TypeAlias = list[tuple[int, int]]

WHOLE = 12
"""Whole cards in a batch."""
BRIEF = 36
"""Cards that end behind the facts in a batch."""
DOUBTED = 0.8
"""How far cards say what the tower's heads believe rather than the label."""
MIXED = 0.5
"""How many of the batches show mixed views: between what it knows, the decoder shall doubt as the heads do."""


@dataclass(frozen=True, slots=True)
class Course:
    """How the decoder is taught.

    Attributes:
        name: Names its checkpoint.
        epochs: How often ``steps`` steps are made.
        steps: Batches an epoch, all processes together.
        rate: Highest learning rate.
        brief: How many of the batches end behind the facts; only where there are photos.
        decay: Weight decay of matrices.
    """

    name: str
    epochs: int
    steps: int
    rate: float
    brief: float = 0.0
    decay: float = 0.02


class Author(nn.Module):
    """Projector and decoder: rows of features → text."""

    def __init__(self, projector: Projector, decoder: Decoder) -> None:
        super().__init__()
        self.projector = projector
        self.decoder = decoder

    def forward(self, cards: Composed, grid: Tensor | None) -> Tensor:
        """The weighted mean of what each token costs.

        Args:
            cards: What is to be written.
            grid: ``(batch, features, 8, 8)`` of the photos; ``None`` where there are none.
        """
        rows = self.decoder.embedding(cards.tokens)
        before = torch.zeros(len(rows), 0)
        if grid is not None:
            seen = self.projector(grid)
            rows = torch.cat([rows[:, : cards.photo_at], seen, rows[:, cards.photo_at :]], 1)
            before = torch.zeros(len(rows), seen.shape[1])
        at = cards.photo_at
        weights = torch.cat([cards.weights[:, :at], before, cards.weights[:, at:]], 1)[:, 1:]
        targets = torch.cat([cards.tokens[:, :at], before.long(), cards.tokens[:, at:]], 1)[:, 1:]
        counted = weights > 0
        behind = self.decoder(rows)[:, :-1]
        logits = self.decoder.logits(behind[counted]).float()
        costs = functional.cross_entropy(logits, targets[counted], reduction="none")
        total, share = (costs * weights[counted]).sum(), weights[counted].sum()
        for decision in cards.decisions:
            ends = behind[torch.arange(len(rows)), decision.at + before.shape[1] - 1]
            told = self.decoder.logits(ends).float().log_softmax(1)
            total, share = total - FACT * (decision.likely * told).sum(), share + FACT * len(told)
        return total / share


def learn_language(author: Author, course: Course, composer: Composer, work: Path, group: Group) -> Author:
    """The first course: cards alone."""
    trainer = Trainer(author, work / f"{course.name}.pt", group, rate=course.rate, decay=course.decay)
    types = len(load_table().types)

    def batches(chance: random.Random) -> Iterator[tuple[Composed, None]]:
        while True:
            facts = [(chance.randrange(types), chance.randrange(len(COLOURS))) for _ in range(WHOLE)]
            yield composer.compose(facts, chance, fact=0.2), None

    _follow(trainer, course, group, batches)
    return trainer.average.eval()


def learn_cards(author: Author, seer: Seer, course: Course, composer: Composer, work: Path, group: Group) -> Author:
    """The second and third course: cards about photos. The tower stays as it is."""
    trainer = Trainer(author, work / f"{course.name}.pt", group, rate=course.rate, decay=course.decay)
    seen = _Seen(seer, work)

    def batches(chance: random.Random) -> Iterator[tuple[Composed, Tensor]]:
        while True:
            brief = chance.random() < course.brief
            grid, facts, believed = seen.draw(BRIEF if brief else WHOLE, chance)
            yield composer.compose(facts, chance, fact=FACT, brief=brief, believed=believed), grid

    _follow(trainer, course, group, batches)
    return trainer.average.eval()


def _follow(trainer: Trainer, course: Course, group: Group, batches: Batches) -> None:
    steps = course.steps // group.size

    def learned(epoch: int) -> str:
        total = 0.0
        trainer.network.train()
        feed = batches(random.Random(1000 * epoch + group.rank))
        for step in range(steps):
            with halved():
                loss = trainer.network(*next(feed))
            trainer.learn(loss, (epoch + step / steps) / course.epochs)
            total += loss.item() / steps
        return f"{total:.3f}"

    trainer.run(course.epochs, learned)


class _Seen:
    """Views of training photos as the tower sees them, with facts to write about them."""

    def __init__(self, seer: Seer, work: Path) -> None:
        listed = prepared.load(work)[0]
        self._seer, self._views = seer.eval(), Views(work)
        shown = [listed[photo] for photo in self._views.photos]
        self._odds = chances(shown)
        self._types = labels(shown)
        self._colours = torch.from_numpy(np.stack([prepared.colour_weights(photo) for photo in shown]))

    def draw(self, count: int, chance: random.Random) -> tuple[Tensor, Facts, tuple[Tensor, Tensor]]:
        """So many views, and something to say of each.

        Of mixed views, and where nobody has named a colour, the heads' word is all that counts.

        Returns:
            Grids ``(count, features, 8, 8)``; a type and a colour for each, drawn from what is believed; what is
            believed of types and colours, ``(count, types)`` and ``(count, colours)``.
        """
        seed = chance.getrandbits(32)
        drawing, shaken = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
        rows = drawing.choice(len(self._odds), count, p=self._odds)
        early = self._views.early(drawing.integers(PASSES, size=count), rows)
        doubted = DOUBTED
        if chance.random() < MIXED:
            early, doubted = mix(early, shaken)[0], 1.0
        with torch.no_grad(), halved():
            grid = self._seer.body.late(early).float()
            types, _, hues = (logits.float().softmax(1) for logits in self._seer.heads(grid))
        named = self._colours[rows]
        named = torch.where(named.sum(1, keepdim=True) > 0, named, hues)
        believed = (
            doubted * types + (1 - doubted) * self._types[rows],
            doubted * hues + (1 - doubted) * named,
        )
        kinds, colours = (torch.multinomial(shares, 1, generator=shaken)[:, 0].tolist() for shares in believed)
        return grid, list(zip(kinds, colours, strict=True)), believed
