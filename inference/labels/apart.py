"""Labels read in a process apart, for a window: what is Python in it would have the window wait again and again.

Measured on two cores that a model keeps busy: with photos' text read on a thread of the window's process the event loop
was up to 140 ms late.
"""

from pathlib import Path
from typing import Any, NoReturn

from inference.errors import InferenceError
from inference.guard.respondent import Respondent, answer_all
from inference.labels.lines import Line


class ReaderApart:
    """Implements :class:`~inference.labels.readings.Reader` by a :class:`~inference.labels.reader.LabelReader` apart.

    Raises:
        OSError: No process could be started.
    """

    def __init__(self) -> None:
        self._respondent = Respondent("inference.labels.apart")

    def read_file(self, path: Path) -> tuple[Line, ...]:
        """Read what is written in a photo's file.

        Raises:
            PhotoUnreadable: It cannot be opened.
            RespondentLost: The process has ended.
        """
        lines: tuple[Line, ...] = self._respondent.ask(path)
        return lines

    def close(self) -> None:
        """End the process, also in the middle of a photo."""
        self._respondent.abandon()


class _Answers:
    def __init__(self) -> None:
        self._reader: Any = None

    def answer(self, path: Path) -> object:
        try:
            if self._reader is None:
                from inference.labels.reader import LabelReader  # noqa: PLC0415  # takes a second, and may fail

                self._reader = LabelReader()
            return self._reader.read_file(path)
        except InferenceError as error:
            return error
        except Exception as error:  # the libraries' own have types that only they know
            return RuntimeError(repr(error))


def main() -> NoReturn:
    """Serve the process that started this one."""
    answer_all(_Answers().answer)
