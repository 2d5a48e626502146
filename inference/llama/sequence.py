"""One request on its way: instructions, photos, question, answer. It says what it wants evaluated, and goes on then."""

import sys
from collections.abc import Sequence as Items
from dataclasses import dataclass

from inference.engine import Request
from inference.events import Event, Figures, Progressed, Stage
from inference.llama.answer import Answer, longest_answer
from inference.llama.choice import Place as Branching
from inference.llama.context import CHUNK, Context, Item
from inference.llama.cost import Cost
from inference.llama.grammar import Grammars
from inference.llama.photo import Tower
from inference.llama.plan import Field, plan
from inference.llama.prompt import Tokens, tokens_of
from inference.llama.room import Prefix, Room
from inference.llama.rows import Encoded, Rows
from inference.llama.sampler import Sampler
from inference.llama.seeing import Seeing
from inference.llama.template import Layout
from inference.llama.vocabulary import Vocabulary
from inference.llama.wish import Evaluate, Logits, Place, Steps, Wait, Wish


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
        seen: The photos.
        examples: How many of the prompt's examples are said.
    """

    def __init__(self, request: Request, slot: int, machine: Machine) -> None:
        self.request = request
        self.slot = slot
        self.wish: Wish = Wait()
        self.finished = False
        self._machine = machine
        self._sampler = Sampler(request.sampling)
        self._cost = Cost()
        self.seen = Seeing(machine.tower, self._cost, lambda fraction: self._tell(Stage.IMAGE, fraction))
        self.examples = 0
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
        return self._cost.figures(self.answer.tokens if self.request.answered else 0, self._sampler)

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
        self.seen.close()
        self._machine.context.drop(self.slot)
        self._machine.room.leave(self.slot)
        while self._shared:
            self._machine.room.give_back(self._shared.pop())

    def _run(self) -> Steps:
        yield from self._answer() if self.request.answered else self._glance()
        self.finished = True
        yield Wait()

    def _glance(self) -> Steps:
        """Look at the photos and write nothing, without any cells."""
        self.seen.begin(self.request.photos)
        yield from self.seen.look(lambda _photos: sys.maxsize)

    def _answer(self) -> Steps:
        machine = self._machine
        fields = plan(self.request.schema)
        tokens = self._tokens(1)
        answer = longest_answer(fields, self.request.given, machine.vocabulary)
        machine.room.check(len(tokens.before) + tokens.behind + answer)
        self.answer = self._begin(fields)
        self.seen.begin(self.request.photos)
        with self._cost.reading():
            yield from self._prepare_instructions(tokens)
        room = machine.context.longest - len(tokens.before) - answer
        yield from self.seen.look(lambda photos: room - self._tokens(photos).behind)
        tokens = self._with_examples(room)
        behind = tokens.behind + self.seen.cells + answer
        machine.room.check(len(tokens.before) + behind)
        with self._cost.reading():
            yield from self._enter(tokens, behind)
            for caption, encoded in zip(tokens.captions, self.seen.encoded, strict=True):
                yield from self._feed(caption)
                yield from self._place(encoded)
            yield from self._read_question(tokens)
        with self._cost.writing():
            yield from self._write()

    def _tokens(self, photos: int, examples: int = 0) -> Tokens:
        return tokens_of(self.request.prompt, self._machine.layout, self._machine.vocabulary, photos, examples)

    def _with_examples(self, room: int) -> Tokens:
        """The prompt about the photos that were seen, with as many of its examples as they leave room for."""
        photos = len(self.seen.encoded)
        for count in range(len(self.request.prompt.examples), 0, -1):
            tokens = self._tokens(photos, count)
            if tokens.behind + self.seen.cells <= room:
                self.examples = count
                return tokens
        return self._tokens(photos)

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
