"""Writes the two GGUF files that ship. Half precision: quantised text models crash on processors with AMX.

Keys and names of tensors are those that llama.cpp's architectures ``llama`` and ``clip`` (projector ``gemma3nv``) read.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
from gguf import GGUFWriter, TokenType
from numpy.typing import NDArray
from torch import nn

from demo_model import mobilenet, pixels, tokeniser
from demo_model.decoder import EPSILON, ROTATION, Decoder, DecoderShape
from demo_model.prompt import TEMPLATE
from demo_model.tower import BLOCKS, FINE, GRID, SIZE, WIDTH, Projector, Tower

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


class _Weights:
    """A module's weights as float32 arrays, written under other names."""

    def __init__(self, writer: GGUFWriter, module: nn.Module) -> None:
        self._writer = writer
        self._weights = {name: value.detach().float().numpy() for name, value in module.state_dict().items()}

    def array(self, name: str) -> NDArray[np.float32]:
        """One of the weights."""
        return self._weights[name]

    def put(self, name: str, array: NDArray[np.float32]) -> None:
        """Write an array: matrices in half precision, vectors and biases in single."""
        kind = np.float32 if array.ndim == 1 or name.endswith("bias") else np.float16
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
    _describe_tower(writer, projector)
    weights = _Weights(writer, tower)
    for name, array in _tower_layers(tower):
        weights.put(name, array)
    weights.copy("v.msfa.ffn.pw_proj.conv", "fuse")
    last = _Weights(writer, projector)
    last.put("mm.soft_emb_norm.weight", last.array("scale"))
    last.copy("mm.input_projection", "layer")
    _finish(writer)


def _tower_layers(tower: Tower) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The tower's layers that the runtime has in another form, under its names."""
    kernel, bias = mobilenet.stem(tower.front)
    yield "v.conv_stem.conv.weight", kernel
    yield "v.conv_stem.conv.bias", bias.reshape(1, -1, 1, 1)
    stages = [mobilenet.front(tower.front)]
    for block in tower.blocks:
        *blocks, last = mobilenet.inverted(block)
        stages[-1] += blocks
        if block.shape.stride > 1:
            stages.append([])
        stages[-1].append(last)
    for stage, blocks in enumerate(stages):
        for number, layers in enumerate(blocks):
            for name, array in layers.items():
                yield f"v.blk.{stage}.{number}.{name}.conv.weight", array
    yield "v.msfa.ffn.pw_exp.conv.weight", mobilenet.gather(tower.gather, BLOCKS[FINE].inner)


def decoder_layers(shape: DecoderShape) -> Iterator[tuple[str, str]]:
    """Names of layers, in the file and in :class:`~demo_model.decoder.Decoder`."""
    yield from (("token_embd", "embedding"), ("output_norm", "norm"))
    for block in range(shape.blocks):
        for name, layer in _DECODER_BLOCK.items():
            yield f"blk.{block}.{name}", f"blocks.{block}.{layer}"


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


def _describe_tower(writer: GGUFWriter, projector: Projector) -> None:
    writer.add_name(f"{NAME}, projector")
    writer.add_license("Apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_bool("clip.has_vision_encoder", val=True)
    writer.add_string("clip.projector_type", "gemma3nv")
    measures = {
        "image_size": SIZE,
        "patch_size": SIZE // GRID**2,  # the runtime takes their quotient for the number of rows it gives
        "embedding_length": WIDTH,
        "feed_forward_length": WIDTH,
        "projection_dim": projector.layer.out_features,
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
