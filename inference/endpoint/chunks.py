"""What a server says in its stream, piece by piece, as far as an answer needs it; the rest is ignored."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Alternative(_Said):
    """A token that was possible.

    Attributes:
        token: Its text.
        logprob: The natural logarithm of its probability.
        raw: Its bytes, where the server says them: a token may be a part of a character.
    """

    token: str = ""
    logprob: float
    raw: list[int] | None = Field(default=None, alias="bytes")

    @property
    def text(self) -> bytes:
        """Its bytes in UTF-8."""
        return bytes(self.raw) if self.raw is not None else self.token.encode()


class Token(Alternative):
    """A token that was written, and what else could have been.

    Attributes:
        top_logprobs: The most probable tokens in its place, itself perhaps among them.
    """

    top_logprobs: list[Alternative] = []


class _Probabilities(_Said):
    content: list[Token] | None = None


class _Text(_Said):
    content: str | None = None
    reasoning: str | None = None
    reasoning_content: str | None = None


class Choice(_Said):
    """The part of a chunk that belongs to the answer.

    Attributes:
        delta: What is new.
        message: All of it, from a server that does not stream.
        finish_reason: Why the answer ends; ``None`` while it goes on.
        logprobs: Of the new tokens.
    """

    delta: _Text | None = None
    message: _Text | None = None
    finish_reason: str | None = None
    logprobs: _Probabilities | None = None

    @property
    def text(self) -> str:
        """What is new of the answer."""
        said = self.delta or self.message
        return (said.content if said else None) or ""

    @property
    def tokens(self) -> list[Token]:
        """The new tokens of the answer; those of a train of thought are none."""
        said = self.delta or self.message or _Text()
        thinking = (said.reasoning or said.reasoning_content) and not said.content
        return [] if thinking or self.logprobs is None else self.logprobs.content or []


class _Details(_Said):
    cached_tokens: int | None = None


class Usage(_Said):
    """What a server says an answer cost.

    Attributes:
        prompt_tokens: Tokens in front of the answer.
        completion_tokens: Tokens of the answer.
        prompt_tokens_details: Among others, how many of the first were there already.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _Details | None = None

    @property
    def cached(self) -> int:
        """How many of the prompt's tokens were there already."""
        return (self.prompt_tokens_details and self.prompt_tokens_details.cached_tokens) or 0


class Chunk(_Said):
    """One event of a stream.

    Attributes:
        choices: The answers; one was asked for.
        usage: What it cost, in one of the last chunks.
        system_fingerprint: Which build of which runtime answers.
        error: What went wrong in the middle of an answer.
    """

    choices: list[Choice] = []
    usage: Usage | None = None
    system_fingerprint: str | None = None
    error: Any = None
