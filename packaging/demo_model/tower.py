"""The vision tower that ships: EfficientNet-Lite2 as ImageNet taught it, taught again, in a graph llama.cpp knows.

What the runtime fixes (its graph ``gemma3nv``, Gemma 3n's MobileNetV5): a strided convolution, four stages of inverted
residuals that each begin with a stride of two, what the last two stages found brought together at the finer one's grid,
and a projector of one layer between two norms. What is ours: EfficientNet-Lite2's blocks, kernels and widths, so that
its weights fit in, but for its first two blocks, which have one stride too many for the runtime: a front of our own
stands in for them. :mod:`demo_model.mobilenet` says how a block that has biases is written for a graph that has none.

EfficientNet: Tan and Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks"; Lite: Liu
2020, "Higher accuracy on vision models with EfficientNet-Lite". Its ReLU6 is a ReLU here.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

SIZE = 128
"""Side of the square input in pixels."""
GRID = 8
"""Rows and columns of what comes out; the coarser stage has half as many."""
STEM = 32
FRONT_INNER = 128
EXPANSION = 6
FUSED, WIDTH = 384, 256
"""Channels between the two layers that bring both grids together, and of what comes out."""
EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class BlockShape:
    """Measures of an inverted residual.

    Attributes:
        inputs: Channels that come in.
        outputs: Channels that go out.
        kernel: Side of its depthwise kernel.
        stride: One or two.
    """

    inputs: int
    outputs: int
    kernel: int
    stride: int = 1

    @property
    def inner(self) -> int:
        """Channels between its layers."""
        return EXPANSION * self.inputs

    @property
    def residual(self) -> bool:
        """Whether its input is added to what it makes of it."""
        return self.stride == 1 and self.inputs == self.outputs


def _repeated(inputs: int, outputs: int, kernel: int, stride: int, times: int) -> list[BlockShape]:
    first = BlockShape(inputs, outputs, kernel, stride)
    return [first, *(BlockShape(outputs, outputs, kernel) for _ in range(times - 1))]


BLOCKS = (
    *_repeated(24, 24, 3, 1, 2),
    *_repeated(24, 48, 5, 2, 3),
    *_repeated(48, 88, 3, 2, 4),
    *_repeated(88, 120, 5, 1, 4),
    *_repeated(120, 208, 5, 2, 5),
    *_repeated(208, 352, 3, 1, 1),
)
"""EfficientNet-Lite2's, behind its first two."""
EARLY = 5
"""How many of them, with the front, see no more than edges and textures: these learn from ImageNet's network alone."""
FINE = len(BLOCKS) - 6
"""The block whose depthwise layer, before its stride, is the finer of the two grids."""


class Inverted(nn.Module):
    """An inverted residual: channels widened, a depthwise convolution, channels narrowed."""

    def __init__(self, shape: BlockShape) -> None:
        super().__init__()
        self.shape = shape
        self.expand = nn.Conv2d(shape.inputs, shape.inner, 1)
        self.depthwise = nn.Conv2d(shape.inner, shape.inner, shape.kernel, shape.stride, groups=shape.inner)
        self.project = nn.Conv2d(shape.inner, shape.outputs, 1)

    def forward(self, grid: Tensor) -> Tensor:
        """``(batch, inputs, rows, columns)`` → ``(batch, outputs, rows / stride, columns / stride)``."""
        return self.narrow(self.sift(self.widen(grid), self.shape.stride), grid)

    def widen(self, grid: Tensor) -> Tensor:
        """The wide channels, with the margin that the kernel needs: as TensorFlow pads, less of it in front."""
        margin = self.shape.kernel - self.shape.stride
        before, after = margin // 2, margin - margin // 2
        return functional.pad(functional.relu(self.expand(grid)), (before, after, before, after))

    def sift(self, wide: Tensor, stride: int) -> Tensor:
        """The depthwise layer, with such a stride; in single precision, whose backward pass is the quicker one here."""
        with torch.autocast(wide.device.type, enabled=False):
            kernel, bias = self.depthwise.weight, self.depthwise.bias
            return functional.conv2d(wide.float(), kernel, bias, stride, groups=self.shape.inner)

    def narrow(self, inner: Tensor, grid: Tensor) -> Tensor:
        """What the depthwise layer gave → what the block gives."""
        found: Tensor = self.project(functional.relu(inner))
        return grid + found if self.shape.residual else found

    def apart(self, grid: Tensor) -> tuple[Tensor, Tensor]:
        """What the depthwise layer gives at every place, and what the block, which has a stride, makes of it."""
        inner = self.sift(functional.pad(self.widen(grid), (0, 1, 0, 1)), 1)
        return inner, self.narrow(inner[:, :, ::2, ::2], grid)


