"""Writes GGUF: pieces of metadata for a header, and whole files of float32 tensors that fit into memory.

The format is the one that :mod:`inference.llama.gguf` reads.
"""

import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.llama.gguf import MAGIC, Value, aligned

_VERSION = 3
_UINT32, _INT32, _FLOAT32, _BOOL, _STRING, _ARRAY = 4, 5, 6, 7, 8, 9
_TENSOR_FLOAT32 = 0  # GGML_TYPE_F32 in ggml.h


def entry(key: str, value: Value) -> bytes:
    """One piece of metadata; whole numbers become uint32, those of a list int32, and others float32."""
    return _string(key) + struct.pack("<I", _kind(value)) + _octets(value)


def write_file(path: Path, metadata: Mapping[str, Value], tensors: Mapping[str, NDArray[np.float32]]) -> None:
    """Write a whole file.

    Args:
        path: Where to.
        metadata: Key → value.
        tensors: Name → float32 array, slowest-running dimension first as NumPy has it; the file has it last.
    """
    header = MAGIC + struct.pack("<IQQ", _VERSION, len(tensors), len(metadata))
    header += b"".join(entry(key, value) for key, value in metadata.items())
    data = b""
    for name, tensor in tensors.items():
        shape = tensor.shape[::-1]
        header += _string(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, _TENSOR_FLOAT32, len(data))
        octets = tensor.astype("<f4").tobytes()
        data += octets.ljust(aligned(len(octets), metadata), b"\0")
    path.write_bytes(header.ljust(aligned(len(header), metadata), b"\0") + data)


def _string(text: str) -> bytes:
    octets = text.encode()
    return struct.pack("<Q", len(octets)) + octets


def _kind(value: Value) -> int:
    match value:
        case bool():
            return _BOOL
        case int():
            return _UINT32
        case float():
            return _FLOAT32
        case str():
            return _STRING
        case list():
            return _ARRAY


def _octets(value: Value) -> bytes:
    match value:
        case bool():
            return struct.pack("<?", value)
        case int():
            return struct.pack("<I", value)
        case float():
            return struct.pack("<f", value)
        case str():
            return _string(value)
        case list():
            whole = all(isinstance(item, int) for item in value)
            head = struct.pack("<IQ", _INT32 if whole else _FLOAT32, len(value))
            return head + np.asarray(value, "<i4" if whole else "<f4").tobytes()
