"""Writes the tower's blocks as llama.cpp's graph ``gemma3nv`` reads blocks, which knows no biases and no ReLU.

Three facts make up for what it lacks:

- A channel that is always one. A layer of 1 × 1 takes its bias from it, and a block whose only inner channel is that
  one adds a bias to every channel.
- GELU far from nought is a ReLU: values are :data:`STEEP` times as large between a block's layers.
- What has to pass a ReLU unchanged, a block's input on its way to be added, is lifted above nought and let down again.

So an inverted residual becomes four blocks: widen; convolve; add the biases; narrow. A block without layers of 1 × 1 is
a depthwise convolution to whose result its input is added: one less in the middle of the kernel takes that away. The
stride is the last block's, because a stage has to begin with it: what is convolved at every place is then thinned.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from torch import nn

from demo_model.tower import Front, Inverted

Array: TypeAlias = NDArray[np.float32]
Block: TypeAlias = dict[str, Array]
"""Layers by the runtime's names: ``(outputs, inputs, 1, 1)``, or ``(channels, 1, rows, columns)``."""

STEEP = 64.0
"""GELU(64 x) / 64 is never further than 0.003 from a ReLU; half precision holds 64 times the largest value."""
CERTAIN = 16.0
"""What the one is in the front, whose GELU is one: there GELU leaves it as it is."""
LIFT = 64.0
"""More than any input that is added lies below nought, but for very few; large numbers are held less exactly."""


def stem(module: Front) -> tuple[Array, Array]:
    """The first layer's kernels and biases, and a channel more, where the one begins: as :data:`CERTAIN`."""
    kernel = np.pad(_kernel(module.stem), ((0, 1), (0, 0), (0, 0), (0, 0)))
    return kernel, np.append(_bias(module.stem), np.float32(CERTAIN))


def front(module: Front) -> list[Block]:
    """The rest of the front: with a stride, then the biases of its depthwise layer, then its last layer.

    What is convolved with a stride meets a GELU before it can meet its bias; but GELU(x) - GELU(-x) is x.
    """
    inner = module.depthwise.out_channels
    twice = np.concatenate([_matrix(module.expand)] * 2)
    expand = _with_one(twice, np.tile(_bias(module.expand), 2) / CERTAIN)
    kernel = _kernel(module.depthwise)
    apart = np.eye(inner, dtype=np.float32)
    restore = STEEP * _with_one(np.concatenate([apart, -apart], 1), np.zeros(inner, np.float32))
    restore[-1] /= CERTAIN
    strided = {
        "dw_start": _and_one(_kernel(module.blur)),
        "pw_exp": pointwise(expand),
        "dw_mid": _and_one(np.concatenate([kernel, -kernel])),
        "pw_proj": pointwise(restore),
    }
    return [
        strided,
        _biases(_bias(module.depthwise), inner + 1),
        _narrow(_matrix(module.project), _bias(module.project)),
    ]


def inverted(module: Inverted) -> list[Block]:
    """An inverted residual's four blocks; the last has the stride."""
    shape = module.shape
    carried = shape.inputs if shape.residual else 0
    wide = shape.inner + carried + 1
    expand = np.concatenate([_matrix(module.expand), np.eye(carried, shape.inputs, dtype=np.float32)])
    lifted = np.append(_bias(module.expand), np.full(carried, LIFT, np.float32))
    project = np.concatenate([_matrix(module.project), np.eye(shape.outputs, carried, dtype=np.float32)], 1)
    # Half precision holds the lift exactly, but no longer with the last layer's biases: these are added before.
    settled = _bias(module.project)[:carried]
    lowered = np.full(shape.outputs, -LIFT, np.float32) if carried else _bias(module.project)
    return [
        {"pw_exp": pointwise(STEEP * _with_one(expand, lifted))},
        {"dw_start": _convolution(module, wide)},
        _biases(np.append(_bias(module.depthwise), settled), wide),
        _narrow(project, lowered),
    ]


def gather(module: nn.Conv2d, fine: int) -> Array:
    """The layer that brings both grids together, at the places where the runtime has them.

    Args:
        module: The layer; its inputs are the finer grid's, then the coarser's. The one stands behind either.
        fine: Channels of the finer grid, :data:`STEEP` times as large as ours and not yet ReLU's.
    """
    both = _matrix(module).copy()
    both[:, :fine] /= STEEP
    return pointwise(_with_one(np.insert(both, fine, 0, axis=1), _bias(module))[:-1])


def pointwise(matrix: Array) -> Array:
    """``(outputs, inputs)`` as a convolution of 1 × 1."""
    return matrix[:, :, None, None]


def _biases(bias: Array, wide: int) -> Block:
    """Adds to the first of so many channels; the last is the one."""
    column = np.zeros((wide, 1), np.float32)
    column[: len(bias), 0] = bias
    return {"pw_exp": pointwise(np.eye(1, wide, wide - 1, dtype=np.float32)), "pw_proj": pointwise(column)}


def _narrow(project: Array, bias: Array) -> Block:
    """A ReLU, then the last layer; what it had been given was :data:`STEEP` times as large as what it gives."""
    passing = np.ones((project.shape[1] + 1, 1, 1, 1), np.float32)
    narrow = _with_one(project, bias) / STEEP
    return {"dw_start": passing, "dw_mid": passing, "pw_proj": pointwise(narrow)}


def _convolution(module: Inverted, wide: int) -> Array:
    """The depthwise kernels, less one in the middle; nought for what only passes.

    A stride's margins lie more behind than in front, so its kernels stand in the far corner of larger ones.
    """
    kernel, margin = _kernel(module.depthwise), 2 * (module.shape.stride - 1)
    side = kernel.shape[-1] + margin
    kernels = np.zeros((wide, 1, side, side), np.float32)
    kernels[: len(kernel), :, margin:, margin:] = kernel
    kernels[: len(kernel), :, side // 2, side // 2] -= 1
    return kernels


def _and_one(kernel: Array) -> Array:
    """Kernels, and one more whose channel passes as it is."""
    same = np.zeros((1, *kernel.shape[1:]), np.float32)
    same[..., kernel.shape[-1] // 2, kernel.shape[-1] // 2] = 1
    return np.concatenate([kernel, same])


def _with_one(matrix: Array, bias: Array) -> Array:
    """A layer that takes its bias from the one, which stands behind its inputs, and hands that on."""
    one = np.eye(1, matrix.shape[1] + 1, matrix.shape[1], dtype=np.float32)
    return np.concatenate([np.concatenate([matrix, bias[:, None]], 1), one])


def _kernel(layer: nn.Conv2d) -> Array:
    return layer.weight.detach().float().numpy()


def _matrix(layer: nn.Conv2d) -> Array:
    return _kernel(layer)[:, :, 0, 0]


def _bias(layer: nn.Conv2d) -> Array:
    return layer.bias.detach().float().numpy()
