"""What the catalogue tells about many products or about their past: frozen, plain, free of the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.catalog.rows import Act, Facet, Json
from app.domain.states import State


@dataclass(frozen=True, slots=True)
class Batch:
    """How far the present batch is: everything that was queued since the queue last was empty.

    Attributes:
        number: Which batch it is; each has a higher one than those before.
        total: All of it.
        done: Has a card.
        queued: Waits, prepared or not.
        generating: Is being written now.
        failed: Ended without a card.
        cancelled: Was called off.
    """

    number: int = 0
    total: int = 0
    done: int = 0
    queued: int = 0
    generating: int = 0
    failed: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class Approval:
    """What approving a card did.

    Attributes:
        product_id: Which product.
        version: Of the values that were approved.
        before: The state it was in.
    """

    product_id: int
    version: int
    before: State


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An approved card on its way out.

    Attributes:
        product_id: Which product.
        version: Of the values; a card that changes while the file is written is not marked as exported.
        photos: Absolute paths, the main photo first.
        values: Field → value.
        approved_at: When.
    """

    product_id: int
    version: int
    photos: tuple[Path, ...]
    values: Json
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Something that happened to a product.

    Attributes:
        at: When.
        act: What.
        before: The state it left; ``None`` when it came in.
        after: The state it then had.
        detail: What else is worth keeping: the failure, the attempt, the card that was replaced.
    """

    at: datetime
    act: Act
    before: State | None
    after: State
    detail: Json


@dataclass(frozen=True, slots=True)
class Moved:
    """What an act on many products did, so that it can be taken back.

    Attributes:
        after: Where they went.
        before: State → the products that came from there.
    """

    after: State
    before: Mapping[State, Sequence[int]]

    @property
    def ids(self) -> list[int]:
        """All that were moved."""
        return [product for ids in self.before.values() for product in ids]


@dataclass(frozen=True, slots=True)
class Merged:
    """Values of many cards that became one, so that it can be taken back.

    Attributes:
        facet: Whose values.
        into: The value that they have now.
        changes: What each card was.
    """

    facet: Facet
    into: str
    changes: Sequence["MergedCard"]

    @property
    def ids(self) -> list[int]:
        """The products whose cards changed."""
        return [change.product_id for change in self.changes]


@dataclass(frozen=True, slots=True)
class MergedCard:
    """One card before its value was merged into another.

    Attributes:
        product_id: Which product.
        value: What it had.
        version: Of the values afterwards; a card that changed since is left alone.
        before: The state that the product was in.
    """

    product_id: int
    value: str
    version: int
    before: State
