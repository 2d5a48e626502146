"""CLIP's vision tower and LLaVA's projector in NumPy, from the papers, and weights in the legacy converter's form.

The tower: Radford et al. 2021 (arXiv:2103.00020), section 2.4, with Dosovitskiy et al. 2021 (arXiv:2010.11929),
section 3.1: a class token in front of the patches, a learned position each, pre-norm blocks, and a norm before the
first one; QuickGELU, ``x * sigmoid(1.702 x)``. The projector: Liu et al. 2023 (arXiv:2310.03744), section 3.2: two
layers with a GELU between them, on the features of the patches alone, as the last but one of CLIP's blocks leaves them.
"""

import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
MEAN = [0.48145466, 0.4578275, 0.40821073]
DEVIATION = [0.26862954, 0.26130258, 0.27577711]
EPSILON = 1e-5
_ERF = np.vectorize(math.erf, otypes=[np.float32])


@dataclass(frozen=True)
class Shape:
    """How big a tower is, and what its file says.

    Attributes:
        stored: Blocks in the file.
        said: Metadata beside, or instead of, what the converter writes.
    """

    stored: int = 23
    width: int = 64
    heads: int = 4
    inner: int = 128
    side: int = 56
    patch: int = 14
    out: int = 64
    table: str = "F16"
    class_token: bool = True
    post_norm: bool = False
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def patches(self) -> int:
        return (self.side // self.patch) ** 2


def weights(shape: Shape, seed: int = 0) -> dict[str, Floats]:
    """Random weights under the papers' names; matrices are ``(out, in)`` and hold what float16 can."""
    random = np.random.default_rng(seed)

    def drawn(*sizes: int, deviation: float) -> Floats:
        return (random.standard_normal(sizes) * deviation).astype(np.float16).astype(np.float32)

    def layer(name: str, out: int, into: int, gain: float = 1.0) -> dict[str, Floats]:
        deviation = gain / math.sqrt(into)
        return {f"{name}.weight": drawn(out, into, deviation=deviation), f"{name}.bias": drawn(out, deviation=0.02)}

    def norm(name: str) -> dict[str, Floats]:
        return {f"{name}.weight": 1 + drawn(wide, deviation=0.1), f"{name}.bias": drawn(wide, deviation=0.1)}

    wide = shape.width
    made = {
        "patches": drawn(wide, 3, shape.patch, shape.patch, deviation=1 / shape.patch / math.sqrt(3)),
        "positions": drawn(shape.patches + int(shape.class_token), wide, deviation=1.5),
        **norm("pre"), **norm("post"), **layer("first", shape.out, wide), **layer("second", shape.out, shape.out),
    }  # fmt: skip
    if shape.class_token:
        made["class"] = drawn(wide, deviation=1.0)
    for block in range(shape.stored):
        # Attention that is sharp and not too strong keeps random patches from becoming all alike.
        for name, gain in {"q": 2.0, "k": 2.0, "v": 1.0, "o": 0.5}.items():
            made |= layer(f"{block}.{name}", wide, wide, gain)
        made |= norm(f"{block}.n1") | norm(f"{block}.n2")
        made |= layer(f"{block}.fc1", shape.inner, wide) | layer(f"{block}.fc2", wide, shape.inner)
    return made


def reference(shape: Shape, made: dict[str, Floats], photo: NDArray[np.uint8], blocks: int) -> Floats:
    """What LLaVA's language model is to see of a photo.

    Args:
        shape: The tower's.
        made: Its weights.
        photo: ``(side, side, 3)`` uint8 RGB.
        blocks: How many of the blocks are run.

    Returns:
        ``(patches, out)`` float32.
    """
    pixels = ((photo / 255 - MEAN) / DEVIATION).astype(np.float32)
    grid = shape.side // shape.patch
    cut = pixels.reshape(grid, shape.patch, grid, shape.patch, 3).transpose(0, 2, 4, 1, 3)
    tokens = cut.reshape(grid * grid, -1) @ made["patches"].reshape(shape.width, -1).T
    if shape.class_token:
        tokens = np.vstack([made["class"], tokens])
    hidden = _norm(tokens + made["positions"], made, "pre")
    for block in range(blocks):
        hidden = hidden + _attention(shape, made, f"{block}.", _norm(hidden, made, f"{block}.n1"))
        inner = _layer(_norm(hidden, made, f"{block}.n2"), made, f"{block}.fc1")
        hidden = hidden + _layer(inner / (1 + np.exp(-1.702 * inner)), made, f"{block}.fc2")
    first = _layer(hidden[int(shape.class_token) :], made, "first")
    return _layer(first * (1 + _ERF(first / math.sqrt(2))) / 2, made, "second")


def _attention(shape: Shape, made: dict[str, Floats], prefix: str, hidden: Floats) -> Floats:
    def heads(name: str) -> Floats:
        return _layer(hidden, made, prefix + name).reshape(len(hidden), shape.heads, -1).transpose(1, 0, 2)

    query, key, value = heads("q"), heads("k"), heads("v")
    scores = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    mixed = (scores / scores.sum(-1, keepdims=True)) @ value
    return _layer(mixed.transpose(1, 0, 2).reshape(len(hidden), -1), made, prefix + "o")


def _layer(hidden: Floats, made: dict[str, Floats], name: str) -> Floats:
    result: Floats = hidden @ made[f"{name}.weight"].T + made[f"{name}.bias"]
    return result


def _norm(hidden: Floats, made: dict[str, Floats], name: str) -> Floats:
    centred = hidden - hidden.mean(-1, keepdims=True)
    scaled: Floats = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
    return scaled * made[f"{name}.weight"] + made[f"{name}.bias"]


def cosines(rows: Floats, expected: Floats) -> Floats:
    """``(rows,)``: how alike each row is to the one expected in its place."""
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(expected, axis=1)
    result: Floats = (rows * expected).sum(1) / lengths
    return result


def write_tower(path: Path, shape: Shape, made: dict[str, Floats]) -> None:
    """Write weights as llama.cpp's legacy converter does: its keys, its names (fc1 is ``ffn_down``), its types."""
    writer = gguf.GGUFWriter(path, "clip")
    sizes = {
        "image_size": shape.side, "patch_size": shape.patch, "embedding_length": shape.width,
        "feed_forward_length": shape.inner, "projection_dim": 768, "attention.head_count": shape.heads,
        "block_count": shape.stored,
    }  # fmt: skip
    said: dict[str, Any] = {
        "clip.has_text_encoder": False, "clip.has_vision_encoder": True, "clip.has_llava_projector": True,
        "clip.projector_type": "mlp", "clip.use_gelu": False, "clip.vision.attention.layer_norm_epsilon": EPSILON,
        "clip.vision.image_mean": MEAN, "clip.vision.image_std": DEVIATION,
        **{f"clip.vision.{key}": size for key, size in sizes.items()}, **shape.said,
    }  # fmt: skip
    for key, value in said.items():
        if value is not None:
            _say(writer, key, value)
    for name, weight in made.items():
        if not name.startswith("post.") or shape.post_norm:
            _add(writer, _named(name), weight, shape.table if name == "positions" else "F16")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _say(writer: gguf.GGUFWriter, key: str, value: Any) -> None:
    adders = {bool: writer.add_bool, int: writer.add_uint32, float: writer.add_float32, str: writer.add_string}
    adders.get(type(value), writer.add_array)(key, value)


_NAMES = {
    "class": "v.class_embd", "patches": "v.patch_embd.weight", "positions": "v.position_embd.weight", "pre": "v.pre_ln",
    "post": "v.post_ln", "first": "mm.0", "second": "mm.2", "q": "attn_q", "k": "attn_k", "v": "attn_v",
    "o": "attn_out", "n1": "ln1", "n2": "ln2", "fc1": "ffn_down", "fc2": "ffn_up",
}  # fmt: skip


def _named(name: str) -> str:
    start, _, rest = name.partition(".")
    if start in _NAMES:
        return _NAMES[start] + (f".{rest}" if rest else "")
    layer, kind = rest.split(".")
    return f"v.blk.{start}.{_NAMES[layer]}.{kind}"


def _add(writer: gguf.GGUFWriter, name: str, weight: Floats, table: str) -> None:
    if not name.endswith(".weight") or weight.ndim == 1:
        writer.add_tensor(name, weight)
        return
    kind = gguf.GGMLQuantizationType[table]
    writer.add_tensor(name, gguf.quants.quantize(weight, kind), raw_dtype=kind)


def tiled(shape: Shape, grid: list[int]) -> Shape:
    """The same tower with LLaVA-NeXT's tiles: widths and heights to choose from, one after the other."""
    said = {"clip.vision.image_grid_pinpoints": grid, "clip.vision.mm_patch_merge_type": "spatial_unpad"}
    return replace(shape, said={**shape.said, **said})
