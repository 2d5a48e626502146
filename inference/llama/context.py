"""The native context: batches of tokens for slots, one for each answer in flight, each with KV cells of its own.

In one pool for all, attention multiplies each token with the cells of all answers, and throws away what it finds in
those of others; so every slot is a sequence with a stream of cells to itself. What one slot has evaluated comes into
another by copying all of its stream. The runtime evaluates tokens of several slots at the same time where these are
neighbours and in order, as many of each as all of them have; what is left of longer ones it evaluates alone.
"""

import ctypes
import sys
from collections.abc import Sequence as Items
from dataclasses import dataclass
from typing import Any

import llama_cpp
import numpy as np
from numpy.typing import NDArray

from inference.errors import ContextTooSmall, EngineCrashed, OutOfMemory
from inference.llama.attention import LARGEST, Attention

BATCH = LARGEST
CHUNK = 128  # of a prompt, so that a step stays short and a GPU, which knows no abort callback, can be stopped
_COMPRESSING = {"deepseek4", "dots3note"}  # architectures that fold what is behind their window into further states


class Interrupted(Exception):
    """The interrupt stopped a decode; the cells of that batch are to be dropped."""


@dataclass(frozen=True, slots=True)
class Item:
    """One token of a batch.

    Attributes:
        token: Which.
        position: Where it stands.
        slot: Whose it is.
        wanted: Whether the logits behind it are wanted.
    """

    token: int
    position: int
    slot: int
    wanted: bool = False


class Interrupt:
    """A flag that the arithmetic reads after every node of its graph.

    llama.cpp calls a C function there. One written in Python would need the interpreter's lock some thousand times a
    token, and wait for it whenever a window is busy; so the function is the C library's ``strlen``, and the flag a text
    of no or one byte.
    """

    def __init__(self) -> None:
        self._flag = ctypes.create_string_buffer(2)
        library = ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None)
        self.callback = ctypes.cast(library.strlen, llama_cpp.ggml_abort_callback)
        self.data = ctypes.cast(self._flag, ctypes.c_void_p)

    def set(self) -> None:
        """Stop the arithmetic soon; any thread may."""
        self._flag[0] = b"\x01"

    def clear(self) -> None:
        """Let it run again."""
        self._flag[0] = b"\x00"


