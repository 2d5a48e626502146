"""The vision tower that ships: a small ConvNeXt whose graph is the one llama.cpp calls ``yasa2``.

What the runtime fixes: a patch convolution with a layer norm, stages of ConvNeXt-V2 blocks joined by strided 2 × 2
convolutions, a last grid of 8 × 8, then a projector of two layers. What is ours: patch size, widths and depths. The
runtime's depthwise kernels are 7 × 7 and its blocks hold a response normalisation (GRN); we train with 3 × 3 kernels
and without GRN, which is five times faster on a processor, and export kernels padded with zeros and a GRN of zeros:
the same function.

ConvNeXt V2: Woo et al. 2023, "Co-designing and Scaling ConvNets with Masked Autoencoders".
"""

from dataclasses import dataclass

from torch import Tensor, nn
from torch.nn import functional

GRID = 8
KERNEL = 3
EXPORTED_KERNEL = 7
EXPANSION = 3


@dataclass(frozen=True, slots=True)
class TowerShape:
    """Measures of a tower.

    Attributes:
        size: Side of the square input in pixels.
        patch: Side of a patch in pixels.
        widths: Channels of each stage.
        depths: Blocks of each stage.
    """

    size: int = 128
    patch: int = 4
    widths: tuple[int, ...] = (48, 96, 224)
    depths: tuple[int, ...] = (1, 2, 6)

    def __post_init__(self) -> None:
        if self.size // self.patch // 2 ** (len(self.widths) - 1) != GRID:
            raise ValueError(f"the last grid of {self} is not {GRID} x {GRID}")


class Block(nn.Module):
    """One ConvNeXt block: depthwise convolution, layer norm, two pointwise layers, added to its input."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(width, width, KERNEL, padding=KERNEL // 2, groups=width)
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.expand = nn.Linear(width, EXPANSION * width)
        self.contract = nn.Linear(EXPANSION * width, width)

    def forward(self, grid: Tensor) -> Tensor:
        """``(batch, width, rows, columns)`` → the same shape."""
        inner = self.norm(self.depthwise(grid).permute(0, 2, 3, 1))
        inner = self.contract(functional.gelu(self.expand(inner)))
        return grid + inner.permute(0, 3, 1, 2)


class ChannelNorm(nn.LayerNorm):
    """Layer norm over the channels of ``(batch, channels, rows, columns)``."""

    def __init__(self, width: int) -> None:
        super().__init__(width, eps=1e-6)

    def forward(self, grid: Tensor) -> Tensor:
        """Normalise each place's channels."""
        return super().forward(grid.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class Tower(nn.Module):
    """Photo → 8 × 8 grid of features."""

    def __init__(self, shape: TowerShape) -> None:
        super().__init__()
        self.shape = shape
        self.patch = nn.Conv2d(3, shape.widths[0], shape.patch, shape.patch)
        self.patch_norm = ChannelNorm(shape.widths[0])
        self.stages = nn.ModuleList(
            nn.Sequential(*(Block(width) for _ in range(depth)))
            for width, depth in zip(shape.widths, shape.depths, strict=True)
        )
        self.downs = nn.ModuleList(
            nn.Sequential(ChannelNorm(before), nn.Conv2d(before, after, 2, 2))
            for before, after in zip(shape.widths, shape.widths[1:], strict=False)
        )
        self.apply(_initialise)

    @property
    def width(self) -> int:
        """Channels of a feature."""
        return self.shape.widths[-1]

    def forward(self, photos: Tensor) -> Tensor:
        """``(batch, 3, size, size)`` float32, normalised by :mod:`demo_model.pixels` → ``(batch, width, 8, 8)``."""
        grid = self.patch_norm(self.patch(photos))
        for index, stage in enumerate(self.stages):
            grid = stage(grid if index == 0 else self.downs[index - 1](grid))
        return grid


class Heads(nn.Module):
    """Linear classifiers on the mean feature; they teach the tower and are not shipped."""

    def __init__(self, width: int, types: int, departments: int, colours: int) -> None:
        super().__init__()
        self.types = nn.Linear(width, types)
        self.departments = nn.Linear(width, departments)
        self.colours = nn.Linear(width, colours)

    def forward(self, grid: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``(batch, width, rows, columns)`` → logits of type, department and colour."""
        mean = grid.float().mean((2, 3))
        return self.types(mean), self.departments(mean), self.colours(mean)


class Projector(nn.Module):
    """Features → the language model's width, one token a place: two layers with GELU between."""

    def __init__(self, width: int, embedding: int) -> None:
        super().__init__()
        self.first = nn.Linear(width, embedding)
        self.second = nn.Linear(embedding, embedding)

    def forward(self, grid: Tensor) -> Tensor:
        """``(batch, width, 8, 8)`` → ``(batch, 64, embedding)``, row by row."""
        return self.second(functional.gelu(self.first(grid.flatten(2).transpose(1, 2))))


def _initialise(module: nn.Module) -> None:
    if isinstance(module, nn.Linear | nn.Conv2d):
        depthwise = isinstance(module, nn.Conv2d) and module.groups > 1
        nn.init.trunc_normal_(module.weight, std=0.1 if depthwise else 0.02)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
