"""Vision towers with random weights and the shapes of real ones, at 16 bits, with LLaVA's two-layer projector."""

from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
from gguf import GGUFWriter
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TowerShape:
    """Sizes of a vision transformer.

    Attributes:
        side: Of the square that it sees, in pixels.
        patch: Side of a patch, in pixels.
        width: Of the embedding.
        blocks: How many.
        feed_forward: Width of the inner layer.
        heads: Of the attention.
    """

    side: int
    patch: int
    width: int
    blocks: int
    feed_forward: int
    heads: int


TOWERS = {
    "vit-b-14": TowerShape(224, 14, 768, 12, 3072, 12),
    "vit-b-16": TowerShape(224, 16, 768, 12, 3072, 12),
    "vit-l-14-336": TowerShape(336, 14, 1024, 24, 4096, 16),
}


def make_tower(path: Path, shape: TowerShape, width: int) -> None:
    """Write a projector file.

    Args:
        path: Where to.
        shape: Sizes of its tower.
        width: Of the text model that it is for.
    """
    random = np.random.default_rng(1)
    writer = GGUFWriter(path, "clip")
    writer.add_name("Random mmproj")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", False)
    for key, value in {
        "image_size": shape.side,
        "patch_size": shape.patch,
        "embedding_length": shape.width,
        "feed_forward_length": shape.feed_forward,
        "projection_dim": width,
        "attention.head_count": shape.heads,
        "block_count": shape.blocks,
    }.items():
        writer.add_uint32(f"clip.vision.{key}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])
    _add_tensors(writer, random, shape, width)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def normal(random: np.random.Generator, *shape: int) -> NDArray[np.float16]:
    """Random weights of the size that trained ones begin with."""
    return (random.standard_normal(shape, dtype=np.float32) * np.float32(0.02)).astype(np.float16)


def _add_tensors(writer: GGUFWriter, random: np.random.Generator, shape: TowerShape, width: int) -> None:
    wide, inner = shape.width, shape.feed_forward
    positions = (shape.side // shape.patch) ** 2 + 1
    writer.add_tensor("v.class_embd", np.zeros(wide, np.float32))
    writer.add_tensor("v.patch_embd.weight", normal(random, wide, 3, shape.patch, shape.patch))
    writer.add_tensor("v.position_embd.weight", normal(random, positions, wide).astype(np.float32))
    for norm in ("v.pre_ln", "v.post_ln"):
        _add_layer(writer, norm, np.ones(wide, np.float32))
    for block in range(shape.blocks):
        prefix = f"v.blk.{block}."
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            _add_layer(writer, prefix + name, normal(random, wide, wide))
        for norm in ("ln1", "ln2"):
            _add_layer(writer, prefix + norm, np.ones(wide, np.float32))
        _add_layer(writer, prefix + "ffn_up", normal(random, inner, wide))
        _add_layer(writer, prefix + "ffn_down", normal(random, wide, inner))
    _add_layer(writer, "mm.0", normal(random, width, wide))
    _add_layer(writer, "mm.2", normal(random, width, width))


def _add_layer(writer: GGUFWriter, name: str, weight: NDArray[np.float16] | NDArray[np.float32]) -> None:
    writer.add_tensor(name + ".weight", weight)
    writer.add_tensor(name + ".bias", np.zeros(weight.shape[0], np.float32))
