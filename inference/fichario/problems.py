"""What a Fichário server says of a problem → an error.

It says them by a code and facts, of which the application makes words here as it would there.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from inference.endpoint.errors import EndpointError, KeyRefused, ModelUnknown, NotReady, RateLimited, ServerFailed
from inference.endpoint.refusals import pause_of
from inference.errors import InferenceError, PhotoUnreadable
from inference.fichario.errors import KeyForOther, NoReaders, NotFichario, ServerFull, ServerOld, ServerSays

_PHOTO = "photo."
_GATEWAY = frozenset({502, 503, 504})


class Problem(BaseModel):
    """A problem as servers tell it: in a refusal, or as a task's end.

    Attributes:
        code: The kind's short name; empty where nobody of ours speaks.
        facts: What fills its sentence.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str = ""
    facts: dict[str, str] = {}


def problem_in(content: bytes | str) -> Problem:
    """The problem that an answer tells; one without a code where it tells none."""
    try:
        return Problem.model_validate_json(content)
    except ValidationError:
        return Problem()


def failure_of(problem: Problem, host: str) -> InferenceError:
    """The error for which a task has failed."""
    error: InferenceError = ServerSays(problem.code)
    if problem.code.startswith(_PHOTO):
        error = PhotoUnreadable(problem.code.removeprefix(_PHOTO))
    error.facts.update(problem.facts, host=host)
    return error


def refusal_of(status: int, headers: Mapping[str, str], problem: Problem, host: str) -> InferenceError:
    """The error that an answer without an answer stands for.

    Args:
        status: Of HTTP.
        headers: Of the answer; names are found in any case.
        problem: What it says.
        host: Who was asked.
    """
    match problem.code:
        case "request.scope":
            known: type[EndpointError] | None = KeyForOther
        case "request.model":
            known = NoReaders if problem.facts.get("offered") in {None, "–"} else ModelUnknown
        case "request.address" | "request.method":
            known = ServerOld
        case "server.full":
            known = ServerFull
        case _:
            known = None
    if known is None:
        return _by_status(status, headers, problem, host)
    error = known(problem.code)
    error.facts.update(problem.facts, host=host)
    return error


def _by_status(status: int, headers: Mapping[str, str], problem: Problem, host: str) -> InferenceError:
    if status in {401, 403}:
        return KeyRefused(problem.code, host=host)
    if status == 429:
        return RateLimited(pause_of(headers, datetime.now(UTC)), host=host)
    if status >= 500:
        kind = NotReady if status in _GATEWAY else ServerFailed
        return kind(problem.code, status=str(status), reason=problem.code, host=host)
    if problem.code:
        return failure_of(problem, host)
    return NotFichario(f"status {status}", host=host, status=str(status))
