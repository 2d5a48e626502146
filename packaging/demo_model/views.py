"""Views of the training photos: crops, made once, each beside what ImageNet's network sees in that very crop.

Where the tower's early blocks do not change any more, what they see in the views is kept too.

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
from demo_model.imagenet import CHANNELS, FEATURES, ImageNet
from demo_model.parallel import Group, halved
from demo_model.pixels import as_batch, augment, normalise
from demo_model.tower import BLOCKS, EARLY, GRID, SIZE, Tower

PASSES = 4
CHUNK = 64


def make(work: Path, group: Group) -> None:
    """Make the passes that are missing, each process its share of them."""
    listed, pixels = prepared.load(work)
    network = ImageNet()
    for number in range(group.rank, PASSES, group.size):
        if not _features(work, number).exists():
            started = time.monotonic()
            chosen = range(len(listed)) if number == 0 else trained(listed)
            _make(work, number, pixels, np.array(chosen), network)
            print(f"views {number + 1}/{PASSES} {time.monotonic() - started:.0f} s", flush=True)


def look_early(work: Path, tower: Tower, group: Group) -> None:
    """Keep what the tower's early blocks see in every view, each process its share of the passes."""
    for number in range(group.rank, PASSES, group.size):
        if not _early(work, number).exists():
            crops = np.load(_crops(work, number), mmap_mode="r")
            seen = np.empty((len(crops), BLOCKS[EARLY].inputs, 2 * GRID, 2 * GRID), np.float16)
            for start in range(0, len(crops), CHUNK):
                photos = as_batch(torch.from_numpy(np.array(crops[start : start + CHUNK])))
                with torch.inference_mode(), halved():
                    seen[start : start + CHUNK] = tower.early(normalise(photos))[-1].float().numpy()
            np.save(_early(work, number), seen)
    group.wait()


def trained(listed: list[prepared.Labelled]) -> list[int]:
    """Numbers of the training photos, in order."""
    return [index for index, photo in enumerate(listed) if photo.split == "train"]


class Views:
    """What :func:`make` wrote.

    Attributes:
        photos: The photo's number for each training photo, in order.
    """

    def __init__(self, work: Path) -> None:
        listed = prepared.load(work)[0]
        self.photos = np.array(trained(listed))
        self._seen = [np.load(_features(work, number), mmap_mode="r") for number in range(PASSES)]
        self._grids = [np.load(_grids(work, number), mmap_mode="r") for number in range(PASSES)]
        kept = [_early(work, number) for number in range(PASSES)]
        self._early = [np.load(path, mmap_mode="r") for path in kept if path.exists()]

    def early(self, passes: NDArray[np.intp], rows: NDArray[np.intp]) -> Tensor:
        """What the tower's early blocks saw in so many views, of those passes, of those training photos.

        Returns:
            ``(batch, 48, 16, 16)`` float32.
        """
        return torch.from_numpy(self._stacked(self._early, passes, rows).astype(np.float32))

    def grids(self, passes: NDArray[np.intp], rows: NDArray[np.intp]) -> Tensor:
        """What the network saw where in so many views: ``(batch, 352, 8, 8)`` float32."""
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

    def plain_early(self, photos: NDArray[np.intp]) -> Tensor:
        """What the tower's early blocks saw in so many of all photos as they are: ``(batch, 48, 16, 16)`` float32."""
        return torch.from_numpy(self._early[0][photos].astype(np.float32))


def _crops(work: Path, number: int) -> Path:
    return work / f"views-{number}.npy"


def _features(work: Path, number: int) -> Path:
    return work / f"seen-{number}.npy"


def _grids(work: Path, number: int) -> Path:
    return work / f"grids-{number}.npy"


def _early(work: Path, number: int) -> Path:
    return work / f"early-{number}.npy"


def _make(work: Path, number: int, pixels: NDArray[np.uint8], chosen: NDArray[np.intp], network: ImageNet) -> None:
    """One pass; its features are written last, so that they tell that it is whole."""
    shape = (len(chosen), SIZE, SIZE, 3)
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
    """``(batch, 3, any, any)`` float32 in [0, 1] → ``(batch, SIZE, SIZE, 3)`` uint8."""
    small = functional.interpolate(photos, size=SIZE, mode="bicubic", antialias=True)
    return (small.clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).numpy()
