"""A pair of towers with the shapes of CLIP ViT-B/32 and random weights: as quick as the real one, and knows nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from inference.words.files import TEXT, VISION
from tests.words.tiny import make_clip

DIMENSION: Final = 512
_DEPTH: Final = 12
_WORDS, _LENGTH = 49408, 77
_SIDE, _PATCH = 224, 32


class _Network:
    """Nodes and weights of a transformer, as they are added."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def constant(self, value: NDArray[Any]) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(value, name))
        return name

    def drawn(self, *shape: int) -> str:
        return self.constant(self._random.standard_normal(shape, np.float32) * np.float32(shape[0] ** -0.5))

    def do(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def line(self, x: str, before: int, after: int) -> str:
        bias = self.constant(np.zeros(after, np.float32))
        return self.do("Add", self.do("MatMul", x, self.drawn(before, after)), bias)

    def norm(self, x: str, width: int) -> str:
        ones, zeros = (self.constant(np.full(width, value, np.float32)) for value in (1, 0))
        return self.do("LayerNormalization", x, ones, zeros)

    def block(self, x: str, width: int) -> str:
        """Attention in heads of 64, and a layer of four times the width with CLIP's own bend."""
        heads, whole = width // 64, [0, 0, 3, width // 64, 64]
        asked = self.line(self.norm(x, width), width, 3 * width)
        parts = self.do("Reshape", asked, self.constant(np.array(whole, np.int64)))
        parts = self.do("Transpose", parts, perm=[2, 0, 3, 1, 4])
        q, k, v = (self.do("Gather", parts, self.constant(np.array(at, np.int64)), axis=0) for at in range(3))
        scores = self.do("MatMul", q, self.do("Transpose", k, perm=[0, 1, 3, 2]))
        scores = self.do("Mul", scores, self.constant(np.float32(0.125).reshape(1)))
        seen = self.do("Transpose", self.do("MatMul", self.do("Softmax", scores, axis=-1), v), perm=[0, 2, 1, 3])
        seen = self.do("Reshape", seen, self.constant(np.array([0, 0, 64 * heads], np.int64)))
        x = self.do("Add", x, self.line(seen, width, width))
        wide = self.line(self.norm(x, width), width, 4 * width)
        bent = self.do("Sigmoid", self.do("Mul", wide, self.constant(np.array([1.702], np.float32))))
        return self.do("Add", x, self.line(self.do("Mul", wide, bent), 4 * width, width))

    def save(self, path: Path, last: str, name: str, inputs: Sequence[onnx.ValueInfoProto]) -> None:
        self.nodes.append(helper.make_node("Identity", [last], [name]))
        output = helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", DIMENSION])
        graph = helper.make_graph(self.nodes, path.stem, list(inputs), [output], self.weights)
        onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10), path)


def make(folder: Path) -> None:
    """Write a pair into a folder; its tokenizer is a tiny pair's, its photos are of CLIP's size."""
    files = make_clip(folder, _LENGTH)
    files.pixels.write_text(files.pixels.read_text().replace(": 16", f": {_SIDE}"))
    _text(folder / TEXT, 512)
    _vision(folder / VISION, 768)


def _text(path: Path, width: int) -> None:
    made = _Network()
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "tokens"])
    x = made.do("Gather", made.drawn(_WORDS, width), "input_ids")
    for _ in range(_DEPTH):
        x = made.block(x, width)
    end = made.do("Gather", made.norm(x, width), made.constant(np.array(-1, np.int64)), axis=1)
    made.save(path, made.line(end, width, DIMENSION), "text_embeds", [ids, mask])


def _vision(path: Path, width: int) -> None:
    made = _Network()
    pixels = helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["batch", 3, _SIDE, _SIDE])
    patches = made.do("Conv", "pixel_values", made.drawn(width, 3, _PATCH, _PATCH), strides=[_PATCH, _PATCH])
    flat = made.do("Reshape", patches, made.constant(np.array([0, width, -1], np.int64)))
    x = made.do("Transpose", flat, perm=[0, 2, 1])
    for _ in range(_DEPTH):
        x = made.block(x, width)
    mean = made.do("ReduceMean", made.norm(x, width), axes=[1], keepdims=0)
    made.save(path, made.line(mean, width, DIMENSION), "image_embeds", [pixels])
