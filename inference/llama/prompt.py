"""The prompt as tokens: what comes before the photo, and what after."""

from dataclasses import dataclass

from inference.engine import Prompt
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
