"""Views of the training photos: crops, made once, each beside what ImageNet's network sees in that very crop.

Whoever learns from the network has to be shown what it was shown (Beyer et al. 2022, "Knowledge distillation: A good
teacher is patient and consistent"); made once, neither crops nor its answers cost anything while others learn. Every
pass makes one view of each photo; the first shows them as they are.
"""

import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from demo_model import photos as prepared
from demo_model.imagenet import CHANNELS, FEATURES, GRID, ImageNet
from demo_model.parallel import Group
from demo_model.pixels import as_batch, augment

PASSES = 6
SIDE = 128
"""Side in pixels of a view that is kept; the network looks at it as large as the photos were prepared."""
CHUNK = 64


def make(work: Path, group: Group) -> None:
    """Make the passes that are missing, each process its share of them."""
    listed, pixels = prepared.load(work, prepared.TRAINED)
    network = ImageNet(prepared.TRAINED)
    for number in range(group.rank, PASSES, group.size):
        if not _features(work, number).exists():
            started = time.monotonic()
            chosen = range(len(listed)) if number == 0 else trained(listed)
            _make(work, number, pixels, np.array(chosen), network)
            print(f"views {number + 1}/{PASSES} {time.monotonic() - started:.0f} s", flush=True)


def trained(listed: list[prepared.Labelled]) -> list[int]:
    """Numbers of the training photos, in order."""
    return [index for index, photo in enumerate(listed) if photo.split == "train"]


class Views:
    """What :func:`make` wrote.

    Attributes:
        photos: The photo's number for each training photo, in order.
    """

    def __init__(self, work: Path) -> None:
        listed = prepared.load(work, prepared.TRAINED)[0]
        self.photos = np.array(trained(listed))
        self._crops = [np.load(_crops(work, number), mmap_mode="r") for number in range(PASSES)]
        self._seen = [np.load(_features(work, number), mmap_mode="r") for number in range(PASSES)]
        self._grids = [np.load(_grids(work, number), mmap_mode="r") for number in range(PASSES)]

    def crops(self, passes: NDArray[np.intp], rows: NDArray[np.intp]) -> Tensor:
        """So many views ``(batch, 3, SIDE, SIDE)`` float32 in [0, 1]: of those passes, of those training photos."""
        return as_batch(torch.from_numpy(self._stacked(self._crops, passes, rows)))

    def grids(self, passes: NDArray[np.intp], rows: NDArray[np.intp]) -> Tensor:
        """What the network saw where in so many views: ``(batch, 352, 7, 7)`` float32."""
        return torch.from_numpy(self._stacked(self._grids, passes, rows).astype(np.float32))

    def _stacked(self, kept: list[NDArray[Any]], passes: NDArray[np.intp], rows: NDArray[np.intp]) -> NDArray[Any]:
        where = zip(passes, np.where(passes == 0, self.photos[rows], rows), strict=True)
        return np.stack([kept[number][row] for number, row in where])

    def features(self, number: int) -> Tensor:
        """What the network saw in a pass: ``(training photos, 1280)`` float32."""
        seen = self._seen[number][self.photos] if number == 0 else self._seen[number]
        return torch.from_numpy(np.array(seen, np.float32))

    def plain(self) -> Tensor:
        """What it saw in every photo as it is, validation's too: ``(photos, 1280)`` float32."""
        return torch.from_numpy(np.array(self._seen[0], np.float32))


def _crops(work: Path, number: int) -> Path:
    return work / f"views-{number}.npy"


def _features(work: Path, number: int) -> Path:
    return work / f"seen-{number}.npy"


def _grids(work: Path, number: int) -> Path:
    return work / f"grids-{number}.npy"


def _make(work: Path, number: int, pixels: NDArray[np.uint8], chosen: NDArray[np.intp], network: ImageNet) -> None:
    """One pass; its features are written last, so that they tell that it is whole."""
    shape = (len(chosen), SIDE, SIDE, 3)
    crops = np.lib.format.open_memmap(_crops(work, number), "w+", np.uint8, shape)
    grids = np.lib.format.open_memmap(_grids(work, number), "w+", np.float16, (len(chosen), CHANNELS, GRID, GRID))
    seen = np.empty((len(chosen), FEATURES), np.float16)
    random = torch.Generator().manual_seed(number)
    for start in range(0, len(chosen), CHUNK):
        rows = slice(start, start + CHUNK)
        photos = as_batch(torch.from_numpy(np.array(pixels[chosen[rows]])))
        if number:
            photos = augment(photos, prepared.TRAINED, random)
        seen[rows], grids[rows] = network.look(photos)
        crops[rows] = _reduced(photos)
    crops.flush()
    grids.flush()
    np.save(_features(work, number), seen)


def _reduced(photos: Tensor) -> NDArray[np.uint8]:
    """``(batch, 3, any, any)`` float32 in [0, 1] → ``(batch, SIDE, SIDE, 3)`` uint8."""
    small = functional.interpolate(photos, size=SIDE, mode="bicubic", antialias=True)
    return (small.clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).numpy()
