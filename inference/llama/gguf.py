"""Reads the header of a GGUF file: its metadata and the names, shapes and places of its tensors; no weights.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (version 2 and 3, little endian). Every count is
held against the size of the file before it is believed, so that random bytes neither allocate much nor take long.
"""

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

Value: TypeAlias = bool | int | float | str | list["Value"]

MAGIC = b"GGUF"
_STRING, _ARRAY = 8, 9
_SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_KEPT_ITEMS = 16  # of a list; vocabularies are skipped, not read

# (values per block, bytes per block) of the tensor types in use, by their number in ggml.h
_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 10: (256, 84),
    11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 16: (256, 66), 17: (256, 74), 18: (256, 98),
    20: (32, 18), 21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8),
    28: (1, 8), 30: (1, 2),
}  # fmt: skip


class GgufError(Exception):
    """The file is not a sound GGUF file; the text says why, for developers."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF file says of itself.

    Attributes:
        metadata: Key → value; of long lists only the first 16 items.
        shapes: Tensor name → shape, fastest-running dimension first, as the file has it.
    """

    metadata: dict[str, Value]
    shapes: dict[str, tuple[int, ...]]

    def text(self, key: str) -> str:
        """The value under a key, ``""`` where it is absent or no text."""
        value = self.metadata.get(key, "")
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        """The whole number under a key, ``None`` where it is absent or something else."""
        value = self.metadata.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tensor lies.

    Attributes:
        name: The tensor's.
        shape: Fastest-running dimension first.
        kind: Its type's number in ggml.h.
        offset: Of its first byte, counted from the start of the data.
    """

    name: str
    shape: tuple[int, ...]
    kind: int
    offset: int

    @property
    def end(self) -> int:
        """First byte after the tensor, counted as the offset is; the offset itself where the type is unknown."""
        values, octets = _BLOCKS.get(self.kind, (1, 0))
        return self.offset + math.prod(self.shape) // values * octets


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's header, and where its parts lie, in bytes from its start.

    Attributes:
        header: What it says of itself.
        metadata_end: First byte after the metadata: the tensors' descriptions begin here.
        tensors_end: First byte after the tensors' descriptions; what lies behind it, up to the data, is padding.
        data_start: First byte of the data.
        places: Tensor name → where its weights lie.
    """

    header: Header
    metadata_end: int
    tensors_end: int
    data_start: int
    places: dict[str, Place]


def read_header(path: Path) -> Header:
    """Read a file's header and check that its tensors lie within it.

    Raises:
        GgufError: Not a GGUF file, or a truncated one.
        OSError: The file cannot be read.
    """
    return read_layout(path).header


def read_layout(path: Path) -> Layout:
    """As :func:`read_header`, with the places of everything."""
    size = path.stat().st_size
    with path.open("rb") as file:
        reader = _Reader(file, size)
        if reader.take(4) != MAGIC:
            raise GgufError("not a GGUF file")
        version = reader.scalar(4)
        if version not in {2, 3}:
            raise GgufError(f"GGUF version {version} is not supported")
        tensors, keys = reader.count(), reader.count()
        metadata = dict(reader.entry() for _ in range(keys))
        metadata_end = file.tell()
        places = {place.name: place for place in (reader.tensor() for _ in range(tensors))}
        tensors_end = file.tell()
    start = aligned(tensors_end, metadata)
    needed = start + max((place.end for place in places.values()), default=0)
    if needed > size:
        raise GgufError(f"truncated: {size} bytes instead of {needed}")
    header = Header(metadata, {name: place.shape for name, place in places.items()})
    return Layout(header, metadata_end, tensors_end, start, places)


def aligned(position: int, metadata: Mapping[str, Value]) -> int:
    """The next position at which a file of this metadata may begin its data."""
    alignment = metadata.get("general.alignment", 32)
    if not isinstance(alignment, int) or alignment < 1:
        raise GgufError("nonsense alignment")
    return -(-position // alignment) * alignment


class _Reader:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size

    def take(self, count: int) -> bytes:
        if count > self._size:
            raise GgufError("nonsense length")
        octets = self._file.read(count)
        if len(octets) < count:
            raise GgufError("truncated header")
        return octets

    def scalar(self, kind: int) -> bool | int | float:
        form = _SCALARS.get(kind)
        if form is None:
            raise GgufError(f"unknown value type {kind}")
        value: bool | int | float = struct.unpack(form, self.take(struct.calcsize(form)))[0]
        return value

    def count(self) -> int:
        number = int(self.scalar(10))
        if number > self._size:
            raise GgufError("nonsense count")
        return number

    def string(self) -> str:
        return self.take(self.count()).decode("utf-8", "replace")

    def value(self, kind: int, depth: int = 0) -> Value:
        if kind == _STRING:
            return self.string()
        if kind != _ARRAY:
            return self.scalar(kind)
        if depth > 3:
            raise GgufError("nonsense nesting")
        inner, length = int(self.scalar(4)), self.count()
        kept = [self.value(inner, depth + 1) for _ in range(min(length, _KEPT_ITEMS))]
        self._skip(inner, length - len(kept), depth)
        return kept

    def _skip(self, kind: int, count: int, depth: int) -> None:
        if kind in _SCALARS:
            self._file.seek(count * struct.calcsize(_SCALARS[kind]), 1)
            return
        for _ in range(count):
            if kind == _STRING:
                self._file.seek(self.count(), 1)
            else:
                self.value(kind, depth + 1)

    def entry(self) -> tuple[str, Value]:
        key = self.string()
        return key, self.value(int(self.scalar(4)))

    def tensor(self) -> Place:
        name = self.string()
        dimensions = int(self.scalar(4))
        if dimensions > 8:
            raise GgufError("nonsense shape")
        shape = tuple(int(self.scalar(10)) for _ in range(dimensions))
        return Place(name, shape, int(self.scalar(4)), int(self.scalar(10)))
