"""What the lines of a deed did to each product together. Asks the database nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sqlalchemy.orm import Session

from app.catalog.rows import Act, Json, JsonIn
from app.domain.states import State

REPLACED: Final = "replaced"
"""Under which name a line's detail keeps the card that was replaced."""


class Line(NamedTuple):
    """A line of history."""

    id: int
    product_id: int
    act: Act
    before: State
    after: State
    changes: Json | None
    detail: Json | None


Reversal = Callable[[Session, Sequence[Line]], Iterable[int]]
"""Does the opposite of some lines of a deed, given newest first; gives the products that it had to leave alone."""


@dataclass
class Net:
    """What some lines in a row did to one product.

    Attributes:
        before: The state that it was in.
        after: The state that it then had.
        last: The number of the last line.
        changes: Field → what it held and what it then held.
        hidden: Whether it was removed (or brought back); ``None`` for neither.
        replaced: What the model had said, where it was asked again.
    """

    before: State
    after: State
    last: int
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    hidden: bool | None = None
    replaced: Json | None = None

    @property
    def values_before(self) -> Json:
        """Field → what it held."""
        return {name: before for name, (before, _) in self.changes.items()}

    def add(self, line: Line) -> None:
        """Take the next line in."""
        self.after, self.last = line.after, line.id
        for name, (before, after) in (line.changes or {}).items():
            self.changes[name] = (self.changes[name][0] if name in self.changes else before, after)
        if line.act in {Act.REMOVED, Act.RESTORED}:
            self.hidden = line.act is Act.REMOVED
        if self.replaced is None:
            self.replaced = (line.detail or {}).get(REPLACED)


def nets(lines: Iterable[Line]) -> dict[int, Net]:
    """Product → what these lines, oldest first, did to it."""
    found: dict[int, Net] = {}
    for line in lines:
        # Nothing can be brought back to being generated: it waits for its turn again.
        before = State.QUEUED if line.before is State.GENERATING else line.before
        found.setdefault(line.product_id, Net(before, line.after, line.id)).add(line)
    return found


def is_as_left(net: Net, state: State, values: JsonIn, *, removed: bool) -> bool:
    """Whether a product is still as those lines left it, as far as they concern it."""
    if net.hidden is not None:
        return removed is net.hidden
    same = all(values.get(name) == after for name, (_, after) in net.changes.items())
    return same and state is net.after and not removed
