"""The prompt as tokens: what comes before the photo, and what after."""

from dataclasses import dataclass

from inference.engine import Prompt
from inference.llama.context import CHUNK, PREFIX, Context, Item
from inference.llama.template import Layout
from inference.llama.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Tokens:
    """A prompt's tokens on both sides of the photo."""

    before: tuple[int, ...]
    after: tuple[int, ...]


def tokens_of(prompt: Prompt, layout: Layout, vocabulary: Vocabulary) -> Tokens:
    """Lay a prompt out as the model's template wants it.

    What people wrote is plain text: the name of a control token in it stays a name.
    """
    opening = [
        *vocabulary.bos,
        *vocabulary.tokenise(layout.opening, special=True, opening=True),
        *vocabulary.tokenise(prompt.instructions, special=False, opening=not layout.opening),
        *vocabulary.tokenise(layout.before_photo, special=True),
    ]
    closing = [
        *vocabulary.tokenise(layout.after_photo, special=True),
        *vocabulary.tokenise(prompt.question, special=False),
        *vocabulary.tokenise(layout.closing, special=True),
    ]
    return Tokens(tuple(opening), tuple(closing))


class Prefix:
    """Instructions evaluated in a sequence, and kept there while they stay the same.

    Attributes:
        done: Tokens evaluated so far.
    """

    def __init__(self, context: Context, sequence: int = PREFIX) -> None:
        self._context = context
        self._sequence = sequence
        self._tokens: tuple[int, ...] = ()
        self.done = 0

    def want(self, tokens: tuple[int, ...]) -> int:
        """Ask for these tokens; those that stand there already stay.

        Returns:
            How many stand there already.
        """
        if tokens != self._tokens:
            self.forget()
            self._tokens = tokens
        return self.done

    @property
    def fraction(self) -> float:
        """How much is evaluated, in [0, 1]."""
        return self.done / len(self._tokens) if self._tokens else 1.0

    def advance(self) -> None:
        """Evaluate the next chunk."""
        chunk = self._tokens[self.done : self.done + CHUNK]
        try:
            self._context.decode([Item(token, self.done + i, (self._sequence,)) for i, token in enumerate(chunk)])
        except BaseException:
            self._context.drop(self._sequence, self.done)
            raise
        self.done += len(chunk)

    def forget(self) -> None:
        """Drop everything."""
        self._context.drop(self._sequence)
        self._tokens = ()
        self.done = 0
