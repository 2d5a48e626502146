"""One engine on a thread of its own, for many threads that each wait for one answer."""

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from app.pipeline.looking import space_of
from inference.embed import Space
from inference.engine import Engine, Request
from inference.errors import EngineCrashed, InferenceError
from inference.events import Event, Failed, JobId
from inference.handover import coalesce, ends
from inference.llama.options import ModelInfo

_log = logging.getLogger(__name__)

_TOGETHER = 0.1
"""Seconds for which an inbox gathers what is on the way, so that no word of a text is told alone."""


class Inbox:
    """What an engine tells of one job."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def put(self, event: Event) -> None:
        """Take an event in; any thread may."""
        self._events.put(event)

    def take(self, seconds: float) -> list[Event]:
        """What has happened since, texts that grow told once; waits so long for it at most, and ``[]`` if nothing has.

        The job's last event comes last.
        """
        found: list[Event] = []
        with contextlib.suppress(queue.Empty):
            found.append(self._events.get(timeout=seconds))
            if not ends(found[0]):
                time.sleep(_TOGETHER)
            while True:
                found.append(self._events.get_nowait())
        return coalesce(found)


class EngineLoop:
    """Owns an engine; any thread may ask.

    Args:
        load: Makes the engine; runs on the loop's thread.

    Raises:
        InferenceError: It cannot be loaded.
    """

    def __init__(self, load: Callable[[], Engine]) -> None:
        self._wake = threading.Event()
        self._asked: queue.SimpleQueue[tuple[Request, Inbox]] = queue.SimpleQueue()
        self._inboxes: dict[JobId, Inbox] = {}
        self._closing = False
        loaded: Future[Engine] = Future()
        self._thread = threading.Thread(target=self._run, args=(load, loaded), name="engine")
        self._thread.start()
        try:
            self._engine = loaded.result()
        except BaseException:
            self.close()
            raise

    @property
    def stopped(self) -> InferenceError | None:
        """Why every request would fail now; ``None`` while all is well."""
        return self._engine.stopped if self._thread.is_alive() else _over()

    @property
    def slots(self) -> int:
        """How many requests are worked on at the same time, where nothing is in hand now."""
        return self._engine.room

    @property
    def space(self) -> Space | None:
        """Where its tower places photos; ``None`` where the model is on a server elsewhere."""
        info = getattr(self._engine, "info", None)
        return space_of(info) if isinstance(info, ModelInfo) else None

    def ask(self, request: Request) -> Inbox:
        """Have a request answered; what happens to it comes into the inbox, whatever it is."""
        inbox = Inbox()
        self._asked.put((request, inbox))
        self._wake.set()
        if not self._thread.is_alive():
            inbox.put(Failed(request.job, _over()))
        return inbox

    def abort(self, job: JobId) -> None:
        """Ask for a job to end soon."""
        self._engine.abort(job)

    def close(self) -> None:
        """Free the engine and end the thread; what is in hand fails."""
        self._closing = True
        self._wake.set()
        self._thread.join()

    def _run(self, load: Callable[[], Engine], loaded: "Future[Engine]") -> None:
        try:
            engine = load()
        except BaseException as error:  # whatever it is, the thread that waits is to hear of it
            loaded.set_exception(error)
            return
        loaded.set_result(engine)
        try:
            while not self._closing:
                self._turn(engine)
        finally:
            engine.close()
            self._take(engine, refused=_over())

    def _turn(self, engine: Engine) -> None:
        """Do one bounded piece of work, or wait for some."""
        if engine.idle:
            self._wake.wait()
        self._wake.clear()
        self._take(engine)
        for event in engine.step():
            self._tell(event)

    def _take(self, engine: Engine, refused: InferenceError | None = None) -> None:
        """Hand what was asked since to the engine; or have all of it fail, and what is in hand."""
        with contextlib.suppress(queue.Empty):
            while True:
                request, inbox = self._asked.get_nowait()
                self._inboxes[request.job] = inbox
                if refused is None:
                    engine.add(request)
        if refused is not None:
            for job in [*self._inboxes]:
                self._tell(Failed(job, refused))

    def _tell(self, event: Event) -> None:
        inbox = self._inboxes.pop(event.job) if ends(event) else self._inboxes[event.job]
        inbox.put(event)


def _over() -> EngineCrashed:
    return EngineCrashed("the worker ends", reason="the worker ends")
