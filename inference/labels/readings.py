"""Readings of photos' files, each made once: kept by what is in the file and whatever decides what is read in it.

A photo that cannot be read, by whatever fault, has no reading; nobody who asks fails for it.
"""

import hashlib
import logging
import threading
from collections import OrderedDict
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from inference.cache import DiskCache, Place
from inference.errors import PhotoUnreadable
from inference.labels.lines import Line
from inference.labels.reader import SIDE, LabelReader, edition
from inference.llama.identity import code_of
from inference.photos import read_photo
from inference.photos.files import refusing, regular_file

_log = logging.getLogger(__name__)

_LINES = TypeAdapter(tuple[Line, ...])
_IN_MEMORY = 256


class LabelReadings:
    """Reads photos one after the other, for any thread.

    The models are loaded when a photo is to be read and let go of by :meth:`rest`: loading takes a tenth of a second,
    and a second the first time in a process.

    Args:
        place: Where readings are kept; ``None`` for the last ones in memory only.
    """

    def __init__(self, place: Place | None = None) -> None:
        self._disk = DiskCache(place) if place is not None else None
        self._recent: OrderedDict[bytes, tuple[Line, ...]] = OrderedDict()
        self._keeping = threading.Lock()
        self._reading = threading.Lock()
        self._reader: LabelReader | None = None
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
            self._reader = None

    def _read(self, path: Path) -> tuple[Line, ...] | None:
        try:
            photo = read_photo(path, SIDE)
            if self._reader is None:
                self._reader = LabelReader()
            return self._reader.read(photo)
        except PhotoUnreadable:
            return None
        except Exception:  # the text is worth less than the card that it would go with
            _log.exception("the text in %s could not be read", path)
            return None

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
