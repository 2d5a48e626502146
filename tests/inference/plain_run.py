"""What a model expects behind each token, found without the engine: one sequence, photos the runtime's own way.

The reference that an engine's cleverness (instructions shared, photos placed by itself, many sequences in one batch)
is held against.
"""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import llama_cpp
import numpy as np
import pytest
from llama_cpp import mtmd_cpp
from numpy.typing import NDArray

from inference.engine import Request
from inference.llama.answer import Answer
from inference.llama.engine import LlamaEngine
from inference.llama.prompt import tokens_of

_BATCH = 512
_CONTEXT = 2048

Logits = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer was given: the tokens evaluated last, and what the model expected behind them."""

    tokens: tuple[int, ...]
    logits: Logits


@contextmanager
def watched() -> Iterator[dict[str, list[Taken]]]:
    """Note what answers are given, by job."""
    given: dict[str, list[Taken]] = {}
    take = Answer.take

    def note(answer: Answer, logits: Logits) -> list[Any]:
        given.setdefault(answer._job, []).append(Taken(tuple(answer.pending), logits.copy()))
        return take(answer, logits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Answer, "take", note)
        yield given


class PlainRun:
    """One sequence in a context of its own, on an engine's loaded model and projector."""

    def __init__(self, engine: LlamaEngine) -> None:
        self._engine = engine
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx, parameters.n_batch, parameters.n_ubatch = _CONTEXT, _BATCH, _BATCH
        parameters.n_threads = parameters.n_threads_batch = 1
        self._context = llama_cpp.llama_init_from_model(engine._loaded._model, parameters)
        assert self._context
        self._position = 0

    def __enter__(self) -> "PlainRun":
        return self

    def __exit__(self, *_: object) -> None:
        llama_cpp.llama_free(self._context)

    def ask(self, request: Request) -> None:
        """Evaluate a request's prompt and photos, all but the last token behind these."""
        machine = self._engine._machine
        tokens = tokens_of(request.prompt, machine.layout, machine.vocabulary, len(request.photos))
        self.feed(tokens.before)
        for caption, photo in zip(tokens.captions, request.photos, strict=True):
            assert isinstance(photo, np.ndarray)
            if caption:
                self.feed(caption)
            self._show(photo)
        self.feed(tokens.after[:-1])

    def feed(self, tokens: Sequence[int]) -> Logits:
        """Evaluate tokens; what the model expects behind the last of them."""
        batch = llama_cpp.llama_batch_init(len(tokens), 0, 1)
        try:
            batch.n_tokens = len(tokens)
            for place, token in enumerate(tokens):
                batch.token[place], batch.pos[place] = token, self._position + place
                batch.n_seq_id[place], batch.seq_id[place][0] = 1, 0
                batch.logits[place] = place == len(tokens) - 1
            assert llama_cpp.llama_decode(self._context, batch) == 0
        finally:
            llama_cpp.llama_batch_free(batch)
        self._position += len(tokens)
        size = self._engine._machine.vocabulary.size
        return np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(self._context, -1), shape=(size,)).copy()

    def _show(self, photo: NDArray[np.uint8]) -> None:
        """Tokenise, encode and evaluate a photo as the runtime does it."""
        native, (height, width, _) = self._engine._machine.tower.native, photo.shape
        bitmap = mtmd_cpp.mtmd_bitmap_init(width, height, photo.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8)))
        chunks = mtmd_cpp.mtmd_input_chunks_init()
        marker = mtmd_cpp.mtmd_default_marker()
        text = mtmd_cpp.mtmd_input_text()
        text.text, text.text_len, text.add_special, text.parse_special = marker, len(marker), False, True
        behind = llama_cpp.llama_pos(0)
        try:
            bitmaps = (mtmd_cpp.mtmd_bitmap_p_ctypes * 1)(bitmap)
            assert mtmd_cpp.mtmd_tokenize(native, chunks, ctypes.byref(text), bitmaps, 1) == 0
            status = mtmd_cpp.mtmd_helper_eval_chunks(
                native, self._context, chunks, self._position, 0, _BATCH, False, ctypes.byref(behind)
            )
            assert status == 0
        finally:
            mtmd_cpp.mtmd_input_chunks_free(chunks)
            mtmd_cpp.mtmd_bitmap_free(bitmap)
        self._position = behind.value
