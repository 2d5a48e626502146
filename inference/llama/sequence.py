"""One request on its way: instructions, photos, question, answer, each a bounded step at a time."""

import ctypes
import time
from collections.abc import Generator
from collections.abc import Sequence as Items
from dataclasses import dataclass
from typing import TypeAlias

import llama_cpp
from llama_cpp import mtmd_cpp

from inference.engine import Photo, PhotoFile, Request
from inference.errors import ContextTooSmall
from inference.events import Event, Figures, Progressed, Stage
from inference.llama.answer import Answer
from inference.llama.choice import Place
from inference.llama.context import BATCH, CHUNK, PREFIX, SCRATCH, Context, Item
from inference.llama.grammar import Grammars
from inference.llama.photo import Encoded, Encoding, Rows, Tower, settled
from inference.llama.plan import Field, key_text, plan, value_text
from inference.llama.prompt import Prefix, Tokens, tokens_of
from inference.llama.sampler import Sampler
from inference.llama.template import Layout
from inference.llama.vocabulary import Vocabulary

Steps: TypeAlias = Generator[list[Event], None, None]


@dataclass(frozen=True, slots=True)
class Machine:
    """What all sequences of an engine share."""

    context: Context
    tower: Tower
    vocabulary: Vocabulary
    grammars: Grammars
    layout: Layout
    prefix: Prefix


