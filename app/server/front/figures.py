"""``/metrics`` for Prometheus: what all workers have done, as they write it into Redis, and how fast this front is."""

from collections.abc import Iterator
from time import perf_counter
from typing import Final

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.server.tasks import Tasks

_COUNTED: Final = {
    "cards": "Cards that were written.",
    "tokens": "Tokens of those cards.",
    "prompt_tokens": "Tokens of prompts and photos in front of them.",
    "looks": "Photos that were looked at and no more.",
    "reused": "Cards that were there from before.",
}
_STAGES: Final = ("queue", "task", "image", "prompt", "answer")


class Figures(Collector):
    """The figures of one server."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self.registry = CollectorRegistry()
        self.answers = Histogram(
            "fichario_http_seconds",
            "Seconds until an answer of the front began.",
            ("method", "address", "status"),
            registry=self.registry,
        )
        self.registry.register(self)

    def page(self) -> bytes:
        """The figures as Prometheus reads them."""
        return generate_latest(self.registry)

    def describe(self) -> Iterator[Metric]:
        """Nothing before somebody asks: Redis may be away while the front starts."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """The workers' figures as they are now."""
        totals, workers = self._tasks.totals(), self._tasks.workers()
        for name, said in _COUNTED.items():
            yield CounterMetricFamily(f"fichario_{name}", said, value=totals.get(name, 0.0))
        stages = SummaryMetricFamily("fichario_stage_seconds", "Seconds of a card, by stage.", labels=("stage",))
        for stage in _STAGES:
            stages.add_metric((stage,), int(totals.get("cards", 0)), totals.get(f"seconds:{stage}", 0.0))
        yield stages
        yield _by("fichario_tasks", "Tasks that have ended, by their end.", "state", "tasks:", totals)
        yield _by("fichario_failures", "Tasks that have failed, by why.", "code", "failures:", totals)
        yield GaugeMetricFamily("fichario_tasks_open", "Tasks that have not ended.", value=totals["open"])
        yield GaugeMetricFamily("fichario_workers", "Workers that live.", value=len(workers))
        slots = sum(int(worker["slots"]) for worker in workers)
        yield GaugeMetricFamily("fichario_slots", "Photos that they can read at the same time.", value=slots)


class Timing:
    """Measures how long answers take, by the address's pattern; what happens inside a stream does not count."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        began = perf_counter()

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                address = getattr(scope.get("route"), "path", "")
                labels = (scope["method"], address, str(message["status"]))
                self._figures.answers.labels(*labels).observe(perf_counter() - began)
            await send(message)

        await self._app(scope, receive, noting if scope["type"] == "http" else send)


def _by(name: str, said: str, label: str, prefix: str, totals: dict[str, float]) -> CounterMetricFamily:
    family = CounterMetricFamily(name, said, labels=(label,))
    for key in sorted(key for key in totals if key.startswith(prefix)):
        family.add_metric((key.removeprefix(prefix),), totals[key])
    return family
