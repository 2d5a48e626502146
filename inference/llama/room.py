"""The instructions that slots begin with: read once, whoever needs them.

What a slot holds of them stays when its answer is over, for the next one with the same instructions. A slot that holds
others copies them from one that has read them, waits for the one that reads them, or reads them itself.
"""

from collections.abc import Iterable

from inference.errors import ContextTooSmall
from inference.llama.context import CHUNK, Context, Item
from inference.llama.wish import Evaluate


class Instructions:
    """What a slot begins with.

    Attributes:
        slot: Which.
        text: What people call them by.
        tokens: All of them, with what the template has in front of photos.
        done: How many are in the slot's cells.
        reading: Whether a chunk is being evaluated; others with the same instructions wait for it.
    """

    def __init__(self, slot: int, text: str | None = None, tokens: tuple[int, ...] = ()) -> None:
        self.slot = slot
        self.text = text
        self.tokens = tokens
        self.done = 0
        self.reading = False

    @property
    def fraction(self) -> float:
        """How much is in the cells, in [0, 1]."""
        return self.done / len(self.tokens) if self.tokens else 1.0

    def next_chunk(self) -> Evaluate:
        """What to evaluate next."""
        chunk = self.tokens[self.done : self.done + CHUNK]
        return Evaluate(tuple(Item(token, self.done + i, self.slot) for i, token in enumerate(chunk)))


class Room:
    """Knows which slot holds which instructions."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._held = [Instructions(slot) for slot in range(context.slots)]
        self._taken: set[int] = set()

    def check(self, needed: int) -> None:
        """Refuse what can never fit.

        Raises:
            ContextTooSmall: A slot cannot hold so many tokens.
        """
        available = self._context.longest
        if needed > available:
            raise ContextTooSmall(f"{needed} of {available} tokens", needed=str(needed), available=str(available))

    def choose(self, free: Iterable[int], text: str) -> int:
        """The free slot for a request: one that holds its instructions, else the one whose own are missed least."""
        texts = [held.text for held in self._held]

        def cost(slot: int) -> tuple[bool, bool, int]:
            lost = texts[slot] is not None and texts.count(texts[slot]) == 1
            return texts[slot] != text, lost, slot  # neighbours are evaluated together, so low numbers first

        return min(free, key=cost)

    def enter(self, slot: int, text: str, tokens: tuple[int, ...]) -> Instructions:
        """Take a slot until :meth:`leave`: its instructions, as far as it holds them already."""
        self._taken.add(slot)
        if self._held[slot].text != text:
            self._forget(slot)
            self._held[slot] = Instructions(slot, text, tokens)
        return self._held[slot]

    def elsewhere(self, mine: Instructions) -> Instructions | None:
        """The same instructions in another slot, where more of them are read, or will be soon."""
        if not self._context.shareable:
            return None
        same = [other for other in self._held if other.text == mine.text and other is not mine]
        ahead = [other for other in same if other.reading or other.done > mine.done]
        return max(ahead, key=lambda other: (other.reading, other.done), default=None)

    def copy(self, other: Instructions, mine: Instructions) -> None:
        """Take over what another slot has read."""
        self._context.copy(other.slot, mine.slot, other.done)
        mine.done = other.done

    def stride(self, count: int) -> int:
        """How many of a slot's next tokens to evaluate in a batch.

        What one slot has more than the others is evaluated apart, which costs nearly as much as a batch of all of
        them: a few tokens go one by one, beside those of the others.
        """
        others = len(self._taken) - 1
        return 1 if others and count <= others + 2 else CHUNK

    def leave(self, slot: int) -> None:
        """Give a slot back: it keeps its instructions, where that which is behind them can be dropped."""
        self._taken.discard(slot)
        if self._context.shareable:
            self._context.drop(slot, self._held[slot].done)
        else:
            self._forget(slot)

    def _forget(self, slot: int) -> None:
        self._context.drop(slot)
        self._held[slot] = Instructions(slot)
