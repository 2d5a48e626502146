"""Photos that clients sent: looked through, stored once, and each key's own.

What is in the storage::

    photos/ab/abcd…          the bytes, under their SHA-256
    owners/<owner>/abcd…     that a key sent them, and how large the photo is

so that of two keys that send the same photo each has it, and neither learns of the other.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.pipeline.storage import Storage
from app.server.contract import PhotoAnswer
from app.server.refusals import PhotoUnknown, TooManyPixels
from inference.errors import PhotoUnreadable
from inference.photos import survey_photo

MEGA: Final = 10**6
_RECORD: Final = ".json"


class Shelf:
    """The photos of all keys; any thread may use it.

    Args:
        storage: Where they lie.
        most_pixels: What a photo may have, in megapixels.
    """

    def __init__(self, storage: Storage, most_pixels: int) -> None:
        self.storage = storage
        self._most_pixels = most_pixels

    def take(self, owner: str, draft: Path, name: str) -> PhotoAnswer:
        """Look a photo through that has arrived, and store it.

        Args:
            owner: Whose it is.
            draft: One of the storage's drafts.
            name: What its sender calls it, for what is said of it.

        Raises:
            PhotoUnreadable: It is no photo, or not whole.
            TooManyPixels: It has too many pixels.
            StorageFailure: It cannot be stored.
        """
        try:
            survey = survey_photo(draft)
        except PhotoUnreadable as error:
            error.facts["path"] = name
            raise
        if survey.width * survey.height > self._most_pixels * MEGA:
            raise TooManyPixels(path=name, limit=str(self._most_pixels))
        photo = PhotoAnswer(id=survey.sha256, width=survey.width, height=survey.height, size=draft.stat().st_size)
        self._refresh(owner, photo.id)
        self.storage.keep(draft, _bytes(photo.id))
        self._note(owner, photo)
        return photo

    def find(self, owner: str, photo: str) -> PhotoAnswer:
        """What is known of one of a key's photos, which is kept longer from now on.

        Raises:
            PhotoUnknown: It has no such photo.
        """
        self._refresh(owner, photo)
        try:
            with self.storage.file(_record(owner, photo)) as file:
                found = PhotoAnswer.model_validate_json(file.read_bytes())
        except FileNotFoundError as error:
            raise PhotoUnknown(photo=photo) from error
        if not self.storage.has(_bytes(photo)):
            raise PhotoUnknown(photo=photo)
        return found

    def all(self, owner: str) -> set[str]:
        """All photos of a key, in one look at the storage."""
        return {name.removesuffix(_RECORD) for name in self.storage.names(_records(owner)) if name.endswith(_RECORD)}

    @contextlib.contextmanager
    def files(self, photos: tuple[str, ...]) -> Iterator[tuple[Path, ...]]:
        """Photos as files, as long as the block lasts.

        Raises:
            PhotoUnreadable: One is gone.
        """
        with contextlib.ExitStack() as stack:
            try:
                found = tuple(stack.enter_context(self.storage.file(_bytes(photo))) for photo in photos)
            except FileNotFoundError as error:
                raise PhotoUnreadable("gone", path=str(error.filename)) from error
            yield found

    def _refresh(self, owner: str, photo: str) -> None:
        for name in (_bytes(photo), _record(owner, photo)):
            self.storage.refresh(name)

    def _note(self, owner: str, photo: PhotoAnswer) -> None:
        name = _record(owner, photo.id)
        if self.storage.has(name):
            return
        with self.storage.draft() as draft:
            draft.write_text(photo.model_dump_json(), encoding="utf-8")
            self.storage.keep(draft, name)


def _bytes(photo: str) -> str:
    return f"photos/{photo[:2]}/{photo}"


def _records(owner: str) -> str:
    return f"owners/{owner}"


def _record(owner: str, photo: str) -> str:
    return f"{_records(owner)}/{photo}{_RECORD}"
