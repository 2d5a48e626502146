"""One request on its way: instructions, photos, question, answer. It says what it wants evaluated, and goes on then."""

import sys
from collections.abc import Generator
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
from inference.llama.room import Instructions, Room
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
        slot: Where its KV cells are.
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
        """Give back the slot; stop what is being encoded."""
        self._steps.close()
        self.seen.close()
        self._machine.room.leave(self.slot)

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
            yield from self._read_instructions(tokens)
        room = machine.context.longest - len(tokens.before) - answer
        yield from self.seen.look(lambda photos: room - self._tokens(photos).behind)
        tokens = self._with_examples(room)
        machine.room.check(len(tokens.before) + tokens.behind + self.seen.cells + answer)
        with self._cost.reading():
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

    def _read_instructions(self, tokens: Tokens) -> Steps:
        """Have the instructions in the slot: evaluate what nobody has evaluated yet, wait for who does, or copy."""
        room = self._machine.room
        mine = room.enter(self.slot, self.request.prompt.instructions, tokens.before)
        told, evaluated = mine.fraction, 0
        while mine.fraction < 1:
            if (other := room.elsewhere(mine)) is None:
                evaluated += yield from self._read_chunk(mine)
            elif other.reading:
                yield Wait()
            else:
                room.copy(other, mine)
            if mine.fraction > told:
                told = mine.fraction
                self._tell(Stage.PROMPT, told)
        self._position = self._cells = mine.done
        self._cost.reused_tokens = mine.done - evaluated

    def _read_chunk(self, mine: Instructions) -> Generator[Wish, list[Logits], int]:
        mine.reading = True
        try:
            chunk = mine.next_chunk()
            yield chunk
            mine.done += len(chunk.items)
            return len(chunk.items)
        finally:
            mine.reading = False

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
        self._events += self.answer.opening
        while not self.answer.finished:
            if self.answer.scoring:
                self._machine.room.check(self._cells + self.answer.reach)
                where = Branching(self._machine.context, self._machine.room, self.slot, self._position)
                self._events += yield from self.answer.score(where)
                continue
            pending = self.answer.pending
            stride = self._machine.room.stride(len(pending))
            yield from self._feed(pending[:-stride], urgent=True, stride=stride)
            logits = yield self._ask(pending[-stride:], urgent=True, wanted=True)
            self._events += self.answer.take(logits[0])

    def _feed(self, tokens: Items[int], *, urgent: bool = False, stride: int = CHUNK) -> Steps:
        for start in range(0, len(tokens), stride):
            yield self._ask(tokens[start : start + stride], urgent=urgent)

    def _ask(self, tokens: Items[int], *, urgent: bool, wanted: bool = False) -> Evaluate:
        """Ask for the slot's next tokens, with the logits behind the last of them where these are wanted."""
        first, last = self._position, len(tokens) - 1
        self._position += len(tokens)
        self._cells += len(tokens)
        self._machine.room.check(self._cells)
        items = (Item(token, first + i, self.slot, wanted and i == last) for i, token in enumerate(tokens))
        return Evaluate(tuple(items), urgent)

    def _tell(self, stage: Stage, fraction: float) -> None:
        self._events.append(Progressed(self.request.job, stage, fraction))
