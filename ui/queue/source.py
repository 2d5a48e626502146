"""Where the list's rows come from."""

from collections.abc import Sequence
from typing import Protocol

from ui.queue.row import QueueRow


class RowSource(Protocol):
    """Rows by id, fetched in small pages on the GUI thread: each call should take a millisecond or two."""

    def ids(self) -> Sequence[int]:
        """All the ids to show now, in the order to show them."""
        ...

    def rows(self, ids: Sequence[int]) -> list[QueueRow]:
        """The rows of some ids, in any order; ids that are gone are left out."""
        ...

    def thumbnail(self, id: int) -> bytes | None:  # noqa: A002 - the word that the rows use
        """A small JPEG of the product's first photo, or ``None`` while there is none."""
        ...
