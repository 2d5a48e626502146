"""A process of our own that answers one question after the other: for libraries that let no other Python run, or crash.

The process's side is :func:`answer_all`.
"""

import contextlib
import io
import queue
import subprocess
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO, NoReturn

from inference.guard.frames import frame, read, write
from inference.guard.own import listen, live, raw_file, start_own
from inference.priority import put_back

_PATIENCE = 2.0  # seconds that a process whose pipes are closed may take to end


class RespondentLost(OSError):
    """The process has ended, by itself or because it was told to; another one can be started."""


class Respondent:
    """The asking side. Any thread may call any method; questions are answered one after the other.

    Args:
        module: Of this program; its ``main`` calls :func:`answer_all`.

    Attributes:
        lost: Whether the process has ended by itself, as far as is known.

    Raises:
        OSError: The process cannot be started.
    """

    def __init__(self, module: str) -> None:
        self.lost = False
        self._closed = False
        self._process = start_own(module)
        put_back(self._process.pid)  # from its first moment: its beginning is when it has most to do
        self._questions = raw_file(self._process.stdin)
        self._answers = io.BufferedReader(raw_file(self._process.stdout), 1 << 16)
        self._lock = threading.Lock()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def ask(self, question: object) -> Any:
        """Ask, and wait for the answer.

        Raises:
            RespondentLost: There is none any more.
            Exception: The answer is one.
        """
        with self._lock:
            if self._closed or self.lost:
                raise RespondentLost("the process has ended")
            try:
                write(self._questions, frame(question))
                answer = read(self._answers)
            except (OSError, EOFError, ValueError) as error:
                self.lost = not self._closed
                raise RespondentLost(f"the process has ended: {error!r}") from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """Wait for the answer in hand, and let the process end; calling again is harmless."""
        with self._lock:
            self._end()

    def abandon(self) -> None:
        """Kill the process, whatever it is about; calling again is harmless."""
        self._closed = True
        self._process.kill()
        self.close()

    def _end(self) -> None:
        self._closed = True
        for pipe in (self._questions, self._answers):
            with contextlib.suppress(OSError):
                pipe.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def answer_all(answer: Callable[[Any], object]) -> NoReturn:
    """Be the process: answer whoever started it, until the pipe ends that questions come from.

    It then ends at once, whatever it is about, as long as that lets other Python run.

    Args:
        answer: Called with one question after the other; an ``OSError``, or another exception that can be pickled, may
            be returned in place of an answer, and is raised on the other side.
    """
    live(partial(_answer_all, answer))


def _answer_all(answer: Callable[[Any], object], questions: BinaryIO, answers: BinaryIO) -> None:
    inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(lambda: inbox.put(read(questions)),), name="questions", daemon=True).start()
    while True:
        write(answers, frame(answer(inbox.get())))
