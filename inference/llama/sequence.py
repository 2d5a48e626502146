"""One request on its way: instructions, photos, question, answer. It says what it wants evaluated, and goes on then."""

from collections.abc import Sequence as Items
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from inference.engine import Request
from inference.events import Event, Figures, Progressed, Stage
from inference.llama.answer import Answer, longest_answer
from inference.llama.choice import Place as Branching
from inference.llama.context import CHUNK, Context, Item
from inference.llama.cost import Cost
from inference.llama.grammar import Grammars
from inference.llama.photo import Encoding, Tower
from inference.llama.plan import Field, plan
from inference.llama.prompt import Tokens, tokens_of
from inference.llama.room import Prefix, Room
from inference.llama.rows import Encoded, Rows
from inference.llama.sampler import Sampler
from inference.llama.template import Layout
from inference.llama.vocabulary import Vocabulary
from inference.llama.wish import Evaluate, Logits, Place, Steps, Wait, Wish
from inference.preprocess import Corrected, Correction


@dataclass(frozen=True, slots=True)
class Machine:
    """What all sequences of an engine share."""

    context: Context
    tower: Tower
    vocabulary: Vocabulary
    grammars: Grammars
    layout: Layout
    room: Room


class Sequence:
    """One request in one slot.

    Attributes:
        request: What is asked.
        slot: The sequence of KV cells that it lives in.
        wish: What it waits for.
        finished: Whether :attr:`answer` is complete.
        corrections: What was measured and done to each photo so far.
    """

    def __init__(self, request: Request, slot: int, machine: Machine) -> None:
        self.request = request
        self.slot = slot
        self.wish: Wish = Wait()
        self.finished = False
        self._machine = machine
        self._sampler = Sampler(request.sampling)
        self._readings: list[Future[Corrected]] = []
        self.corrections: list[tuple[Correction, ...]] = []
        self._encoding: Encoding | None = None
        self._cost = Cost()
        self._position = 0
        self._cells = 0
        self._evaluated = 0  # of the instructions, by this sequence rather than by another one
        self._shared: list[Prefix] = []
        self._events: list[Event] = []
        self._steps = self._run()
        self._begun = False
        self.answer: Answer

    @property
    def figures(self) -> Figures:
        """What it has cost so far."""
        return self._cost.figures(self.answer.tokens, self._sampler)

    def resume(self, logits: list[Logits]) -> list[Event]:
        """Go on with what was wished for, to the next wish."""
        with self._cost.deciding():
            self.wish = self._steps.send(logits) if self._begun else next(self._steps)
        self._begun = True
        events, self._events = self._events, []
        return events

    def close(self) -> None:
        """Give back the slot's cells; stop what is being encoded."""
        self._steps.close()
        for reading in self._readings:
            reading.cancel()
        if self._encoding is not None:
            self._encoding.stopped = True
        self._machine.context.drop(self.slot)
        self._machine.room.leave(self.slot)
        while self._shared:
            self._machine.room.give_back(self._shared.pop())

    def _run(self) -> Steps:
        machine = self._machine
        fields = plan(self.request.schema)
        tokens = tokens_of(self.request.prompt, machine.layout, machine.vocabulary)
        behind = len(tokens.after) + longest_answer(fields, self.request.given, machine.vocabulary)
        machine.room.check(len(tokens.before) + behind)
        self.answer = self._begin(fields)
        self._readings = [machine.tower.read(photo) for photo in self.request.photos]
        with self._cost.reading():
            yield from self._prepare_instructions(tokens)
        photos: list[Encoded] = []
        yield from self._look_at_all(photos)
        behind += sum(encoded.cells for encoded in photos)
        machine.room.check(len(tokens.before) + behind)
        with self._cost.reading():
            yield from self._enter(tokens, behind)
            for encoded in photos:
                yield from self._place(encoded)
            yield from self._read_question(tokens)
        with self._cost.writing():
            yield from self._write()
        self.finished = True
        yield Wait()

    def _begin(self, fields: tuple[Field, ...]) -> Answer:
        machine = self._machine
        return Answer(
            self.request,
            fields,
            machine.grammars,
            machine.vocabulary,
            self._sampler,
            lead=machine.layout.answer_lead,
            scored=machine.context.shareable,
        )

    def _prepare_instructions(self, tokens: Tokens) -> Steps:
        """Have the shared instructions ready for when the photo is, where that disturbs nobody."""
        room = self._machine.room
        if self._machine.context.shareable and (prefix := room.borrow(tokens.before)) is not None:
            self._shared.append(prefix)
            yield from self._read_instructions(prefix)
            room.give_back(self._shared.pop())

    def _enter(self, tokens: Tokens, cells: int) -> Steps:
        """Wait for room, and begin behind the instructions."""
        machine = self._machine
        while (prefix := machine.room.enter(self.slot, tokens.before, cells)) is None:
            yield Wait()
        if prefix.sequence != self.slot:
            self._shared.append(prefix)
        yield from self._read_instructions(prefix)
        if prefix.sequence != self.slot:
            machine.context.copy(prefix.sequence, self.slot, prefix.done)
        self._position = self._cells = prefix.done
        self._cost.reused_tokens = max(0, prefix.done - self._evaluated)

    def _read_instructions(self, prefix: Prefix) -> Steps:
        """Evaluate what nobody has evaluated yet, or wait for who does."""
        told = prefix.fraction
        while prefix.fraction < 1:
            if prefix.busy:
                yield Wait()
            else:
                yield from self._read_chunk(prefix)
            if prefix.fraction > told:
                told = prefix.fraction
                self._tell(Stage.PROMPT, told)

    def _read_chunk(self, prefix: Prefix) -> Steps:
        prefix.busy = True
        try:
            chunk = prefix.next_chunk()
            yield chunk
            prefix.done += len(chunk.items)
            self._evaluated += len(chunk.items)
        finally:
            prefix.busy = False

    def _look_at_all(self, photos: list[Encoded]) -> Steps:
        """Encode the photos in their order, and let go of the pixels of each then."""
        while self._readings:
            yield from self._look(self._readings.pop(0), photos)

    def _look(self, reading: Future[Corrected], photos: list[Encoded]) -> Steps:
        """Encode one photo, or find it; the fraction is of all the request's photos."""
        count = len(self.request.photos)
        yield from self._await(reading, Encoding(), len(photos))
        photo = reading.result()
        self.corrections.append(photo.steps)
        self._encoding = encoding = self._machine.tower.encode(photo.pixels)
        yield from self._await(encoding.result, encoding, len(photos))
        photos.append(self._machine.tower.keep(encoding))
        self._encoding = None
        self._cost.image_seconds += encoding.seconds
        self._cost.reused_photos += encoding.reused
        self._tell(Stage.IMAGE, len(photos) / count)

    def _await(self, future: Future[Any], encoding: Encoding, done: int) -> Steps:
        told = None
        while not future.done():
            fraction = (done + encoding.fraction) / len(self.request.photos)
            if fraction != told:
                told = fraction
                self._tell(Stage.IMAGE, fraction)
            yield Wait(future)

    def _place(self, photo: Encoded) -> Steps:
        for part in photo.parts:
            if isinstance(part, Rows):
                yield from self._place_rows(part)
            else:
                yield from self._feed(part)

    def _place_rows(self, rows: Rows) -> Steps:
        chunk = CHUNK if rows.plain else rows.cells
        for start in range(0, rows.cells, chunk):
            stop = min(start + chunk, rows.cells)
            yield Place(rows, start, stop, self._position + start, self.slot)
        self._position += rows.positions
        self._cells += rows.cells

    def _read_question(self, tokens: Tokens) -> Steps:
        """Evaluate what follows the photos but its last token, which goes with the answer's first."""
        yield from self._feed(tokens.after[:-1])
        self.answer.pending[:0] = tokens.after[-1:]
        self._cost.prompt_tokens = self._cells + len(tokens.after[-1:])

    def _write(self) -> Steps:
        context = self._machine.context
        self._events += self.answer.opening
        while not self.answer.finished:
            if self.answer.scoring:
                self._events += yield from self.answer.score(context, Branching(self.slot, self._position))
                continue
            yield from self._feed(self.answer.pending[:-CHUNK], urgent=True)
            logits = yield self._ask(self.answer.pending[-CHUNK:], urgent=True, wanted=True)
            self._events += self.answer.take(logits[0])

    def _feed(self, tokens: Items[int], *, urgent: bool = False) -> Steps:
        for start in range(0, len(tokens), CHUNK):
            yield self._ask(tokens[start : start + CHUNK], urgent=urgent)

    def _ask(self, tokens: Items[int], *, urgent: bool, wanted: bool = False) -> Evaluate:
        """Ask for the sequence's next tokens, with the logits behind the last of them where these are wanted."""
        first, last = self._position, len(tokens) - 1
        self._position += len(tokens)
        self._cells += len(tokens)
        self._machine.room.check(self._cells)
        self._machine.room.extend(self.slot, self._cells - (self._shared[0].done if self._shared else 0))
        items = (Item(token, first + i, (self.slot,), wanted and i == last) for i, token in enumerate(tokens))
        return Evaluate(tuple(items), urgent)

    def _tell(self, stage: Stage, fraction: float) -> None:
        self._events.append(Progressed(self.request.job, stage, fraction))