class Sequence:
    """One request in one slot.

    Attributes:
        request: What is asked.
        slot: The sequence of KV cells that it lives in.
        finished: Whether :attr:`answer` is complete.
    """

    def __init__(self, request: Request, slot: int, machine: Machine) -> None:
        self.request = request
        self.finished = False
        self.slot = slot
        self._machine = machine
        self._sampler = Sampler(request.sampling)
        self._encoding: Encoding | None = None
        self._started = time.monotonic()
        self._image_seconds = 0.0
        self._position = 0
        self._cells = 0
        self._prompt_cells = 0
        self._reused = 0
        self._steps = self._run()
        self.answer: Answer

    @property
    def figures(self) -> Figures:
        """What it has cost so far."""
        return Figures(
            seconds=time.monotonic() - self._started,
            image_seconds=self._image_seconds,
            tokens=self.answer.tokens,
            sampled=self._sampler.drawn,
            refused=self._sampler.refused,
            prompt_tokens=self._prompt_cells,
            reused_tokens=self._reused,
        )

    def step(self) -> list[Event]:
        """Do the next bounded piece of work."""
        return next(self._steps)

    def close(self) -> None:
        """Give back the slot's cells; stop what is being encoded."""
        self._steps.close()
        if self._encoding is not None:
            self._encoding.stopped = True
        self._machine.context.drop(self.slot)

    def _run(self) -> Steps:
        machine = self._machine
        fields = plan(self.request.schema)
        tokens = tokens_of(self.request.prompt, machine.layout, machine.vocabulary)
        longest = self._longest(fields)
        self._check_room(len(tokens.before) + len(tokens.after) + longest)
        self.answer = Answer(
            self.request.job,
            fields,
            machine.grammars,
            machine.vocabulary,
            self._sampler,
            lead=machine.layout.answer_lead,
            scored=machine.context.shareable,
        )
        yield from self._read_instructions(tokens)
        photos: list[Encoded] = []
        for photo in self.request.photos:
            yield from self._look(photo, photos)
        self._check_room(len(tokens.before) + sum(encoded.cells for encoded in photos) + len(tokens.after) + longest)
        for encoded in photos:
            yield from self._place(encoded)
        yield from self._read_question(tokens)
        yield from self._write()
        self.finished = True
        yield []

    def _read_instructions(self, tokens: Tokens) -> Steps:
        context = self._machine.context
        prefix = self._machine.prefix if context.shareable else Prefix(context, self.slot)
        self._reused = prefix.want(tokens.before)
        while prefix.fraction < 1:
            prefix.advance()
            yield [self._progress(Stage.PROMPT, prefix.fraction)]
        if context.shareable:
            context.copy(PREFIX, self.slot, prefix.done)
        self._position = self._cells = prefix.done

    def _look(self, photo: Photo, photos: list[Encoded]) -> Steps:
        """Encode one photo, or find it; the fraction is of all the request's photos."""
        count = len(self.request.photos)
        if isinstance(photo, PhotoFile):
            reading = self._machine.tower.read(photo)
            while not settled(reading):
                yield [self._progress(Stage.IMAGE, len(photos) / count)]
            photo = reading.result()
        began = time.monotonic()
        self._encoding = encoding = self._machine.tower.encode(photo)
        while not settled(encoding.result):
            yield [self._progress(Stage.IMAGE, (len(photos) + encoding.fraction) / count)]
        photos.append(self._machine.tower.keep(encoding))
        self._encoding = None
        if not encoding.reused:
            self._image_seconds += time.monotonic() - began
        yield [self._progress(Stage.IMAGE, len(photos) / count)]

    def _place(self, photo: Encoded) -> Steps:
        for part in photo.parts:
            if isinstance(part, Rows):
                self._place_rows(part)
                yield []
            else:
                yield from self._feed(part)

    def _place_rows(self, rows: Rows) -> None:
        behind = llama_cpp.llama_pos(0)
        status = mtmd_cpp.mtmd_helper_decode_image_chunk(
            self._machine.tower.native,
            self._machine.context.native,
            rows.chunk,
            rows.embeddings.ctypes.data_as(ctypes.POINTER(ctypes.c_float)),
            self._position,
            self.slot,
            BATCH,
            ctypes.byref(behind),
            mtmd_cpp.mtmd_helper_post_decode_callback(0),
            None,
        )
        self._machine.context.check(status)
        self._position = behind.value
        self._cells += rows.cells

    def _read_question(self, tokens: Tokens) -> Steps:
        """Evaluate what follows the photos but its last token, which goes with the answer's first."""
        yield from self._feed(tokens.after[:-1])
        self.answer.pending[:0] = tokens.after[-1:]
        self._prompt_cells = self._cells + len(tokens.after[-1:])

    def _write(self) -> Steps:
        context = self._machine.context
        while not self.answer.finished:
            if self.answer.scoring:
                yield self.answer.score(context, Place(self.slot, self._position))
                continue
            yield from self._feed(self.answer.pending[:-CHUNK])
            self._decode(self.answer.pending[-CHUNK:], wanted=True)
            yield self.answer.take(context.logits(-1))

    def _feed(self, tokens: Items[int]) -> Steps:
        for start in range(0, len(tokens), CHUNK):
            self._decode(tokens[start : start + CHUNK])
            yield []

    def _decode(self, tokens: Items[int], *, wanted: bool = False) -> None:
        if self._cells + len(tokens) > self._machine.context.size:
            self._check_room(self._cells + len(tokens))
        last = len(tokens) - 1
        self._machine.context.decode(
            [Item(token, self._position + i, (self.slot,), wanted and i == last) for i, token in enumerate(tokens)]
        )
        self._position += len(tokens)
        self._cells += len(tokens)

    def _longest(self, fields: tuple[Field, ...]) -> int:
        """Tokens that the answer takes at most, in all likelihood, with room to compare a closed list's entries."""
        vocabulary = self._machine.vocabulary
        keys = sum(len(vocabulary.tokenise(key_text(field.name, first=False), special=False)) for field in fields)
        values = sum(field.bound for field in fields)
        entries = [value_text(entry) for field in fields for entry in field.choices]
        longest = max((len(vocabulary.tokenise(entry, special=False)) for entry in entries), default=0)
        return keys + values + longest * SCRATCH

    def _check_room(self, needed: int) -> None:
        available = self._machine.context.size
        if needed > available:
            raise ContextTooSmall(f"{needed} of {available} tokens", needed=str(needed), available=str(available))

    def _progress(self, stage: Stage, fraction: float) -> Progressed:
        return Progressed(self.request.job, stage, fraction)