class Context:
    """KV cells and logits of one loaded text model.

    Attributes:
        size: Cells in all.
        longest: Tokens that one slot may hold: as many as the model was trained with, where there is room.
        slots: Answers that may be in flight at the same time; their numbers begin at 0.
        interrupt: Stops a decode that runs.
        width: Numbers in a row.
        shareable: Whether a slot's cells can be copied to another one, and its last ones be dropped again.
    """

    def __init__(
        self, model: int, size: int, slots: int, threads: int, vocabulary: int, attention: Attention | None = None
    ) -> None:
        self.slots = slots
        self.interrupt = Interrupt()
        self._vocabulary = vocabulary
        self.width: int = llama_cpp.llama_model_n_embd_inp(model)
        parameters = self._parameters(size, threads, attention or Attention())
        self.native: Any = llama_cpp.llama_init_from_model(model, parameters)
        if not self.native:
            raise OutOfMemory(f"no context of {size} tokens")
        self.size: int = llama_cpp.llama_n_ctx(self.native)
        spare = 1 if slots > 1 else 0  # for the filler between two others
        own: int = llama_cpp.llama_n_ctx_seq(self.native) - spare
        self.longest: int = min(own, llama_cpp.llama_model_n_ctx_train(model))
        self._memory = llama_cpp.llama_get_memory(self.native)
        self._batch = llama_cpp.llama_batch_init(BATCH, 0, 1)
        self._rows = llama_cpp.llama_batch_init(CHUNK, self.width, 1)
        self.shareable = not _folds(model)

    def _parameters(self, size: int, threads: int, attention: Attention) -> Any:
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = size
        parameters.n_batch = BATCH
        parameters.n_ubatch = attention.rows
        parameters.flash_attn_type = attention.kind
        parameters.n_seq_max = self.slots
        parameters.kv_unified = False
        parameters.swa_full = True  # cells behind a sliding window stay: slots copy them, and go back to them
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.abort_callback = self.interrupt.callback
        parameters.abort_callback_data = self.interrupt.data
        return parameters

    def decode(self, items: Items[Item]) -> None:
        """Evaluate up to :data:`BATCH` tokens, those of a slot behind each other.

        Raises:
            Interrupted: The interrupt was set meanwhile.
            ContextTooSmall: No cells are left.
            EngineCrashed: The runtime gave up.
        """
        batch = self._batch
        batch.n_tokens = len(items)
        for index, item in enumerate(items):
            batch.token[index] = item.token
            batch.pos[index] = item.position
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = item.slot
            batch.logits[index] = item.wanted
        self.check(llama_cpp.llama_decode(self.native, batch))

    def decode_rows(self, rows: NDArray[np.float32], position: int, slot: int) -> None:
        """Evaluate up to :data:`CHUNK` of a photo's rows as if each were a token; raises what :meth:`decode` raises.

        Args:
            rows: ``(count, width)`` float32, C-contiguous, in the text model's space.
            position: Where the first stands.
            slot: Whose they are.
        """
        batch = self._rows
        batch.n_tokens = len(rows)
        ctypes.memmove(batch.embd, rows.ctypes.data, rows.nbytes)
        for index in range(len(rows)):
            batch.pos[index] = position + index
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = slot
            batch.logits[index] = False
        self.check(llama_cpp.llama_decode(self.native, batch))

    def check(self, status: int) -> None:
        """Turn the runtime's status into an exception; 0 is well."""
        if status == 1:
            raise ContextTooSmall("no cells left", needed=str(self.longest + 1), available=str(self.longest))
        if status == 2:
            raise Interrupted
        if status:
            raise EngineCrashed(f"llama_decode: {status}", reason=f"llama_decode: {status}")

    def logits(self, index: int) -> NDArray[np.float32]:
        """What the model expects behind the batch's token ``index`` (-1: its last), whose logits were wanted.

        Returns:
            ``(vocabulary,)`` float32; the runtime's own memory, valid until the next decode.
        """
        row = llama_cpp.llama_get_logits_ith(self.native, index)
        if not row:
            raise EngineCrashed("no logits", reason="no logits")
        return np.ctypeslib.as_array(row, shape=(self._vocabulary,))

    def behind(self, slot: int) -> int:
        """The position behind all that a slot holds."""
        last: int = llama_cpp.llama_memory_seq_pos_max(self._memory, slot)
        return last + 1

    def copy(self, source: int, target: int, end: int) -> None:
        """Put what ``source`` holds in front of position ``end`` in the place of all that ``target`` holds.

        The runtime copies all or nothing, and does so in front of the next decode.
        """
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, -1, -1)
        self.drop(target, end)

    def drop(self, slot: int, start: int = 0) -> None:
        """Forget a slot's cells from a position on."""
        if not llama_cpp.llama_memory_seq_rm(self._memory, slot, start, -1):
            llama_cpp.llama_memory_seq_rm(self._memory, slot, -1, -1)

    def rewind(self, items: Items[Item]) -> None:
        """Forget what a batch that did not come to its end has left behind, so that it can be tried again."""
        starts: dict[int, int] = {}
        for item in items:
            starts[item.slot] = min(item.position, starts.get(item.slot, item.position))
        for slot, start in starts.items():
            self.drop(slot, start)

    def close(self) -> None:
        """Free the cells and the batches."""
        llama_cpp.llama_batch_free(self._batch)
        llama_cpp.llama_batch_free(self._rows)
        llama_cpp.llama_free(self.native)


def _folds(model: int) -> bool:
    """Whether what a sequence has seen is more than its cells: states that can neither be shared nor go back."""
    if llama_cpp.llama_model_is_recurrent(model) or llama_cpp.llama_model_is_hybrid(model):
        return True
    name = ctypes.create_string_buffer(64)
    llama_cpp.llama_model_meta_val_str(model, b"general.architecture", name, len(name))
    return name.value.decode("utf-8", "replace") in _COMPRESSING
