"""Whatever goes wrong as ``application/problem+json``: our own sentence and remedy, in the reader's language."""

import logging
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.errors import message
from app.pipeline.storage_errors import StorageFailure, StorageFull
from app.server.contract import Problem
from app.server.errors import Later, ServerFailure
from app.server.refusals import KeyWanted, LookFailed, NotThere, NotThus, RequestWrong
from app.wording import Language
from inference.errors import PhotoUnreadable

_log = logging.getLogger(__name__)

KIND: Final = "application/problem+json"
RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    "4XX": {
        "description": "What was asked cannot be done so.",
        "content": {KIND: {"schema": Problem.model_json_schema()}},
    },
    "5XX": {"description": "It cannot be done now.", "content": {KIND: {"schema": Problem.model_json_schema()}}},
}
"""For the OpenAPI document: how every address says no."""

_UNKNOWN: Final = 500
_OF_PHOTOS: Final = {"not_a_photo": 415, "too_large": 413}
_OF_OTHER_PHOTOS: Final = 422
_FULL: Final = 507
_AWAY: Final = 503


def problem_of(code: str, facts: dict[str, str], status: int, language: Language) -> Problem:
    """A problem from a code and its facts."""
    said = message(code, facts, language)
    words = {"title": said.sentence, "detail": said.remedy}
    return Problem(type=f"urn:fichario:{code}", status=status, code=code, facts=facts, **words)


def language_of(request: Request) -> Language:
    """English where the reader asks for it first, else Portuguese."""
    asked = request.headers.get("accept-language", "")
    return Language.EN if asked.lower().startswith("en") else Language.PT


def tell_problems(app: FastAPI) -> None:
    """Have an application answer so."""
    app.exception_handler(ServerFailure)(tell)
    app.exception_handler(StorageFailure)(_storage)
    app.exception_handler(PhotoUnreadable)(_unreadable)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(Exception)(_bug)


def tell(request: Request, error: ServerFailure) -> JSONResponse:
    """The answer that tells a failure."""
    headers = {}
    if isinstance(error, Later):
        headers["Retry-After"] = str(error.seconds)
    if isinstance(error, KeyWanted):
        headers["WWW-Authenticate"] = "Bearer"
    if error.status >= _UNKNOWN:
        _log.warning("%s %s: %s", request.method, request.url.path, error)
    code = error.told if isinstance(error, LookFailed) else error.code
    return _answer(request, code, error.facts, error.status, headers)


def _storage(request: Request, error: StorageFailure) -> JSONResponse:
    _log.warning("%s %s: %s", request.method, request.url.path, error)
    return _answer(request, error.code, error.facts, _FULL if isinstance(error, StorageFull) else _AWAY)


def _unreadable(request: Request, error: PhotoUnreadable) -> JSONResponse:
    return _answer(request, error.code, error.facts, _OF_PHOTOS.get(error.reason, _OF_OTHER_PHOTOS))


def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    """The first field that breaks the contract; what it holds is not repeated."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"] if part != "body") or "body"
    return tell(request, RequestWrong(field=field, reason=str(first["msg"])))


def _http(request: Request, error: HTTPException) -> JSONResponse:
    if error.status_code == NotThere.status:
        return tell(request, NotThere(address=request.url.path))
    if error.status_code == NotThus.status:
        return tell(request, NotThus(method=request.method))
    return tell(request, RequestWrong(field="body", reason=str(error.detail)))


def _bug(request: Request, error: Exception) -> JSONResponse:
    _log.error("%s %s", request.method, request.url.path, exc_info=error)
    return _answer(request, "unknown", {"reason": type(error).__name__}, _UNKNOWN)


def _answer(
    request: Request, code: str, facts: dict[str, str], status: int, headers: dict[str, str] | None = None
) -> JSONResponse:
    problem = problem_of(code, facts, status, language_of(request))
    return JSONResponse(problem.model_dump(), status, headers, KIND)
