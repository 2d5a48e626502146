"""Writes the two GGUF files that ship. Half precision: quantised text models crash on processors with AMX.

Keys and names of tensors are those that llama.cpp's architectures ``llama`` and ``clip`` (projector ``yasa2``) read.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
from gguf import GGUFWriter, TokenType
from numpy.typing import NDArray
from torch import nn

from demo_model import pixels, tokeniser
from demo_model.decoder import EPSILON, ROTATION, Decoder, DecoderShape
from demo_model.prompt import TEMPLATE
from demo_model.tower import EXPANSION, EXPORTED_KERNEL, Projector, Tower, TowerShape

CONTEXT = 2048
NAME = "Fichário demo"
TEXT_FILE, PROJECTOR_FILE = "fichario-demo.gguf", "fichario-demo-mmproj.gguf"

_DECODER_BLOCK = {
    "attn_norm": "attention_norm",
    "attn_q": "query",
    "attn_k": "key",
    "attn_v": "value",
    "attn_output": "output",
    "ffn_norm": "network_norm",
    "ffn_gate": "gate",
    "ffn_up": "up",
    "ffn_down": "down",
}
_TOWER_BLOCK = {"dw": "depthwise", "ln": "norm", "pw1": "expand", "pw2": "contract"}
PROJECTOR_LAYERS = (("mm.0", "first"), ("mm.2", "second"))
"""Names of layers, in the file and in :class:`~demo_model.tower.Projector`."""


class _Weights:
    """A module's weights as float32 arrays, written under other names."""

    def __init__(self, writer: GGUFWriter, module: nn.Module) -> None:
        self._writer = writer
        self._weights = {name: value.detach().float().numpy() for name, value in module.state_dict().items()}

    def array(self, name: str) -> NDArray[np.float32]:
        """One of the weights."""
        return self._weights[name]

    def put(self, name: str, array: NDArray[np.float32]) -> None:
        """Write an array: matrices in half precision, vectors in single."""
        kind = np.float16 if array.ndim > 1 else np.float32
        self._writer.add_tensor(name, np.ascontiguousarray(array.astype(kind)))

    def copy(self, name: str, module: str) -> None:
        """Write a layer's weight, and its bias where it has one."""
        for part in ("weight", "bias"):
            if (array := self._weights.get(f"{module}.{part}")) is not None:
                self.put(f"{name}.{part}", array)


def write_text_model(path: Path, decoder: Decoder, tokens: Path) -> None:
    """Write the decoder with its vocabulary and chat template."""
    writer = GGUFWriter(str(path), "llama")
    _describe_decoder(writer, decoder)
    _describe_vocabulary(writer, tokens)
    weights = _Weights(writer, decoder)
    for name, layer in decoder_layers(decoder.shape):
        weights.copy(name, layer)
    _finish(writer)


def write_projector(path: Path, tower: Tower, projector: Projector) -> None:
    """Write the tower and the projector."""
    writer = GGUFWriter(str(path), "clip")
    _describe_tower(writer, tower, projector)
    weights = _Weights(writer, tower)
    for name, layer in tower_layers(tower.shape):
        if layer.endswith(".depthwise"):
            _write_depthwise(weights, name, layer)
        else:
            weights.copy(name, layer)
    last = _Weights(writer, projector)
    for name, layer in PROJECTOR_LAYERS:
        last.copy(name, layer)
    _finish(writer)


def decoder_layers(shape: DecoderShape) -> Iterator[tuple[str, str]]:
    """Names of layers, in the file and in :class:`~demo_model.decoder.Decoder`."""
    yield from (("token_embd", "embedding"), ("output_norm", "norm"))
    for block in range(shape.blocks):
        for name, layer in _DECODER_BLOCK.items():
            yield f"blk.{block}.{name}", f"blocks.{block}.{layer}"


def tower_layers(shape: TowerShape) -> Iterator[tuple[str, str]]:
    """Names of layers, in the file and in :class:`~demo_model.tower.Tower`."""
    yield from (("v.patch_embd", "patch"), ("v.patch_ln", "patch_norm"))
    for stage, depth in enumerate(shape.depths):
        if stage:
            yield f"v.stage.{stage}.down.ln", f"downs.{stage - 1}.0"
            yield f"v.stage.{stage}.down.conv", f"downs.{stage - 1}.1"
        for block in range(depth):
            for name, layer in _TOWER_BLOCK.items():
                yield f"v.stage.{stage}.blk.{block}.{name}", f"stages.{stage}.{block}.{layer}"


def _write_depthwise(weights: _Weights, name: str, layer: str) -> None:
    """A kernel with zeros around it, and the response normalisation that does nothing."""
    kernel = weights.array(f"{layer}.weight")
    margin = (EXPORTED_KERNEL - kernel.shape[-1]) // 2
    weights.put(f"{name}.weight", np.pad(kernel, ((0, 0), (0, 0), (margin, margin), (margin, margin))))
    weights.put(f"{name}.bias", weights.array(f"{layer}.bias"))
    block = name.removesuffix(".dw")
    nothing = np.zeros(EXPANSION * len(kernel), np.float32)
    for part in ("weight", "bias"):
        weights.put(f"{block}.grn.{part}", nothing)


def _describe_decoder(writer: GGUFWriter, decoder: Decoder) -> None:
    shape = decoder.shape
    writer.add_name(NAME)
    writer.add_license("MIT")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.blocks)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(EPSILON)
    writer.add_rope_freq_base(ROTATION)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_vocab_size(shape.vocabulary)


def _describe_vocabulary(writer: GGUFWriter, tokens: Path) -> None:
    model = json.loads(tokens.read_text(encoding="utf-8"))["model"]
    names = sorted(model["vocab"], key=model["vocab"].__getitem__)
    control = len(tokeniser.CONTROL)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(names)
    writer.add_token_types([TokenType.CONTROL] * control + [TokenType.NORMAL] * (len(names) - control))
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]])
    writer.add_bos_token_id(tokeniser.BEGIN)
    writer.add_eos_token_id(tokeniser.END)
    writer.add_unk_token_id(tokeniser.UNKNOWN_ID)
    writer.add_pad_token_id(tokeniser.PADDING)
    writer.add_add_bos_token(value=True)
    writer.add_add_eos_token(value=False)
    writer.add_chat_template(TEMPLATE)


def _describe_tower(writer: GGUFWriter, tower: Tower, projector: Projector) -> None:
    shape = tower.shape
    writer.add_name(f"{NAME}, projector")
    writer.add_license("MIT")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_bool("clip.has_vision_encoder", val=True)
    writer.add_string("clip.projector_type", "yasa2")
    measures = {
        "image_size": shape.size,
        "patch_size": shape.patch,
        "embedding_length": tower.width,
        "feed_forward_length": projector.first.out_features,
        "projection_dim": projector.second.out_features,
        "block_count": 0,
        "attention.head_count": 1,
    }
    for name, value in measures.items():
        writer.add_uint32(f"clip.vision.{name}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-6)
    writer.add_array("clip.vision.image_mean", list(pixels.MEAN))
    writer.add_array("clip.vision.image_std", list(pixels.SPREAD))


def _finish(writer: GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
