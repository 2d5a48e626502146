"""Keys of the server: made here, shown once, kept as hashes in one file, revocable while the server runs.

A key is ``fch_<id>_<secret>``. The secret is 256 random bits, so that a plain SHA-256 of it tells nobody anything; the
id is the owner of whatever the key sends and asks for.
"""

import hashlib
import hmac
import re
import secrets
import threading
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from app.catalog.files import UNFINISHED, put_whole
from app.server.errors import KeysUnreadable, KeyUnknown

_FORM: Final = re.compile(r"fch_([0-9a-f]{12})_([0-9a-f]{64})")


class Scope(StrEnum):
    """What a key is for."""

    PHOTOS = "photos"
    """Sending photos."""
    CARDS = "cards"
    """Asking for cards, and hearing of them."""
    METRICS = "metrics"
    """Reading the server's figures."""


class Key(BaseModel):
    """What is kept of a key.

    Attributes:
        id: Names it, and owns what it sends.
        name: Who has it, as the person who made it says.
        digest: SHA-256 of its secret, in hexadecimal digits.
        scopes: What it is for.
        created: When it was made.
        revoked: When it was taken back; ``None`` while it counts.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    name: str
    digest: str
    scopes: tuple[Scope, ...]
    created: datetime
    revoked: datetime | None = None


_KEYS: Final = TypeAdapter(tuple[Key, ...])


class Keys:
    """The keys of one file; any thread and any process may use them at the same time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int] = (0, 0)
        self._known: tuple[Key, ...] = ()

    def all(self) -> tuple[Key, ...]:
        """Every key there was, also those that do not count any more; read again where the file has changed.

        Raises:
            KeysUnreadable: The file is there and cannot be understood.
        """
        with self._lock:
            try:
                status = self._path.stat()
                if (status.st_mtime_ns, status.st_ino) != self._seen:
                    self._known = _KEYS.validate_json(self._path.read_bytes())
                    self._seen = (status.st_mtime_ns, status.st_ino)
            except FileNotFoundError:
                self._known, self._seen = (), (0, 0)
            except (OSError, ValidationError) as error:
                raise KeysUnreadable(path=str(self._path), reason=str(error)) from error
            return self._known

    def valid(self) -> tuple[Key, ...]:
        """Those that count."""
        return tuple(key for key in self.all() if key.revoked is None)

    def make(self, name: str, scopes: Collection[Scope], now: datetime) -> tuple[Key, str]:
        """Make a key.

        Returns:
            What is kept of it, and the key itself, which nobody can tell any more afterwards.

        Raises:
            KeysUnreadable: The file cannot be read or written.
        """
        own, secret = secrets.token_hex(6), secrets.token_hex(32)
        key = Key(id=own, name=name, digest=_digest(secret), scopes=tuple(sorted(scopes)), created=now)
        with self._changing():
            self._write((*self.all(), key))
        return key, f"fch_{own}_{secret}"

    def revoke(self, own: str, now: datetime) -> Key:
        """Take a key back; one that was taken back before stays so.

        Raises:
            KeyUnknown: There is none of that id.
            KeysUnreadable: The file cannot be read or written.
        """
        with self._changing():
            found = next((key for key in self.all() if key.id == own), None)
            if found is None:
                raise KeyUnknown(key=own)
            taken = found.model_copy(update={"revoked": found.revoked or now})
            self._write(tuple(taken if key is found else key for key in self.all()))
        return taken

    def find(self, shown: str) -> Key | None:
        """The key that a client shows; ``None`` where it does not count."""
        form = _FORM.fullmatch(shown)
        if form is None:
            return None
        key = next((key for key in self.valid() if key.id == form[1]), None)
        # Comparing takes as long whether the first digit differs or the last.
        return key if key is not None and hmac.compare_digest(key.digest, _digest(form[2])) else None

    def _changing(self) -> FileLock:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return FileLock(self._path.with_suffix(".lock"))
        except OSError as error:
            raise KeysUnreadable(path=str(self._path), reason=str(error)) from error

    def _write(self, keys: tuple[Key, ...]) -> None:
        draft = self._path.with_suffix(UNFINISHED)
        try:
            draft.touch(mode=0o600)
            draft.write_bytes(_KEYS.dump_json(keys, indent=2))
            put_whole(draft, self._path)
        except OSError as error:
            raise KeysUnreadable(path=str(self._path), reason=str(error)) from error


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
