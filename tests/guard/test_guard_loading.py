"""Loading in a child: the errors of loading here, a crash that is told apart, and a stop at any moment."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from inference.errors import EngineCrashed, InferenceError, LoadCancelled, ModelBroken, OutOfMemory
from inference.guard.ending import loading_error, reason_of
from inference.guard.engine import GuardedEngine
from inference.guard.process import Ended
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.guard.conftest import OPTIONS, children
from tests.tiny_model import make_projector


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def rename_architecture(path: Path) -> None:
    octets = bytearray(path.read_bytes())
    place = octets.index(b"llama", octets.index(b"general.architecture"))
    octets[place : place + 5] = b"llamx"
    path.write_bytes(octets)


def refused(load: Callable[..., object], files: ModelFiles) -> InferenceError:
    with pytest.raises(InferenceError) as raised:
        load(files, OPTIONS)
    return raised.value


@pytest.mark.parametrize(
    ("half", "spoil"),
    [
        pytest.param("text", Path.unlink, id="no text model"),
        pytest.param("projector", Path.unlink, id="no projector"),
        pytest.param("text", cut, id="cut"),
        pytest.param("text", rename_architecture, id="unknown to the runtime"),
        pytest.param("projector", lambda path: make_projector(path, width=96), id="no pair"),
    ],
)
def test_the_same_errors(
    own_files: ModelFiles, half: str, spoil: Callable[[Path], None], no_process_left: None
) -> None:
    spoil(getattr(own_files, half))
    here, there = refused(LlamaEngine.load, own_files), refused(GuardedEngine.load, own_files)
    assert type(there) is type(here)
    assert (there.code, there.facts, str(there)) == (here.code, here.facts, str(here))


@pytest.mark.parametrize("calls", [1, 2, 20])
def test_loading_is_stopped(files: ModelFiles, no_process_left: None, calls: int) -> None:
    told: list[float] = []

    def progress(fraction: float) -> bool:
        told.append(fraction)
        return len(told) < calls

    with pytest.raises(LoadCancelled):
        GuardedEngine.load(files, OPTIONS, progress)
    assert len(told) == calls


def test_what_a_progress_raises_leaves_nothing(files: ModelFiles, no_process_left: None) -> None:
    with pytest.raises(ZeroDivisionError):
        GuardedEngine.load(files, OPTIONS, lambda _fraction: bool(1 / 0))


def test_a_load_that_hangs_is_stopped(files: ModelFiles, no_process_left: None) -> None:
    """A child that says nothing more, as behind a dead network drive, is asked about again and again."""
    told: list[float] = []

    def progress(fraction: float) -> bool:
        told.append(fraction)
        if len(told) == 1:
            own = max(children(), key=lambda child: child.create_time())
            own.send_signal(signal.SIGSTOP)
        return len(told) < 6

    with pytest.raises(LoadCancelled):
        GuardedEngine.load(files, OPTIONS, progress)


@pytest.mark.parametrize(
    ("number", "kind", "moment"),
    [
        (signal.SIGSEGV, ModelBroken, 0.5),
        (signal.SIGABRT, ModelBroken, 0.0),
        (signal.SIGKILL, EngineCrashed, 0.0),
        (signal.SIGKILL, EngineCrashed, 0.5),
    ],
)
def test_a_crash_while_loading(
    files: ModelFiles, no_process_left: None, number: signal.Signals, kind: type[InferenceError], moment: float
) -> None:
    before = children()

    def progress(fraction: float) -> bool:
        if fraction >= moment:
            for child in children() - before:
                with suppress(psutil.NoSuchProcess):  # it heard the first one
                    child.send_signal(number)
        return True

    with pytest.raises(InferenceError) as raised:
        GuardedEngine.load(files, OPTIONS, progress)
    assert type(raised.value) is kind
    assert number.name in raised.value.facts["reason"]


def test_want_of_memory_is_told_apart(files: ModelFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = Ended(-signal.SIGKILL)
    monkeypatch.setattr("inference.guard.ending.killed_for_memory", lambda: 3)
    assert type(loading_error(killed, files, 2)) is OutOfMemory
    assert type(loading_error(killed, files, 3)) is EngineCrashed
    aborted = Ended(-signal.SIGABRT, "ggml_backend_cuda: cudaMalloc failed: out of memory\n")
    assert type(loading_error(aborted, files, 3)) is OutOfMemory
    assert type(loading_error(Ended(-signal.SIGABRT, "GGML_ASSERT(n > 0) failed"), files, 3)) is ModelBroken


def test_the_reason_is_what_was_said_before_the_dump() -> None:
    words = (
        "/src/ggml.c:12: GGML_ASSERT(n > 0) failed\nFatal Python error: Aborted\n\nThread 0x1 (most recent call first)"
    )
    assert reason_of(Ended(-signal.SIGABRT, words)) == "SIGABRT: /src/ggml.c:12: GGML_ASSERT(n > 0) failed"
    assert reason_of(Ended(-signal.SIGKILL)) == "SIGKILL"
    assert reason_of(Ended(70, "Traceback (most recent call last)\nValueError: no")) == "status 70: ValueError: no"


def test_options_reach_the_engine(files: ModelFiles, no_process_left: None) -> None:
    told: list[float] = []

    def progress(fraction: float) -> bool:
        told.append(fraction)
        return True

    engine = GuardedEngine.load(files, LoadOptions(context=2048, slots=1, threads=1), progress)
    try:
        assert engine.info.context == 2048
        assert told == sorted(told)
        assert told[-1] == 1.0
    finally:
        engine.close()


def test_a_system_that_starts_no_process(files: ModelFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", os.devnull)
    with pytest.raises(EngineCrashed, match="Error"):
        GuardedEngine.load(files, OPTIONS)
