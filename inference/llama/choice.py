"""Chooses from a closed list by what the model finds probable, rather than by where its first letter leads.

The entries, spelt as the model would spell them, form a trie of tokens. The logits behind the field's key give the
first tokens' probabilities; round by round the entries that can still be most probable are evaluated in scratch
sequences that begin as copies of the answer's (teacher forcing), until those never looked at can
hold no more than :data:`_NEGLIGIBLE` of the list's probability.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from inference.events import Confidence, Guess
from inference.llama.context import CHUNK, SCRATCH, Context, Item
from inference.llama.plan import Field, value_text
from inference.llama.sampler import Sampler, log_normaliser
from inference.llama.vocabulary import Vocabulary
from inference.llama.wish import Evaluate, Steps

_NEGLIGIBLE = 0.01
_ROUNDS = 12
_GUESSES = 5

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answer stands.

    Attributes:
        sequence: Its sequence.
        position: Where its next token will stand.
    """

    sequence: int
    position: int


class Choice:
    """One closed list being decided.

    Attributes:
        opening: What the value begins with in any case; fed together with the field's key.
        settled: Whether enough entries are evaluated: :meth:`choose` may be called.
        done: Whether the choice is made.
        tokens: Tokens of the chosen entry.
    """

    opening = '"'

    def __init__(self, field: Field, vocabulary: Vocabulary, sampler: Sampler) -> None:
        self._sampler = sampler
        self._paths: dict[Path, str] = {}
        for entry in field.choices:
            path = tuple(vocabulary.tokenise(value_text(entry)[1:], special=False))
            self._paths.setdefault(path, entry)
        self._behind: dict[Path, dict[int, float]] = {}
        self._scores: dict[Path, float] = {}
        self._rounds = 0
        self._chosen: Path = ()
        self.settled = False
        self.done = False
        self.tokens = 0

    def begin(self, logits: NDArray[np.float32]) -> None:
        """Read what the model expects behind the key: ``(vocabulary,)`` float32, raw."""
        self._learn((), logits)

    def score(self, context: Context, place: Place) -> Steps:
        """Evaluate the most promising entries; :attr:`settled` tells whether these were the last."""
        round_ = self._promising()
        nodes = _nodes(round_)
        scratch = dict(zip(round_, context.scratch(place.sequence), strict=False))
        try:
            for sequence in scratch.values():
                context.copy(place.sequence, sequence, place.position)
            for start in range(0, len(nodes), CHUNK):
                batch = nodes[start : start + CHUNK]
                logits = yield Evaluate(tuple(_item(node, scratch, place) for node in batch), urgent=True)
                for node, row in zip(batch, logits, strict=True):
                    self._learn(node, row)
        finally:
            for sequence in scratch.values():
                context.drop(sequence)
        self._scores.update({path: self._bound(path) for path in round_})
        self._rounds += 1
        self.settled = self._rounds >= _ROUNDS or self._rest() <= _NEGLIGIBLE * _mass(self._scores.values())

    def choose(self) -> list[int]:
        """Make the choice: the most probable entry, or one drawn at the request's temperature.

        Returns:
            The tokens of the entry with its closing quote.
        """
        paths = list(self._scores)
        place = self._sampler.choose(np.array([self._scores[path] for path in paths]))
        self._chosen = paths[place]
        self.tokens = len(self._chosen)
        self.done = True
        return list(self._chosen)

    @property
    def value(self) -> JsonValue:
        """The chosen entry."""
        return self._paths[self._chosen]

    @property
    def confidence(self) -> Confidence:
        """Probability of the chosen entry among those of the list, its runners-up, and what lay outside the list."""
        total = _mass(self._scores.values())
        ranked = sorted(self._scores, key=lambda path: -self._scores[path])[:_GUESSES]
        if self._chosen not in ranked:
            ranked[-1] = self._chosen
        share = {path: math.exp(self._scores[path]) / total if total else 1 / len(self._scores) for path in ranked}
        guesses = tuple(Guess(self._paths[path], share[path]) for path in ranked)
        return Confidence(share[self._chosen], guesses, outside=min(1.0, max(0.0, 1.0 - total)))

    def _learn(self, node: Path, logits: NDArray[np.float32]) -> None:
        """Keep the log probabilities of the trie's branches at a node."""
        normaliser = log_normaliser(logits)
        depth = len(node)
        branches = {path[depth] for path in self._paths if len(path) > depth and path[:depth] == node}
        self._behind[node] = {token: float(logits[token]) - normaliser for token in branches}

    def _bound(self, path: Path) -> float:
        """The log probability of as much of a path as is known: no entry is more probable than that."""
        known = 0.0
        for depth in range(len(path)):
            branches = self._behind.get(path[:depth])
            if branches is None:
                break
            known += branches[path[depth]]
        return known

    def _promising(self) -> list[Path]:
        unscored = [path for path in self._paths if path not in self._scores]
        return sorted(unscored, key=lambda path: -self._bound(path))[:SCRATCH]

    def _rest(self) -> float:
        """The most probability that the entries not yet evaluated can hold together."""
        known: dict[Path, float] = {}
        for path in self._paths:
            if path not in self._scores:
                depth = next((depth for depth in range(len(path)) if path[:depth] not in self._behind), len(path))
                known[path[:depth]] = self._bound(path)
        return _mass(known.values())


def _nodes(paths: list[Path]) -> list[Path]:
    """The inner nodes of the paths' trie, root and leaves left out, parents first."""
    return sorted({path[:depth] for path in paths for depth in range(1, len(path))}, key=len)


def _item(node: Path, scratch: dict[Path, int], place: Place) -> Item:
    sequences = tuple(sequence for path, sequence in scratch.items() if path[: len(node)] == node)
    return Item(node[-1], place.position + len(node) - 1, sequences, wanted=True)


def _mass(log_probabilities: Iterable[float]) -> float:
    return math.fsum(math.exp(value) for value in log_probabilities)
