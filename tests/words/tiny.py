"""Pairs of towers so small that tests write them: a photo stands where its mean colour is, and so does a colour's word.

They have the parts of real pairs, in the shapes of their exports: CLIP's towers, whose words come with a mask, and
SigLIP's, which is told of none and counts whatever fills a text, too.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from inference.words.files import PIXELS, TEXT, TOKENIZER, TOKENS, VISION, PairFiles

DIMENSION: Final = 8
SIDE: Final = 16
MEAN, SPREAD = (0.5, 0.45, 0.4), (0.25, 0.25, 0.5)
COLOURS: Final[dict[str, tuple[int, int, int]]] = {
    "vermelho": (1, -1, -1),
    "verde": (-1, 1, -1),
    "azul": (-1, -1, 1),
    "amarelo": (1, 1, -1),
    "branco": (1, 1, 1),
    "preto": (-1, -1, -1),
}
"""Word → which of red, green and blue there is much of, and of which little."""
_OTHERS: Final = ("<pad>", "<s>", "</s>", "<unk>", "sofá", "caneca", "de", "vestido", "festa")
_BASIS: Final = np.linalg.qr(np.random.default_rng(7).standard_normal((DIMENSION, DIMENSION)))[0].astype(np.float32)
WEIGHTS: Final = _BASIS[:3]
"""``(3, DIMENSION)``: where red, green and blue lead; at right angles, so that cosines are those of colours."""


def table() -> NDArray[np.float32]:
    """``(words, DIMENSION)``: what each word adds; one that is no colour adds something that no photo has."""
    rows = np.zeros((len(_OTHERS) + len(COLOURS), DIMENSION), np.float32)
    rows[0], rows[1], rows[3] = 0.02 * _BASIS[3], 0.1 * _BASIS[4], 0.5 * _BASIS[5]
    rows[4 : len(_OTHERS)] = 0.1 * _BASIS[6]
    rows[len(_OTHERS) :] = np.array([*COLOURS.values()], np.float32) @ WEIGHTS
    return rows


def make_clip(folder: Path, words: int = 12) -> PairFiles:
    """Write a pair like CLIP's: the shorter side brought to size, the middle cut out, words with a mask."""
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "tokens"])
    masked = [
        helper.make_node("Cast", ["attention_mask"], ["kept"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["kept", "last"], ["weights"]),
        helper.make_node("Mul", ["rows", "weights"], ["counted"]),
    ]
    steps = {"size": {"shortest_edge": SIDE}, "do_center_crop": True, "crop_size": {"height": SIDE, "width": SIDE}}
    return _write(folder, "CLIPImageProcessor", steps, words, "embeds", [mask], masked)


def make_siglip(folder: Path, words: int = 12) -> PairFiles:
    """Write a pair like SigLIP's: photos squeezed, words without a mask."""
    counted = [helper.make_node("Identity", ["rows"], ["counted"])]
    steps = {"size": {"height": SIDE, "width": SIDE}, "resample": 2, "do_center_crop": None}
    return _write(folder, "SiglipImageProcessor", steps, words, "pooler_output", [], counted)


def _write(
    folder: Path,
    kind: str,
    steps: dict[str, Any],
    words: int,
    output: str,
    inputs: Sequence[onnx.ValueInfoProto],
    counted: Sequence[onnx.NodeProto],
) -> PairFiles:
    folder.mkdir(parents=True, exist_ok=True)
    image, text = (f"image_{output}", f"text_{output}") if output == "embeds" else (output, output)
    _vision(folder / VISION, image)
    _text(folder / TEXT, text, inputs, counted)
    common = {"do_resize": True, "do_rescale": True, "do_normalize": True, "image_mean": MEAN, "image_std": SPREAD}
    (folder / PIXELS).write_text(json.dumps({"image_processor_type": kind, **common, **steps}))
    _tokenizer().save(str(folder / TOKENIZER))
    (folder / TOKENS).write_text(json.dumps({"pad_token": "<pad>", "model_max_length": 10**30, "max_length": words}))
    return PairFiles.of(folder)


def _vision(path: Path, output: str) -> None:
    """The mean of each colour, led into the space; beside it, as in real exports, what stood before the pooling."""
    nodes = [
        helper.make_node("GlobalAveragePool", ["pixel_values"], ["last_hidden_state"]),
        helper.make_node("Flatten", ["last_hidden_state"], ["mean"]),
        helper.make_node("MatMul", ["mean", "weights"], [output]),
    ]
    pixels = helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["batch", 3, SIDE, SIDE])
    before = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", 3, 1, 1])
    _save(path, nodes, [pixels], [before, _vectors(output)], {"weights": WEIGHTS})


def _text(path: Path, output: str, inputs: Sequence[onnx.ValueInfoProto], counted: Sequence[onnx.NodeProto]) -> None:
    """The sum of what the words add."""
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
        *counted,
        helper.make_node("ReduceSum", ["counted", "along"], [output], keepdims=0),
    ]
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    constants: dict[str, NDArray[Any]] = {
        "table": table(),
        "along": np.array([1], np.int64),
        "last": np.array([2], np.int64),
    }
    used = {name: constants[name] for name in constants if any(name in node.input for node in nodes)}
    _save(path, nodes, [ids, *inputs], [_vectors(output)], used)


def _vectors(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", DIMENSION])


def _save(
    path: Path,
    nodes: Sequence[onnx.NodeProto],
    inputs: Sequence[onnx.ValueInfoProto],
    outputs: Sequence[onnx.ValueInfoProto],
    constants: dict[str, NDArray[Any]],
) -> None:
    weights = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(list(nodes), path.stem, list(inputs), list(outputs), weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def _tokenizer() -> Any:
    words = [*_OTHERS, *COLOURS]
    made: Any = Tokenizer(models.WordLevel({word: number for number, word in enumerate(words)}, unk_token=_OTHERS[3]))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing("<s> $A </s>", special_tokens=[("<s>", 1), ("</s>", 2)])
    return made
