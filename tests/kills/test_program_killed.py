"""The real program, killed at random moments of a busy day: everything is in its old or its new state."""

import json
import math
import random
import signal
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.catalog.catalog import Catalog
from app.catalog.tables import PhotoTable, ProductTable
from app.domain.states import State
from tests.kills.conftest import Era, Photos
from tests.kills.inspection import WITH_CARD, Inspector
from tests.kills.journal import SAFE_AFTER
from tests.kills.lines import Order
from tests.kills.zygote import Line, Zygote

pytestmark = [
    pytest.mark.kills,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs fork, and one clock for all processes"),
]

MOMENTS: dict[str, tuple[int, str]] = {
    "born": (4, ""), "ready": (2, ""), "any": (6, ""), "closing": (2, ""), "closed": (3, ""),
    "will drop": (2, "drop"), "added": (3, "drop"), "prepared": (2, "drop"), "will paste": (1, "paste"),
    "started": (2, "again"), "finished": (3, "again"), "will again": (1, "again"), "regenerated": (2, "again"),
    "ponders": (6, "ponder"),
    "typed": (4, "type_name type_description"), "saved": (3, "type_description"),
    "will approve": (2, "approve"), "approved": (4, "approve"),
    "will export": (2, "export approve"), "writes": (9, "export approve"), "exported": (3, "export approve"),
    "will reject": (1, "reject"), "rejected": (1, "reject"), "called_off": (2, "cancel again"),
    "will remove": (1, "remove"), "removed": (1, "remove"),
    "will restore": (1, "remove restore"), "restored": (1, "remove restore"),
    "will undo": (5, "undo redo approve type_name"), "undone": (3, "undo redo export"),
}  # fmt: skip
"""After which line to kill → how often, and what the person is keen on then."""
TIMES: dict[str, tuple[int, float, float]] = {
    "born": (1, 0, 0.35), "ready": (1, 0, 0.2), "any": (1, 0, 2), "closing": (1, 0, 0.12),
    "typed": (18, 0, 0.06), "ponders": (1, 0.4, 0.85), "will approve": (1, 0, 0.02),
    "will undo": (3, 0, 0.02),
    "will export": (1, 0, 0.02), "writes": (1, 0, 0.006),
}  # fmt: skip
"""Line → how often it may have to come, and the least and the most seconds from there, where that is not 3, 0, 0.06."""
LONGEST = 2.2
"""Seconds that a life may take while it is waited for a line."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill.

    Attributes:
        after: The line to wait for.
        times: How often it is to come first.
        delay: Seconds from there.
    """

    after: str
    times: int
    delay: float


def moment(chance: random.Random) -> Moment:
    """Choose one."""
    after = chance.choices(list(MOMENTS), [often for often, _ in MOMENTS.values()])[0]
    most, shortest, longest = TIMES.get(after, (3, 0.0, 0.06))
    return Moment("ready" if after == "any" else after, chance.randint(1, most), chance.uniform(shortest, longest))


def live_and_die(zygote: Zygote, order: Order, when: Moment) -> tuple[list[Line], float]:
    """Run the program and kill it; returns what it said, and when it was killed, in its own time."""
    zygote.live(order)
    said: list[Line] = []
    left, until = when.times, time.monotonic() + LONGEST
    for line in zygote.listen(until):
        said.append(line)
        if when.after == "writes" and named(line) == "will export":
            left -= begins_to_write(Path(line["path"]))
        left -= named(line) == when.after
        if not left:
            said += zygote.listen(time.monotonic() + when.delay)
            break
    at = zygote.kill()
    return said + zygote.end(), at


def begins_to_write(path: Path) -> bool:
    """Wait for some moments until an export touches its folder or its file; the program cannot say when it does."""
    until, before = time.monotonic() + 0.2, looks_of(path)
    while looks_of(path) == before:
        if time.monotonic() > until:
            return False
    return True


def looks_of(path: Path) -> list[tuple[int, int]]:
    """What changes when a file, or another name beside it, is made or written to."""
    return [(found.st_mtime_ns, found.st_size) for found in (one.stat() for one in (path.parent, path) if one.exists())]


def named(line: Line) -> str:
    """What a moment calls a line."""
    return f"will {line['do']}" if line["act"] == "will" else str(line["act"])


def test_killed_at_random_moments(zygote: Zygote, era: Era, place: Path, photos: Photos) -> None:
    chance = random.Random(era.seed)
    folder, exports = place / "catálogo", place / "exports"
    inspector = Inspector(folder, exports, photos.copies)
    for number in range(era.rounds):
        when = moment(chance)
        known = inspector.journal.photos
        order = Order(
            folder=str(folder),
            exports=str(exports),
            round=number,
            seed=chance.getrandbits(32),
            fresh=tuple(path for path in reversed(photos.paths) if path not in known),
            known=tuple(sorted(known)),
            keen=MOMENTS[when.after][1],
            close_after=chance.uniform(0.3, 2.0) if when.after in {"closing", "closed"} else None,
        )
        said, at = live_and_die(zygote, order, when)
        inspector.journal.hear(said)
        closed = any(line["act"] == "closed" for line in said)
        alone = zygote.alone()  # first: until they have ended, its processes may finish what they were writing
        broken = troubles(said, closed) + inspector.look(math.inf if closed else at - SAFE_AFTER)
        broken += [] if alone else ["a process of its own outlives the program"]
        assert not broken, report(era, number, when, broken, said, zygote)
    broken = finish(zygote, inspector, era, photos)
    assert not broken, report(era, era.rounds, None, broken, [], zygote)


def finish(zygote: Zygote, inspector: Inspector, era: Era, photos: Photos) -> list[str]:
    """Let the program come to the end of its queue: nothing is stuck."""
    order = Order(str(inspector.folder), str(inspector.exports), era.rounds, era.seed, finish=True)
    zygote.live(order)
    said = [*zygote.until("closed"), *zygote.end()]
    inspector.journal.hear(said)
    broken = [] if said[-1]["status"] == 0 else [f"ended with {said[-1]['status']}"]
    broken += inspector.look(math.inf)
    with (
        Catalog.open(inspector.folder, clock=lambda: datetime.now(UTC), exclusive=False) as catalog,
        catalog._reading() as session,
    ):
        query = select(ProductTable, PhotoTable.path).join(PhotoTable, PhotoTable.product_id == ProductTable.id)
        for product, path in session.execute(query.where(ProductTable.removed_at.is_(None))):
            wanted = {State.FAILED} if str(path) in photos.unreadable else WITH_CARD
            if product.state not in wanted:
                broken.append(f"product {product.id} ({path.name}) is {product.state} at the end")
    return broken


def troubles(said: list[Line], closed: bool) -> list[str]:
    """What the program itself said was wrong; it ends by the kill, or because its window was closed."""
    status = said[-1]["status"]
    ended = [] if status == -signal.SIGKILL or (closed and status == 0) else [f"ended with {status}"]
    return ended + [str(line) for line in said if line["act"] == "trouble"]


def report(era: Era, number: int, when: Moment | None, broken: list[str], said: list[Line], zygote: Zygote) -> str:
    """What somebody needs who wants to see it again."""
    lines = [json.dumps(line, ensure_ascii=False)[:200] for line in said[-20:]]
    return "\n".join(
        [f"seed {era.seed}, round {number}, {when}:", *broken, "last lines:", *lines, zygote.errors.read_text()[-4000:]]
    )
