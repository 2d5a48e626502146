"""A shelf that another process keeps, for a window: whatever the embedded engine does, it lets no other Python run.

Measured with qdrant-edge-py 0.9 and 20,000 vectors of 512 numbers: a thread that only wants to tick waited 80 ms for a
flush, and 8.6 s for the building of the index.
"""

import contextlib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Self

from app.search.shelf import Near, ShelfLost, Shelved
from inference.embed import Space, Vector
from inference.guard.respondent import Respondent, RespondentLost


class ShelfApart:
    """Implements :class:`~app.search.shelf.VectorShelf` by an :class:`~app.search.edge.EdgeShelf` in a process apart.

    Made by :meth:`open`. Where the process ends by itself, nothing is found any more, and what is to be kept is refused
    with :class:`~app.search.shelf.ShelfLost`: open it anew then.

    Attributes:
        identity: Names this very shelf.
    """

    def __init__(self, name: str, folder: Path, space: Space) -> None:
        self._keeper = Respondent("app.search.keeper")
        try:
            self.identity = str(self._ask(name, folder, space))
        except BaseException:
            self._keeper.close()
            raise

    @classmethod
    def open(cls, folder: Path, space: Space) -> Self:
        """As :meth:`EdgeShelf.open <app.search.edge.EdgeShelf.open>`.

        Raises:
            OSError: As there; or no process could be started.
        """
        return cls("open", folder, space)

    @classmethod
    def begin(cls, folder: Path, space: Space) -> Self:
        """As :meth:`EdgeShelf.begin <app.search.edge.EdgeShelf.begin>`.

        Raises:
            OSError: As there; or no process could be started.
        """
        return cls("begin", folder, space)

    @property
    def lost(self) -> bool:
        """Whether the process has ended by itself, as far as is known."""
        return self._keeper.lost

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._keeper.pid

    @property
    def count(self) -> int:
        """How many vectors there are."""
        return int(self._find("count", found=0))

    def put(self, items: Sequence[Shelved]) -> None:
        """Put vectors, each in the place of what had its number."""
        self._ask("put", items)

    def take_out(self, ids: Collection[int]) -> None:
        """Take vectors out; numbers that are not there do not matter."""
        self._ask("take_out", list(ids))

    def flush(self) -> None:
        """Have on disk what was put and taken out."""
        self._ask("flush")

    def arrange(self, after: int = 1) -> None:
        """Build what makes finding quick; others wait meanwhile."""
        self._ask("arrange", after)

    def nearest(self, vector: Vector, limit: int) -> list[Near]:
        """The vectors that are nearest to one, nearest first."""
        return list(self._find("nearest", vector, limit, found=()))

    def get(self, ids: Collection[int]) -> list[Shelved]:
        """The vectors under some numbers, those that are there."""
        return list(self._find("get", list(ids), found=()))

    def close(self) -> None:
        """Let go of the files; calling again is harmless."""
        with contextlib.suppress(ShelfLost):
            self._ask("close")
        self._keeper.close()

    def _find(self, name: str, *arguments: object, found: Any) -> Any:
        """Ask for what is on the shelf; ``found`` where there is none any more."""
        try:
            return self._ask(name, *arguments)
        except ShelfLost:
            return found

    def _ask(self, name: str, *arguments: object) -> Any:
        try:
            return self._keeper.ask((name, arguments))
        except RespondentLost as error:
            raise ShelfLost("nobody keeps the shelf any more") from error
