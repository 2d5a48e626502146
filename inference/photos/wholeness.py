"""Whether a file ends before its format says that it should.

Decoders are lenient where people would not be: a photo that lost its last half in a broken copy must not be described
as if it were whole. Each check here reads lengths only, never pixels; formats without one (JPEG, BMP, PSD, JPEG 2000)
have decoders that notice by themselves.
"""

import os
import struct
from typing import BinaryIO

_TIFF_TYPES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes of one value of each type (TIFF 6.0 §2, and BigTIFF's three)."""

_BOXES = frozenset({b"ftyp", b"meta", b"mdat", b"moov", b"free", b"skip", b"uuid"})
"""What AVIF and HEIF files are made of at the top."""


def ends_early(file: BinaryIO, kind: str) -> bool:
    """Whether the end of the file is missing.

    Args:
        file: Open at any position; the position afterwards is undefined.
        kind: The format, as Pillow names it.

    Returns:
        True only when something is surely missing.
    """
    check = {"PNG": _png, "GIF": _gif, "WEBP": _riff, "AVIF": _boxes, "HEIF": _boxes, "TIFF": _tiff}.get(kind)
    if check is None:
        return False
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    try:
        return check(file, size)
    except struct.error:  # a length that should be there is not
        return True


def _png(file: BinaryIO, size: int) -> bool:
    """PNG (W3C third edition, §5.3): chunks of length, type, data, checksum, up to IEND."""
    position = 8
    while position < size:
        file.seek(position)
        length, kind = struct.unpack(">I4s", file.read(8))
        position += length + 12
        if kind == b"IEND":
            return bool(position > size)
    return True


def _riff(file: BinaryIO, size: int) -> bool:
    """RIFF: the header's length counts everything after its eight bytes."""
    _, length = struct.unpack("<4sI", file.read(8))
    return bool(length + 8 > size)


def _boxes(file: BinaryIO, size: int) -> bool:
    """ISO base media format (ISO/IEC 14496-12 §4.2): boxes of length and type, one after the other."""
    position = 0
    while position + 8 <= size:
        file.seek(position)
        length, kind = struct.unpack(">I4s", file.read(8))
        if length == 0 or kind not in _BOXES:  # up to the end of the file; or something behind the picture
            return False
        if length == 1:  # the length did not fit into 32 bits
            (length,) = struct.unpack(">Q", file.read(8))
        if length < 8:
            return False  # damaged rather than cut
        position += length
    return position > size


def _tiff(file: BinaryIO, size: int) -> bool:
    """TIFF 6.0 §2: the header points to the first directory, often at the very end; BigTIFF has its own header."""
    header = file.read(16)
    order = "<" if header.startswith(b"II") else ">"
    (version,) = struct.unpack_from(order + "H", header, 2)
    big = version == 43
    (offset,) = struct.unpack_from(order + ("Q" if big else "I"), header, 8 if big else 4)
    file.seek(min(offset, size))
    (entries,) = struct.unpack(order + ("Q" if big else "H"), file.read(8 if big else 2))
    entry = struct.Struct(order + ("HHQQ" if big else "HHII"))
    for _ in range(min(entries, size // entry.size + 1)):
        _, kind, count, value = entry.unpack(file.read(entry.size))
        length = count * _TIFF_TYPES.get(kind, 0)
        if length > (8 if big else 4) and value + length > size:  # too long to stand in the entry itself
            return True
    return False


def _gif(file: BinaryIO, size: int) -> bool:
    """GIF89a: blocks up to a trailer, each followed by its sub-blocks."""
    header = file.read(13)
    file.seek(13 + _palette(struct.unpack_from("B", header, 10)[0]))
    while True:
        (introducer,) = struct.unpack("B", file.read(1))
        match introducer:
            case 0x3B:  # trailer
                return False
            case 0x21:  # extension: label, sub-blocks
                file.seek(1, os.SEEK_CUR)
            case 0x2C:  # image: position and size, flags, palette, code size, sub-blocks
                (flags,) = struct.unpack("8xB", file.read(9))
                file.seek(_palette(flags) + 1, os.SEEK_CUR)
            case _:
                return False  # damaged, or padded behind its last block, rather than cut
        _skip_sub_blocks(file)


def _palette(flags: int) -> int:
    """Bytes of the colour table that these flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip_sub_blocks(file: BinaryIO) -> None:
    """Pass over length-prefixed blocks, up to and including the empty one."""
    while length := struct.unpack("B", file.read(1))[0]:
        file.seek(length, os.SEEK_CUR)
