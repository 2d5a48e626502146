"""What a shared catalogue asks of the place for its photos. Knows no such place."""

from hashlib import sha256
from pathlib import Path
from typing import Protocol


class Depot(Protocol):
    """Files under names; any thread may use it. What is there never changes.

    Raises:
        PhotosAway: From every method.
    """

    @property
    def place(self) -> str:
        """What people call it."""
        ...

    def bring(self, file: Path, digest: str) -> bool:
        """Keep a copy of a file.

        Args:
            file: Any.
            digest: SHA-256 of what it should hold, in hexadecimal.

        Returns:
            Whether it does; of one that is gone, or holds something else, nothing is kept.
        """
        ...

    def holds(self, digest: str) -> bool:
        """Whether it is kept there."""
        ...

    def fetch(self, digest: str, target: Path) -> bool:
        """Write what is kept to a file that is whole or not there. Returns whether it was there."""
        ...


def unchanged(file: Path, digest: str) -> bytes | None:
    """The bytes of a file that had this SHA-256, in hexadecimal; ``None`` where it is gone, or another by now."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    return data if sha256(data).hexdigest() == digest else None
