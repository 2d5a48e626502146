"""Messages in frames over two pipes: what a process and one that it started say to each other.

A frame is a magic, the sizes of its parts, a pickle, and the pickle's buffers (the pixels of photos) as they lie in
memory: they are written from where they are and read to where they stay.

Pickle can run code when it is read, and is safe here: the pipes have no name, exist only between a parent and the child
it started from its own files, and carry nothing that either got from elsewhere but photos' pixels and plain text.
"""

import pickle
import struct
from collections.abc import Sequence
from typing import BinaryIO, TypeAlias

Frame: TypeAlias = Sequence[bytes | memoryview]

_MAGIC = b"FCH1"
_HEAD = struct.Struct("<4sIQ")  # magic, how many buffers, bytes of the pickle
_SIZE = struct.Struct("<Q")  # bytes of one buffer


def frame(message: object) -> Frame:
    """Turn a message into what is to be written, without copying the arrays in it."""
    buffers: list[pickle.PickleBuffer] = []
    body = pickle.dumps(message, protocol=5, buffer_callback=buffers.append)
    raws = [buffer.raw() for buffer in buffers]
    head = _HEAD.pack(_MAGIC, len(raws), len(body)) + b"".join(_SIZE.pack(raw.nbytes) for raw in raws)
    return [head + body, *raws]


def write(file: BinaryIO, parts: Frame) -> None:
    """Write a frame to an unbuffered file.

    Raises:
        OSError: Nobody reads there any more.
    """
    for part in parts:
        rest = memoryview(part)
        while rest.nbytes:
            rest = rest[file.write(rest) :]


def read(file: BinaryIO) -> object:
    """Read the next message.

    Raises:
        EOFError: There is none, or it ends in the middle.
        ValueError: What comes is not a frame.
    """
    magic, count, size = _HEAD.unpack(_exactly(file, _HEAD.size))
    if magic != _MAGIC:
        raise ValueError("not a frame")
    sizes = [_SIZE.unpack(_exactly(file, _SIZE.size))[0] for _ in range(count)]
    body = _exactly(file, size)
    return pickle.loads(body, buffers=[_exactly(file, each) for each in sizes])  # noqa: S301  # see the module


def _exactly(file: BinaryIO, size: int) -> bytearray:
    octets = bytearray(size)
    rest = memoryview(octets)
    while rest.nbytes:
        count = file.readinto(rest)  # type: ignore[attr-defined]  # every raw and buffered binary file has it
        if not count:
            raise EOFError
        rest = rest[count:]
    return octets
