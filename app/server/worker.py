"""A worker: one engine, loaded once, and as many threads that wait for its answers as it has slots."""

import logging
import os
import signal
import socket
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import uniform
from typing import Any, Final

from celery import signals
from celery.exceptions import CPendingDeprecationWarning, SecurityWarning

from app.pipeline.recipe import Recipe
from app.pipeline.storage import Storage
from app.server.bench import Bench, NamedPair
from app.server.broker import WRITE, Post, make_celery, queue_of
from app.server.contract import CardRequest
from app.server.errors import ServerFailure, WorkerOver
from app.server.leases import Leases, step_of
from app.server.loop import EngineLoop
from app.server.records import Limits
from app.server.shelf import Shelf
from app.server.tasks import Tasks
from app.server.vectors import Vectors
from app.server.work import Again, write
from inference.engine import Engine
from inference.labels.readings import LabelReadings
from inference.priority import give_way

_log = logging.getLogger(__name__)

_PATIENCE: Final = 20
"""How often a worker tries to write a card down while Redis is away; about a minute and a half."""
_QUIET: Final = {"quiet": True, "without_gossip": True, "without_mingle": True}
"""Workers have nothing to tell each other."""
_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 30.0
"""Seconds before a task is taken up again."""


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How a worker works.

    Attributes:
        redis: Address of the Redis that holds the tasks.
        broker: Address of the broker: the same Redis, or a RabbitMQ.
        model: What clients call its model.
        about: What the registry says of it, for them; nothing where it knows nothing.
        lease: Seconds after which its tasks are given to others if it gives no sign of life.
        deadline: Seconds that a card may take.
    """

    redis: str
    broker: str
    model: str
    about: Mapping[str, Any]
    lease: int
    deadline: float


def work(
    options: WorkerOptions,
    storage: Storage,
    load: Callable[[], Engine],
    recipe: Callable[[CardRequest], Recipe],
    readings: LabelReadings | None,
    load_pair: Callable[[], NamedPair | None],
    ready: Callable[[], None],
) -> None:
    """Work until somebody ends it (SIGTERM, SIGINT): what is in hand is brought to its end first.

    A front on the same machine goes first: it answers in milliseconds, where a card takes seconds.

    Args:
        options: How.
        storage: Where the photos lie.
        load: Makes the engine.
        recipe: How a card is made that is asked for so.
        readings: Who reads what is written on products.
        load_pair: Makes what knows where words stand among photos, if there is any.
        ready: Told once the model is loaded and everybody can know.

    Raises:
        InferenceError: The model, or the pair, cannot be loaded.
        WorkerOver: The engine works no more.
        ServerFailure: The broker is away for good.
    """
    give_way()
    tasks = Tasks(options.redis, Limits(), _PATIENCE)
    vectors = Vectors(options.redis)
    pair = load_pair()
    loop = EngineLoop(load)
    try:
        slots = max(1, loop.slots)
        # Its photos were measured when they came.
        bench = Bench(loop, tasks, Shelf(storage, 0), vectors, recipe, readings, pair, options.deadline)
        _serve(options, bench, slots, ready)
        if loop.stopped is not None:
            raise WorkerOver(reason=str(loop.stopped))
    finally:
        loop.close()
        vectors.close()
        tasks.close()


def _serve(options: WorkerOptions, bench: Bench, slots: int, ready: Callable[[], None]) -> None:
    """Run Celery's worker on this thread until it ends."""
    celery = make_celery(options.broker, options.lease)
    celery.task(_take_up(bench), name=WRITE, bind=True, shared=False, acks_late=True, max_retries=None)
    name = f"fichario-{os.getpid()}@{socket.gethostname()}"
    queues = _queues(options, bench)
    # Celery's loop has no time to wait for a Redis that is away: it begins again by itself once it is back.
    signs = Tasks(options.redis, Limits())
    said = {"model": options.model, "slots": slots, "about": options.about, **_sight(bench)}
    leases = Leases(options.lease, queues, signs, Post(celery), lambda seconds: signs.announce(name, said, seconds))
    celery.steps["consumer"].add(step_of(leases))

    def told(**_said: Any) -> None:
        ready()

    signals.setup_logging.connect(_keep_logging)
    signals.worker_ready.connect(told)
    try:
        with warnings.catch_warnings():
            # It warns whoever is root of pickles, which are not taken here; and when the broker was away, that a later
            # version of it will cancel what is in hand, which a thread cannot be, and which does no harm.
            warnings.simplefilter("ignore", SecurityWarning)
            warnings.simplefilter("ignore", CPendingDeprecationWarning)
            worker = celery.Worker(hostname=name, pool="threads", concurrency=slots, queues=queues, **_QUIET)
            worker.start()
        if worker.exitcode:
            raise ServerFailure(f"Celery ended with {worker.exitcode}")
    finally:
        signals.worker_ready.disconnect(told)
        signals.setup_logging.disconnect(_keep_logging)
        signs.close()
        celery.close()


def _queues(options: WorkerOptions, bench: Bench) -> list[str]:
    """Those of all who ask for none in particular, for its model, or for the pair beside it."""
    pair = [] if bench.pair is None else [bench.pair.model]
    return [queue_of(model) for model in ("", options.model, *pair)]


def _sight(bench: Bench) -> dict[str, Any]:
    """What a worker says of how it sees photos, and of who knows words there; nothing where its model is elsewhere."""
    space, pair = bench.loop.space, bench.pair
    said: dict[str, Any] = {} if space is None else {"space": space.name, "dimension": space.dimension}
    if pair is not None:
        known = pair.towers.space
        said["pair"] = {"model": pair.model, "space": known.name, "dimension": known.dimension}
    return said


def _take_up(bench: Bench) -> Callable[[Any, str], None]:
    """What Celery calls for each task, on one of as many threads as there are slots."""

    def take_up(self: Any, task: str) -> None:
        try:
            write(bench, task)
        except Again as again:
            if bench.loop.stopped is not None:
                _log.error("the engine works no more: %s", again.error)
                os.kill(os.getpid(), signal.SIGTERM)
            raise self.retry(countdown=_wait(again.attempt), exc=again.error) from again

    return take_up


def _wait(attempt: int) -> float:
    """Seconds before the next attempt: longer each time, and never the same for all that failed together."""
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** (attempt - 1)) * uniform(0.5, 1.0)  # noqa: S311 - no secret


def _keep_logging(**_said: Any) -> None:
    """Celery sets up no logging where somebody else says so."""
