"""Teaches the tower to see: from the labels, and from what a teacher says and sees of the very same views.

The tower begins with the weights that ImageNet taught; its early blocks stay as they are. New layers learn first,
alone, so that their first mistakes do not spoil the others.

Distillation: Hinton et al. 2015, "Distilling the Knowledge in a Neural Network"; features, their mean and those of each
place, are drawn towards the teacher's as in Romero et al. 2015, "FitNets". Colours come from the labels alone: what
ImageNet's network learned made it blind to them. The weights that are kept are a moving average of those that are
trained.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from demo_model import photos as prepared
from demo_model.imagenet import CHANNELS, FEATURES
from demo_model.judging import chances, judged, labels, placing
from demo_model.parallel import Group, halved
from demo_model.pixels import mix
from demo_model.table import COLOURS, load_table
from demo_model.teacher import grid_scale_of, said, scale_of
from demo_model.tower import EARLY, WIDTH, Heads, Tower
from demo_model.training import Trainer
from demo_model.views import PASSES, Views

BATCH = 128
"""Views in a batch, all processes together."""
LOOKED_AT = 3
"""After how many epochs it judges the validation photos, to be told."""
SMOOTHING = 0.05
MIXED = 0.4
"""How many batches are mixed."""
WEIGHTS = (1.0, 0.3, 0.5)
"""What type, department and colour weigh in the loss."""
TAUGHT = 0.6
"""What the teacher's word weighs against the label."""
MATCHED = (2.0, 2.0)
"""What the distance from the teacher's features weighs: from their mean, and place by place."""


class Seer(nn.Module):
    """A tower with what teaches it: classifiers, and views of the teacher's features."""

    def __init__(self, body: Tower) -> None:
        super().__init__()
        table = load_table()
        self.body = body
        self.heads = Heads(len(table.types), len(table.departments), len(COLOURS))
        self.matched = nn.Linear(WIDTH, FEATURES)
        self.placed = nn.Conv2d(WIDTH, CHANNELS, 1)

    def forward(self, early: Tensor) -> tuple[Tensor, ...]:
        """What the early blocks saw → logits of type, department and colour; features; their grid."""
        grid = self.body.late(early.contiguous(memory_format=torch.channels_last)).float()
        return (*self.heads(grid), self.matched(grid.mean((2, 3))), self.placed(grid))


@dataclass(frozen=True, slots=True)
class Lesson:
    """How a tower is taught.

    Attributes:
        name: Names its checkpoint.
        epochs: How often it sees as many views as there are photos.
        rate: Highest learning rate.
        fixed: Whether only what ImageNet did not teach learns.
        decay: Weight decay of matrices.
    """

    name: str
    epochs: int
    rate: float
    fixed: bool = False
    decay: float = 0.05


@dataclass(frozen=True, slots=True)
class Batch:
    """What a tower is shown, and what it should say.

    Attributes:
        early: What the tower's early blocks see, ``(batch, 48, 16, 16)``.
        answers: Shares of types, departments and colours, each ``(batch, …)``; all zero where nobody knows.
        features: What the teacher saw, ``(batch, 1280)`` and ``(batch, 352, 8, 8)``; nothing where views were mixed.
    """

    early: Tensor
    answers: tuple[Tensor, ...]
    features: tuple[Tensor, ...] = ()


def teach(network: Seer, lesson: Lesson, work: Path, group: Group) -> Seer:
    """Train a tower; goes on where an interrupted run stopped.

    Returns:
        The moving average of the weights.
    """
    network = network.to(memory_format=torch.channels_last)
    body = network.body.requires_grad_(False)
    for part in (body.gather, body.fuse, *([] if lesson.fixed else body.blocks[EARLY:])):
        part.requires_grad_(True)
    trainer = Trainer(network, work / f"{lesson.name}.pt", group, rate=lesson.rate, decay=lesson.decay)
    if trainer.begun < lesson.epochs:
        shown = Shown(work, group)

        def learned(epoch: int) -> str:
            loss = _epoch(trainer, lesson, shown, epoch)
            looked_at = group.rank == 0 and ((epoch + 1) % LOOKED_AT == 0 or epoch + 1 == lesson.epochs)
            return f"{loss:.3f} {evaluate(trainer.average, work)}" if looked_at else f"{loss:.3f}"

        trainer.run(lesson.epochs, learned)
    return trainer.average.eval()


