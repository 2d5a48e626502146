"""Draws tokens: freely, or among those a constraint allows, with the raw probability of what was drawn.

Drawing freely and asking the constraint about that one token is an order of magnitude cheaper than masking the whole
vocabulary, and the distribution is the same: a refused draw is drawn again among the allowed tokens only, or among
those of them that whoever asks would rather have.
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import llguidance.numpy
import numpy as np
from llguidance import LLMatcher
from numpy.typing import NDArray

from inference.engine import Sampling

# Tokens less probable than this share of the most probable one are never drawn: sorting them for top_p would cost more
# than everything else here together, and all of them make up less than the tail that top_p drops.
_FLOOR = math.log(1e-5)
_COLDEST = 1e-3  # below, every difference between logits is infinite
_WINDOW = 64  # words within which one counts as repeated, as runtimes have it

Unwelcome: TypeAlias = Callable[[int], bool]
"""Whether a token would say what must not be said here, whatever the constraint thinks of it."""


@dataclass(slots=True)
class Sampler:
    """Draws the tokens of one answer.

    Attributes:
        sampling: How.
        drawn: Tokens drawn so far.
        refused: Of those, how many the constraint refused at first.
    """

    sampling: Sampling
    drawn: int = 0
    refused: int = 0
    _random: np.random.Generator = field(init=False)
    _mask: NDArray[np.int32] | None = field(init=False, default=None)
    _begun: deque[int] = field(init=False, default_factory=lambda: deque(maxlen=_WINDOW))

    def __post_init__(self) -> None:
        self._random = np.random.default_rng(abs(self.sampling.seed))

    def draw(self, logits: NDArray[np.float32], unwelcome: Unwelcome | None = None, *, prose: bool = False) -> int:
        """Draw one token freely.

        Args:
            logits: ``(vocabulary,)`` float32, raw.
            unwelcome: Tokens not to draw unless nothing else is left; asked about those drawn only.
            prose: Whether the wording is free here.
        """
        self.drawn += 1
        return self._pick_welcome(logits, None, unwelcome, prose=prose)

    def draw_again(
        self,
        logits: NDArray[np.float32],
        matcher: LLMatcher,
        unwelcome: Unwelcome | None = None,
        *,
        rather: NDArray[np.bool_] | None = None,
        prose: bool = False,
    ) -> int:
        """Draw one of the tokens that the matcher accepts, in place of one that it refused.

        Args:
            logits: ``(vocabulary,)`` float32, raw.
            matcher: The constraint, at the place where the token would stand.
            unwelcome: As for :meth:`draw`.
            rather: ``(vocabulary,)``, the tokens to draw among where the matcher accepts some of them.
            prose: Whether the wording is free here.
        """
        names = self._allowed(matcher, len(logits))
        if rather is not None and rather[names].any():
            names = names[rather[names]]
        return self._pick_welcome(logits, names, unwelcome, prose=prose)

    def note(self, token: int) -> None:
        """Take note of a token that began a word, for the repetition penalty."""
        self._begun.append(token)

    def choose(self, log_probabilities: NDArray[np.float64]) -> int:
        """Choose one of a few entries, given the logarithms of their probabilities, at the request's temperature."""
        return self._pick(log_probabilities.astype(np.float32), None)

    def _penalised(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """The logits, those of words begun lately lowered."""
        penalty = self.sampling.repetition_penalty
        if penalty == 1.0 or not self._begun:
            return logits
        lowered = logits.copy()
        begun = np.array(list({*self._begun}))
        lowered[begun] = np.where(logits[begun] > 0, logits[begun] / penalty, logits[begun] * penalty)
        return lowered

    def _pick_welcome(
        self, logits: NDArray[np.float32], names: NDArray[np.intp] | None, unwelcome: Unwelcome | None, *, prose: bool
    ) -> int:
        """Draw one of the named tokens, or of all, that is welcome; any where none is."""
        if prose:
            logits = self._penalised(logits)
        left, rest = logits if names is None else logits[names], names
        first = token = self._pick(left, rest, prose=prose)
        while unwelcome is not None and unwelcome(token):
            rest = np.arange(len(logits)) if rest is None else rest
            left, rest = left[rest != token], rest[rest != token]
            if not len(rest):
                return first
            token = self._pick(left, rest, prose=prose)
        return token

    def _allowed(self, matcher: LLMatcher, size: int) -> NDArray[np.intp]:
        if self._mask is None:
            self._mask = llguidance.numpy.allocate_token_bitmask(1, size)
        llguidance.numpy.fill_next_token_bitmask(matcher, self._mask, 0)
        bits = np.unpackbits(self._mask.view(np.uint8)[0], count=size, bitorder="little").view(np.bool_)
        allowed = np.flatnonzero(bits)
        if not len(allowed):
            raise ValueError(f"the constraint allows nothing: {matcher.get_error() or 'no token fits'}")
        return allowed

    def _pick(self, logits: NDArray[np.float32], names: NDArray[np.intp] | None, *, prose: bool = False) -> int:
        """Draw an index of ``logits``, or what ``names`` calls it."""
        temperature = self.sampling.temperature
        if prose and self.sampling.prose_temperature is not None:
            temperature = self.sampling.prose_temperature
        best = int(logits.argmax())
        if temperature > _COLDEST:
            likely = np.flatnonzero(logits >= logits[best] + _FLOOR * temperature)
            best = int(likely[self._roll(logits[likely].astype(np.float64) / temperature)])
        return best if names is None else int(names[best])

    def _roll(self, scaled: NDArray[np.float64]) -> int:
        """Draw an index from the smaller of what ``top_p`` and what ``min_p`` keep."""
        weights = np.exp(scaled - scaled.max())
        order = np.argsort(-weights, kind="stable")
        mass = np.cumsum(weights[order])
        kept = int(np.searchsorted(mass, self.sampling.top_p * mass[-1])) + 1
        kept = min(kept, int(np.count_nonzero(weights >= self.sampling.min_p)))
        return int(
            order[min(int(np.searchsorted(mass[:kept], self._random.random() * mass[kept - 1], "right")), kept - 1)]
        )


def log_normaliser(logits: NDArray[np.float32]) -> float:
    """The logarithm of the sum of exponentials: ``logit - log_normaliser`` is a token's log probability.

    Args:
        logits: ``(vocabulary,)`` float32, raw.
    """
    highest = float(logits.max())
    # Summed pairwise, 32 bits lose less than a millionth, and are a quarter faster than 64.
    return highest + math.log(float(np.exp(logits - np.float32(highest)).sum()))
