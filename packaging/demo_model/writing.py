"""Teaches the decoder to write: first cards alone, then cards about what the tower sees.

In the first course nothing tells the facts, so the decoder learns everything else: the language, and to stay with the
facts once they stand. In the second, most cards end behind the facts, which is what a photo decides. Most of these
facts are drawn from what the tower's own heads find likely for this very crop, the others are the label's: so the
decoder learns how sure to be. In the third, most cards are whole again: what the photo decided is kept to the end of
the text.
"""

import random
import time
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
from demo_model.judging import chances
from demo_model.parallel import Group, halved
from demo_model.table import COLOURS, load_table
from demo_model.tower import Projector
from demo_model.training import Trainer
from demo_model.views import PASSES, Views
from demo_model.vision import Seer

Batches: TypeAlias = Callable[[random.Random], Iterator[tuple[Composed, Tensor | None]]]

WHOLE = 12
"""Whole cards in a batch."""
BRIEF = 36
"""Cards that end behind the facts in a batch."""
DOUBTED = 0.8
"""How many of the brief cards say what the tower's heads believe rather than the label."""


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
        logits = self.decoder.logits(self.decoder(rows)[:, :-1][counted]).float()
        costs = functional.cross_entropy(logits, targets[counted], reduction="none")
        return (costs * weights[counted]).sum() / weights[counted].sum()


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
            grid, facts = seen.draw(BRIEF if brief else WHOLE, DOUBTED if brief else 0.0, chance)
            yield composer.compose(facts, chance, fact=FACT, brief=brief), grid

    _follow(trainer, course, group, batches)
    return trainer.average.eval()


def _follow(trainer: Trainer, course: Course, group: Group, batches: Batches) -> None:
    steps = course.steps // group.size
    for epoch in range(trainer.begun, course.epochs):
        started, total = time.monotonic(), 0.0
        trainer.network.train()
        feed = batches(random.Random(1000 * epoch + group.rank))
        for step in range(steps):
            with halved():
                loss = trainer.network(*next(feed))
            trainer.learn(loss, (epoch + step / steps) / course.epochs)
            total += loss.item() / steps
        trainer.save(epoch + 1)
        if group.rank == 0:
            print(
                f"{course.name} {epoch + 1}/{course.epochs} {total:.3f} {time.monotonic() - started:.0f} s", flush=True
            )


class _Seen:
    """Views of training photos as the tower sees them, with facts to write about them."""

    def __init__(self, seer: Seer, work: Path) -> None:
        listed = prepared.load(work)[0]
        self._seer, self._views = seer.eval(), Views(work)
        shown = [listed[photo] for photo in self._views.photos]
        self._rows = np.array([row for row, photo in enumerate(shown) if photo.colours])
        self._odds = chances([shown[row] for row in self._rows])
        self._nouns = [load_table().nouns.index(photo.noun) for photo in shown]
        self._colours = torch.from_numpy(np.stack([prepared.colour_weights(photo) for photo in shown]))

    def draw(self, count: int, doubted: float, chance: random.Random) -> tuple[Tensor, list[tuple[int, int]]]:
        """So many grids ``(count, features, 8, 8)``, and a type and a colour for each."""
        seed = chance.getrandbits(32)
        drawing, shaken = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
        rows = drawing.choice(self._rows, count, p=self._odds)
        early = self._views.early(drawing.integers(PASSES, size=count), rows)
        with torch.no_grad(), halved():
            grid = self._seer.body.late(early).float()
            types, _, colours = self._seer.heads(grid)
        believed = torch.multinomial(types.float().softmax(1), 1, generator=shaken)[:, 0].tolist()
        hues = torch.multinomial(colours.float().softmax(1), 1, generator=shaken)[:, 0].tolist()
        named = torch.multinomial(self._colours[rows], 1, generator=shaken)[:, 0].tolist()
        facts = []
        for index, row in enumerate(rows):
            kind = believed[index] if chance.random() < doubted else self._nouns[row]
            facts.append((kind, hues[index] if chance.random() < doubted else named[index]))
        return grid, facts
