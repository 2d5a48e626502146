"""Writes one field's value, token by token, under its constraint."""

import json
import math
import re

import numpy as np
from llguidance import LLMatcher
from numpy.typing import NDArray
from pydantic import JsonValue

from inference.events import Confidence
from inference.llama.foretold import Foretold
from inference.llama.mentions import Mentions
from inference.llama.naming import Naming
from inference.llama.partial import value_so_far
from inference.llama.plan import Field
from inference.llama.repetition import Repetition
from inference.llama.sampler import Sampler, log_normaliser
from inference.llama.vocabulary import Vocabulary

_WORD = 4  # letters from which on a word may count as repeated
_EVERY = 8  # tokens between two looks at the value so far; fewer where a word ends
_SOONEST = 3
_OPENERS = (b'"', b"[")
_CLOSERS = ('"', "]", "}")
_ENDS = re.compile(rb'["\\]')  # a text's, or in an escape a paragraph's
_AFTER = b",}] \t\r\n"
_AROUND = b' ",.;:!?'


class FreeValue:
    """A value that is written rather than chosen: texts, lists, numbers, objects.

    Attributes:
        opening: What the value begins with in any case, as JSON; fed together with the field's key.
        done: Whether the value is complete.
        tokens: Tokens in it so far.
    """

    def __init__(
        self,
        field: Field,
        matcher: LLMatcher,
        vocabulary: Vocabulary,
        sampler: Sampler,
        mentions: Mentions,
        naming: Naming,
        foretold: Foretold,
    ) -> None:
        self._field = field
        self._mentions = mentions
        self._naming = naming
        self._foretold = foretold
        self._matcher = matcher
        self._vocabulary = vocabulary
        self._sampler = sampler
        self._written = bytearray(matcher.compute_ff_bytes())
        self.opening = self._written.decode()
        self._matcher.consume_tokens(vocabulary.tokenise(self.opening, special=False))
        self.done = bool(self._matcher.is_stopped())
        self.tokens = 0
        self._log_probability = 0.0
        self._drawn = 0
        self._last = b""
        self._list = field.schema.get("type") == "array"
        self._repetition = Repetition(items=self._list) if self._worded else None
        self._unseen = 0

    @property
    def value(self) -> JsonValue:
        """The complete value."""
        value: JsonValue = json.loads(self._written)
        return value

    @property
    def confidence(self) -> Confidence:
        """The probability of the name with which the value begins, where it does.

        Otherwise the geometric mean of the drawn tokens' probabilities; 1 where nothing was left to draw.
        """
        mean = math.exp(self._log_probability / self._drawn) if self._drawn else 1.0
        return Confidence(mean if (sure := self._naming.sure) is None else sure)

    def take(self, logits: NDArray[np.float32]) -> list[int]:
        """Write on: draw a token and append what follows it in any case.

        Args:
            logits: ``(vocabulary,)`` float32, raw, behind everything written.

        Returns:
            The tokens written; none where the value turns out to be complete.
        """
        token = self._draw(logits)
        if token is None:
            self.done = True
            return []
        log_probability = float(logits[token]) - log_normaliser(logits)
        self._log_probability += log_probability
        self._drawn += 1
        if self._worded and self._begins_word(token):
            self._sampler.note(token)
        tokens = [token]
        self._consume(tokens)
        if not self._matcher.is_stopped() and (forced := self._matcher.compute_ff_tokens()):
            self._consume(forced)
            tokens += forced
        self.done = bool(self._matcher.is_stopped())
        self._note(tokens, math.exp(log_probability))
        if not (self._naming.open and self._naming.note(self._spelt(tokens), log_probability)):
            self._foretold.note(tokens, logits)
        return tokens

    def so_far(self) -> JsonValue | None:
        """The unfinished value, where enough is new since it was last asked for."""
        word_ended = self._last[:1] in _AROUND
        if self._unseen < (_SOONEST if word_ended else _EVERY):
            return None
        self._unseen = 0
        return value_so_far(bytes(self._written))

    def _draw(self, logits: NDArray[np.float32]) -> int | None:
        """Draw the next token; ``None`` where the value is complete and the model wants to go on behind it."""
        if self.tokens > self._field.bound and (closer := self._closer()) is not None:
            return closer
        ended = False  # whether something would have ended the word that is being written, had it been welcome

        def unwelcome(token: int) -> bool:
            nonlocal ended
            refused = self._repeats(token, logits) or self._mentions.refuse(self._vocabulary.spell(token))
            ended = ended or (refused and self._ends_word(token))
            return refused

        token = self._sampler.draw(logits, unwelcome, prose=self._worded)
        if not ended or self._ends_word(token):
            if self._matcher.validate_tokens([token]) == 1:
                return None if self._vocabulary.ends_turn(token) else token
            if self._matcher.is_accepting() and self._goes_on_behind(token):
                return None
            self._sampler.refused += 1
            if (part := self._short_of_end(token)) is not None:
                return part
        # A word that the model takes for complete is not lengthened because what it wants behind it may not stand.
        rather = self._vocabulary.parting if ended or self._ends_word(token) else None
        token = self._sampler.draw_again(logits, self._matcher, unwelcome, rather=rather, prose=self._worded)
        return None if self._vocabulary.ends_turn(token) else token

    @property
    def _worded(self) -> bool:
        """Whether the wording is free here, rather than a fact."""
        return self._list or self._field.prose

    def _begins_word(self, token: int) -> bool:
        """Whether a token begins a word of some length, rather than being an end of one, a mark or a small word."""
        spelt = self._vocabulary.spell(token)
        return spelt[:1] == b" " and len(word := spelt[1:].decode("utf-8", "ignore")) >= _WORD and word.isalpha()

    def _ends_word(self, token: int) -> bool:
        """Whether a token ends the word of a text that is being written."""
        last = self._written[-1:]
        within = self._written[:1] in _OPENERS and (last.isalnum() or last >= b"\x80")
        return within and bool(self._vocabulary.parting[token])

    def _repeats(self, token: int, logits: NDArray[np.float32]) -> bool:
        """Whether a token begins to say something again."""

        def probability() -> float:
            return math.exp(float(logits[token]) - log_normaliser(logits))

        return self._repetition is not None and self._repetition.refuse(self._vocabulary.spell(token), probability)

    def _goes_on_behind(self, token: int) -> bool:
        return self._vocabulary.ends_turn(token) or self._vocabulary.spell(token)[:1] in _AFTER

    def _short_of_end(self, token: int) -> int | None:
        """What a token says in front of the end of a text or of a paragraph: a sentence may end where these may not."""
        return self._allowed(_ENDS.split(self._vocabulary.spell(token))[0].decode("utf-8", "ignore"))

    def _closer(self) -> int | None:
        """What ends the value, where that is allowed: a value longer than any should be is brought to its end."""
        return next((token for text in _CLOSERS if (token := self._allowed(text)) is not None), None)

    def _allowed(self, text: str) -> int | None:
        """The token that is this text, where there is one and the constraint allows it."""
        tokens = self._vocabulary.tokenise(text, special=False)
        return tokens[0] if len(tokens) == 1 and self._matcher.validate_tokens(tokens) == 1 else None

    def _spelt(self, tokens: list[int]) -> bytes:
        return b"".join(map(self._vocabulary.spell, tokens))

    def _consume(self, tokens: list[int]) -> None:
        if not self._matcher.consume_tokens(tokens):
            raise ValueError(f"the constraint refused {tokens}: {self._matcher.get_error()}")

    def _note(self, tokens: list[int], probability: float) -> None:
        for token in tokens:
            spelt = self._vocabulary.spell(token)
            self._written += spelt
            self._mentions.note(spelt)
            if self._repetition:
                self._repetition.note(spelt, probability)
            self._last = spelt
        self.tokens += len(tokens)
        self._unseen += len(tokens)
