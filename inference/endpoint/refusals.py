"""What a status and a server's own words mean.

Servers agree on little but the status: what is wrong has to be read from their sentences. Those looked for here are
what vLLM, Ollama, llama-server, LM Studio and OpenAI say.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from inference.endpoint.errors import (
    EndpointError,
    KeyRefused,
    ModelUnknown,
    NoPhotos,
    NotAnEndpoint,
    NotReady,
    RateLimited,
    RequestRefused,
    ServerFailed,
)
from inference.endpoint.options import EndpointOptions
from inference.errors import ContextTooSmall, InferenceError

_LONGEST_WORDS = 300
_NOT_READY = frozenset({502, 503})  # of a gateway without anybody behind it, and of a server that still loads its model
_PHOTOS = re.compile(r"\b(?:images?|image_url|multi-?modal|mmproj|vision)\b", re.IGNORECASE)
_NO = re.compile(r"\bnot?\b|n't\b|unsupported|missing|disabled|cannot|at most 0", re.IGNORECASE)
_TEXT_ONLY = re.compile(r"content\b.{0,40}\bstring|string\b.{0,40}\bcontent", re.IGNORECASE)
_CONTEXT = re.compile(r"context (?:length|size|window)|exceed_context|max_model_len", re.IGNORECASE)
_UNKNOWN = re.compile(r"not[ _](?:found|exist|loaded)|(?:unknown|no such|invalid) model", re.IGNORECASE)


def words_of(body: bytes) -> str:
    """What a server says of an error, on one line; of a page in HTML nothing."""
    text = body.decode("utf-8", "replace").strip()
    try:
        said = _sentence(json.loads(text))
    except ValueError:
        said = "" if text.startswith("<") else text
    return " ".join(said.split())[:_LONGEST_WORDS]


def error_of(
    status: int, headers: Mapping[str, str], words: str, options: EndpointOptions, now: datetime
) -> InferenceError:
    """The error that an answer without an answer stands for.

    Args:
        status: Of HTTP.
        headers: Of the answer; names in lower case, or found in any.
        words: What the server said, as :func:`words_of` reads it.
        options: Who was asked for what.
        now: The time, aware; dates in headers are compared with it.
    """
    facts = {"host": options.address.host, "reason": hushed(words, options.key)}
    if status in {401, 403}:
        return KeyRefused(words, host=options.address.host)
    if status == 429:
        return RateLimited(pause_of(headers, now), **facts)
    if _CONTEXT.search(words):
        return _context(words)
    if (_PHOTOS.search(words) and _NO.search(words)) or _TEXT_ONLY.search(words):
        return NoPhotos(words, model=options.model, **facts)
    if status in {400, 404} and "model" in words.lower() and _UNKNOWN.search(words):
        return ModelUnknown(words, model=options.model, offered="…", **facts)
    return _by_status(status, headers, words, facts, now)


def hushed(words: str, key: str) -> str:
    """What a server said, without the key that it may repeat."""
    return words.replace(key, "…") if key else words


def _by_status(
    status: int, headers: Mapping[str, str], words: str, facts: dict[str, str], now: datetime
) -> EndpointError:
    numbered = {"status": str(status), **facts}
    if status >= 500:
        kind: type[NotReady | ServerFailed] = NotReady if status in _NOT_READY else ServerFailed
        failed = kind(words, **numbered)
        failed.seconds = pause_of(headers, now)
        return failed
    if status in {400, 413, 422}:
        return RequestRefused(words, **numbered)
    return NotAnEndpoint(f"status {status}", **numbered)


def _sentence(said: Any) -> str:
    """The words in one of the shapes that servers give an error."""
    match said:
        case {"error": {"message": str(message), **more}}:
            return " ".join([message, *(str(more[name]) for name in ("code", "param", "type") if more.get(name))])
        case {"error": inner} | {"detail": inner} | {"message": inner}:
            return _sentence(inner)
        case {"loc": [*place], "msg": str(message)}:
            return f"{message}: {'.'.join(map(str, place))}"
        case list():
            return "; ".join(map(_sentence, said))
        case _:
            return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)


def _context(words: str) -> ContextTooSmall:
    """Both numbers of tokens, where the sentence has them: the larger one is what was needed."""
    numbers = sorted({int(number) for number in re.findall(r"\d{3,}", words)})
    needed, available = (str(numbers[-1]), str(numbers[0])) if len(numbers) > 1 else ("…", "…")
    return ContextTooSmall(words, needed=needed, available=available)


def pause_of(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds that ``Retry-After`` asks for, as a number or as a date; 0 where it asks for nothing."""
    said = headers.get("retry-after", "")
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return 0.0
    return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds())
