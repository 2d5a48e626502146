"""Teaches a network to see: the teacher from labels, then the tower from the teacher.

Distillation as function matching: Beyer et al. 2022, "Knowledge distillation: A good teacher is patient and
consistent": teacher and student see the very same crops, mixed ones too. The weights that are kept are a moving
average of those that are trained.
"""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from demo_model import photos as prepared
from demo_model.parallel import Group
from demo_model.pixels import as_batch, augment, mix, normalise
from demo_model.table import COLOURS, UNKNOWN, load_table
from demo_model.tower import Heads
from demo_model.training import Trainer

BATCH = 64
SMOOTHING = 0.05
MIXED = 0.3
"""How many batches are mixed."""
WEIGHTS = (1.0, 0.3, 0.5)
"""What type, department and colour weigh in the loss."""
RARITY = 0.3
"""How far rare types are drawn oftener than they come: 0 not at all, 1 as often as common ones."""
IGNORANCE = 1.5
"""How much oftener than other photos those of unknown things are drawn."""
TAUGHT = 0.8
"""What the teacher's word weighs against the label."""


class Seer(nn.Module):
    """A network with its heads."""

    def __init__(self, body: nn.Module, width: int) -> None:
        super().__init__()
        table = load_table()
        self.body = body
        self.heads = Heads(width, len(table.types), len(table.departments), len(COLOURS))

    def forward(self, photos: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``(batch, 3, size, size)``, normalised → logits of type, department and colour."""
        logits: tuple[Tensor, Tensor, Tensor] = self.heads(self.body(photos))
        return logits


@dataclass(frozen=True, slots=True)
class Lesson:
    """How a network is taught.

    Attributes:
        name: Names its checkpoint.
        size: Side in pixels of what it sees.
        epochs: How often it sees as many photos as there are.
        small: Side in pixels of what it sees at first: nearly as good a lesson for half the time.
        grown: The epoch from which it sees ``size``.
        rate: Highest learning rate.
        decay: Weight decay of matrices.
    """

    name: str
    size: int
    epochs: int
    small: int
    grown: int
    rate: float
    decay: float = 0.05

    def seen(self, epoch: int) -> int:
        """Side in pixels in an epoch."""
        return self.size if epoch >= self.grown else self.small


class Answers:
    """What is to be said of each photo: soft labels over types, departments and colours."""

    def __init__(self, photos: list[prepared.Labelled]) -> None:
        table = load_table()
        types = torch.tensor([table.nouns.index(photo.noun) for photo in photos])
        of_type = torch.tensor([table.departments.index(kind.department) for kind in table.types])
        self.types = functional.one_hot(types, len(table.types)).float()
        self.departments = functional.one_hot(of_type[types], len(table.departments)).float()
        self.colours = torch.from_numpy(np.stack([prepared.colour_weights(photo) for photo in photos]))

    def of(self, indices: Tensor, others: Tensor, share: float) -> tuple[Tensor, ...]:
        """The answers for mixed photos."""
        rows = (self.types[indices], self.departments[indices], self.colours[indices])
        return tuple(share * row + (1 - share) * row[others] for row in rows)


def chances(photos: list[prepared.Labelled], chosen: NDArray[np.intp]) -> NDArray[np.float64]:
    """How often each chosen photo is drawn: those of rare types and of unknown things oftener than they come."""
    nouns = np.array([photos[index].noun for index in chosen])
    _, inverse, counts = np.unique(nouns, return_inverse=True, return_counts=True)
    weights = counts[inverse] ** -RARITY * np.where(nouns == UNKNOWN, IGNORANCE, 1.0)
    return np.asarray(weights / weights.sum())


def teach(network: Seer, lesson: Lesson, work: Path, group: Group, teacher: Seer | None = None) -> Seer:
    """Train a network; goes on where an interrupted run stopped.

    Args:
        network: What learns.
        lesson: How.
        work: Where the prepared photos are and checkpoints go.
        group: The processes that train together.
        teacher: Whose answers are imitated, where there is one.

    Returns:
        The moving average of the weights.
    """
    network = network.to(memory_format=torch.channels_last)
    trainer = Trainer(network, work / f"{lesson.name}.pt", group, rate=lesson.rate, decay=lesson.decay)
    if trainer.begun < lesson.epochs:
        crops = Crops(work, group)
        for epoch in range(trainer.begun, lesson.epochs):
            started = time.monotonic()
            loss = _epoch(trainer, lesson, crops, epoch, teacher)
            trainer.save(epoch + 1)
            if group.rank == 0:
                seen = evaluate(trainer.average, lesson.size, work) if epoch % 3 == 2 else ""
                print(
                    f"{lesson.name} {epoch + 1}/{lesson.epochs} {loss:.3f} {time.monotonic() - started:.0f} s {seen}",
                    flush=True,
                )
    return trainer.average.eval()


def _epoch(trainer: Trainer, lesson: Lesson, crops: "Crops", epoch: int, teacher: Seer | None) -> float:
    """Show the network as many photos as there are; returns the mean loss."""
    total = 0.0
    trainer.network.train()
    for step, (photos, answers) in enumerate(crops.epoch(epoch, lesson.seen(epoch))):
        loss = _loss(trainer.network(photos), answers, photos, teacher)
        trainer.learn(loss, (epoch + step / crops.steps) / lesson.epochs)
        total += loss.item() / crops.steps
    return total


class Crops:
    """Crops of the training photos with their answers, as many an epoch as there are photos.

    Attributes:
        steps: Batches an epoch, for each process.
    """

    def __init__(self, work: Path, group: Group) -> None:
        listed, pixels = prepared.load(work, prepared.TRAINED)
        self._pixels = torch.from_numpy(np.array(pixels))
        self._train = np.array([index for index, photo in enumerate(listed) if photo.split == "train"])
        self._odds = chances(listed, self._train)
        self._answers = Answers(listed)
        self._group = group
        self.steps = len(self._train) // (BATCH * group.size)

    def epoch(self, number: int, size: int) -> Iterator[tuple[Tensor, tuple[Tensor, ...]]]:
        """Crops of ``size`` pixels, some batches mixed; the same numbers give the same crops."""
        seed = 1000 * number + self._group.rank
        random = torch.Generator().manual_seed(seed)
        order = np.random.default_rng(seed).choice(self._train, self.steps * BATCH, p=self._odds)
        for drawn in torch.from_numpy(order).split(BATCH):
            photos = augment(as_batch(self._pixels[drawn]), size, random)
            others, share = torch.arange(len(photos)), 1.0
            if torch.rand((), generator=random) < MIXED:
                photos, others, share = mix(photos, random)
            yield normalise(photos), self._answers.of(drawn, others, share)


def evaluate(network: nn.Module, size: int, data: Path) -> str:
    """Accuracy on the validation photos, by group, in one line."""
    listed, pixels = prepared.load(data, size)
    chosen = [index for index, photo in enumerate(listed) if photo.split == "validation"]
    network.eval()
    said: list[Tensor] = []
    with torch.inference_mode():
        for start in range(0, len(chosen), 128):
            batch = torch.from_numpy(np.ascontiguousarray(pixels[chosen[start : start + 128]]))
            said.append(torch.stack([logits.argmax(1) for logits in network(normalise(as_batch(batch)))], 1))
    guesses, table, parts = torch.cat(said).numpy(), load_table(), []
    for name in ("clothing", "grocery", "rendered", "unknown"):
        rows = [row for row, index in enumerate(chosen) if listed[index].group == name]
        photos = [listed[chosen[row]] for row in rows]
        if not photos:
            continue
        nouns = np.array([table.nouns.index(photo.noun) for photo in photos])
        places = np.array([table.departments.index(table.types[noun].department) for noun in nouns])
        hues = np.array([COLOURS.index(photo.colours[0]) if photo.colours else -1 for photo in photos])
        right = guesses[rows] == np.stack([nouns, places, hues], 1)
        colour = right[hues >= 0, 2].mean() if (hues >= 0).any() else math.nan
        parts.append(f"{name} {right[:, 0].mean():.3f}/{right[:, 1].mean():.3f}/{colour:.3f}")
    return " ".join(parts)


def _loss(said: tuple[Tensor, ...], answers: tuple[Tensor, ...], crops: Tensor, teacher: Seer | None) -> Tensor:
    if teacher is None:
        return _cross_entropy(said, answers, SMOOTHING)
    with torch.inference_mode():
        taught = tuple(logits.softmax(1) for logits in teacher(crops))
    taught = tuple(row.clone() for row in taught)
    return TAUGHT * _cross_entropy(said, taught, 0.0) + (1 - TAUGHT) * _cross_entropy(said, answers, 0.0)


def _cross_entropy(said: tuple[Tensor, ...], answers: tuple[Tensor, ...], smoothing: float) -> Tensor:
    """The mean over photos of the heads' weighted losses; a row without an answer counts for nothing."""
    total = torch.zeros(())
    for logits, answer, weight in zip(said, answers, WEIGHTS, strict=True):
        known = answer.sum(1, keepdim=True)
        smooth = answer * (1 - smoothing) + known * smoothing / answer.shape[1]
        total = total - weight * (smooth * functional.log_softmax(logits, 1)).sum(1).mean()
    return total