class Front(nn.Module):
    """Photo → what EfficientNet-Lite2's first two blocks make of it, with one stride less to do it in."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, STEM, 3, 2)
        self.blur = nn.Conv2d(STEM, STEM, 3, padding=1, groups=STEM, bias=False)
        self.expand = nn.Conv2d(STEM, FRONT_INNER, 1)
        self.depthwise = nn.Conv2d(FRONT_INNER, FRONT_INNER, 3, 2, groups=FRONT_INNER)
        self.project = nn.Conv2d(FRONT_INNER, BLOCKS[0].inputs, 1)

    def forward(self, photos: Tensor) -> Tensor:
        """``(batch, 3, size, size)`` → ``(batch, 24, size / 4, size / 4)``."""
        grid = _gelu(self.stem(functional.pad(photos, (0, 1, 0, 1))))
        grid = _gelu(self.expand(self.blur(grid)))
        grid = functional.relu(self.depthwise(functional.pad(grid, (0, 1, 0, 1))))
        found: Tensor = self.project(grid)
        return found


class Tower(nn.Module):
    """Photo → 8 × 8 grid of features."""

    def __init__(self) -> None:
        super().__init__()
        self.front = Front()
        self.blocks = nn.ModuleList(Inverted(shape) for shape in BLOCKS)
        self.gather = nn.Conv2d(BLOCKS[FINE].inner + BLOCKS[-1].outputs, FUSED, 1)
        self.fuse = nn.Conv2d(FUSED, WIDTH, 1, bias=False)

    def forward(self, photos: Tensor) -> Tensor:
        """``(batch, 3, 128, 128)`` float32, normalised by :mod:`demo_model.pixels` → ``(batch, 256, 8, 8)``."""
        return self.late(self.early(photos)[-1])

    def early(self, photos: Tensor) -> list[Tensor]:
        """What the front and each of the early blocks see; the last is ``(batch, 48, 16, 16)``."""
        grids = [self.front(photos)]
        for block in self.blocks[:EARLY]:
            grids.append(block(grids[-1]))
        return grids

    def late(self, grid: Tensor) -> Tensor:
        """The rest of the way, from what :meth:`early` gave last."""
        for block in self.blocks[EARLY:FINE]:
            grid = block(grid)
        fine, grid = self.blocks[FINE].apart(grid)
        for block in self.blocks[FINE + 1 :]:
            grid = block(grid)
        both = torch.cat([fine, functional.interpolate(grid, scale_factor=2.0)], 1)
        found: Tensor = self.fuse(_gelu(self.gather(both)))
        return found


class Heads(nn.Module):
    """Linear classifiers on the mean feature; they teach the tower and are not shipped."""

    def __init__(self, types: int, departments: int, colours: int) -> None:
        super().__init__()
        self.types = nn.Linear(WIDTH, types)
        self.departments = nn.Linear(WIDTH, departments)
        self.colours = nn.Linear(WIDTH, colours)

    def forward(self, grid: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``(batch, 256, rows, columns)`` → logits of type, department and colour."""
        mean = grid.float().mean((2, 3))
        return self.types(mean), self.departments(mean), self.colours(mean)


class Projector(nn.Module):
    """Features → the language model's width, one token a place: a layer between two norms."""

    def __init__(self, embedding: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(WIDTH))
        self.layer = nn.Linear(WIDTH, embedding, bias=False)

    def forward(self, grid: Tensor) -> Tensor:
        """``(batch, 256, 8, 8)`` → ``(batch, 64, embedding)``, row by row."""
        rows = grid.flatten(2).transpose(1, 2) * WIDTH**0.5
        rows = self.layer(functional.rms_norm(rows, (WIDTH,), self.scale, EPSILON))
        return functional.rms_norm(rows, rows.shape[-1:], None, EPSILON)


def _gelu(grid: Tensor) -> Tensor:
    return functional.gelu(grid, approximate="tanh")
