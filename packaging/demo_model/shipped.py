"""The weights of files that ship, read back: what learns can go on from them instead of from nothing."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from gguf import GGUFReader
from torch import Tensor, nn

from demo_model.decoder import Decoder
from demo_model.export import PROJECTOR_LAYERS, decoder_layers, tower_layers
from demo_model.tower import Block, Projector, Tower


def read_projector(path: Path, tower: Tower, projector: Projector) -> None:
    """Give tower and projector the weights of a file.

    Blocks that the file lacks begin as blocks that change nothing, so that a tower may be made deeper.
    """
    tensors = _tensors(path)
    for block in tower.modules():
        if isinstance(block, Block):
            nn.init.zeros_(block.contract.weight)
    _give(tower, tower_layers(tower.shape), tensors)
    _give(projector, PROJECTOR_LAYERS, tensors)


def read_text_model(path: Path, decoder: Decoder) -> None:
    """Give the decoder the weights of a file; its vocabulary has to be the same."""
    _give(decoder, decoder_layers(decoder.shape), _tensors(path))


def _tensors(path: Path) -> dict[str, Tensor]:
    return {tensor.name: torch.from_numpy(np.array(tensor.data, np.float32)) for tensor in GGUFReader(path).tensors}


def _give(module: nn.Module, layers: Iterable[tuple[str, str]], tensors: dict[str, Tensor]) -> None:
    weights = module.state_dict()
    for name, layer in layers:
        for part in ("weight", "bias"):
            kept, given = weights.get(f"{layer}.{part}"), tensors.get(f"{name}.{part}")
            if kept is not None and given is not None:
                kept.copy_(_centre(given, kept.shape))


def _centre(given: Tensor, shape: torch.Size) -> Tensor:
    """A kernel without the zeros around it; anything else as it is."""
    if given.shape == shape:
        return given
    margin = (given.shape[-1] - shape[-1]) // 2
    return given[..., margin : margin + shape[-1], margin : margin + shape[-1]]
