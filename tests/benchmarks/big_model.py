"""A pair with random weights and the shapes of a small real one: 0.4 B of text at Q8_0, a ViT-B/16 tower at 16 bits.

What it writes is noise; how long it takes is not. The vocabulary is the tiny model's, filled up to its size with
pieces that nobody draws.
"""

import ctypes
import os
from pathlib import Path

import gguf
import llama_cpp
import numpy as np
from gguf import GGUFWriter
from numpy.typing import NDArray

from inference.llama.library import log
from inference.llama.options import ModelFiles
from tests.tiny_model.vocabulary import pieces

WIDTH, BLOCKS, FEED_FORWARD, HEADS, SHARED_HEADS = 896, 24, 4864, 14, 2
VOCABULARY = 32_000
TOWER_WIDTH, TOWER_BLOCKS, TOWER_FEED_FORWARD, TOWER_HEADS, SIDE, PATCH = 768, 12, 3072, 12, 224, 16
_Q8_0 = 7  # LLAMA_FTYPE_MOSTLY_Q8_0 in llama.h

Halves = NDArray[np.float16]


def make_big_pair(folder: Path) -> ModelFiles:
    """Write both files into a folder."""
    log()  # quietly
    half, files = folder / "half.gguf", ModelFiles(folder / "big-text.gguf", folder / "big-mmproj.gguf")
    random = np.random.default_rng(0)
    _write_text(half, random)
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = _Q8_0
    if llama_cpp.llama_model_quantize(os.fsencode(half), os.fsencode(files.text), ctypes.byref(parameters)):
        raise RuntimeError("could not be quantised")
    half.unlink()
    _write_projector(files.projector, random)
    return files


def _normal(random: np.random.Generator, *shape: int) -> Halves:
    return (random.standard_normal(shape, dtype=np.float32) * np.float32(0.02)).astype(np.float16)


def _write_text(path: Path, random: np.random.Generator) -> None:
    writer = GGUFWriter(path, "llama")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_context_length(32768)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(BLOCKS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(SHARED_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(1e6)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    leanings = _add_vocabulary(writer)
    _add_text_tensors(writer, random, leanings)
    _finish(writer)


def _add_text_tensors(writer: GGUFWriter, random: np.random.Generator, leanings: Halves) -> None:
    embedding = _normal(random, VOCABULARY, WIDTH)
    embedding[:, 0] = 1.0
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    output = _normal(random, VOCABULARY, WIDTH)
    output[:, 0] = leanings
    writer.add_tensor("output.weight", output)
    head = WIDTH // HEADS
    for block in range(BLOCKS):
        prefix = f"blk.{block}."
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{prefix}{norm}.weight", np.ones(WIDTH, np.float32))
        for name, rows, columns in (
            ("attn_q", WIDTH, WIDTH),
            ("attn_k", SHARED_HEADS * head, WIDTH),
            ("attn_v", SHARED_HEADS * head, WIDTH),
            ("attn_output", WIDTH, WIDTH),
            ("ffn_gate", FEED_FORWARD, WIDTH),
            ("ffn_up", FEED_FORWARD, WIDTH),
            ("ffn_down", WIDTH, FEED_FORWARD),
        ):
            writer.add_tensor(f"{prefix}{name}.weight", _normal(random, rows, columns))


def _add_vocabulary(writer: GGUFWriter) -> NDArray[np.float16]:
    """Write the vocabulary; returns each piece's leaning, as a weight on the place that is the same for every token."""
    entries = pieces()
    fill = VOCABULARY - len(entries)
    writer.add_vocab_size(VOCABULARY)
    writer.add_tokenizer_model("llama")
    writer.add_token_list([entry.text.encode() for entry in entries] + [f"⟨{n}⟩".encode() for n in range(fill)])
    writer.add_token_scores([-float(index) for index in range(VOCABULARY)])
    writer.add_token_types([entry.kind for entry in entries] + [int(gguf.TokenType.NORMAL)] * fill)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    return np.array([entry.leaning * 0.1 for entry in entries] + [-1.0] * fill, np.float16)


def _write_projector(path: Path, random: np.random.Generator) -> None:
    writer = GGUFWriter(path, "clip")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", False)
    for key, value in {
        "image_size": SIDE,
        "patch_size": PATCH,
        "embedding_length": TOWER_WIDTH,
        "feed_forward_length": TOWER_FEED_FORWARD,
        "projection_dim": WIDTH,
        "attention.head_count": TOWER_HEADS,
        "block_count": TOWER_BLOCKS,
    }.items():
        writer.add_uint32(f"clip.vision.{key}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])
    _add_tower(writer, random)
    _finish(writer)


def _add_tower(writer: GGUFWriter, random: np.random.Generator) -> None:
    wide = TOWER_WIDTH
    writer.add_tensor("v.class_embd", np.zeros(wide, np.float32))
    writer.add_tensor("v.patch_embd.weight", _normal(random, wide, 3, PATCH, PATCH))
    writer.add_tensor("v.position_embd.weight", _normal(random, (SIDE // PATCH) ** 2 + 1, wide).astype(np.float32))
    for norm in ("v.pre_ln", "v.post_ln"):
        _add_layer(writer, norm, np.ones(wide, np.float32))
    for block in range(TOWER_BLOCKS):
        prefix = f"v.blk.{block}."
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            _add_layer(writer, prefix + name, _normal(random, wide, wide))
        for norm in ("ln1", "ln2"):
            _add_layer(writer, prefix + norm, np.ones(wide, np.float32))
        _add_layer(writer, prefix + "ffn_up", _normal(random, TOWER_FEED_FORWARD, wide))
        _add_layer(writer, prefix + "ffn_down", _normal(random, wide, TOWER_FEED_FORWARD))
    _add_layer(writer, "mm.0", _normal(random, WIDTH, wide))
    _add_layer(writer, "mm.2", _normal(random, WIDTH, WIDTH))


def _add_layer(writer: GGUFWriter, name: str, weight: NDArray[np.float16] | NDArray[np.float32]) -> None:
    writer.add_tensor(name + ".weight", weight)
    writer.add_tensor(name + ".bias", np.zeros(weight.shape[0], np.float32))


def _finish(writer: GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
