"""Keeps a text from naming what an earlier field has ruled out.

Once a field names one thing, the other names of its kind are refused in the texts behind it: a token is refused that
would make the word being written, with those before it, one of their forms. Knows nothing of what is named.
"""

import re
from collections.abc import Iterable

from pydantic import JsonValue

from inference.engine import Exclusion
from inference.llama.naming import Naming
from inference.llama.phrases import Phrase, phrase_of, words_in

_PARTED = re.compile(rb".*[\x00-/:-@\[\]-`{-\x7f]", re.DOTALL)  # up to the last that parts words; a backslash does not


class Mentions:
    """Follows one text while it is written.

    Args:
        refused: Phrases that it must not hold.
        kept: Phrases within which refused ones are welcome all the same, and the beginnings of these.
    """

    def __init__(self, refused: frozenset[Phrase] = frozenset(), kept: frozenset[Phrase] = frozenset()) -> None:
        self._refused = refused
        self._kept = kept
        self._longest = max(map(len, refused | kept), default=0)
        self._before: Phrase = ()  # the last words that are complete
        self._tail = b""  # what stands behind them

    def refuse(self, spelt: bytes) -> bool:
        """Whether the text would hold a refused phrase with these bytes of JSON behind it."""
        if not self._refused:
            return False
        first, *others = (self._tail + spelt).split(b'"')
        return self._holds(self._before, words_in(first), words_in(self._tail)) or any(
            self._holds((), words_in(other), ()) for other in others
        )

    def note(self, spelt: bytes) -> None:
        """Take note of what was written."""
        if not self._refused:
            return
        *closed, last = (self._tail + spelt).split(b'"')
        parted = _PARTED.match(last)
        end = parted.end() if parted else 0
        before = (*(() if closed else self._before), *words_in(last[:end]))
        self._before = before[max(0, len(before) + 1 - self._longest) :]
        self._tail = last[end:]

    def _holds(self, before: Phrase, now: Phrase, then: Phrase) -> bool:
        """Whether a refused phrase ends with a word that was not there, or not so, before."""
        stream = before + now
        fresh = (place for place, word in enumerate(now) if then[place : place + 1] != (word,))
        return any(self._ends_wrongly(stream[: len(before) + place + 1]) for place in fresh)

    def _ends_wrongly(self, stream: Phrase) -> bool:
        """Whether a stream of words ends with a refused phrase that is not part of a kept one; the longest go first."""
        for start in range(max(0, len(stream) - self._longest), len(stream)):
            phrase = stream[start:]
            if phrase in self._kept:
                return False
            if phrase in self._refused:
                return True
        return False


class Ruled:
    """What the fields of one answer have ruled out so far."""

    def __init__(self, exclusions: Iterable[Exclusion]) -> None:
        self._exclusions = tuple(exclusions)
        self._refused: frozenset[Phrase] = frozenset()
        self._kept: frozenset[Phrase] = frozenset()

    def decide(self, field: str, value: JsonValue) -> None:
        """Take note of a field's final value."""
        for exclusion in self._exclusions:
            if exclusion.source == field and (own := _named(exclusion, value)) is not None:
                welcome = {own, *exclusion.beside.get(own, ())}
                others = (forms for name, forms in exclusion.names.items() if name not in welcome)
                self._refused |= {phrase_of(form) for forms in others for form in forms}
                kept = [phrase_of(form) for form in exclusion.names[own]]
                self._kept |= {phrase[: end + 1] for phrase in kept for end in range(len(phrase))}

    def naming(self, field: str) -> Naming:
        """For a field's value, which begins with one of the names of which it rules out the others."""
        return Naming(name for exclusion in self._exclusions if exclusion.source == field for name in exclusion.names)

    def mentions(self) -> Mentions:
        """For the next text."""
        return Mentions(self._refused, self._kept)


def _named(exclusion: Exclusion, value: JsonValue) -> str | None:
    """The longest of the names with which a value begins."""
    said = phrase_of(str(value))
    phrases = {name: phrase_of(name) for name in exclusion.names}
    fitting = [name for name, phrase in phrases.items() if phrase and said[: len(phrase)] == phrase]
    return max(fitting, key=lambda name: len(phrases[name]), default=None)
