"""Teaches the tower's front and its early blocks to see what ImageNet's network sees there, of the same small squares.

The blocks begin with the network's weights, so what is left to learn is the front, which learns alone at first, and to
do without the upper end of its ReLU6. Nobody needs labels for it. What comes of it then stays: edges and textures are
the same in every shop.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from demo_model import imagenet
from demo_model import photos as prepared
from demo_model.parallel import Group
from demo_model.pixels import as_batch, augment, normalise
from demo_model.tower import EARLY, SIZE, Tower
from demo_model.training import Trainer
from demo_model.views import trained

CROP = 64
"""Side in pixels of what is looked at, enough for what these blocks see at once."""
BATCH = 64
"""Crops in a batch, all processes together."""
EPOCHS, STEPS, RATE = 9, 60, 3e-3
ALONE = 5
"""For so many epochs the front learns alone."""


def learn(work: Path, group: Group) -> Tower:
    """A tower whose early blocks are trained as far as they are not yet, and whose others are ImageNet's."""
    tower = Tower()
    imagenet.give(tower)
    trainer = Trainer(tower, work / "early.pt", group, rate=RATE, decay=0.0)
    if trainer.begun < EPOCHS:
        shown = _Shown(work, BATCH // group.size)
        trainer.run(EPOCHS, lambda epoch: _epoch(trainer, shown, epoch, group))
    return trainer.average.eval()


def _epoch(trainer: Trainer, shown: "_Shown", epoch: int, group: Group) -> str:
    """Learn from so many crops; says what the front and each block that learned missed."""
    alone = epoch < ALONE
    missed = torch.zeros(1 if alone else EARLY + 1)
    random = torch.Generator().manual_seed(1000 * epoch + group.rank)
    for step in range(STEPS):
        crops, taught = shown.draw(random)
        seen = [trainer.network.front(crops)] if alone else trainer.network.early(crops)
        losses = _losses(seen, taught[: len(seen)])
        trainer.learn(losses.mean(), (epoch + step / STEPS) / EPOCHS)
        missed += losses.detach() / STEPS
    return " ".join(f"{float(loss):.3f}" for loss in missed)


class _Shown:
    """Pieces of views as the tower will be shown them, with what ImageNet's network sees there."""

    def __init__(self, work: Path, count: int) -> None:
        listed, self._pixels = prepared.load(work)
        self._chosen, self._count = np.array(trained(listed)), count
        self._network = imagenet.Beginning(CROP)

    def draw(self, random: torch.Generator) -> tuple[Tensor, list[Tensor]]:
        """Normalised pieces ``(count, 3, CROP, CROP)``, and what each block gives."""
        rows = self._chosen[torch.randint(len(self._chosen), (self._count,), generator=random).numpy()]
        photos = augment(as_batch(torch.from_numpy(self._pixels[np.sort(rows)])), SIZE, random)
        top, left = torch.randint((SIZE - CROP) // 2 + 1, (2,), generator=random).mul(2).tolist()
        crops = normalise(photos[:, :, top : top + CROP, left : left + CROP])
        return crops, self._network.look(crops)


def _losses(seen: list[Tensor], taught: list[Tensor]) -> Tensor:
    """How much of what is to be seen each of the blocks does not see: squares, as shares of each channel's variance."""
    shares = []
    for grid, right in zip(seen, taught, strict=True):
        error = (grid - right).pow(2).mean((0, 2, 3))
        shares.append((error / (right.var((0, 2, 3)) + 1e-2)).mean())
    return torch.stack(shares)
