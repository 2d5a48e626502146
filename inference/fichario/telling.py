"""What a server tells of a task → events, and in the end the answer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from inference.events import Confidence, Event, FieldDone, Finished, JobId, Progressed, Stage, TextGrown
from inference.fichario.errors import NotFichario
from inference.fichario.exchange import Happening
from inference.fichario.problems import Problem, failure_of
from inference.fichario.wire import Answer

Teller: TypeAlias = Callable[[Event], None]


class TaskGone(Exception):
    """The server has no such task any more, or somebody else has called it off: it is to be asked anew."""


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Stand(_Said):
    """How far a task is: the first that is heard of it."""

    state: str
    fields: dict[str, JsonValue] = {}
    result: dict[str, Any] | None = None
    problem: Problem | None = None


class _Grown(_Said):
    field: str
    value: JsonValue


class _Done(_Grown):
    confidence: Confidence | None = None


class _Progress(_Said):
    stage: Stage
    fraction: float


class Telling:
    """Tells what happens to one job.

    Args:
        job: Which.
        host: The server, for provenance and errors.
        tell: Who is told.
    """

    def __init__(self, job: JobId, host: str, tell: Teller) -> None:
        self._job = job
        self._host = host
        self._tell = tell

    def take(self, happening: Happening) -> Finished | None:
        """Tell what happened; returns the answer once it is there. What newer servers may tell besides is passed over.

        Raises:
            TaskGone: The task is to be asked anew.
            InferenceError: There is no answer, or what was said makes no sense.
        """
        try:
            return self._take(happening)
        except ValidationError as error:
            raise NotFichario(str(error), host=self._host, status="200") from error

    def _take(self, happening: Happening) -> Finished | None:
        data = happening.data
        match happening.name:
            case "task":
                return self._stand(_Stand.model_validate_json(data))
            case "text_grown":
                grown = _Grown.model_validate_json(data)
                self._tell(TextGrown(self._job, grown.field, grown.value))
            case "field_done":
                done = _Done.model_validate_json(data)
                self._tell(FieldDone(self._job, done.field, done.value, done.confidence))
            case "progressed":
                progress = _Progress.model_validate_json(data)
                self._tell(Progressed(self._job, progress.stage, progress.fraction))
            case "finished":
                return self._finished(Answer.model_validate_json(data))
            case "failed":
                raise failure_of(Problem.model_validate_json(data), self._host)
            case "cancelled":
                raise TaskGone
        return None

    def _stand(self, stand: _Stand) -> Finished | None:
        if stand.result is not None:
            return self._finished(Answer.model_validate(stand.result))
        if stand.problem is not None:
            raise failure_of(stand.problem, self._host)
        if stand.state == "REVOKED":
            raise TaskGone
        for field, value in stand.fields.items():
            self._tell(TextGrown(self._job, field, value))
        return None

    def _finished(self, answer: Answer) -> Finished:
        provenance = replace(answer.provenance, endpoint=self._host)
        return Finished(self._job, answer.values, answer.confidence, provenance, answer.figures)
