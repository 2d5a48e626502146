"""What keeps vectors and finds the nearest: the interface, and what passes in and out.

A shelf holds what can be made again from the photos. It promises that whatever :meth:`VectorShelf.put` was given is
there after :meth:`VectorShelf.flush`, whatever happens to the program, unless the whole shelf is lost: one that is
damaged or gone is begun anew, under another identity, by which whoever fills it knows that it is empty.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from inference.embed import Space, Vector


@dataclass(frozen=True, slots=True, eq=False)
class Shelved:
    """A vector under a number.

    Attributes:
        id: The photo's.
        tag: Says of which contents the vector is, so that it is never taken for that of others under the same number.
        vector: Of unit length.
    """

    id: int
    tag: str
    vector: Vector


@dataclass(frozen=True, slots=True)
class Near:
    """A vector that was found.

    Attributes:
        id: The photo's.
        tag: As it was put.
        similarity: The cosine to what was asked for, in [-1, 1].
    """

    id: int
    tag: str
    similarity: float


class ShelfLost(OSError):
    """The shelf is not there any more, closed or by a fault; another one can be opened."""


class ShelfAway(ShelfLost):
    """The server with the shelf cannot be used now; whatever stands there is whole.

    Attributes:
        code: :data:`AWAY`, :data:`REFUSED` or :data:`UNEQUIPPED`.
        facts: ``host``, the server.
    """

    def __init__(self, host: str, code: str, reason: str = "") -> None:
        super().__init__(f"{code}: {host}: {reason}")
        self.code = code
        self.facts = {"host": host}


AWAY: Final = "shelf.away"
"""It does not answer, or says that it cannot at the moment."""
REFUSED: Final = "shelf.refused"
"""It wants another key."""
UNEQUIPPED: Final = "shelf.unequipped"
"""This installation lacks what speaks to it."""


class VectorShelf(Protocol):
    """Vectors of one space. Any thread may call any method; of one that was closed meanwhile nothing is found."""

    @property
    def lost(self) -> bool:
        """Whether it is not there any more, though nobody closed it."""
        ...

    @property
    def identity(self) -> str:
        """Names this very shelf; one that was begun anew has another."""
        ...

    @property
    def count(self) -> int:
        """How many vectors there are.

        Raises:
            ShelfLost: Nobody can say: it is on a server that is away.
        """
        ...

    def put(self, items: Sequence[Shelved]) -> None:
        """Put vectors, each in the place of what had its number."""
        ...

    def take_out(self, ids: Collection[int]) -> None:
        """Take vectors out; numbers that are not there do not matter."""
        ...

    def flush(self) -> None:
        """Have on disk what was put and taken out."""
        ...

    def arrange(self, after: int = 1) -> None:
        """Make finding quick again after much was put; may take seconds, for which all others wait.

        Args:
            after: How many vectors more than the last time that is worth it for, whoever put them.
        """
        ...

    def nearest(self, vector: Vector, limit: int) -> list[Near]:
        """The vectors that are nearest to one, nearest first."""
        ...

    def get(self, ids: Collection[int]) -> list[Shelved]:
        """The vectors under some numbers, those that are there."""
        ...

    def close(self) -> None:
        """Let go of the files; calling again is harmless."""
        ...


class Shelves(Protocol):
    """Where shelves are: a kind of them, or a server."""

    def open(self, folder: Path, space: Space) -> VectorShelf:
        """Open the shelf of a folder, or begin one where there is none for this space that can be opened.

        Raises:
            OSError: The folder cannot be written, or another program has the shelf open (``BlockingIOError``).
            ShelfAway: It is on a server that cannot be used now.
        """
        ...

    def begin(self, folder: Path, space: Space) -> VectorShelf:
        """Begin a shelf in a folder, in place of whatever is there.

        Raises:
            OSError: The folder cannot be written.
            ShelfAway: It is on a server that cannot be used now.
        """
        ...
