"""The vision tower: photo → rows of embeddings in the text model's space, on a thread of its own.

Rows are kept in an album by the photo's content, so that a second question about a photo costs no encoding.
"""

import ctypes
import time
from collections.abc import Collection
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

import llama_cpp
import numpy as np
from llama_cpp import mtmd_cpp
from numpy.typing import NDArray

from inference.engine import Photo, PhotoFile
from inference.errors import EngineCrashed, PhotoUnreadable
from inference.llama.context import BATCH
from inference.llama.letterbox import letterbox
from inference.llama.repair import put_back
from inference.llama.rows import Album, Encoded, Matrix, Rows
from inference.preparing import prepare
from inference.preprocess import Corrected

_PATIENCE = 0.04  # seconds that one look at an encoding takes at most
_WATCHED = 24  # of the graph's nodes one in so many is waited for: about one a block
_NODES_PER_BLOCK = 30  # a first guess at the graph's size, replaced by a count after the first photo


class Encoding:
    """A photo being encoded.

    Attributes:
        key: Names the photo by its content.
        fraction: How much is done, in [0, 1].
        reused: Whether the rows were there already.
        stopped: Set to stop it.
        seconds: What it took.
    """

    def __init__(self, key: bytes = b"", *, reused: bool = False) -> None:
        self.key = key
        self.fraction = float(reused)
        self.reused = reused
        self.stopped = False
        self.seconds = 0.0
        self.result: Future[Encoded] = Future()


def await_any(futures: Collection[Future[Any]]) -> None:
    """Wait a moment for something that the tower's thread does."""
    wait(futures, timeout=_PATIENCE, return_when=FIRST_COMPLETED)


