"""A request → the JSON that servers are sent."""

from collections.abc import Sequence
from typing import Any

from inference.endpoint.capabilities import Capabilities, Feature
from inference.endpoint.schema import response_format, settled
from inference.engine import Request

TOP = 10
"""How many possible tokens are asked for in the place of each: the more, the more of a closed list is known."""

_THOUGHTS = 2048  # tokens that a model may think for before it answers
_MARGIN = 2


def body_of(
    request: Request, model: str, photos: Sequence[str], capabilities: Capabilities, bound: int
) -> dict[str, Any]:
    """What is asked.

    The photos stand between instructions and question, so that a server that keeps the beginnings of prompts computes
    the instructions once. Nothing changes behind the last photo but the question.

    Args:
        request: What is wanted.
        model: The model's name on the server.
        photos: As data URLs.
        capabilities: What the server does.
        bound: Tokens that the answer takes at most, in all likelihood; a model that never ends is cut off far behind.
    """
    sampling = request.sampling
    asked: dict[Feature, dict[str, Any]] = {
        Feature.TEMPERATURE: {"temperature": sampling.temperature},
        Feature.TOP_P: {"top_p": sampling.top_p},
        Feature.SEED: {"seed": sampling.seed},
        Feature.LIMIT: {"max_tokens": bound * _MARGIN + _THOUGHTS},
        Feature.USAGE: {"stream_options": {"include_usage": True}},
        Feature.LOGPROBS: {"logprobs": True, "top_logprobs": TOP},
    }
    body: dict[str, Any] = {
        "model": model,
        "messages": _messages(request, photos, system=capabilities.has(Feature.SYSTEM)),
        "stream": True,
    }
    for feature, parameters in asked.items():
        if capabilities.has(feature):
            body |= parameters
    if wanted := response_format(settled(request.schema, request.given), capabilities):
        body["response_format"] = wanted
    return body


def _messages(request: Request, photos: Sequence[str], *, system: bool) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for caption, url in zip(request.prompt.captions(len(photos)), photos, strict=True):
        parts += [_said(caption)] if caption else []
        parts.append({"type": "image_url", "image_url": {"url": url}})
    parts.append(_said(request.prompt.question_about(len(photos))))
    instructions = request.prompt.instructions
    if not instructions:
        return [{"role": "user", "content": parts}]
    if system:
        return [{"role": "system", "content": instructions}, {"role": "user", "content": parts}]
    return [{"role": "user", "content": [_said(instructions), *parts]}]


def _said(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}
