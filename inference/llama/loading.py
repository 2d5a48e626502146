"""Loads both halves of a model, telling how far it is; whatever goes wrong, nothing stays behind."""

import ctypes
import os
from pathlib import Path
from typing import Any

import llama_cpp
from llama_cpp import mtmd_cpp

from inference.errors import InferenceError, LoadCancelled, ModelBroken, ModelMismatch, ModelUnsupported, OutOfMemory
from inference.llama.attention import attention_of
from inference.llama.context import Context
from inference.llama.identity import code_of, identity_of
from inference.llama.library import log, repacks
from inference.llama.memory import cells_of, slots_of
from inference.llama.options import LoadOptions, LoadProgress, ModelFiles
from inference.llama.photo import Tower
from inference.llama.repair import Eyes, seeing_right
from inference.llama.rows import Album
from inference.llama.vocabulary import Vocabulary
from inference.llama.weights import Pair

_MOST_ROWS = 1024  # of a photo, where the tower's size follows the photo's
_MEMORY = ("failed to allocate", "unable to allocate", "out of memory")
_MISMATCH = "mismatch between text model"
_UNSUPPORTED = ("unknown model architecture", "unknown projector type")


class Loaded:
    """A text model with its context and vocabulary, and a projector; freed once by :meth:`close`.

    Attributes:
        vocabulary: Of the text model.
        context: Its KV cells.
        tower: The projector.
        repaired: Whether the projector is a mended copy of the one that was named.
    """

    vocabulary: Vocabulary
    context: Context
    tower: Tower
    repaired: bool

    def __init__(self, files: ModelFiles, pair: Pair, options: LoadOptions, progress: LoadProgress) -> None:
        log().forget()
        self._model: Any = None
        self._share = _Share(progress, files.text.stat().st_size, files.projector.stat().st_size)
        try:
            self._model = self._load_text(files.text, options)
            self.vocabulary = Vocabulary(self._model)
            self.context = self._make_context(options, pair, slots_of(options, pair))
            self.tower = Tower(llama_cpp.llama_model_n_embd_inp(self._model), pair.tower_blocks)
            self.tower.square = pair.square
            eyes = self._eyes(files.projector, pair, options)
            self.repaired, self.tower.tile = eyes.repaired, eyes.tile
            self._load_projector(eyes.path, options)
            if options.photos is not None:
                self.tower.album = Album(_encoder(eyes, self.tower, options), options.photos)
        except BaseException:
            self.close()
            raise

    @property
    def template(self) -> str | None:
        """The chat template in the text model's file, where it carries one."""
        template = llama_cpp.llama_model_chat_template(self._model, None)
        return template.decode("utf-8", "replace") if template else None

    def close(self) -> None:
        """Free everything; calling again is harmless."""
        for part in ("tower", "context"):
            if hasattr(self, part):
                getattr(self, part).close()
                delattr(self, part)
        if self._model:
            llama_cpp.llama_model_free(self._model)
            self._model = None

    def _load_text(self, path: Path, options: LoadOptions) -> Any:
        parameters = llama_cpp.llama_model_default_params()
        parameters.use_extra_bufts = repacks()
        if options.gpu_layers is not None:
            parameters.n_gpu_layers = options.gpu_layers
        callback = llama_cpp.llama_progress_callback(self._share.of_text)
        parameters.progress_callback = callback
        model = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)  # UTF-8 on Windows, too
        if not model:
            raise self._why(path)
        return model

    def _eyes(self, projector: Path, pair: Pair, options: LoadOptions) -> Eyes:
        if not options.repair:
            return Eyes(projector)
        width = llama_cpp.llama_model_n_embd_inp(self._model)
        return seeing_right(projector, pair.projector, self._model, width, self._share.goes_on)

    def _make_context(self, options: LoadOptions, pair: Pair, slots: int) -> Context:
        """Make the context; where it does not fit, and nobody said how many slots it must have, one with fewer."""
        trained = llama_cpp.llama_model_n_ctx_train(self._model)
        cells = cells_of(options, slots, trained)
        attention = attention_of(options, pair, graphics=llama_cpp.llama_supports_gpu_offload())
        try:
            return Context(self._model, cells, slots, threads_of(options), self.vocabulary.size, attention)
        except OutOfMemory:
            if slots == 1 or options.slots is not None:
                raise
            return self._make_context(options, pair, slots // 2)

    def _load_projector(self, path: Path, options: LoadOptions) -> None:
        parameters = mtmd_cpp.mtmd_context_params_default()
        parameters.use_gpu = options.projector_on_gpu
        parameters.n_threads = threads_of(options)
        parameters.print_timings = False
        parameters.warmup = False
        parameters.image_max_tokens = _MOST_ROWS
        parameters.cb_eval = self.tower.watch
        callback = mtmd_cpp.mtmd_progress_callback(self._share.of_projector)
        parameters.progress_callback = callback
        self.tower.native = mtmd_cpp.mtmd_init_from_file(os.fsencode(path), self._model, parameters)
        if not self.tower.native:
            raise self._why(path)
        if not mtmd_cpp.mtmd_support_vision(self.tower.native):
            raise ModelMismatch("the projector is not for photos", path=str(path))

    def _why(self, path: Path) -> InferenceError:
        """Tell why a file did not load."""
        if self._share.stopped:
            return LoadCancelled("loading was stopped")
        reason = log().reason or "the runtime gave no reason"
        if _MISMATCH in reason:
            return ModelMismatch(reason, path=str(path))
        if any(word in reason.lower() for word in _MEMORY):
            return OutOfMemory(reason)
        if any(word in reason for word in _UNSUPPORTED):
            return ModelUnsupported(reason, path=str(path), reason=reason)
        return ModelBroken(f"{path}: {reason}", path=str(path), reason=reason)


def threads_of(options: LoadOptions) -> int:
    """Threads for arithmetic: all but one of more than two cores, unless said otherwise."""
    cores = os.cpu_count() or 1
    return options.threads or (cores - 1 if cores > 2 else cores)


def _encoder(eyes: Eyes, tower: Tower, options: LoadOptions) -> bytes:
    """Names whatever makes rows out of pixels: the projector, its mending, the runtime and what it computes with."""
    facts = (eyes.repaired, eyes.tile, tower.square, _MOST_ROWS, options.projector_on_gpu)
    runtime: bytes = llama_cpp.llama_print_system_info()
    code = code_of("llama/photo.py", "llama/letterbox.py", "llama/repair.py")
    return identity_of(eyes.path) + repr(facts).encode() + code + runtime


class _Share:
    """One progress out of two, by the files' sizes."""

    def __init__(self, progress: LoadProgress, text: int, projector: int) -> None:
        self._progress = progress
        self._text = text / max(1, text + projector)
        self.stopped = False

    def of_text(self, fraction: float, _data: ctypes.c_void_p) -> bool:
        return self._tell(fraction * self._text)

    def of_projector(self, fraction: float, _data: ctypes.c_void_p) -> bool:
        return self._tell(self._text + fraction * (1 - self._text))

    def goes_on(self) -> bool:
        """Between the two files."""
        return self._tell(self._text)

    def _tell(self, fraction: float) -> bool:
        self.stopped = self.stopped or not self._progress(min(1.0, fraction))
        return not self.stopped
