"""What the catalogue tells about work, many products and their past: frozen, plain, free of the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.catalog.photos import PhotoRef
from app.catalog.rows import Act, Json
from app.domain.guidance import UNGUIDED, Guidance
from app.domain.states import State


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A product whose card is to be generated now.

    Attributes:
        product_id: Which.
        attempt: 1 the first time, counted up with every claim.
        cards: How many cards were generated for it before.
        photos: The first is the main photo.
        guidance: What people say of it.
        awaited: Whether somebody is taken to wait for it, rather than to have left it with many others.
    """

    product_id: int
    attempt: int
    cards: int
    photos: tuple[PhotoRef, ...]
    guidance: Guidance = UNGUIDED
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class Blanks:
    """Empty fields of one card that are to be written now.

    Attributes:
        product_id: Whose.
        deed: The order that they are a part of.
        fields: Which.
        values: Field → value of the card as it stands.
        photos: The first is the main photo.
        hint: What people say of the product.
    """

    product_id: int
    deed: int
    fields: tuple[str, ...]
    values: Json
    photos: tuple[PhotoRef, ...]
    hint: str = ""


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
class Sample:
    """A few products that are written first, so that a person can look at them before all others are.

    Attributes:
        ids: Which, as far as they are still there.
        working: How many of them wait or are being written.
        anew: Those of them that can be written anew without taking back what a person has decided.
        held: How many products wait behind them.
    """

    ids: tuple[int, ...]
    working: int
    anew: tuple[int, ...]
    held: int


@dataclass(frozen=True, slots=True)
class Approval:
    """What approving a card did.

    Attributes:
        product_id: Which product.
        version: Of the values that were approved.
        before: The state it was in.
        deed: Its number, for :meth:`Catalog.undo`; ``None`` where it was approved already.
    """

    product_id: int
    version: int
    before: State
    deed: int | None


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An approved card on its way out.

    Attributes:
        product_id: Which product.
        version: Of the values; a card that changes while the file is written is not marked as exported.
        photos: The main one first.
        values: Field → value.
        approved_at: When.
    """

    product_id: int
    version: int
    photos: tuple[PhotoRef, ...]
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
        changes: Field → what it held and what it then held.
        who: By whom; ``None`` for what the program did by itself.
        deed: The number of what a person did, of which this is a part.
        id: The line's number.
    """

    at: datetime
    act: Act
    before: State | None
    after: State
    detail: Json
    changes: Json = field(default_factory=dict)
    who: str | None = None
    deed: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """Something that happened to a product, and what its card was afterwards.

    Attributes:
        line: Its number, for :meth:`Catalog.go_back`.
        at: When.
        act: What.
        facts: What else its name needs.
        turned: What was undone or done again, if that is what happened.
        who: By whom; ``None`` for what the program did by itself.
        model: Which model wrote, where one did.
        before: The state that the product was in; ``None`` when it came in.
        after: The state that it then had.
        changes: Field → what it held and what it then held.
        values: Field → value afterwards; ``None`` while there was no card.
    """

    line: int
    at: datetime
    act: Act
    facts: Json
    turned: Act | None
    who: str | None
    model: str
    before: State | None
    after: State
    changes: Json
    values: Json | None


@dataclass(frozen=True, slots=True)
class Done:
    """What an act on many products did.

    Attributes:
        deed: Its number, for :meth:`Catalog.undo`; ``None`` where nothing changed.
        ids: The products that are others now.
    """

    deed: int | None
    ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did at once, to one product or to thousands.

    Attributes:
        id: Which.
        at: When.
        who: By whom.
        act: What.
        facts: What else its name needs.
    """

    id: int
    at: datetime
    who: str
    act: Act
    facts: Json


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of undoing a deed, or of doing it again.

    Attributes:
        deed: What was undone.
        by: The number of the deed that undid it, for :meth:`Catalog.cancelled`.
        ids: The products that are as they were before it, or will be.
        left: How many are not, because somebody or something changed them since.
        working: Those of ``ids`` that the engine is still to let go of.
        unfinished: There is more of the deed to undo, for :meth:`Catalog.go_on`.
    """

    deed: Deed
    by: int
    ids: Sequence[int]
    left: int
    working: Sequence[int]
    unfinished: bool = False
