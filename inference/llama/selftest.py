"""Finds out how this runtime runs a vision tower of the LLaVA layout, by a tower whose output can be read by eye.

The tower has 32 channels and two blocks that add nothing, but for the last one's bias. Of what goes in, four channels
come out as the first four columns of each row, so that a row tells which patch it is of, which position was added to
it, whether it is the class token's, and whether the last stored block was run. Everything is a multiple of
:data:`_STEP`, far above the projector's GELU's bend: what goes in comes out.
"""

import ctypes
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from llama_cpp import mtmd_cpp
from numpy.typing import NDArray

from inference.errors import RepairFailed
from inference.llama.gguf import Value
from inference.llama.gguf_parts import write_file
from inference.llama.library import log

Rows: TypeAlias = NDArray[np.float32]

PATCHES = 9  # of the probe's photo, three in each direction
_PATCH_SIDE = 14
_SIDE = 3 * _PATCH_SIDE
_WIDTH, _INNER = 32, 64
_POSITION, _CLASS, _BLOCK, _PATCH = range(4)  # what each column tells
_STEP = 50.0
_BRIGHTNESS = 20  # of 255, by which each patch of the photo is brighter than the one before


@dataclass(frozen=True, slots=True)
class Defects:
    """What a runtime does otherwise than CLIP and LLaVA do.

    Attributes:
        class_last: The class token is put behind the patches, while positions and rows are counted as if it came
            first: every patch gets its neighbour's position, the first one's row is dropped and the class token's put
            out in its stead (llama.cpp's issue 25814).
        block_skipped: The last block that the file holds is not run, unless the file asks for it (issue 25817).
    """

    class_last: bool = False
    block_skipped: bool = False


def write_probe(path: Path, width: int) -> None:
    """Write the tower.

    Args:
        path: Where to.
        width: Of the text model's embeddings, as the runtime insists.
    """
    metadata: dict[str, Value] = {
        "general.architecture": "clip",
        "clip.has_vision_encoder": True,
        "clip.has_llava_projector": True,
        "clip.projector_type": "mlp",
        "clip.use_gelu": False,
        "clip.vision.image_size": _SIDE,
        "clip.vision.patch_size": _PATCH_SIDE,
        "clip.vision.embedding_length": _WIDTH,
        "clip.vision.feed_forward_length": _INNER,
        "clip.vision.projection_dim": width,
        "clip.vision.attention.head_count": 1,
        "clip.vision.attention.layer_norm_epsilon": 1e-5,
        "clip.vision.block_count": 2,
        "clip.vision.image_mean": [0.0, 0.0, 0.0],
        "clip.vision.image_std": [1.0, 1.0, 1.0],
    }
    write_file(path, metadata, {**_embedding(), **_block(0, 0.0), **_block(1, _STEP), **_projector(width)})


def _embedding() -> dict[str, Rows]:
    kernel = _zeros(_WIDTH, 3, _PATCH_SIDE, _PATCH_SIDE)
    kernel[_PATCH, 0] = _STEP * 255 / _BRIGHTNESS / _PATCH_SIDE**2  # a step for each step of mean red
    positions = _zeros(PATCHES + 1, _WIDTH)
    positions[:, _POSITION] = _STEP * np.arange(1, PATCHES + 2)
    token = _zeros(_WIDTH)
    token[_CLASS] = _STEP
    return {"v.patch_embd.weight": kernel, "v.position_embd.weight": positions, "v.class_embd": token}


def _block(index: int, bias: float) -> dict[str, Rows]:
    shapes: dict[str, tuple[int, ...]] = dict.fromkeys(("attn_q", "attn_k", "attn_v", "attn_out"), (_WIDTH, _WIDTH))
    shapes |= {"ffn_up": (_INNER, _WIDTH), "ffn_down": (_WIDTH, _INNER), "ln1": (_WIDTH,), "ln2": (_WIDTH,)}
    tensors = {f"v.blk.{index}.{name}.weight": _zeros(*shape) for name, shape in shapes.items()}
    tensors |= {f"v.blk.{index}.{name}.bias": _zeros(shape[0]) for name, shape in shapes.items()}
    tensors[f"v.blk.{index}.ffn_down.bias"][_BLOCK] = bias
    return tensors


def _projector(width: int) -> dict[str, Rows]:
    first, second = np.eye(_WIDTH, dtype=np.float32), np.eye(width, _WIDTH, dtype=np.float32)
    return {
        "mm.0.weight": first, "mm.0.bias": _zeros(_WIDTH), "mm.2.weight": second, "mm.2.bias": _zeros(width)
    }  # fmt: skip


def _zeros(*shape: int) -> Rows:
    return np.zeros(shape, np.float32)


