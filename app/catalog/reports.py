"""What the catalogue tells about many products or about their past: frozen, plain, free of the database."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.catalog.rows import Act, Json
from app.domain.states import State


@dataclass(frozen=True, slots=True)
class Batch:
    """How far the present batch is: everything that was queued since the queue last was empty.

    Attributes:
        total: All of it.
        done: Has a card.
        queued: Waits, prepared or not.
        generating: Is being written now.
        failed: Ended without a card.
        cancelled: Was called off.
    """

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
