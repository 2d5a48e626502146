"""Finished answers, kept on disk under whatever decides them, so that the same question is not answered twice.

What decides an answer is: what is in the photos' files, how they are prepared, everything else that the request says
(prompt, schema, sampling with its seed, …), and who reads: the model's files, the projector's mending, the program. Of
how many photos are read at the same time, and on how many processors, only the last digits depend.
"""

import hashlib
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from pydantic import JsonValue, TypeAdapter, ValidationError

from inference.cache import DiskCache, Place
from inference.engine import Photo, PhotoFile, Request
from inference.errors import PhotoUnreadable
from inference.events import Confidence, Figures, Finished, Provenance
from inference.llama.identity import code_of, identity_of
from inference.llama.options import LoadOptions, ModelFiles, ModelInfo
from inference.photos.files import refusing, regular_file

# Of a request, what its answer does not depend on, or is told apart.
_UNSAID = frozenset({"job", "photos", "anew", "awaited"})
_CODE = ("llama", "photos", "preparing.py", "preprocess")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is kept of a finished job; each as in :class:`~inference.events.Finished`."""

    values: dict[str, JsonValue]
    confidence: dict[str, Confidence]
    provenance: Provenance
    figures: Figures


_ANSWER = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Question:
    """What decides an answer.

    Attributes:
        key: Names it.
        stamps: Of the photos' files, as they were when they were looked at: path, number, size and time of change.
        photos: How many it is about.
        examples: How many it shows.
    """

    key: bytes
    stamps: tuple[tuple[Path, tuple[int, int, int]], ...]
    photos: int = 1
    examples: int = 0

    @property
    def stands(self) -> bool:
        """Whether the files are still what was looked at."""
        try:
            return all(_stamp(path) == stamp for path, stamp in self.stamps)
        except OSError:
            return False


class Answers:
    """The answers of one reader.

    Args:
        place: Where all readers' answers are kept.
        reader: Names who reads; as :func:`reader_of` makes it.
    """

    def __init__(self, place: Place, reader: bytes) -> None:
        self._disk = DiskCache(place)
        self._reader = reader

    def question(self, request: Request) -> Question | None:
        """What a request asks; ``None`` where a photo cannot be read, which the engine is to tell."""
        said = [(field.name, getattr(request, field.name)) for field in fields(request) if field.name not in _UNSAID]
        digest = hashlib.blake2b(self._reader + repr(said).encode("utf-8", "backslashreplace"), digest_size=32)
        stamps: list[tuple[Path, tuple[int, int, int]]] = []
        try:
            for photo in request.photos:
                if isinstance(photo, PhotoFile):
                    stamps.append((photo.path, _stamp(photo.path)))
                digest.update(_content(photo))
        except (PhotoUnreadable, OSError, ValueError):
            return None
        return Question(digest.digest(), tuple(stamps), len(request.photos), len(request.prompt.examples))

    def find(self, question: Question) -> Answer | None:
        """The answer to a question, where there is one."""
        kept = self._disk.get(question.key)
        try:
            return _ANSWER.validate_json(kept) if kept is not None else None
        except ValidationError:  # of another text of the program, in which it has another form
            return None

    def keep(self, question: Question, finished: Finished) -> None:
        """Keep an answer, unless a photo's file is not what it was when it was asked about.

        Neither is one that leaves photos or examples out: another size of the context would have had room for them.
        """
        said = finished.provenance
        whole = said.photos >= question.photos and said.examples >= question.examples
        if whole and question.stands:
            answer = Answer(finished.values, finished.confidence, finished.provenance, finished.figures)
            self._disk.put(question.key, _ANSWER.dump_json(answer))


def reader_of(files: ModelFiles, options: LoadOptions, info: ModelInfo) -> bytes:
    """Names who reads: a model's two files, whether the projector is mended, and the program.

    Raises:
        OSError: A file cannot be read.
    """
    mending = repr((options.repair, info.repaired)).encode()
    return identity_of(files.text) + identity_of(files.projector) + mending + code_of(*_CODE)


def _content(photo: Photo) -> bytes:
    """Names what is in a photo and how it is prepared.

    Raises:
        PhotoUnreadable: There is no reading the file.
    """
    if isinstance(photo, PhotoFile):
        with refusing(photo.path), regular_file(photo.path) as file:
            digest = hashlib.file_digest(file, "blake2b").digest()
        return digest + repr(replace(photo, path=Path())).encode()
    pixels = np.ascontiguousarray(photo)
    return hashlib.blake2b(repr(pixels.shape).encode() + pixels.tobytes()).digest()


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns
