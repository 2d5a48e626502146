"""A keyring that is a file in the person's folder, for programs that the tests start."""

import json
from pathlib import Path

from keyring.backend import KeyringBackend


class FileKeyring(KeyringBackend):
    """Keeps passwords in ``~/keys.json``."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library carries no types for it

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._path.write_text(json.dumps({**self._read(), f"{service} {username}": password}), encoding="utf-8")

    def delete_password(self, service: str, username: str) -> None:
        kept = {name: key for name, key in self._read().items() if name != f"{service} {username}"}
        self._path.write_text(json.dumps(kept), encoding="utf-8")

    @property
    def _path(self) -> Path:
        return Path.home() / "keys.json"

    def _read(self) -> dict[str, str]:
        kept: dict[str, str] = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else {}
        return kept
