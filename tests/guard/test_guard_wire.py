"""What goes through a pipe comes out as it went in: requests with their pixels, events, and errors with their facts."""

import io
import os
import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.engine import PhotoFile
from inference.errors import (
    EngineCrashed,
    InferenceError,
    ModelBroken,
    OutOfMemory,
    PhotoCrashes,
    PhotoUnreadable,
)
from inference.events import Failed, TextGrown
from inference.guard.frames import frame, read, write
from inference.guard.wire import Add, Order, Report, Told
from tests.inference.cards import photo, request


def sent(message: Order | Report) -> object:
    """A message after its way through a real pipe, which holds less than a photo."""
    reading, writing = os.pipe()
    with io.BufferedReader(io.FileIO(reading)) as reports, io.FileIO(writing, "w") as orders:
        writer = threading.Thread(target=write, args=[orders, frame(message)])
        writer.start()
        try:
            return read(reports)
        finally:
            writer.join()


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(photo(1, 1024, 1024), id="large"),
        pytest.param(photo(2)[::2, ::-1], id="not contiguous"),
        pytest.param(np.asfortranarray(photo(3)), id="columns first"),
        pytest.param(np.zeros((0, 0, 3), np.uint8), id="empty"),
    ],
)
def test_a_request(pixels: NDArray[np.uint8]) -> None:
    reference = PhotoFile(Path("fotos", "é 模.jpg"), 1024)
    asked = request("job é", photos=(pixels, reference), temperature=0.3)
    came = sent(Add(asked))
    assert isinstance(came, Add)
    one, other = came.request.photos
    assert isinstance(one, np.ndarray)
    np.testing.assert_array_equal(one, pixels)
    assert other == reference
    for name in ("job", "schema", "prompt", "sampling"):
        assert getattr(came.request, name) == getattr(asked, name)


def test_the_pixels_are_not_copied() -> None:
    pixels = photo(1)
    _, buffer = frame(Add(request(photos=(pixels,))))
    assert np.shares_memory(np.asarray(buffer), pixels)


@pytest.mark.parametrize(
    "error",
    [
        PhotoUnreadable("too_large", path="a.jpg", width="9", height="9"),
        ModelBroken("why", path="a.gguf", reason="why"),
        PhotoCrashes("SIGSEGV", reason="SIGSEGV", times="3"),
        EngineCrashed("bug", reason="bug"),
        OutOfMemory(),
    ],
)
def test_an_error(error: InferenceError) -> None:
    came = sent(Told((Failed("job", error), TextGrown("job", "name", ["a"]))))
    assert isinstance(came, Told)
    failed, grown = came.events
    assert grown == TextGrown("job", "name", ["a"])
    assert isinstance(failed, Failed)
    other = failed.error
    assert type(other) is type(error)
    assert (other.code, other.facts, other.retryable, str(other)) == (
        error.code,
        error.facts,
        error.retryable,
        str(error),
    )


def test_half_a_frame_is_the_end() -> None:
    whole = b"".join(bytes(part) for part in frame(Add(request())))
    for length in (0, 1, 20, len(whole) - 1):
        with pytest.raises(EOFError):
            read(io.BytesIO(whole[:length]))


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="frame"):
        read(io.BytesIO(b"ggml: stray text on the pipe"))
