"""Write the pair: a text model of the llama architecture and a projector of the clip architecture, for llama.cpp.

The weights are random with a fixed seed, but for what makes different photos give different texts. Two places of the
embedding are reserved: :data:`ALWAYS` is the same for every token and image row and carries each piece's leaning into
its logit; :data:`IMAGE` is large in image rows only, and the keys and queries of the first block read these two alone,
so that every later token attends to the image and hardly to anything else. Nothing ever writes to them.
"""

from pathlib import Path

import gguf
import numpy as np
from gguf import GGUFWriter
from numpy.typing import NDArray

from inference.llama.options import ModelFiles
from tests.tiny_model.vocabulary import pieces

WIDTH = 64
HEADS = 4
HEAD = WIDTH // HEADS
BLOCKS = 2
FEED_FORWARD = 128
CONTEXT = 8192
ALWAYS = 0
IMAGE = 1
RESERVED = 2

TOWER_WIDTH = 32
TOWER_BLOCKS = 3
TOWER_HEADS = 2
TOWER_FEED_FORWARD = 64
IMAGE_SIDE = 56
PATCH = 14

Floats = NDArray[np.float32]


def make_pair(folder: Path, seed: int = 0) -> ModelFiles:
    """Write ``tiny-text.gguf`` and ``tiny-mmproj.gguf`` into a folder, made if it is not there.

    Args:
        folder: Where to write.
        seed: Of the random weights.

    Returns:
        The two paths.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = ModelFiles(text=folder / "tiny-text.gguf", projector=folder / "tiny-mmproj.gguf")
    make_text(files.text, seed)
    make_projector(files.projector, seed)
    return files


def make_text(path: Path, seed: int = 0, template: str | None = None) -> None:
    """Write the text model.

    Args:
        path: Where to.
        seed: Of the random weights.
        template: Its chat template; none, as in LLaVA-1.5's files, unless given.
    """
    writer = GGUFWriter(path, "llama")
    writer.add_name("Tiny")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(BLOCKS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(1e6)
    writer.add_rope_dimension_count(HEAD)
    add_vocabulary(writer)
    if template is not None:
        writer.add_chat_template(template)
    _add_text_tensors(writer, np.random.default_rng(seed))
    write(writer)


def add_vocabulary(writer: GGUFWriter) -> None:
    """Say which pieces the text model knows."""
    entries = pieces()
    writer.add_vocab_size(len(entries))
    writer.add_tokenizer_model("llama")
    writer.add_token_list([entry.text.encode() for entry in entries])
    writer.add_token_scores([-float(index) for index in range(len(entries))])
    writer.add_token_types([entry.kind for entry in entries])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)


def _add_text_tensors(writer: GGUFWriter, random: np.random.Generator) -> None:
    entries = pieces()
    embedding = normal(random, len(entries), WIDTH, deviation=1.0)
    embedding[:, ALWAYS] = 1.0
    embedding[:, IMAGE] = 0.0
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    output = normal(random, len(entries), WIDTH, deviation=0.45)
    # After the last norm the reserved place holds about 1/rms, a little under one half where the image is attended to.
    output[:, ALWAYS] = [entry.leaning * 2.5 for entry in entries]
    output[:, IMAGE] = 0.0
    writer.add_tensor("output.weight", output)
    for block in range(BLOCKS):
        _add_block(writer, random, f"blk.{block}.", looks=block == 0)


def _add_block(writer: GGUFWriter, random: np.random.Generator, prefix: str, *, looks: bool) -> None:
    query = normal(random, WIDTH, WIDTH, deviation=0.05)
    key = normal(random, WIDTH, WIDTH, deviation=0.05)
    if looks:
        # The last place of each head turns slowest with the position; it alone compares "always" with "image".
        query[:], key[:] = 0.0, 0.0
        query[HEAD - 1 :: HEAD, ALWAYS] = 8.0
        key[HEAD - 1 :: HEAD, IMAGE] = 8.0
    writer.add_tensor(prefix + "attn_norm.weight", np.ones(WIDTH, np.float32))
    writer.add_tensor(prefix + "attn_q.weight", query)
    writer.add_tensor(prefix + "attn_k.weight", key)
    value = normal(random, WIDTH, WIDTH, deviation=0.2)
    value[:, :RESERVED] = 0.0
    writer.add_tensor(prefix + "attn_v.weight", value)
    writer.add_tensor(prefix + "attn_output.weight", keep_out(normal(random, WIDTH, WIDTH, deviation=0.12)))
    writer.add_tensor(prefix + "ffn_norm.weight", np.ones(WIDTH, np.float32))
    writer.add_tensor(prefix + "ffn_gate.weight", normal(random, FEED_FORWARD, WIDTH, deviation=0.1))
    writer.add_tensor(prefix + "ffn_up.weight", normal(random, FEED_FORWARD, WIDTH, deviation=0.1))
    writer.add_tensor(prefix + "ffn_down.weight", keep_out(normal(random, WIDTH, FEED_FORWARD, deviation=0.1)))


def make_projector(path: Path, seed: int = 0, width: int = WIDTH) -> None:
    """Write the vision tower with its two-layer projector.

    Args:
        path: Where to.
        seed: Of the random weights.
        width: Of the text model that it is for.
    """
    writer = GGUFWriter(path, "clip")
    writer.add_name("Tiny mmproj")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", False)
    for key, value in {
        "image_size": IMAGE_SIDE,
        "patch_size": PATCH,
        "embedding_length": TOWER_WIDTH,
        "feed_forward_length": TOWER_FEED_FORWARD,
        "projection_dim": width,
        "attention.head_count": TOWER_HEADS,
        "block_count": TOWER_BLOCKS,
    }.items():
        writer.add_uint32(f"clip.vision.{key}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.48145466, 0.4578275, 0.40821073])
    writer.add_array("clip.vision.image_std", [0.26862954, 0.26130258, 0.27577711])
    _add_tower_tensors(writer, np.random.default_rng(seed), width)
    write(writer)


def _add_tower_tensors(writer: GGUFWriter, random: np.random.Generator, width: int) -> None:
    wide = TOWER_WIDTH
    positions = (IMAGE_SIDE // PATCH) ** 2 + 1
    writer.add_tensor("v.class_embd", normal(random, wide))
    writer.add_tensor("v.patch_embd.weight", normal(random, wide, 3, PATCH, PATCH))
    writer.add_tensor("v.position_embd.weight", normal(random, positions, wide))
    for norm in ("v.pre_ln", "v.post_ln"):
        add_layer(writer, norm, np.ones(wide, np.float32))
    for block in range(TOWER_BLOCKS):
        prefix = f"v.blk.{block}."
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            add_layer(writer, prefix + name, normal(random, wide, wide, deviation=0.1))
        for norm in ("ln1", "ln2"):
            add_layer(writer, prefix + norm, np.ones(wide, np.float32))
        add_layer(writer, prefix + "ffn_up", normal(random, TOWER_FEED_FORWARD, wide, deviation=0.1))
        add_layer(writer, prefix + "ffn_down", normal(random, wide, TOWER_FEED_FORWARD, deviation=0.1))
    add_layer(writer, "mm.0", normal(random, width, wide, deviation=0.3))
    last = keep_out(normal(random, width, width, deviation=0.4))
    bias = np.zeros(width, np.float32)
    bias[ALWAYS], bias[IMAGE] = 1.0, 10.0
    add_layer(writer, "mm.2", last, bias)


def add_layer(writer: GGUFWriter, name: str, weight: Floats, bias: Floats | None = None) -> None:
    """Write a layer's weight ``(out, in)`` and its bias, of zeros unless given."""
    writer.add_tensor(name + ".weight", weight)
    writer.add_tensor(name + ".bias", np.zeros(weight.shape[0], np.float32) if bias is None else bias)


def normal(random: np.random.Generator, *shape: int, deviation: float = 0.02) -> Floats:
    """Numbers around zero."""
    return random.standard_normal(shape, dtype=np.float32) * np.float32(deviation)


def keep_out(weight: Floats) -> Floats:
    """Keep a matrix ``(out, in)`` from writing to the reserved places."""
    weight[:RESERVED] = 0.0
    return weight


def write(writer: GGUFWriter) -> None:
    """Write the file."""
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
