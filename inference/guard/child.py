"""The child's program: loads the engine, steps it, and says what came of it, until its pipe ends.

One thread listens and one works. The listening one ends the process at once when the pipe ends, whatever native code is
doing meanwhile, so nothing is left behind by a parent that was killed; it also hands on what cannot wait for a step.
Standard output carries the frames and is put out of everybody else's reach first.
"""

import contextlib
import queue
import threading
import time
from typing import BinaryIO, NoReturn

from inference.engine import Engine
from inference.errors import EngineCrashed, InferenceError, OutOfMemory
from inference.events import Event, JobId, Progressed, TextGrown
from inference.guard.frames import frame, read, write
from inference.guard.own import listen, live
from inference.guard.wire import (
    Abort,
    Add,
    Close,
    Load,
    Loaded,
    Loading,
    Order,
    Refused,
    Report,
    Told,
)
from inference.priority import give_way

_PATIENT = (Progressed, TextGrown)
_PAUSE = 0.01  # seconds between two reports of such; a model whose steps are longer is never kept waiting


class Child:
    """The loop around an engine.

    Args:
        orders: Where orders come from.
        reports: Where reports go; unbuffered.
    """

    def __init__(self, orders: BinaryIO, reports: BinaryIO) -> None:
        self._orders = orders
        self._reports = reports
        self._inbox: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._engine: Engine | None = None
        self._jobs: set[JobId] = set()
        self._closing = False

    def run(self) -> None:
        """Do what is ordered until told to close."""
        threading.Thread(target=listen, args=(self._receive,), name="orders", daemon=True).start()
        first = self._inbox.get()
        if not isinstance(first, Load):
            return
        try:
            engine = self._load(first)
        except InferenceError as error:
            self._say(Refused(error))
            return
        except MemoryError as error:
            self._say(Refused(OutOfMemory(repr(error))))
            return
        except Exception as error:
            self._say(Refused(EngineCrashed(repr(error), reason=repr(error))))
            return
        try:
            self._work(engine)
        finally:
            engine.close()

    def _receive(self) -> None:
        """Pass an order on; what is to end soon is told to the engine at once, too, in the middle of a step."""
        order = read(self._orders)
        match order:
            case Add(request):
                self._jobs.add(request.job)
            case Abort(job):
                self._abort(job)
            case Close():
                self._closing = True
                for job in tuple(self._jobs):
                    self._abort(job)
        self._inbox.put(order)  # type: ignore[arg-type]  # the parent sends nothing else

    def _abort(self, job: JobId) -> None:
        if self._engine is not None:
            self._engine.abort(job)

    def _load(self, order: Load) -> Engine:
        # Imported here, after the listening began: a parent that is gone must not wait for native libraries to load.
        from inference.llama.engine import LlamaEngine  # noqa: PLC0415

        def progress(fraction: float) -> bool:
            self._say(Loading(fraction))
            return not self._closing

        if order.options.gives_way:
            give_way()
        engine = LlamaEngine.load(order.files, order.options, progress)
        self._engine = engine
        self._say(Loaded(engine.info, engine.slots))
        return engine

    def _work(self, engine: Engine) -> None:
        untold: list[Event] = []
        told = time.monotonic()
        while True:
            with contextlib.suppress(queue.Empty):
                match self._inbox.get(block=engine.idle):
                    case Add(request):
                        engine.add(request)
                    case Abort(job):
                        engine.abort(job)
                    case Close() | Load():
                        return
            untold += engine.step()
            if time.monotonic() - told >= _PAUSE or not all(isinstance(event, _PATIENT) for event in untold):
                if untold:
                    self._say(Told(_latest(untold)))
                untold, told = [], time.monotonic()

    def _say(self, report: Report) -> None:
        write(self._reports, frame(report))


def _latest(events: list[Event]) -> tuple[Event, ...]:
    """Of a field that has grown several times keep the last: each holds all its text."""
    last = {(event.job, event.field): place for place, event in enumerate(events) if isinstance(event, TextGrown)}
    return tuple(
        event
        for place, event in enumerate(events)
        if not isinstance(event, TextGrown) or last[event.job, event.field] == place
    )


def main() -> NoReturn:
    """Serve the process that started this one; never returns."""
    live(lambda orders, reports: Child(orders, reports).run())


if __name__ == "__main__":
    main()
