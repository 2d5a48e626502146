"""Makes the mended copy of a projector: a stream from the original's bytes, of which only few places differ.

The header gets up to three entries more and the position table's first row goes to its end; every other byte is the
original's. The original is only ever read. A copy appears under its name whole, synced and read back, or not at all.
"""

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from platformdirs import user_cache_path

from inference.errors import LoadCancelled, ModelBroken
from inference.llama.gguf import GgufError, aligned, read_header, read_layout
from inference.llama.gguf_parts import entry

POSITIONS = "v.position_embd.weight"
FEATURE_LAYER = "clip.vision.feature_layer"
PROJECTOR_TYPE = "clip.projector_type"
MARK = "fichario.repair"
_FORM = 1  # of copies; a new one has them made anew
_KEYS_AT = 16  # where a GGUF file says how many pieces of metadata it has: behind magic, version and tensor count
_PIECE = 1 << 20
SUFFIX = ".fichario.gguf"  # of a copy's name, behind the original's
_PART = ".part"
_ABANDONED_AFTER = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Mend:
    """What a copy has that its original has not.

    Attributes:
        class_last: The class token's position behind those of the patches, instead of before them.
        feature_layer: How many blocks to run, where the file has to say so.
        projector_type: What kind of projector it is, where the file has to say so.
    """

    class_last: bool = False
    feature_layer: int | None = None
    projector_type: str | None = None


class Copy:
    """A projector's mended copy, made or to be made.

    Raises:
        ModelBroken: The original cannot be read.
    """

    def __init__(self, original: Path, mend: Mend) -> None:
        self._original = original
        self._mend = mend
        try:
            self._layout = read_layout(original)
            self._size = original.stat().st_size
            self._mark = self._marked()
            self._head = self._header()
        except (OSError, GgufError) as error:
            raise _broken(original, error) from error

    def lies_at(self, path: Path) -> bool:
        """Whether this very copy is there: of the original as it is now, with this mend, and whole."""
        try:
            whole = path.stat().st_size == len(self._head) + self._size - self._layout.data_start
            return whole and read_header(path).text(MARK) == self._mark
        except (OSError, GgufError):
            return False

    def write(self, path: Path, goes_on: Callable[[], bool]) -> None:
        """Put it there.

        Args:
            path: Where to; its folder is made where it is not there.
            goes_on: Asked after every piece; ``False`` stops.

        Raises:
            OSError: There is no writing there, or what was written is not what is read back.
            ModelBroken: The original cannot be read to its end.
            LoadCancelled: ``goes_on`` said so.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}{_PART}")
        try:
            with draft.open("xb") as file:
                _sweep(draft)
                written = self._fill(file, goes_on)
                file.flush()
                os.fsync(file.fileno())
            _check(draft, written)
            draft.chmod(self._original.stat().st_mode | stat.S_IWUSR)
            draft.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)

    def _marked(self) -> str:
        """Names the original, as it is now, together with the mend."""
        status = self._original.stat()
        facts = (_FORM, self._mend, status.st_size, status.st_mtime_ns)
        digest = hashlib.blake2b(repr(facts).encode(), digest_size=16)
        with self._original.open("rb") as file:
            digest.update(file.read(self._layout.data_start))
            file.seek(-min(_PIECE, status.st_size), os.SEEK_END)
            digest.update(file.read())
        return digest.hexdigest()

    def _header(self) -> bytes:
        layout = self._layout
        with self._original.open("rb") as file:
            octets = _exactly(file, layout.tensors_end)
        added = [entry(MARK, self._mark)]
        if self._mend.feature_layer is not None:
            added.append(entry(FEATURE_LAYER, [self._mend.feature_layer]))
        if self._mend.projector_type is not None:
            added.append(entry(PROJECTOR_TYPE, self._mend.projector_type))
        (keys,) = struct.unpack_from("<Q", octets, _KEYS_AT)
        front = octets[:_KEYS_AT] + struct.pack("<Q", keys + len(added)) + octets[_KEYS_AT + 8 : layout.metadata_end]
        head = front + b"".join(added) + octets[layout.metadata_end :]
        return head.ljust(aligned(len(head), layout.header.metadata), b"\0")

    def _fill(self, file: BinaryIO, goes_on: Callable[[], bool]) -> bytes:
        digest = hashlib.blake2b(self._head)
        file.write(self._head)
        for piece in self._pieces():
            digest.update(piece)
            file.write(piece)
            if not goes_on():
                raise LoadCancelled("loading was stopped")
        return digest.digest()

    def _pieces(self) -> Iterator[bytes]:
        """The original's data in the copy's order."""
        try:
            with self._original.open("rb") as file:
                for start, end in self._stretches():
                    file.seek(start)
                    for position in range(start, end, _PIECE):
                        yield _exactly(file, min(_PIECE, end - position))
        except (GgufError, OSError) as error:
            raise _broken(self._original, error) from error

    def _stretches(self) -> list[tuple[int, int]]:
        """Where the data lie in the original: first byte and the one after the last, in the copy's order."""
        start, end = self._layout.data_start, self._size
        if not self._mend.class_last:
            return [(start, end)]
        first, last = self._table()
        row = (last - first) // self._layout.places[POSITIONS].shape[-1]
        return [(start, first), (first + row, last), (first, first + row), (last, end)]

    def _table(self) -> tuple[int, int]:
        """Where the position table lies in the original: its first byte and the one after its last."""
        place = self._layout.places[POSITIONS]
        if place.end == place.offset:
            raise GgufError(f"a position table of the unknown type {place.kind}")
        return self._layout.data_start + place.offset, self._layout.data_start + place.end


def places_of(projector: Path) -> tuple[Path, Path]:
    """Where a projector's copy may lie: beside it, or in the user's cache folder, where equal names are told apart."""
    folder = hashlib.blake2b(str(projector.resolve().parent).encode("utf-8", "surrogateescape"), digest_size=8)
    cache = user_cache_path("fichario", appauthor=False) / "projectors" / folder.hexdigest()
    return projector.with_name(projector.stem + SUFFIX), cache / (projector.stem + SUFFIX)


def forget_copies(projector: Path) -> None:
    """Remove a projector's mended copies; one that cannot be removed, since somebody has it open, stays.

    Args:
        projector: The original, which need not be there any more.
    """
    for place in places_of(projector):
        with contextlib.suppress(OSError, GgufError):
            if read_header(place).text(MARK):
                place.unlink()


def _exactly(file: BinaryIO, count: int) -> bytes:
    octets = file.read(count)
    if len(octets) < count:
        raise GgufError("it ended while it was copied")
    return octets


def _broken(path: Path, error: Exception) -> ModelBroken:
    return ModelBroken(f"{path}: {error}", path=str(path), reason=str(error))


def _check(path: Path, written: bytes) -> None:
    """See that what is read back has the digest of what was written."""
    with path.open("rb") as file:
        if hashlib.file_digest(file, "blake2b").digest() != written:
            raise OSError(errno.EIO, "what was written is not what is read back", str(path))


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets folders be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(draft: Path) -> None:
    """Take away what programs that were killed left beside a copy that is begun, by that folder's own clock."""
    with contextlib.suppress(OSError):
        now = draft.stat().st_mtime
        for leftover in draft.parent.glob(f".*{SUFFIX}.*{_PART}"):
            if now - leftover.stat().st_mtime > _ABANDONED_AFTER:
                leftover.unlink(missing_ok=True)
