"""Tiny pairs of other shapes than LLaVA's, with the same vocabulary: what an engine must not take for granted.

==================  ===================================================================================================
``make_deepstack``  Qwen3-VL's: positions in three dimensions (M-RoPE), of which a photo takes as many as its longer
                    side has rows rather than one for each; and rows with further columns for the first blocks
                    (DeepStack)
``make_sliding``    Gemma 3's: all but one block see the last :data:`WINDOW` tokens only, and a photo's rows see each
                    other
``make_folding``    LFM2's text model, with LLaVA's projector: short convolutions, which fold what they have seen into
                    a state, around one block of attention
==================  ===================================================================================================

Weights are random with a fixed seed. As in the first pair, a place of the embedding that is the same for every token
carries each piece's leaning into its logit, and one is large in a photo's rows only.
"""

from pathlib import Path

import gguf
import numpy as np
from gguf import GGUFWriter

from inference.llama.options import ModelFiles
from tests.tiny_model.pair import (
    ALWAYS,
    CONTEXT,
    FEED_FORWARD,
    HEAD,
    HEADS,
    IMAGE,
    PATCH,
    RESERVED,
    TOWER_FEED_FORWARD,
    TOWER_HEADS,
    TOWER_WIDTH,
    WIDTH,
    Floats,
    add_layer,
    add_vocabulary,
    keep_out,
    make_projector,
    normal,
    write,
)
from tests.tiny_model.vocabulary import pieces

DEEPSTACK = 2
"""Blocks of the text model into which a row's further columns go."""

WINDOW = 24
"""Tokens that a block with a sliding window sees."""

_SIDE = 8 * PATCH
_BLOCKS = 3
_CONVOLVED = 3  # tokens
_SLIDING_BLOCKS = 6  # of which the runtime lets the last see everything


def make_deepstack(folder: Path, seed: int = 0) -> ModelFiles:
    """Write a pair of Qwen3-VL's shape into a folder, made if it is not there."""
    files, random = _files(folder, "deepstack"), np.random.default_rng(seed)
    writer = _text(files.text, "qwen3vl", _BLOCKS)
    writer.add_rope_dimension_sections([4, 2, 2, 0])
    writer.add_uint32("qwen3vl.n_deepstack_layers", DEEPSTACK)
    _add_ends(writer, random)
    for block in range(_BLOCKS):
        _add_block(writer, random, block, looks=block == 0)
        _add_head_norms(writer, block)
    write(writer)
    writer = _tower(files.projector, "qwen3vl_merger")
    writer.add_uint32("clip.vision.spatial_merge_size", 2)
    writer.add_tensor("v.patch_embd.weight.1", normal(random, TOWER_WIDTH, 3, PATCH, PATCH))
    _add_tower(writer, random, merged=True)
    for block in range(DEEPSTACK):
        _add_deepstack(writer, random, block)
    add_layer(writer, "mm.0", normal(random, WIDTH, 4 * TOWER_WIDTH, deviation=0.2))
    bias = np.zeros(WIDTH, np.float32)
    bias[ALWAYS], bias[IMAGE] = 1.0, 10.0
    add_layer(writer, "mm.2", keep_out(normal(random, WIDTH, WIDTH, deviation=0.4)), bias)
    write(writer)
    return files


def make_sliding(folder: Path, seed: int = 0) -> ModelFiles:
    """Write a pair of Gemma 3's shape into a folder, made if it is not there."""
    files, random = _files(folder, "sliding"), np.random.default_rng(seed)
    writer = _text(files.text, "gemma3", _SLIDING_BLOCKS)
    writer.add_sliding_window(WINDOW)
    _add_ends(writer, random)
    for block in range(_SLIDING_BLOCKS):
        _add_block(writer, random, block, looks=block == _SLIDING_BLOCKS - 1)
        _add_head_norms(writer, block)
        for name in ("post_attention_norm", "post_ffw_norm"):
            writer.add_tensor(f"blk.{block}.{name}.weight", keep_out(np.full(WIDTH, 3.0, np.float32)))
    write(writer)
    writer = _tower(files.projector, "gemma3")
    writer.add_uint32("clip.vision.projector.scale_factor", 2)
    _add_tower(writer, random, merged=False)
    writer.add_tensor("mm.soft_emb_norm.weight", np.ones(TOWER_WIDTH, np.float32))
    # One feature of the tower is the same everywhere; it alone reaches the reserved places.
    weight = normal(random, TOWER_WIDTH, WIDTH, deviation=1.5)
    weight[:, :RESERVED] = 0.0
    weight[0, ALWAYS], weight[0, IMAGE] = 3.0, 30.0
    writer.add_tensor("mm.input_projection.weight", weight)
    write(writer)
    return files


def make_folding(folder: Path, seed: int = 0) -> ModelFiles:
    """Write a pair with states into a folder, made if it is not there."""
    files, random = _files(folder, "folding"), np.random.default_rng(seed)
    attends = [False, True, False]
    writer = _text(files.text, "lfm2", _BLOCKS, [HEADS * each for each in attends])
    writer.add_shortconv_l_cache(_CONVOLVED)
    _add_ends(writer, random, norm="token_embd_norm")
    for block, attention in enumerate(attends):
        _add_block(writer, random, block, looks=attention, attention=attention)
        if attention:
            _add_head_norms(writer, block)
        else:
            prefix = f"blk.{block}.shortconv."
            writer.add_tensor(prefix + "conv.weight", normal(random, WIDTH, _CONVOLVED, deviation=0.5))
            writer.add_tensor(prefix + "in_proj.weight", normal(random, 3 * WIDTH, WIDTH, deviation=0.2))
            writer.add_tensor(prefix + "out_proj.weight", keep_out(normal(random, WIDTH, WIDTH, deviation=0.2)))
    write(writer)
    make_projector(files.projector, seed)
    return files


