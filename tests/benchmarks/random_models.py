"""Pairs with random weights and the shapes of real models: what they write is noise, how long it takes is not.

The text model's vocabulary is the tests' own, so that cards come out in words, filled up to its size with pieces that
nobody draws but every constraint has to judge. Embedding and output are two matrices even where the real model has one
for both: as much work for each token, and a larger file. As in the tiny model, the first place of the embedding is the
same for every token and carries the pieces' leanings; nothing writes to it.
"""

import ctypes
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gguf
import llama_cpp
import numpy as np
from gguf import GGUFWriter

from inference.llama.library import log
from inference.llama.options import ModelFiles
from tests.benchmarks.random_tower import TowerShape, make_tower, normal
from tests.tiny_model.vocabulary import SPACE, Piece, pieces

QUANTISATIONS = {"Q8_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0, "Q4_K_M": llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M}
CONTEXT = 32_768
_STRENGTH = 2.5  # of the leanings, in logits after the last norm
_UNLIKELY = -7.0
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class TextShape:
    """Sizes of a text model of the llama architecture.

    Attributes:
        width: Of the embedding.
        blocks: How many.
        feed_forward: Width of the inner layer.
        heads: Of the queries.
        shared_heads: Of keys and values.
        vocabulary: Pieces in all; 0 for those of the tiny model alone.
    """

    width: int
    blocks: int
    feed_forward: int
    heads: int
    shared_heads: int
    vocabulary: int


SMALL = TextShape(1024, 14, 2816, 16, 16, 0)
"""About a fifth of a billion parameters, with a vocabulary that takes no time."""
HALF_BILLION = TextShape(896, 24, 4864, 14, 2, 151_936)
"""As Qwen2 with half a billion parameters."""


def make_random_pair(folder: Path, text: TextShape, tower: TowerShape, quantisation: str = "Q8_0") -> ModelFiles:
    """Write both files; keeps those that are there already.

    Args:
        folder: Where to, made if it is not there.
        text: Sizes of the text model.
        tower: Sizes of the vision tower.
        quantisation: Of the text model, one of :data:`QUANTISATIONS`; the tower has 16 bits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sizes = f"{text.width}x{text.blocks}x{text.vocabulary}"
    files = ModelFiles(
        folder / f"random-{sizes}-{quantisation}.gguf",
        folder / f"random-vit-{tower.width}x{tower.blocks}-{tower.patch}-{tower.side}-for-{text.width}.gguf",
    )
    if not files.text.exists():
        half, unfinished = folder / "half.gguf", folder / "unfinished.gguf"
        _write_text(half, text)
        _quantise(half, unfinished, QUANTISATIONS[quantisation])
        half.unlink()
        unfinished.replace(files.text)
    if not files.projector.exists():
        unfinished = folder / "unfinished.gguf"
        make_tower(unfinished, tower, text.width)
        unfinished.replace(files.projector)
    return files


def _quantise(source: Path, target: Path, kind: int) -> None:
    log()  # quietly
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = kind
    if llama_cpp.llama_model_quantize(os.fsencode(source), os.fsencode(target), ctypes.byref(parameters)):
        raise RuntimeError("the model could not be quantised")


def _write_text(path: Path, shape: TextShape) -> None:
    random = np.random.default_rng(0)
    writer = GGUFWriter(path, "llama")
    writer.add_name("Random")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.blocks)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.shared_heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(1e6)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    entries = list(_vocabulary(shape.vocabulary))
    _add_vocabulary(writer, entries)
    embedding, output = (normal(random, len(entries), shape.width) for _ in range(2))
    embedding[:, 0] = 1.0
    output[:, 0] = [entry.leaning * _STRENGTH for entry in entries]
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output_norm.weight", np.ones(shape.width, np.float32))
    writer.add_tensor("output.weight", output)
    for block in range(shape.blocks):
        _add_block(writer, random, f"blk.{block}.", shape)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_block(writer: GGUFWriter, random: np.random.Generator, prefix: str, shape: TextShape) -> None:
    width, shared = shape.width, shape.width // shape.heads * shape.shared_heads
    for norm in ("attn_norm", "ffn_norm"):
        writer.add_tensor(f"{prefix}{norm}.weight", np.ones(width, np.float32))
    for name, rows, columns in (
        ("attn_q", width, width),
        ("attn_k", shared, width),
        ("attn_v", shared, width),
        ("attn_output", width, width),
        ("ffn_gate", shape.feed_forward, width),
        ("ffn_up", shape.feed_forward, width),
        ("ffn_down", width, shape.feed_forward),
    ):
        weight = normal(random, rows, columns)
        if name in {"attn_output", "ffn_down"}:
            weight[0] = 0.0
        writer.add_tensor(f"{prefix}{name}.weight", weight)


def _vocabulary(size: int) -> Iterator[Piece]:
    """The tiny model's pieces, then invented words of five letters, every second one behind a space."""
    entries = pieces()
    yield from entries
    known = {entry.text for entry in entries}
    count, number = len(entries), 0
    while count < size:
        text = (SPACE if number % 2 else "") + _spelt(number)
        number += 1
        if text not in known:
            count += 1
            yield Piece(text, gguf.TokenType.NORMAL, _UNLIKELY)


def _spelt(number: int) -> str:
    spelt = ""
    for _ in range(5):
        number, letter = divmod(number, len(_LETTERS))
        spelt += _LETTERS[letter]
    return spelt


def _add_vocabulary(writer: GGUFWriter, entries: list[Piece]) -> None:
    writer.add_vocab_size(len(entries))
    writer.add_tokenizer_model("llama")
    writer.add_token_list([entry.text.encode() for entry in entries])
    writer.add_token_scores([-float(index) for index in range(len(entries))])
    writer.add_token_types([entry.kind for entry in entries])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
