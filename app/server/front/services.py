"""What every answer of the front is made with."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import anyio
from fastapi import Request

from app.server.broker import Post
from app.server.front.following import Happenings
from app.server.keys import Keys
from app.server.shelf import Shelf
from app.server.tasks import Tasks
from app.server.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Services:
    """What the front has at hand.

    Attributes:
        tasks: All tasks.
        happenings: What happens to them.
        shelf: All photos.
        vectors: How they look.
        keys: Who may do what.
        post: Sends tasks to workers.
        largest: Bytes that an upload may have.
        slowest: Seconds that it may take.
        photos_kept: Seconds for which a photo is kept that nobody asks about.
        patience: Seconds for which an answer waits for a photo to be looked at.
        looking: How many photos are looked through at the same time: each may need a gigabyte while it is.
    """

    tasks: Tasks
    happenings: Happenings
    shelf: Shelf
    vectors: Vectors
    keys: Keys
    post: Post
    largest: int
    slowest: float
    photos_kept: float
    patience: float = 50.0
    looking: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(2))


async def services(request: Request) -> Services:
    """Those of the front that a request came to; nothing to wait for, and so nothing to go to another thread for."""
    found: Services = request.app.state.services
    return found


def now() -> datetime:
    """The time, for what is written down."""
    return datetime.now(UTC)
