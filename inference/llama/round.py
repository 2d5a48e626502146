"""One round of work for everybody in flight: what sequences wish for, packed into one batch.

Answers that are being written go first, since somebody watches them. Of what belongs to prompts and photos a round
takes no more than a chunk, so that those who write are never kept waiting for long, and what has waited longest comes
first, so that nobody waits for ever. In a batch the slots are in order; where one between two others has nothing to
evaluate, a filler takes its place, since the runtime would make two batches of one with a gap.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count, pairwise
from operator import attrgetter
from typing import TypeAlias

from inference.events import Event
from inference.llama.context import BATCH, CHUNK, Context, Interrupted, Item
from inference.llama.photo import Tower, await_any
from inference.llama.sequence import Sequence
from inference.llama.wish import Evaluate, Logits, Place, Wait

_GAP = 3  # fillers at most: more would cost as much as a second batch

End: TypeAlias = Callable[[Sequence, Exception], Event]


@dataclass(slots=True)
class _Batch:
    """What one round evaluates."""

    tokens: list[tuple[Sequence, Evaluate]] = field(default_factory=list)
    places: list[tuple[Sequence, Place]] = field(default_factory=list)


class Rounds:
    """Evaluates what sequences wish for.

    Args:
        context: Where.
        tower: Of the photos.
        fail: Told which sequence came to its end by which error; takes it out and gives the event.
    """

    def __init__(self, context: Context, tower: Tower, fail: End) -> None:
        self._context = context
        self._tower = tower
        self._fail = fail
        self._clock = count()
        self._since: dict[int, int] = {}

    def run(self, sequences: Iterable[Sequence]) -> list[Event]:
        """Do a bounded piece of work, wherever there is some, and tell what came of it."""
        alive = list(sequences)
        events: list[Event] = []
        for sequence in alive:
            if isinstance(sequence.wish, Wait):
                events += self._resume(sequence, [])
        batch = self._pack([sequence for sequence in alive if sequence.slot in self._since])
        if batch.tokens or batch.places:
            return events + self._evaluate(batch)
        futures = [s.wish.until for s in alive if isinstance(s.wish, Wait) and s.wish.until is not None]
        if futures and not events:
            await_any(futures)
        return events

    def forget(self, sequence: Sequence) -> None:
        """A sequence came to its end."""
        self._since.pop(sequence.slot, None)

    def _pack(self, asking: list[Sequence]) -> _Batch:
        asking.sort(key=lambda sequence: self._since[sequence.slot])
        batch = _Batch()
        room = BATCH - 2 * CHUNK  # besides a chunk of the patient, and fillers
        for sequence in asking:
            wish = sequence.wish
            if isinstance(wish, Evaluate) and wish.urgent and len(wish.items) <= room:
                batch.tokens.append((sequence, wish))
                room -= len(wish.items)
        room = CHUNK
        for sequence in asking:
            wish = sequence.wish
            if isinstance(wish, Evaluate) and not wish.urgent and len(wish.items) <= room:
                batch.tokens.append((sequence, wish))
                room -= len(wish.items)
            elif isinstance(wish, Place) and (wish.stop - wish.start <= room or room == CHUNK):
                batch.places.append((sequence, wish))
                room -= min(room, wish.stop - wish.start)
            elif not (isinstance(wish, Evaluate) and wish.urgent):
                break
        return batch

    def _evaluate(self, batch: _Batch) -> list[Event]:
        """Evaluate a batch; whatever the interrupt stops stays wished for, with nothing of it left behind."""
        events: list[Event] = []
        try:
            for sequence, place in batch.places:
                events += self._place(sequence, place)
            events += self._decode(batch.tokens)
        except Interrupted:
            pass
        return events

    def _place(self, sequence: Sequence, place: Place) -> list[Event]:
        try:
            if place.rows.plain:
                rows = place.rows.embeddings[place.start : place.stop]
                self._context.decode_rows(rows, place.position, place.slot)
            else:
                status = self._tower.place(self._context.native, place.rows, place.position, place.slot)
                self._context.check(status)
        except Interrupted:
            self._context.drop(place.slot, place.position)
            raise
        except Exception as error:
            self._context.drop(place.slot, place.position)
            return [self._fail(sequence, error)]
        return self._resume(sequence, [])

    def _decode(self, asked: list[tuple[Sequence, Evaluate]]) -> list[Event]:
        if not asked:
            return []
        items = [item for _, wish in asked for item in wish.items]
        fillers = self._fillers(sequence.slot for sequence, _ in asked)
        batch = sorted([*items, *fillers], key=attrgetter("slot"))  # a slot's own stay in their order
        try:
            self._context.decode(batch)
        except Interrupted:
            self._context.rewind(batch)
            raise
        except Exception as error:
            self._context.rewind(batch)
            return [self._fail(sequence, error) for sequence, _ in asked]
        self._context.rewind(fillers)
        starts = {item.slot: index for index, item in reversed(list(enumerate(batch)))}
        return [event for sequence, wish in asked for event in self._grant(sequence, wish, starts[sequence.slot])]

    def _fillers(self, slots: Iterable[int]) -> list[Item]:
        """Tokens for slots between others that have nothing to evaluate: their cells are dropped right behind."""
        if not self._context.shareable:
            return []
        gaps = [range(low + 1, high) for low, high in pairwise(sorted(slots))]
        return [Item(0, self._context.behind(slot), slot) for gap in gaps if len(gap) <= _GAP for slot in gap]

    def _grant(self, sequence: Sequence, wish: Evaluate, start: int) -> list[Event]:
        """Hand a sequence the logits that it wanted of a batch in which its tokens begin at ``start``."""
        try:
            logits = [self._context.logits(start + i) for i, item in enumerate(wish.items) if item.wanted]
        except Exception as error:
            return [self._fail(sequence, error)]
        return self._resume(sequence, logits)

    def _resume(self, sequence: Sequence, logits: list[Logits]) -> list[Event]:
        try:
            events = sequence.resume(logits)
        except Exception as error:  # whatever it was, the others go on
            return [self._fail(sequence, error)]
        if isinstance(sequence.wish, Wait):
            self._since.pop(sequence.slot, None)
        else:
            self._since[sequence.slot] = next(self._clock)
        return events