def _epoch(trainer: Trainer, lesson: Lesson, shown: "Shown", epoch: int) -> float:
    """Show the tower as many views as there are photos; returns the mean loss."""
    total = 0.0
    trainer.network.train()
    for step, batch in enumerate(shown.epoch(epoch)):
        with halved():
            told = trainer.network(batch.early)
        loss = _loss(told, batch)
        trainer.learn(loss, (epoch + step / shown.steps) / lesson.epochs)
        total += loss.item() / shown.steps
    return total


class Shown:
    """Views with their answers, as many an epoch as there are photos.

    Attributes:
        steps: Batches an epoch.
    """

    def __init__(self, work: Path, group: Group) -> None:
        listed = prepared.load(work)[0]
        self._views, self._group = Views(work), group
        chosen = self._views.photos
        self._odds = chances([listed[photo] for photo in chosen])
        self._answers = _answers([listed[photo] for photo in chosen], said(work))
        scale = scale_of(self._views)
        self._features = [scale(self._views.features(number)) for number in range(PASSES)]
        self._grid_scale = grid_scale_of(self._views)
        self._share = BATCH // group.size
        self.steps = len(chosen) // BATCH

    def epoch(self, number: int) -> Iterator[Batch]:
        """Batches of views; the same numbers give the same batches."""
        seed = 1000 * number + self._group.rank
        random, drawing = torch.Generator().manual_seed(seed), np.random.default_rng(seed)
        # All processes mix at the same time: only then do the same weights learn in each.
        mixed = torch.rand(self.steps, generator=torch.Generator().manual_seed(number)) < MIXED
        for step in range(self.steps):
            rows = drawing.choice(len(self._odds), self._share, p=self._odds)
            passes = drawing.integers(PASSES, size=self._share)
            batch = self._batch(passes, rows)
            yield _mixed(batch, random) if mixed[step] else batch

    def _batch(self, passes: NDArray[np.intp], rows: NDArray[np.intp]) -> Batch:
        types, departments, colours = self._answers
        answers = (types[passes, rows], departments[passes, rows], colours[rows])
        features = torch.stack([self._features[number][row] for number, row in zip(passes, rows, strict=True)])
        return Batch(
            self._views.early(passes, rows), answers, (features, self._grid_scale(self._views.grids(passes, rows)))
        )


def _mixed(batch: Batch, random: torch.Generator) -> Batch:
    early, others, share = mix(batch.early, random)
    return Batch(early, tuple(share * answer + (1 - share) * answer[others] for answer in batch.answers))


def evaluate(network: Seer, work: Path) -> str:
    """How the tower judges the validation photos, in one line."""
    listed, views = prepared.load(work)[0], Views(work)
    chosen = np.array([index for index, photo in enumerate(listed) if photo.split == "validation"])
    network.eval()
    types, colours = [], []
    with torch.inference_mode(), halved():
        for start in range(0, len(chosen), BATCH):
            told = network(views.plain_early(chosen[start : start + BATCH]))
            types.append(told[0].softmax(1))
            colours.append(told[2])
    return judged([listed[index] for index in chosen], torch.cat(types), torch.cat(colours))


def _answers(photos: list[prepared.Labelled], taught: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """What is to be said of each view, the teacher's word and the label mixed."""
    types = TAUGHT * taught + (1 - TAUGHT) * labels(photos)
    colours = torch.from_numpy(np.stack([prepared.colour_weights(photo) for photo in photos]))
    colours = colours * (1 - SMOOTHING) + colours.sum(1, keepdim=True) * SMOOTHING / len(COLOURS)
    return types, types @ placing(), colours


def _loss(told: tuple[Tensor, ...], batch: Batch) -> Tensor:
    """The mean over views of the heads' weighted losses; a row without an answer counts for nothing."""
    total = torch.zeros(())
    for logits, answer, weight in zip(told[:3], batch.answers, WEIGHTS, strict=True):
        total = total - weight * (answer * functional.log_softmax(logits.float(), 1)).sum(1).mean()
    for seen, taught, weight in zip(told[3:], batch.features, MATCHED, strict=False):
        likeness = functional.cosine_similarity(seen.float(), taught, dim=1)
        total = total + weight * (1 - likeness).mean()
    return total
