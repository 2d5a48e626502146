"""The teacher: small classifiers on what ImageNet's network sees, whose doubts the tower learns.

What a classifier says of photos that it learned from is surer than what it says of others. So each classifier learns
from all but one fold of the photos and speaks about that fold; a sender's photos are in one fold. Their mean speaks
about validation photos, to tell how good the teacher is; nothing of it ships.
"""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from demo_model import photos as prepared
from demo_model.imagenet import FEATURES
from demo_model.judging import chances, judged, labels
from demo_model.views import PASSES, Views

FOLDS = 5
BATCH = 256
STEPS = 1200
RATE, DECAY = 2e-3, 0.1
INNER = 256
"""Units between a classifier's two layers."""
DROPPED = 0.4
SMOOTHING = 0.05


@dataclass(frozen=True, slots=True)
class Scale:
    """How features are brought to one size.

    Attributes:
        mean: ``(1280,)``, or ``(352, 1, 1)`` for grids.
        spread: The same.
    """

    mean: Tensor
    spread: Tensor

    def __call__(self, features: Tensor) -> Tensor:
        """Features of mean 0 and spread 1."""
        return (features - self.mean) / self.spread


def scale_of(views: Views) -> Scale:
    """The scale of the training photos as they are."""
    plain = views.features(0)
    return Scale(plain.mean(0), plain.std(0) + 1e-3)


def grid_scale_of(views: Views) -> Scale:
    """The same for grids."""
    grids = views.grids(np.zeros(len(views.photos), np.intp), np.arange(len(views.photos)))
    return Scale(grids.mean((0, 2, 3))[:, None, None], grids.std((0, 2, 3))[:, None, None] + 1e-3)


def learn(work: Path) -> None:
    """Fit the classifiers and write what they say of every view: see :func:`said`."""
    listed, views = prepared.load(work)[0], Views(work)
    scale = scale_of(views)
    seen = torch.stack([scale(views.features(number)) for number in range(PASSES)])
    folds = np.array([fold_of(listed[photo]) for photo in views.photos])
    types = labels([listed[photo] for photo in views.photos])
    told = torch.zeros(*seen.shape[:2], types.shape[1])
    plain, validation = scale(views.plain()), torch.zeros(len(listed), types.shape[1])
    for fold in range(FOLDS):
        left = np.flatnonzero(folds != fold)
        odds = chances([listed[views.photos[row]] for row in left])
        classifier = _fit(seen, types, left, odds, fold)
        with torch.inference_mode():
            away = torch.from_numpy(np.flatnonzero(folds == fold))
            told[:, away] = classifier(seen[:, away]).softmax(-1)
            validation += classifier(plain).softmax(-1) / FOLDS
    unseen = [index for index, photo in enumerate(listed) if photo.split == "validation"]
    agreed = (told.argmax(-1) == types.argmax(-1))[:, types.max(1).values == 1].float().mean()
    judgement = judged([listed[index] for index in unseen], validation[unseen])
    print(f"teacher {judgement}; of training photos it did not learn from {agreed:.3f}", flush=True)
    np.save(_said(work), told.numpy().astype(np.float16))


def said(work: Path) -> Tensor:
    """What the teacher says of each view: ``(passes, training photos, types)`` float32, shares of one."""
    return torch.from_numpy(np.load(_said(work)).astype(np.float32))


def fold_of(photo: prepared.Labelled) -> int:
    """The fold of a training photo."""
    return zlib.crc32(photo.source.encode()) % FOLDS


def _said(work: Path) -> Path:
    return work / "taught.npy"


def _fit(seen: Tensor, types: Tensor, chosen: NDArray[np.intp], odds: NDArray[np.float64], seed: int) -> nn.Module:
    """A classifier of the chosen photos' views."""
    torch.manual_seed(seed)
    classifier = nn.Sequential(
        nn.Dropout(DROPPED),
        nn.Linear(FEATURES, INNER),
        nn.ReLU(),
        nn.Dropout(DROPPED),
        nn.Linear(INNER, types.shape[1]),
    )
    random, drawing = torch.Generator().manual_seed(seed), np.random.default_rng(seed)
    optimiser = torch.optim.AdamW(classifier.parameters(), RATE, weight_decay=DECAY)
    for step in range(STEPS):
        optimiser.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        rows = torch.from_numpy(drawing.choice(chosen, BATCH, p=odds))
        passes = torch.randint(len(seen), (BATCH,), generator=random)
        told = classifier(seen[passes, rows])
        functional.cross_entropy(told, types[rows], label_smoothing=SMOOTHING).backward()
        optimiser.step()
        optimiser.zero_grad()
    return classifier.eval()
