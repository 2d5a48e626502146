"""Comparing texts word by word, without accents and case, with the forms that a Portuguese word takes.

The forms are those of regular nouns and adjectives, which the colours and the names of products are. They are built
from the dictionary's form by rules (Cunha and Cintra, *Nova Gramática do Português Contemporâneo*, chapters 8 and 10),
generously: where a rule has several outcomes (``-ão``) all of them count.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from app.domain.folding import fold

Phrase: TypeAlias = tuple[str, ...]

_WORD = re.compile(r"[a-z0-9]+")
_END = re.compile(r"(?<=[.!?])\s+|\n+")

_PLURALS = (
    ("ao", ("oes", "aos", "aes")),
    ("al", ("ais",)),
    ("el", ("eis",)),
    ("il", ("is", "eis")),
    ("ol", ("ois",)),
    ("ul", ("uis",)),
    ("m", ("ns",)),
    ("r", ("res",)),
    ("z", ("zes",)),
    ("s", ("s", "ses")),
)
"""Ending without accents → endings of the plural; anything else takes an ``s``."""


def words(text: str) -> Phrase:
    """The words of a text, folded; a hyphen parts words: ``"Azul-marinho, sólido"`` → azul, marinho, solido."""
    return tuple(_WORD.findall(fold(text)))


def sentences(text: str) -> list[str]:
    """The sentences of a text: what ends in a full stop, exclamation or question mark, or a line."""
    return [sentence.strip() for sentence in _END.split(text) if sentence.strip()]


def plurals(word: str) -> frozenset[str]:
    """The plurals that a folded word may have."""
    for ending, others in _PLURALS:
        if word.endswith(ending):
            return frozenset(word.removesuffix(ending) + other for other in others)
    return frozenset({word + "s"})


def inflections(word: str) -> frozenset[str]:
    """A folded word with its plurals and, where it ends in ``o``, its feminine and that one's plural."""
    genders = {word, word[:-1] + "a"} if word.endswith("o") and not word.endswith("ao") else {word}
    return frozenset(genders.union(*map(plurals, genders)))


def phrase_forms(phrase: Phrase) -> frozenset[Phrase]:
    """A phrase with its first word, or all of them, inflected: blusa de manga, blusas de manga; azuis marinhos."""
    if not phrase:
        return frozenset()
    first = {(form, *phrase[1:]) for form in inflections(phrase[0])}
    if len(phrase) == 2:
        first |= {(one, other) for one in inflections(phrase[0]) for other in inflections(phrase[1])}
    return frozenset(first)


def begins(text: Phrase, phrase: Phrase) -> bool:
    """Whether a text begins with a phrase, on whole words."""
    return bool(phrase) and text[: len(phrase)] == phrase


def longest_beginning(text: Phrase, names: Mapping[Phrase, str]) -> str | None:
    """The name of the longest phrase that a text begins with; ``None`` where it begins with none."""
    found = [phrase for phrase in names if begins(text, phrase)]
    return names[max(found, key=len)] if found else None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that was found in a text.

    Attributes:
        name: As the list spells it.
        start: Position of its first word.
        end: Position after its last word.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the names of a closed list in texts, in any of their forms; where several fit, the longest.

    Attributes:
        forms: Form → the name that it is a form of.
        longest: Words of the longest form.
    """

    forms: Mapping[Phrase, str] = field(hash=False)
    longest: int

    @classmethod
    def of(cls, names: Iterable[str]) -> "Finder":
        """A finder of names as the list spells them; of two names with a common form the first has it."""
        forms: dict[Phrase, str] = {}
        for name in names:
            forms.setdefault(words(name), name)
        for phrase, name in list(forms.items()):
            for form in phrase_forms(phrase):
                forms.setdefault(form, name)
        return cls(forms, max(map(len, forms), default=0))

    def found(self, text: Sequence[str]) -> list[Mention]:
        """The names in a text of folded words, in their order; no word counts twice."""
        mentions: list[Mention] = []
        position = 0
        while position < len(text):
            mention = self._at(text, position)
            position = mention.end if mention else position + 1
            mentions += [mention] if mention else []
        return mentions

    def _at(self, text: Sequence[str], start: int) -> Mention | None:
        for end in range(min(start + self.longest, len(text)), start, -1):
            name = self.forms.get(tuple(text[start:end]))
            if name is not None:
                return Mention(name, start, end)
        return None
