"""The prompt as tokens: what comes before the photos, before each of several, and after them."""

from dataclasses import dataclass

from inference.engine import Prompt
from inference.llama.template import Layout
from inference.llama.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Tokens:
    """A prompt's tokens around the photos.

    Attributes:
        before: In front of all of them; the same however many there are.
        captions: In front of each.
        after: Behind the last.
    """

    before: tuple[int, ...]
    captions: tuple[tuple[int, ...], ...]
    after: tuple[int, ...]

    @property
    def behind(self) -> int:
        """Tokens behind the instructions, without those of the photos."""
        return sum(map(len, self.captions)) + len(self.after)


def tokens_of(prompt: Prompt, layout: Layout, vocabulary: Vocabulary, photos: int = 1, examples: int = 0) -> Tokens:
    """Lay a prompt about so many photos, with so many of its examples, out as the model's template wants it.

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
        *vocabulary.tokenise(prompt.question_about(photos, examples), special=False),
        *vocabulary.tokenise(layout.closing, special=True),
    ]
    captions = (tuple(vocabulary.tokenise(text, special=False)) if text else () for text in prompt.captions(photos))
    return Tokens(tuple(opening), tuple(captions), tuple(closing))
