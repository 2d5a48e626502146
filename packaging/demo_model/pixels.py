"""Photos as the networks see them: normalised, and, for training, changed as other people's photos differ.

Colours move little, because the colour is one of the answers; place, size, sharpness and light move much.
"""

import math

import torch
from torch import Tensor
from torch.nn import functional

from inference.llama.letterbox import PADDING

MEAN = (127 / 255,) * 3
SPREAD = (128 / 255,) * 3
"""EfficientNet-Lite's normalisation, as the projector file says it to the runtime. RGB order."""


def normalise(photos: Tensor) -> Tensor:
    """``(batch, 3, size, size)`` float32 in [0, 1], sRGB → the networks' input, channels last in memory."""
    mean, spread = (torch.tensor(values).view(1, 3, 1, 1) for values in (MEAN, SPREAD))
    return ((photos - mean) / spread).contiguous(memory_format=torch.channels_last)


def as_batch(photos: Tensor) -> Tensor:
    """``(batch, size, size, 3)`` uint8 → ``(batch, 3, size, size)`` float32 in [0, 1]."""
    return photos.permute(0, 3, 1, 2).float() / 255


def augment(photos: Tensor, size: int, random: torch.Generator) -> Tensor:
    """Crop, turn, mirror, light and blur photos at random.

    Args:
        photos: ``(batch, 3, any, any)`` float32 in [0, 1].
        size: Side of the result.
        random: Where chance comes from.

    Returns:
        ``(batch, 3, size, size)`` float32 in [0, 1].
    """
    padding = torch.tensor(PADDING).view(1, 3, 1, 1) / 255
    grid = functional.affine_grid(_affine(len(photos), random), [len(photos), 3, size, size], align_corners=False)
    moved = functional.grid_sample(photos - padding, grid, padding_mode="zeros", align_corners=False) + padding
    return _soften(_light(moved, random), random).clamp(0, 1)


def mix(photos: Tensor, random: torch.Generator) -> tuple[Tensor, Tensor, float]:
    """Blend each photo with another (mixup), or paste a piece of another into it (CutMix), half the time each.

    Zhang et al. 2018, "mixup"; Yun et al. 2019, "CutMix"; with what early layers see as well as with pixels: Verma et
    al. 2019, "Manifold Mixup".

    Returns:
        The photos, the other photo's index for each, ``(batch,)`` int64, and the share that stayed.
    """
    others = torch.randperm(len(photos), generator=random)
    share = 1 - 0.5 * float(torch.rand((), generator=random)) ** 2
    if torch.rand((), generator=random) < 0.5:
        return photos * share + photos[others] * (1 - share), others, share
    size = photos.shape[-1]
    half = math.sqrt(1 - share) / 2
    row, column = torch.rand(2, generator=random).tolist()
    top, bottom, left, right = (
        round(size * min(1.0, max(0.0, edge))) for edge in (row - half, row + half, column - half, column + half)
    )
    pasted = photos.clone()
    pasted[:, :, top:bottom, left:right] = photos[others][:, :, top:bottom, left:right]
    return pasted, others, 1 - (bottom - top) * (right - left) / size**2


def _uniform(count: int, low: float, high: float, random: torch.Generator) -> Tensor:
    return torch.rand(count, generator=random) * (high - low) + low


def _affine(count: int, random: torch.Generator) -> Tensor:
    """``(count, 2, 3)``: where in the photo each point of the crop comes from."""
    scale = _uniform(count, 0.5, 1.2, random).sqrt()
    stretch = torch.exp(_uniform(count, -0.18, 0.18, random))
    angle = torch.randn(count, generator=random) * 0.1
    mirror = torch.where(torch.rand(count, generator=random) < 0.5, -1.0, 1.0)
    shear = torch.randn(count, generator=random) * 0.06
    room = (1 - scale).clamp(min=0.1)
    right, down = (_uniform(count, -1, 1, random) * room for _ in range(2))
    wide, high = scale * stretch, scale / stretch
    first = torch.stack([wide * angle.cos() * mirror, -high * angle.sin() + shear, right], 1)
    second = torch.stack([wide * angle.sin() * mirror, high * angle.cos(), down], 1)
    return torch.stack([first, second], 1)


def _light(photos: Tensor, random: torch.Generator) -> Tensor:
    """Exposure, gamma, contrast and saturation; the white balance by at most seven per cent."""

    def each(low: float, high: float, channels: int = 1) -> Tensor:
        return _uniform(len(photos) * channels, low, high, random).view(-1, channels, 1, 1)

    photos = photos.clamp(1e-4, 1) ** torch.exp(each(-0.35, 0.35))
    mean = photos.mean((1, 2, 3), keepdim=True)
    photos = ((photos - mean) * each(0.75, 1.2) + mean) * each(0.75, 1.25) * each(0.93, 1.07, 3)
    grey = photos.mean(1, keepdim=True)
    return grey + (photos - grey) * each(0.75, 1.25)


def _soften(photos: Tensor, random: torch.Generator) -> Tensor:
    """Some photos out of focus, some noisy."""
    fate = torch.rand(len(photos), generator=random)
    blurred, noisy = torch.nonzero(fate < 0.12)[:, 0], torch.nonzero(fate > 0.85)[:, 0]
    photos[blurred] = functional.avg_pool2d(photos[blurred], 3, 1, 1, count_include_pad=False)
    photos[noisy] += torch.randn(len(noisy), *photos.shape[1:], generator=random) * 0.04
    return photos
