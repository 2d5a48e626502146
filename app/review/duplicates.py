"""Descriptions that other products have, too: by hashes of their sentences, which a catalogue keeps.

A hash is 64 bits of BLAKE2b over a sentence's folded words: of half a million sentences two different ones have the
same with a probability of one in a hundred million (the birthday bound, n² / 2⁶⁵).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from app.domain.wordwise import Phrase, sentences, words
from app.review.marks import Code, Mark

FEWEST = 3
"""Sentences that two descriptions must share, at least."""
SHARE = 0.5
"""Of a description's sentences, how many another must have."""
SHORTEST = 4
"""Words of a sentence that counts: shorter ones are everybody's."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A description, as duplicates are found by it.

    Attributes:
        whole: Hash of all its words; ``None`` of a text without any.
        sentences: Hashes of its sentences, each once.
    """

    whole: int | None
    sentences: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Fingerprint":
        """Of a description."""
        said = [phrase for sentence in sentences(text) if tells(phrase := words(sentence))]
        all_words = words(text)
        whole = _hash(all_words, b"whole") if all_words else None
        return cls(whole, tuple(dict.fromkeys(map(sentence_hash, said))))

    @property
    def hashes(self) -> tuple[int, ...]:
        """All of them, the whole first."""
        return (*(() if self.whole is None else (self.whole,)), *self.sentences)


@dataclass(frozen=True, slots=True)
class Shared:
    """What another product's description has of one.

    Attributes:
        product: Which product.
        name: What it is called.
        same: Whether the whole text is the same.
        sentences: How many sentences are.
    """

    product: int
    name: str
    same: bool
    sentences: int


def duplicate(field: str, fingerprint: Fingerprint, shared: Iterable[Shared]) -> Mark | None:
    """The mark for the product that shares most, if that is enough to speak of.

    Args:
        field: Whose text it is.
        fingerprint: Of the text.
        shared: What other products share.
    """
    nearest = max(shared, key=lambda one: (one.same, one.sentences, -one.product), default=None)
    if nearest is None:
        return None
    of = len(fingerprint.sentences)
    facts = {"name": nearest.name, "shared": str(nearest.sentences), "of": str(of)}
    if nearest.same:
        return Mark(field, Code.DUPLICATE, "duplicate.same", facts, product=nearest.product)
    if nearest.sentences >= FEWEST and nearest.sentences >= SHARE * of:
        return Mark(field, Code.DUPLICATE, "duplicate.near", facts, product=nearest.product)
    return None


def tells(phrase: Phrase) -> bool:
    """Whether a sentence of these words is long enough to be anybody's in particular."""
    return len(phrase) >= SHORTEST


def sentence_hash(phrase: Phrase) -> int:
    """Names a sentence by its folded words: 64 signed bits."""
    return _hash(phrase, b"sentence")


def _hash(phrase: Phrase, kind: bytes) -> int:
    """64 signed bits, as databases hold them."""
    digest = blake2b(" ".join(phrase).encode(), digest_size=8, person=kind).digest()
    return int.from_bytes(digest, "big", signed=True)
