"""llama-cpp-python's own way: ``create_chat_completion`` of a vision handler, constrained by a schema."""

import base64
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np
from llama_cpp import Llama, _internals, llama_cpp, mtmd_cpp
from llama_cpp.llama_chat_format import Llava15ChatHandler
from numpy.typing import NDArray
from PIL import Image

from tests.benchmarks.rivals_course import PROMPT, SCHEMA, Course, Measured, Shares, Step

_CELLS = 4096


@dataclass
class Clock:
    """Seconds in native calls; a photo's rows are evaluated in the call that encodes it."""

    image: float = 0.0
    prompt: float = 0.0
    decode: float = 0.0


def measure_handler(course: Course, cards: int, step: Step) -> Measured:
    """Read photos one after the other, as the library's documentation shows it."""
    handler = Llava15ChatHandler(clip_model_path=str(course.files.projector), verbose=False)
    with extra_buffers(course.repacked):
        model = Llama(
            model_path=str(course.files.text),
            chat_handler=handler,
            n_ctx=_CELLS,
            n_threads=course.threads,
            n_threads_batch=course.threads,
            verbose=False,
        )
    photos = course.photos(cards)
    try:
        _ask(model, photos[0], 4)
        tokens = 0
        with clocked() as clock:
            began = time.perf_counter()
            for photo in photos:
                tokens += _ask(model, photo, course.tokens)
                step()
            seconds = time.perf_counter() - began
    finally:
        model.close()
    sampling = max(0.0, seconds - clock.image - clock.prompt - clock.decode)
    shares = Shares(clock.image, clock.prompt, clock.decode, sampling)
    return Measured("llama-cpp-python", 1, cards, tokens, seconds, shares)


def messages(photo: NDArray[np.uint8]) -> list[dict[str, Any]]:
    """The question as OpenAI's protocol puts it, the photo as PNG, which takes no time worth telling."""
    octets = io.BytesIO()
    Image.fromarray(photo).save(octets, "PNG")
    url = "data:image/png;base64," + base64.b64encode(octets.getvalue()).decode("ascii")
    asked = [{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": PROMPT.question}]
    return [{"role": "system", "content": PROMPT.instructions}, {"role": "user", "content": asked}]


@contextmanager
def extra_buffers(allowed: bool) -> Iterator[None]:
    """Say whether models loaded meanwhile may use llama.cpp's extra buffers, for which the library has no option."""
    defaults = llama_cpp.llama_model_default_params

    def parameters() -> Any:
        made = defaults()
        made.use_extra_bufts = allowed
        return made

    with patch.object(llama_cpp, "llama_model_default_params", parameters):
        yield


@contextmanager
def clocked() -> Iterator[Clock]:
    """Look at the clock before and after native calls."""
    clock = Clock()
    decode, encode = _internals.LlamaContext.decode, mtmd_cpp.mtmd_helper_eval_chunk_single

    def timed_decode(context: Any, batch: Any) -> None:
        began = time.perf_counter()
        decode(context, batch)
        spent = time.perf_counter() - began
        if batch.n_tokens() > 1:
            clock.prompt += spent
        else:
            clock.decode += spent

    def timed_encode(*arguments: Any) -> int:
        began = time.perf_counter()
        status: int = encode(*arguments)
        clock.image += time.perf_counter() - began
        return status

    with (
        patch.object(_internals.LlamaContext, "decode", timed_decode),
        patch.object(mtmd_cpp, "mtmd_helper_eval_chunk_single", timed_encode),
    ):
        yield clock


def _ask(model: Llama, photo: NDArray[np.uint8], tokens: int) -> int:
    """Tokens of one answer."""
    asked: Any = messages(photo)
    wanted: Any = {"type": "json_object", "schema": SCHEMA}
    answer: Any = model.create_chat_completion(
        messages=asked, response_format=wanted, max_tokens=tokens, temperature=0.0
    )
    return int(answer["usage"]["completion_tokens"])