def probe_photo() -> NDArray[np.uint8]:
    """``(42, 42, 3)`` uint8 RGB: nine patches of even shades, each brighter than the one before."""
    shades = (np.arange(1, PATCHES + 1, dtype=np.uint8) * np.uint8(_BRIGHTNESS)).reshape(3, 3)
    grey = shades.repeat(_PATCH_SIDE, axis=0).repeat(_PATCH_SIDE, axis=1)
    return np.ascontiguousarray(np.dstack([grey] * 3))


def right_rows(width: int) -> Rows:
    """``(9, width)`` float32: what CLIP's order and every stored block give for the probe and its photo."""
    rows = _zeros(PATCHES, width)
    rows[:, _PATCH] = _STEP * np.arange(1, PATCHES + 1)
    rows[:, _POSITION] = _STEP * np.arange(2, PATCHES + 2)  # the first position is the class token's
    rows[:, _BLOCK] = _STEP
    return rows


def judge(rows: Rows) -> Defects | None:
    """Read the rows of the probe.

    Args:
        rows: ``(9, width)`` float32, as the runtime gave them.

    Returns:
        What is wrong with them, or ``None`` where it is neither right nor wrong in a way that is known here.
    """
    right = right_rows(rows.shape[1])
    class_last = right.copy()
    class_last[:-1, _PATCH] = right[1:, _PATCH]
    class_last[-1, _PATCH], class_last[-1, _CLASS] = 0.0, _STEP
    for last, expected in ((False, right), (True, class_last)):
        for skipped in (False, True):
            expected[:, _BLOCK] = 0.0 if skipped else _STEP
            if agree(rows, expected):
                return Defects(last, skipped)
    return None


def agree(rows: Rows, expected: Rows) -> bool:
    """Whether rows say the same, whatever precision they were computed in."""
    return bool(np.abs(rows - expected).max() < _STEP / 4)


def rows_of(projector: Path, model: Any, width: int) -> Rows:
    """Have the runtime encode the probe's photo, on the CPU.

    Args:
        projector: The tower.
        model: The native text model, which the runtime wants to see.
        width: Of its embeddings.

    Returns:
        ``(9, width)`` float32.

    Raises:
        RepairFailed: The runtime did not.
    """
    parameters = mtmd_cpp.mtmd_context_params_default()
    parameters.use_gpu = parameters.print_timings = parameters.warmup = False
    parameters.n_threads = 1
    native = mtmd_cpp.mtmd_init_from_file(os.fsencode(projector), model, parameters)
    chunks = mtmd_cpp.mtmd_input_chunks_init()
    try:
        if not native:
            raise _failed(log().reason)
        _prepare(native, chunks)
        return _encoded(native, chunks, width)
    finally:
        mtmd_cpp.mtmd_input_chunks_free(chunks)
        if native:
            mtmd_cpp.mtmd_free(native)


def _prepare(native: Any, chunks: Any) -> None:
    marker, photo = mtmd_cpp.mtmd_default_marker(), probe_photo()
    text = mtmd_cpp.mtmd_input_text()
    text.text, text.text_len, text.add_special, text.parse_special = marker, len(marker), False, True
    bitmap = mtmd_cpp.mtmd_bitmap_init(_SIDE, _SIDE, photo.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8)))
    try:
        bitmaps = (mtmd_cpp.mtmd_bitmap_p_ctypes * 1)(bitmap)
        if status := mtmd_cpp.mtmd_tokenize(native, chunks, ctypes.byref(text), bitmaps, 1):
            raise _failed(f"mtmd_tokenize: {status}")
    finally:
        mtmd_cpp.mtmd_bitmap_free(bitmap)


def _encoded(native: Any, chunks: Any, width: int) -> Rows:
    for index in range(mtmd_cpp.mtmd_input_chunks_size(chunks)):
        chunk = mtmd_cpp.mtmd_input_chunks_get(chunks, index)
        if mtmd_cpp.mtmd_input_chunk_get_type(chunk) != mtmd_cpp.MTMD_INPUT_CHUNK_TYPE_IMAGE:
            continue
        count = mtmd_cpp.mtmd_input_chunk_get_n_tokens(chunk)
        status = mtmd_cpp.mtmd_encode_chunk(native, chunk)
        if status or count != PATCHES:
            raise _failed(f"mtmd_encode_chunk: {status}, {count} rows")
        return np.ctypeslib.as_array(mtmd_cpp.mtmd_get_output_embd(native), shape=(count, width)).copy()
    raise _failed("no rows")


def _failed(reason: str) -> RepairFailed:
    return RepairFailed(f"self-test of the vision tower: {reason}", path="", reason=reason)
