"""Nothing outlives the engine, however it or its owner ends: no process, no thread, no open file."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from inference.events import Cancelled, Failed, Finished
from inference.guard.engine import GuardedEngine
from inference.llama.options import ModelFiles
from tests.guard.asking import LONG, begun, brief, killed_with, until
from tests.guard.conftest import pid_of
from tests.inference.cards import answer, drain, request

ROOT = Path(__file__).resolve().parents[2]

# A program that owns a guarded engine and says where it is; its folder holds a module that must not be taken for numpy.
OWNER = """
import signal
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[1]]
from inference.guard.engine import GuardedEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.guard.asking import LONG, request

def say(word):
    print(word, flush=True)
    return True

if __name__ == "__main__":
    say("starting")
    files = ModelFiles(Path(sys.argv[2]), Path(sys.argv[3]))
    engine = GuardedEngine.load(files, LoadOptions(slots=1, threads=1), lambda fraction: say("loading"))
    say("loaded")
    if sys.argv[4] == "idle":
        say("idle")
        signal.pause()
    engine.add(request("job", schema=LONG))
    while True:
        for event in engine.step():
            say(type(event).__name__)
"""


def left_alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that run on; one that ended may stay in the list of processes where nobody takes in orphans."""
    deadline = time.monotonic() + 20
    while processes and time.monotonic() < deadline:
        running = psutil.wait_procs(processes, timeout=0.05)[1]
        processes = [process for process in running if not is_zombie(process)]
    return processes


def is_zombie(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def guards() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("guard")}


@pytest.mark.parametrize("word", ["loading", "idle", "TextGrown"])
def test_a_killed_owner_leaves_no_child(files: ModelFiles, tmp_path: Path, word: str) -> None:
    (tmp_path / "numpy.py").write_text("raise RuntimeError('not this one')")
    (tmp_path / "owner.py").write_text(OWNER, encoding="utf-8")
    command = [sys.executable, "-P", "owner.py", *map(str, (ROOT, files.text, files.projector)), word]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        while (line := owner.stdout.readline().strip()) != word:
            assert line, "the owner ended by itself"
        children = psutil.Process(owner.pid).children(recursive=True)
        assert len(children) == 1
        assert os.getpgid(children[0].pid) != os.getpgid(owner.pid)  # Ctrl+C in the terminal is the owner's alone
        assert os.getsid(children[0].pid) == os.getsid(owner.pid)  # only within a session does niceness count
        owner.kill()
    assert left_alive(children) == []


@pytest.mark.parametrize("steps", [0, 1, 3, 40])
def test_closed_at_any_step(loading: Callable[..., GuardedEngine], steps: int) -> None:
    before = guards()
    engine = loading()
    assert len(guards() - before) == 3
    engine.add(request("a", schema=LONG))
    engine.add(brief("b"))
    for _ in range(steps):
        engine.step()
    child = psutil.Process(pid_of(engine))
    engine.close()
    assert not child.is_running()
    assert guards() == before
    engine.close()
    assert engine.idle
    assert engine.step() == []
    engine.abort("a")
    with pytest.raises(ValueError, match="closed"):
        engine.add(request("c"))


def test_closed_while_loading_again(engine: GuardedEngine) -> None:
    killed_with(engine, 1)
    engine.add(brief("waits"))
    while engine._child is None:
        engine.step()
    child = psutil.Process(pid_of(engine))
    engine.close()
    assert not child.is_running()


def test_a_child_that_answers_no_more_is_closed(engine: GuardedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inference.guard.process._PATIENCE", 0.1)
    engine.add(request("job", schema=LONG))
    until(engine, begun("job"))
    child = psutil.Process(pid_of(engine))
    child.suspend()
    engine.close()
    assert not child.is_running()


def test_a_job_that_does_not_end_on_request(engine: GuardedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inference.guard.engine._ABORT_PATIENCE", 0.1)
    engine.add(request("hangs", 1, schema=LONG))
    engine.add(brief("next", 2))
    until(engine, begun("hangs"))
    os.kill(pid_of(engine), signal.SIGSTOP)
    engine.abort("hangs")
    ends = [event for event in drain(engine) if isinstance(event, Cancelled | Failed | Finished)]
    assert ends[0] == Cancelled("hangs")
    assert isinstance(ends[1], Finished)


def test_aborted_from_another_thread(engine: GuardedEngine) -> None:
    engine.add(request("job", schema=LONG))
    until(engine, begun("job"))
    stopper = threading.Thread(target=engine.abort, args=["job"])
    stopper.start()
    stopper.join()
    assert drain(engine)[-1] == Cancelled("job")


def test_no_open_file_is_left(loading: Callable[..., GuardedEngine]) -> None:
    this = psutil.Process()
    before = this.num_fds()
    engine = loading()
    answer(engine, brief("a"))
    held = this.num_fds()
    killed_with(engine, 1)
    answer(engine, brief("b", 2))
    assert this.num_fds() == held
    engine.close()
    assert this.num_fds() == before


def test_what_native_code_prints_does_not_reach_the_frames() -> None:
    code = """
import os, sys
from inference.guard.frames import frame, write
from inference.guard.own import pipes
from inference.guard.wire import Loading
orders, reports = pipes()
print("stray", flush=True)
os.write(1, b"native")
write(reports, frame(Loading(0.5)))
assert sys.stdin.read() == ""
assert orders.read() == b"order"
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, input=b"order", capture_output=True, check=True)
    assert result.stdout.startswith(b"FCH1")
    assert b"stray" not in result.stdout
    assert b"native" not in result.stdout
