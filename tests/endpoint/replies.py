"""What a server of the tests may answer, well or badly."""

import json
import math
import socket
import ssl
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tests.endpoint.server import POLL, Asked, Handler, House, Reply, serving

MODEL = "tiny-vision"
_PIECE = 7


@contextmanager
def served(card: dict[str, Any], port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[House]:
    """A server that writes a card and offers one model, but for what is scripted."""
    with serving(card, writes(card), lists(MODEL), port, tls) as house:
        yield house


def lists(*names: str, owner: str = "tests") -> Reply:
    """Offers these models."""
    data = [{"id": name, "object": "model", "owned_by": owner} for name in names]
    return lambda handler, _asked: handler.send_json({"object": "list", "data": data})


def refuses(
    status: int, message: str = "", *, headers: Mapping[str, str] | None = None, page: bytes | None = None
) -> Reply:
    """Answers with an error: a sentence as OpenAI says it, or any page."""

    def reply(handler: Handler, _asked: Asked) -> None:
        if page is None:
            handler.send_json({"error": {"message": message, "type": "error"}}, status, headers)
        else:
            handler.send_page(page, "text/html", status, headers)

    return reply


def says(text: str, *, finish: str | None = "stop", usage: bool = True, size: int = _PIECE) -> Reply:
    """Writes a text in pieces, without probabilities."""
    return writes_pieces([(piece, None) for piece in pieces_of(text, size)], finish=finish, usage=usage)


def writes(card: Mapping[str, Any], *, probability: float | None = 0.5) -> Reply:
    """Writes a card, every token of the same probability; none where that is ``None`` or nobody asked for it."""
    pieces = pieces_of(json.dumps(card, ensure_ascii=False))

    def reply(handler: Handler, asked: Asked) -> None:
        told = probability is not None and asked.body.get("logprobs")
        tokens = [(piece, token_of(piece, probability or 1.0) if told else None) for piece in pieces]
        writes_pieces(tokens)(handler, asked)

    return reply


def writes_pieces(
    pieces: Sequence[tuple[str, dict[str, Any] | None]], *, finish: str | None = "stop", usage: bool = True
) -> Reply:
    """Writes pieces of text with what is known of their tokens."""

    def reply(handler: Handler, asked: Asked) -> None:
        handler.begin()
        for piece, token in pieces:
            handler.event(chunk_of(piece, token))
        if finish:
            handler.event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        if usage and asked.body.get("stream_options"):
            details = {"cached_tokens": 40}
            counted = {"prompt_tokens": 64, "completion_tokens": 321, "prompt_tokens_details": details}
            handler.event({"choices": [], "usage": counted})
        handler.done()

    return reply


def cut_after(text: str) -> Reply:
    """Writes a text and drops the connection."""

    def reply(handler: Handler, _asked: Asked) -> None:
        handler.begin()
        for piece in pieces_of(text):
            handler.event(chunk_of(piece))
        hang_up(handler)

    return reply


def hangs_up(handler: Handler, _asked: Asked) -> None:
    """Drops the connection without a word."""
    hang_up(handler)


def hang_up(handler: Handler) -> None:
    """Close the connection at once, as a process does that is killed."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def never_ends(text: str) -> Reply:
    """Writes a text, and then keeps the stream open for as long as somebody listens."""

    def reply(handler: Handler, _asked: Asked) -> None:
        handler.begin()
        for piece in pieces_of(text):
            handler.event(chunk_of(piece))
        while not handler.server.house.released.wait(POLL):
            handler.send(b": still here\n\n")

    return reply


def silent(handler: Handler, _asked: Asked) -> None:
    """Says nothing at all."""
    handler.server.house.released.wait()


def chunk_of(piece: str, token: dict[str, Any] | None = None) -> dict[str, Any]:
    """One event of a stream."""
    choice: dict[str, Any] = {"index": 0, "delta": {"content": piece}, "finish_reason": None}
    if token is not None:
        choice["logprobs"] = {"content": [token]}
    return {"object": "chat.completion.chunk", "system_fingerprint": "b1", "choices": [choice]}


def pieces_of(text: str, size: int = _PIECE) -> list[str]:
    """A text cut into pieces of a few characters."""
    return [text[start : start + size] for start in range(0, len(text), size)]


def token_of(text: str, probability: float, others: Mapping[str, float] | None = None) -> dict[str, Any]:
    """A token as servers tell it."""

    def told(token: str, chance: float) -> dict[str, Any]:
        return {"token": token, "logprob": math.log(chance), "bytes": list(token.encode())}

    top = [told(text, probability), *(told(token, chance) for token, chance in (others or {}).items())]
    return {**told(text, probability), "top_logprobs": top}