class Tower:
    """The loaded projector. One thread calls its methods; two of its own decode files and do the arithmetic.

    Attributes:
        watch: The callback to give to the runtime as ``cb_eval`` when the projector is loaded.
        tile: Rows of a tile that are to be put back in order; 0 where they come so.
        square: Side of the square that photos are fitted into, which the runtime would stretch; 0 for all others.
        album: Photos that were encoded before.
    """

    def __init__(self, width: int, blocks: int) -> None:
        self.watch = llama_cpp.llama_cpp.ggml_backend_sched_eval_callback(self._on_node)
        self.native: Any = None
        self.tile = 0
        self.square = 0
        self.album = Album()
        self._width = width
        self._expected = blocks * _NODES_PER_BLOCK
        self._seen = 0
        self._current = Encoding()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="vision-tower")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="photo-reader")
        self._reader.submit(bool)  # its thread begins with the tower, not with some later photo

    def read(self, photo: Photo) -> Future[Corrected]:
        """Begin to decode and correct a photo's file, ahead of its turn and beside whatever is being encoded."""
        if isinstance(photo, PhotoFile):
            return self._reader.submit(prepare, photo)
        there: Future[Corrected] = Future()
        there.set_result(prepare(photo))
        return there

    def encode(self, photo: NDArray[np.uint8]) -> Encoding:
        """Begin to encode a photo, or find its rows.

        Args:
            photo: ``(height, width, 3)`` uint8, sRGB, upright.

        Raises:
            PhotoUnreadable: It has no pixels.
        """
        if not photo.size:
            raise PhotoUnreadable("empty")
        photo = np.ascontiguousarray(photo)
        key = self.album.key(photo)
        if (encoded := self.album.recall(key)) is not None:
            found = Encoding(key, reused=True)
            found.result.set_result(encoded)
            return found
        encoding = Encoding(key)
        encoding.result = self._worker.submit(self._work, photo, encoding)
        return encoding

    def keep(self, encoding: Encoding) -> Encoded:
        """Keep what a finished encoding gave, for the next question about its photo; raises what it raised."""
        encoded = encoding.result.result()
        self.album.remember(encoding.key, encoded)
        return encoded

    def place(self, context: int, rows: Rows, position: int, sequence: int) -> int:
        """Have the runtime evaluate rows in its own way, all of them at once.

        Args:
            context: The native context.
            rows: What to evaluate.
            position: Where they begin.
            sequence: Whose they are.

        Returns:
            The runtime's status, as :meth:`~inference.llama.context.Context.check` takes it.
        """
        status: int = mtmd_cpp.mtmd_helper_decode_image_chunk(
            self.native,
            context,
            rows.chunk,
            rows.embeddings.ctypes.data_as(ctypes.POINTER(ctypes.c_float)),
            position,
            sequence,
            BATCH,
            ctypes.byref(llama_cpp.llama_pos(0)),
            mtmd_cpp.mtmd_helper_post_decode_callback(0),
            None,
        )
        return status

    def close(self) -> None:
        """Stop what is being encoded, wait for the thread and free the projector."""
        self._current.stopped = True
        self._reader.shutdown(wait=True, cancel_futures=True)
        self._worker.shutdown(wait=True, cancel_futures=True)
        self.album.close()
        if self.native:
            mtmd_cpp.mtmd_free(self.native)
            self.native = None

    def _on_node(self, _tensor: int, asks: bool, _data: int) -> bool:
        """Called for each node of the graph: first whether to wait for it, then, where so, whether to go on."""
        if not asks:
            self._current.fraction = min(0.99, self._seen / self._expected)
            return not self._current.stopped
        self._seen += 1
        return self._seen % _WATCHED == 0

    def _work(self, photo: NDArray[np.uint8], encoding: Encoding) -> Encoded:
        self._current = encoding
        self._seen = 0
        self._check_wanted()
        began = time.monotonic()
        encoded = self._encoded(photo, encoding)
        if not encoding.reused:
            encoding.seconds = time.monotonic() - began
            self.album.write(encoding.key, encoded.matrices)
        return encoded

    def _encoded(self, photo: NDArray[np.uint8], encoding: Encoding) -> Encoded:
        if self.square:
            photo = letterbox(photo, self.square)
        height, width, _ = photo.shape
        bitmap = mtmd_cpp.mtmd_bitmap_init(width, height, photo.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8)))
        chunks = mtmd_cpp.mtmd_input_chunks_init()
        try:
            self._prepare(bitmap, chunks)
            count = mtmd_cpp.mtmd_input_chunks_size(chunks)
            pieces = [mtmd_cpp.mtmd_input_chunks_get(chunks, index) for index in range(count)]
            images = [piece for piece in pieces if not _is_text(piece)]
            kept = self.album.read(encoding.key, [self._shape(image) for image in images])
            encoding.reused = kept is not None
            rows = iter(map(self._rows, images) if kept is None else kept)
            parts = (_tokens(piece) if _is_text(piece) else self._part(piece, next(rows)) for piece in pieces)
            return Encoded(tuple(parts))
        finally:
            mtmd_cpp.mtmd_input_chunks_free(chunks)
            mtmd_cpp.mtmd_bitmap_free(bitmap)

    def _prepare(self, bitmap: Any, chunks: Any) -> None:
        """Bring the photo to the tower's size, and learn what stands around it."""
        marker = mtmd_cpp.mtmd_default_marker()
        text = mtmd_cpp.mtmd_input_text()
        text.text, text.text_len, text.add_special, text.parse_special = marker, len(marker), False, True
        bitmaps = (mtmd_cpp.mtmd_bitmap_p_ctypes * 1)(bitmap)
        if status := mtmd_cpp.mtmd_tokenize(self.native, chunks, ctypes.byref(text), bitmaps, 1):
            raise EngineCrashed(f"mtmd_tokenize: {status}", reason=f"mtmd_tokenize: {status}")

    def _shape(self, chunk: Any) -> tuple[int, int]:
        return mtmd_cpp.mtmd_input_chunk_get_n_tokens(chunk), self._width

    def _rows(self, chunk: Any) -> Matrix:
        """Encode an image."""
        self._seen = 0
        status = mtmd_cpp.mtmd_encode_chunk(self.native, chunk)
        self._check_wanted()  # an encoding that was stopped reports success all the same
        if status:
            raise EngineCrashed(f"mtmd_encode_chunk: {status}", reason=f"mtmd_encode_chunk: {status}")
        self._expected = max(1, self._seen)
        output = mtmd_cpp.mtmd_get_output_embd(self.native)
        rows: Matrix = np.ctypeslib.as_array(output, shape=self._shape(chunk)).copy()
        if self.tile:
            put_back(rows, self.tile)
        return rows

    def _part(self, chunk: Any, rows: Matrix) -> Rows:
        special = mtmd_cpp.mtmd_decode_use_mrope(self.native) or mtmd_cpp.mtmd_decode_use_non_causal(self.native, chunk)
        return Rows(chunk, rows, plain=not special)

    def _check_wanted(self) -> None:
        if self._current.stopped:
            raise EngineCrashed("stopped", reason="stopped")


def _is_text(chunk: Any) -> bool:
    return bool(mtmd_cpp.mtmd_input_chunk_get_type(chunk) == mtmd_cpp.MTMD_INPUT_CHUNK_TYPE_TEXT)


def _tokens(chunk: Any) -> tuple[int, ...]:
    count = ctypes.c_size_t()
    tokens = mtmd_cpp.mtmd_input_chunk_get_tokens_text(chunk, ctypes.byref(count))
    return tuple(int(tokens[index]) for index in range(count.value))
