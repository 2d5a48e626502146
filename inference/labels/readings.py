"""Readings of photos' files, each made once: kept by what is in the file and whatever decides what is read in it.

A photo that cannot be read, by whatever fault, has no reading; nobody who asks fails for it.
"""

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from inference.cache import DiskCache, Place
from inference.errors import PhotoUnreadable
from inference.guard.respondent import RespondentLost
from inference.labels.lines import Line
from inference.labels.reader import SIDE, LabelReader, edition
from inference.llama.identity import code_of
from inference.photos.files import refusing, regular_file

_log = logging.getLogger(__name__)

_LINES = TypeAdapter(tuple[Line, ...])
_IN_MEMORY = 256


class Reader(Protocol):
    """Whoever reads; one thread at a time."""

    def read_file(self, path: Path) -> tuple[Line, ...]:
        """Read what is written in a photo's file.

        Raises:
            PhotoUnreadable: It cannot be opened.
            RespondentLost: Whoever read is not there any more.
        """
        ...

    def close(self) -> None:
        """Let go of everything; any thread may, also while another one reads."""
        ...


class LabelReadings:
    """Reads photos one after the other, for any thread.

    The models are loaded when a photo is to be read and let go of by :meth:`rest`: loading takes a tenth of a second,
    and a second the first time in a process.

    Args:
        place: Where readings are kept; ``None`` for the last ones in memory only.
        load: Makes whoever reads.
    """

    def __init__(self, place: Place | None = None, load: Callable[[], Reader] = LabelReader) -> None:
        self._disk = DiskCache(place) if place is not None else None
        self._recent: OrderedDict[bytes, tuple[Line, ...]] = OrderedDict()
        self._keeping = threading.Lock()
        self._reading = threading.Lock()
        self._load = load
        self._reader: Reader | None = None
        self._closed = False
        self._decided = repr((SIDE, edition())).encode() + code_of("labels", "photos")

    @property
    def reader(self) -> str:
        """Who reads, for a card's provenance."""
        return edition()

    def find(self, path: Path) -> tuple[Line, ...] | None:
        """What was read in a photo before; ``None`` where that is not known. Reads the file, and nothing in it."""
        key = self._key(path)
        return None if key is None else self._kept(key)

    def read(self, path: Path) -> tuple[Line, ...] | None:
        """What is written in a photo, found or read now; waits for a photo that another thread is reading.

        Returns:
            Its lines, none where nothing is written; ``None`` where it cannot be read.
        """
        key = self._key(path)
        if key is None:
            return None
        if (kept := self._kept(key)) is not None:
            return kept
        with self._reading:
            if (kept := self._kept(key)) is not None:  # another thread was about it
                return kept
            lines = self._read(path)
            if lines is not None and self._key(path) == key:  # else another file has taken its name
                self._keep(key, lines)
            return lines

    def rest(self) -> None:
        """Let go of the models' memory until the next photo that is to be read."""
        with self._reading:
            reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def close(self) -> None:
        """Read nothing more; a photo that is being read apart is given up. Any thread may."""
        self._closed = True
        if (reader := self._reader) is not None:
            reader.close()

    def _read(self, path: Path) -> tuple[Line, ...] | None:
        try:
            return self._loaded().read_file(path)
        except PhotoUnreadable:
            return None
        except RespondentLost:
            self._reader = None  # the next photo is read by another process
            return None
        except Exception:  # the text is worth less than the card that it would go with
            _log.exception("the text in %s could not be read", path)
            return None

    def _loaded(self) -> Reader:
        if self._reader is None:
            self._reader = self._load()
            if self._closed:
                self._reader.close()
        return self._reader

    def _key(self, path: Path) -> bytes | None:
        try:
            with refusing(path), regular_file(path) as file:
                content = hashlib.file_digest(file, "blake2b").digest()
        except PhotoUnreadable:
            return None
        return hashlib.blake2b(self._decided + content, digest_size=32).digest()

    def _kept(self, key: bytes) -> tuple[Line, ...] | None:
        with self._keeping:
            if (lines := self._recent.get(key)) is not None:
                self._recent.move_to_end(key)
                return lines
            kept = self._disk.get(key) if self._disk is not None else None
            try:
                lines = _LINES.validate_json(kept) if kept is not None else None
            except ValidationError:  # of another text of the program, in which it has another form
                return None
            if lines is not None:
                self._remember(key, lines)
            return lines

    def _keep(self, key: bytes, lines: tuple[Line, ...]) -> None:
        with self._keeping:
            self._remember(key, lines)
            if self._disk is not None:
                self._disk.put(key, _LINES.dump_json(lines))

    def _remember(self, key: bytes, lines: tuple[Line, ...]) -> None:
        self._recent[key] = lines
        self._recent.move_to_end(key)
        while len(self._recent) > _IN_MEMORY:
            self._recent.popitem(last=False)
