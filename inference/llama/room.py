"""Who may use how many of the context's cells, and the instructions that answers share.

A sequence takes all cells that it may need at once, or waits in line for them: so whoever has begun to fill cells can
come to its end, and nobody waits for somebody who waits. Instructions count once, however many answers share them;
those that nobody uses are kept while there is room, for the next photo.
"""

from inference.errors import ContextTooSmall
from inference.llama.context import CHUNK, Context, Item
from inference.llama.wish import Evaluate


class Prefix:
    """Instructions evaluated in a sequence of their own.

    Attributes:
        sequence: Which.
        tokens: All of them.
        done: How many are evaluated.
        users: How many sequences rely on them.
        busy: Whether one of them evaluates a chunk; the others wait for it.
    """

    def __init__(self, sequence: int, tokens: tuple[int, ...] = ()) -> None:
        self.sequence = sequence
        self.tokens = tokens
        self.done = 0
        self.users = 0
        self.busy = False

    @property
    def fraction(self) -> float:
        """How much is evaluated, in [0, 1]."""
        return self.done / len(self.tokens) if self.tokens else 1.0

    def next_chunk(self) -> Evaluate:
        """What to evaluate next."""
        chunk = self.tokens[self.done : self.done + CHUNK]
        return Evaluate(tuple(Item(token, self.done + i, (self.sequence,)) for i, token in enumerate(chunk)))


class Room:
    """Hands out cells and instructions."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._prefixes = [Prefix(sequence) for sequence in context.prefixes]  # the one longest unused first
        self._reserved: dict[int, int] = {}
        self._line: list[int] = []

    def check(self, needed: int) -> None:
        """Refuse what can never fit.

        Raises:
            ContextTooSmall: One sequence cannot hold so many tokens.
        """
        available = self._context.longest
        if needed > available:
            raise ContextTooSmall(f"{needed} of {available} tokens", needed=str(needed), available=str(available))

    def borrow(self, tokens: tuple[int, ...]) -> Prefix | None:
        """Use instructions for a while that end of itself; ``None`` where there is no room for them now."""
        return self._use(tokens, 0)

    def enter(self, slot: int, tokens: tuple[int, ...], cells: int) -> Prefix | None:
        """Take cells for a slot, and use instructions until :meth:`leave`.

        Args:
            slot: Whose cells they are.
            tokens: The instructions; where they cannot be shared they get cells of this slot.
            cells: How many it needs at most, behind the instructions.

        Returns:
            The instructions; ``None`` where it is not this slot's turn: ask again.
        """
        if slot not in self._line:
            self._line.append(slot)
        if self._line[0] != slot:
            return None
        if self._context.shareable:
            prefix = self._use(tokens, cells)
        else:
            cells += len(tokens)
            prefix = Prefix(slot, tokens) if self._make_room(cells) else None
        if prefix is not None:
            self._line.remove(slot)
            self._reserved[slot] = cells
        return prefix

    def extend(self, slot: int, cells: int) -> None:
        """Take more cells for a slot than it was thought to need.

        Raises:
            ContextTooSmall: There are none.
        """
        more = cells - self._reserved[slot]
        if more <= 0:
            return
        if not self._make_room(more):
            size = self._context.size
            raise ContextTooSmall("others have the rest", needed=str(size + more), available=str(size))
        self._reserved[slot] = cells

    def give_back(self, prefix: Prefix) -> None:
        """Say that instructions are no longer relied on."""
        prefix.users -= 1

    def leave(self, slot: int) -> None:
        """Give back a slot's cells, or its place in the line."""
        self._reserved.pop(slot, None)
        if slot in self._line:
            self._line.remove(slot)

    def _use(self, tokens: tuple[int, ...], cells: int) -> Prefix | None:
        """Find instructions or a place for them, with so many cells beside; mark them used."""
        found = next((prefix for prefix in self._prefixes if prefix.tokens == tokens), None)
        prefix = found or next((prefix for prefix in self._prefixes if not prefix.users), None)
        if prefix is None:
            return None
        if not self._make_room(cells + (0 if prefix.users else len(tokens)), spared=prefix):
            return None
        if found is None:
            self._forget(prefix)
            prefix.tokens = tokens
        prefix.users += 1
        self._prefixes.remove(prefix)
        self._prefixes.append(prefix)
        return prefix

    def _make_room(self, needed: int, spared: Prefix | None = None) -> bool:
        """Whether so many cells are free; instructions that nobody uses have to go for them, but for ``spared``."""
        used = sum(self._reserved.values()) + sum(len(prefix.tokens) for prefix in self._prefixes if prefix.users)
        free = self._context.size - used
        if needed > free:
            return False
        unused = [prefix for prefix in self._prefixes if not prefix.users and prefix is not spared]
        for prefix in unused:
            if needed + sum(other.done for other in unused) > free:
                self._forget(prefix)
        return True

    def _forget(self, prefix: Prefix) -> None:
        self._context.drop(prefix.sequence)
        prefix.tokens = ()
        prefix.done = 0
