"""What texts give away of the closed lists behind them: how probable an entry was where one first named it.

A card that is called *Caneca azul* has its colour from its name. Asked for the colour behind it, a model is sure of
what it reads there itself; how sure it was of what it saw, it was where it wrote *azul* rather than *roxa*. What is
compared there is what is compared in a closed list: its entries, and nothing else that could stand there.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from inference.engine import Exclusion
from inference.events import Confidence, Guess
from inference.guesses import told
from inference.llama.choice import Path
from inference.llama.plan import Field
from inference.llama.sampler import log_normaliser
from inference.llama.vocabulary import Vocabulary

Shares: TypeAlias = dict[str, float]
"""Entry → its probability among all of a list."""


class Foretelling:
    """Follows texts for one closed list.

    Args:
        spellings: Tokens, with those of the space in front → the entry that they name.
        vocabulary: Of these tokens.
    """

    def __init__(self, spellings: Mapping[Path, str], vocabulary: Vocabulary) -> None:
        self._spellings = spellings
        self._vocabulary = vocabulary
        self._next: dict[Path, set[int]] = {}
        self._begun: dict[int, set[str]] = {}
        for path, entry in spellings.items():
            self._begun.setdefault(path[0], set()).add(entry)
            for depth, token in enumerate(path):
                self._next.setdefault(path[:depth], set()).add(token)
        self._path: Path = ()
        self._share = 1.0  # of the entries that begin as the path does
        self._rivals: Shares = {}
        self._found: dict[str, Shares] = {}

    def said(self, entry: str) -> Shares | None:
        """The probabilities where an entry was first named; ``None`` where none has been."""
        return self._found.get(entry)

    def note(self, tokens: Iterable[int], logits: NDArray[np.float32]) -> None:
        """Take note of what was written.

        Args:
            tokens: The first was drawn, the others follow it in any case.
            logits: ``(vocabulary,)`` float32, raw, of which the first was drawn.
        """
        expected: NDArray[np.float32] | None = logits
        for token in tokens:
            self._step(token, expected)
            expected = None

    def _step(self, token: int, logits: NDArray[np.float32] | None) -> None:
        if self._path and token not in self._next.get(self._path, ()):
            self._end(token, logits)
        if token in self._next.get(self._path, ()):
            shares = self._shares(token, logits)
            if not self._path:
                self._rivals = self._apart(shares, token)
            self._share *= shares[token]
            self._path = (*self._path, token)

    def _end(self, token: int, logits: NDArray[np.float32] | None) -> None:
        """Leave a path; where an entry ends there and its word does, too, it has been named."""
        entry = self._spellings.get(self._path)
        if entry is not None and not self._vocabulary.spell(token).decode("utf-8", "replace")[:1].isalnum():
            longer = self._shares(token, logits) if logits is not None and self._path in self._next else {}
            share = self._share * max(0.0, 1 - sum(longer.values()))
            self._found.setdefault(entry, self._rivals | {entry: self._rivals.get(entry, 0.0) + share})
        self._path, self._share = (), 1.0

    def _shares(self, token: int, logits: NDArray[np.float32] | None) -> dict[int, float]:
        """How probable every way on is: of all, where an entry could end here, else of those that lead to one."""
        if logits is None:
            return {token: 1.0}
        ways = list(self._next[self._path])
        found = logits[ways].astype(np.float64)
        ending = self._path in self._spellings
        shares = np.exp(found - (log_normaliser(logits) if ending else np.logaddexp.reduce(found)))
        return dict(zip(ways, shares.tolist(), strict=True))

    def _apart(self, shares: Mapping[int, float], taken: int) -> Shares:
        """What the tokens not taken add up to for each entry, as far as they name but one."""
        rivals: Shares = {}
        for token, share in shares.items():
            if token != taken and len(self._begun[token]) == 1:
                (entry,) = self._begun[token]
                rivals[entry] = rivals.get(entry, 0.0) + share
        return rivals


class Foretold:
    """Follows the texts of one answer for all closed lists of whose entries the request tells the names.

    Args:
        exclusions: The request's.
        fields: The answer's.
        vocabulary: In which it is written.
    """

    def __init__(self, exclusions: Iterable[Exclusion], fields: Iterable[Field], vocabulary: Vocabulary) -> None:
        choices = {field.name: field.choices for field in fields if field.choices}
        self._followed = {
            exclusion.source: Foretelling(_spellings(exclusion, choices[exclusion.source], vocabulary), vocabulary)
            for exclusion in exclusions
            if exclusion.source in choices
        }

    def note(self, tokens: Iterable[int], logits: NDArray[np.float32]) -> None:
        """Take note of what was written, as :meth:`Foretelling.note` does."""
        for followed in self._followed.values():
            followed.note(tokens, logits)

    def confidence(self, field: str, value: JsonValue, own: Confidence) -> Confidence:
        """How sure the model was of a field that is complete; no text behind it foretells it any more.

        Args:
            field: The field.
            value: What it holds.
            own: How sure the model was when it wrote it.
        """
        followed = self._followed.pop(field, None)
        shares = followed.said(str(value)) if followed is not None else None
        if shares is None:
            return own
        guesses = tuple(Guess(entry, shares[entry]) for entry in told(shares, str(value), shares.__getitem__))
        return Confidence(shares[str(value)], guesses, own.outside)


def _spellings(exclusion: Exclusion, choices: Iterable[str], vocabulary: Vocabulary) -> dict[Path, str]:
    """How the list's entries are spelt inside a text."""
    found: dict[Path, str] = {}
    for entry in choices:
        for form in (entry, *exclusion.names.get(entry, ())):
            found.setdefault(tuple(vocabulary.tokenise(f" {form}", special=False)), entry)
    return found
