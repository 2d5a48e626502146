"""The weights of files that ship, read back: what learns can go on from them instead of from nothing."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from gguf import GGUFReader
from torch import Tensor, nn

from demo_model.decoder import Decoder
from demo_model.export import decoder_layers


def read_text_model(path: Path, decoder: Decoder) -> None:
    """Give the decoder the weights of a file; its vocabulary has to be the same."""
    _give(decoder, decoder_layers(decoder.shape), _tensors(path))


def _tensors(path: Path) -> dict[str, Tensor]:
    return {tensor.name: torch.from_numpy(np.array(tensor.data, np.float32)) for tensor in GGUFReader(path).tensors}


def _give(module: nn.Module, layers: Iterable[tuple[str, str]], tensors: dict[str, Tensor]) -> None:
    weights = module.state_dict()
    for name, layer in layers:
        weights[f"{layer}.weight"].copy_(tensors[f"{name}.weight"])