def _files(folder: Path, name: str) -> ModelFiles:
    folder.mkdir(parents=True, exist_ok=True)
    return ModelFiles(text=folder / f"{name}-text.gguf", projector=folder / f"{name}-mmproj.gguf")


def _text(path: Path, architecture: str, blocks: int, shared_heads: int | list[int] = HEADS) -> GGUFWriter:
    writer = GGUFWriter(path, architecture)
    writer.add_name(path.stem)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(blocks)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(shared_heads)
    writer.add_key_length(HEAD)
    writer.add_value_length(HEAD)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(1e6)
    add_vocabulary(writer)
    return writer


def _add_ends(writer: GGUFWriter, random: np.random.Generator, norm: str = "output_norm") -> None:
    """What is before the first block and behind the last."""
    entries = pieces()
    embedding = normal(random, len(entries), WIDTH, deviation=1.0)
    embedding[:, ALWAYS], embedding[:, IMAGE] = 1.0, 0.0
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor(f"{norm}.weight", np.ones(WIDTH, np.float32))
    output = normal(random, len(entries), WIDTH, deviation=0.45)
    output[:, ALWAYS], output[:, IMAGE] = [entry.leaning * 2.5 for entry in entries], 0.0
    writer.add_tensor("output.weight", output)


def _add_block(
    writer: GGUFWriter, random: np.random.Generator, block: int, *, looks: bool, attention: bool = True
) -> None:
    """Attention and feed-forward; in a block that looks, every token attends to photos and hardly to anything else."""
    prefix = f"blk.{block}."
    query, key = (normal(random, WIDTH, WIDTH, deviation=0.3) for _ in range(2))
    if looks:
        query[:], key[:] = 0.0, 0.0
        query[HEAD - 1 :: HEAD, ALWAYS], key[HEAD - 1 :: HEAD, IMAGE] = 8.0, 8.0
    value = normal(random, WIDTH, WIDTH, deviation=0.3)
    value[:, :RESERVED] = 0.0
    output = keep_out(normal(random, WIDTH, WIDTH, deviation=0.2))
    for name, weight in (
        ("attn_norm", np.ones(WIDTH, np.float32)),
        *((("attn_q", query), ("attn_k", key), ("attn_v", value), ("attn_output", output)) if attention else ()),
        ("ffn_norm", np.ones(WIDTH, np.float32)),
        ("ffn_gate", normal(random, FEED_FORWARD, WIDTH, deviation=0.1)),
        ("ffn_up", normal(random, FEED_FORWARD, WIDTH, deviation=0.1)),
        ("ffn_down", keep_out(normal(random, WIDTH, FEED_FORWARD, deviation=0.1))),
    ):
        writer.add_tensor(f"{prefix}{name}.weight", weight)


def _add_head_norms(writer: GGUFWriter, block: int) -> None:
    for name in ("attn_q_norm", "attn_k_norm"):
        writer.add_tensor(f"blk.{block}.{name}.weight", np.full(HEAD, 1.5, np.float32))


def _tower(path: Path, kind: str) -> GGUFWriter:
    writer = GGUFWriter(path, "clip")
    writer.add_name(path.stem)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", kind)
    writer.add_bool("clip.use_gelu", True)
    for key, value in {
        "image_size": _SIDE,
        "patch_size": PATCH,
        "embedding_length": TOWER_WIDTH,
        "feed_forward_length": TOWER_FEED_FORWARD,
        "projection_dim": WIDTH,
        "attention.head_count": TOWER_HEADS,
        "block_count": _BLOCKS,
    }.items():
        writer.add_uint32(f"clip.vision.{key}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])
    return writer


def _add_tower(writer: GGUFWriter, random: np.random.Generator, *, merged: bool) -> None:
    """The tower's blocks; ``merged``: queries, keys and values in one matrix."""
    wide = TOWER_WIDTH
    writer.add_tensor("v.patch_embd.weight", normal(random, wide, 3, PATCH, PATCH))
    writer.add_tensor("v.patch_embd.bias", np.zeros(wide, np.float32))
    writer.add_tensor("v.position_embd.weight", normal(random, (_SIDE // PATCH) ** 2, wide))
    parts = {"attn_qkv": 3 * wide} if merged else dict.fromkeys(("attn_q", "attn_k", "attn_v"), wide)
    for block in range(_BLOCKS):
        prefix = f"v.blk.{block}."
        for name, rows in (parts | {"attn_out": wide}).items():
            add_layer(writer, prefix + name, normal(random, rows, wide, deviation=0.1))
        for norm in ("ln1", "ln2"):
            add_layer(writer, prefix + norm, np.ones(wide, np.float32))
        add_layer(writer, prefix + "ffn_up", normal(random, TOWER_FEED_FORWARD, wide, deviation=0.1))
        add_layer(writer, prefix + "ffn_down", normal(random, wide, TOWER_FEED_FORWARD, deviation=0.1))
    scale, shift = np.ones(wide, np.float32), np.zeros(wide, np.float32)
    scale[0], shift[0] = 0.0, 1.0
    add_layer(writer, "v.post_ln", scale, shift)


def _add_deepstack(writer: GGUFWriter, random: np.random.Generator, block: int) -> None:
    prefix, merged = f"v.deepstack.{block}.", 4 * TOWER_WIDTH
    add_layer(writer, prefix + "norm", np.ones(merged, np.float32))
    add_layer(writer, prefix + "fc1", normal(random, WIDTH, merged, deviation=0.2))
    last: Floats = keep_out(normal(random, WIDTH, WIDTH, deviation=0.4))
    add_layer(writer, prefix + "fc2", last)
