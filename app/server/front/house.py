"""Whether the server lives, is ready, what it has, and what it has done."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from app.server.contract import ModelAnswer
from app.server.front.access import Asker, Watcher
from app.server.front.services import Services, services

router = APIRouter()
Own = Annotated[Services, Depends(services)]

_NOT_READY = 503
_PROMETHEUS = "text/plain; version=0.0.4"


@router.get("/health")
def health() -> dict[str, str]:
    """Whether the front lives; whatever else may be away."""
    return {"status": "alive"}


@router.get("/ready", responses={_NOT_READY: {"description": "They cannot.", "content": {"application/json": {}}}})
def ready(own: Own) -> Response:
    """Whether cards can be written now: the broker answers, and some worker has loaded its model."""
    workers = own.tasks.workers()
    said = {"status": "ready" if workers else "no worker", "workers": len(workers)}
    return JSONResponse(said, 200 if workers else _NOT_READY)


@router.get("/v1/models")
def list_models(owner: Asker, own: Own) -> list[ModelAnswer]:
    """The models that workers hold now."""
    workers = own.tasks.workers()
    count = Counter(str(worker["model"]) for worker in workers)
    slots: Counter[str] = Counter()
    for worker in workers:
        slots[str(worker["model"])] += int(worker["slots"])
    about = {str(worker["model"]): worker.get("about", {}) for worker in workers}
    return [
        ModelAnswer(id=one, workers=count[one], slots=slots[one], about=about[one], words=_words(workers, one))
        for one in sorted(count)
    ]


def _words(workers: list[dict[str, Any]], model: str) -> list[str]:
    """Those that know words beside a model."""
    beside = (worker["pair"] for worker in workers if worker["model"] == model and "pair" in worker)
    return sorted({str(pair["model"]) for pair in beside})


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(owner: Watcher, request: Request) -> Response:
    """Figures for Prometheus."""
    return Response(request.app.state.figures.page(), media_type=_PROMETHEUS)
