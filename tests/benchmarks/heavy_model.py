"""A pair of model files with random weights and real work in them: about a fifth of a billion parameters, and a ViT-B.

The vocabulary is the tests' own, so that cards come out in a few hundred tokens; the shapes are those of a small real
model, so that native code is busy as long at a time as with one.
"""

from pathlib import Path

import gguf
import llama_cpp
import numpy as np
from gguf import GGUFWriter

from inference.llama.options import ModelFiles
from tests.tiny_model import pair
from tests.tiny_model.pair import make_projector
from tests.tiny_model.vocabulary import pieces

WIDTH = 1024
HEADS = 16
BLOCKS = 14
FEED_FORWARD = 2816
TOWER = {"TOWER_WIDTH": 768, "TOWER_BLOCKS": 12, "TOWER_HEADS": 12, "TOWER_FEED_FORWARD": 3072, "IMAGE_SIDE": 224}
"""The tiny tower's sizes, replaced by those of a ViT-B/14."""


def make_heavy_pair(folder: Path) -> ModelFiles:
    """Write both files, the text model in Q8_0; keeps those that are there already."""
    files = ModelFiles(folder / "heavy-q8_0.gguf", folder / "heavy-mmproj.gguf")
    if files.text.exists() and files.projector.exists():
        return files
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "heavy-f32.gguf"
    _write_text(whole)
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0
    if llama_cpp.llama_model_quantize(str(whole).encode(), str(files.text).encode(), parameters):
        raise RuntimeError("the model could not be quantised")
    whole.unlink()
    before = {name: getattr(pair, name) for name in TOWER}
    try:
        for name, size in TOWER.items():
            setattr(pair, name, size)
        make_projector(files.projector, width=WIDTH)
    finally:
        for name, size in before.items():
            setattr(pair, name, size)
    return files


def _write_text(path: Path) -> None:
    random = np.random.default_rng(0)
    entries = pieces()
    writer = GGUFWriter(path, "llama")
    writer.add_name("Heavy")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_context_length(4096)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(BLOCKS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    pair._add_vocabulary(writer)
    embedding = _normal(random, len(entries), WIDTH)
    embedding[:, 0] = 1.0
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    output = _normal(random, len(entries), WIDTH)
    output[:, 0] = [entry.leaning * 2.5 for entry in entries]
    writer.add_tensor("output.weight", output)
    for block in range(BLOCKS):
        _add_block(writer, random, f"blk.{block}.")
    pair._write(writer)


def _add_block(writer: GGUFWriter, random: np.random.Generator, prefix: str) -> None:
    shapes = {
        "attn_q": (WIDTH, WIDTH),
        "attn_k": (WIDTH, WIDTH),
        "attn_v": (WIDTH, WIDTH),
        "attn_output": (WIDTH, WIDTH),
        "ffn_gate": (FEED_FORWARD, WIDTH),
        "ffn_up": (FEED_FORWARD, WIDTH),
        "ffn_down": (WIDTH, FEED_FORWARD),
    }
    for norm in ("attn_norm", "ffn_norm"):
        writer.add_tensor(f"{prefix}{norm}.weight", np.ones(WIDTH, np.float32))
    for name, shape in shapes.items():
        weight = _normal(random, *shape)
        if name in {"attn_output", "ffn_down"}:
            weight[0] = 0.0  # nothing writes to the place that carries the pieces' leaning
        writer.add_tensor(f"{prefix}{name}.weight", weight)


def _normal(random: np.random.Generator, *shape: int) -> pair.Floats:
    return random.standard_normal(shape, dtype=np.float32) * np.float32(0.02)
