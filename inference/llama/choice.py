"""Chooses from a closed list by what the model finds probable, rather than by where its first letter leads.

The entries, spelt as the model would spell them, form a trie of tokens. The logits behind the field's key give the
first tokens' probabilities; one after the other the entry that can still be most probable is evaluated behind the
answer (teacher forcing) and dropped again, until the others together can hold no more than :data:`_NEGLIGIBLE` of the
list's probability. A model that knows what it sees is asked about a handful.
"""

import math
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from inference.events import Confidence, Guess
from inference.guesses import told
from inference.llama.context import Context, Item
from inference.llama.plan import Field, value_text
from inference.llama.room import Room
from inference.llama.sampler import Sampler, log_normaliser
from inference.llama.vocabulary import Vocabulary
from inference.llama.wish import Evaluate, Logits, Steps, Wish

_NEGLIGIBLE = 0.001
_MOST = 96  # entries evaluated
_AHEAD = 3  # tokens of an entry at a time: most others turn out improbable within so many

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answer stands.

    Attributes:
        context: Holds its cells.
        room: Tells how many tokens go into a batch.
        slot: Its slot.
        position: Where its next token will stand.
    """

    context: Context
    room: Room
    slot: int
    position: int


class Choice:
    """One closed list being decided.

    Attributes:
        opening: What the value begins with in any case; fed together with the field's key.
        reach: Cells that evaluating an entry takes at most.
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
        self._bounds = dict.fromkeys(self._paths, 0.0)  # log probability of as much of each as is known
        self._known: set[Path] = set()  # nodes behind which it is
        self._scores: dict[Path, float] = {}
        self._chosen: Path = ()
        self.reach = max(map(len, self._paths))
        self.done = False
        self.tokens = 0

    def begin(self, logits: NDArray[np.float32]) -> None:
        """Read what the model expects behind the key: ``(vocabulary,)`` float32, raw."""
        self._learn((), logits)

    def score(self, place: Place) -> Steps:
        """Evaluate entries until :meth:`choose` may be called, and leave the answer's cells as they were."""
        held: Path = ()
        try:
            while not self._settled():
                path = max((path for path in self._paths if path not in self._scores), key=self._bounds.__getitem__)
                if path[:-1] in self._known:
                    self._scores[path] = self._bounds[path]
                else:
                    held = yield from self._look_further(path, held, place)
        finally:
            place.context.drop(place.slot, place.position)

    def choose(self) -> list[int]:
        """Make the choice: the most probable entry, or one drawn at the request's temperature.

        Returns:
            The tokens of the entry with its closing quote.
        """
        paths = sorted(self._scores, key=lambda path: -self._scores[path])
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
        """Probability of the chosen entry among those of the list, its runners-up, and what lay outside the list.

        Where too few are evaluated, further runners-up are those that could be, with the most that they could hold.
        """
        total = _mass(self._scores.values())
        ranked = told(self._paths, self._chosen, lambda path: (path in self._scores, self._bounds[path]))
        best = max(self._bounds.values())
        listed = _mass((self._bounds[path] for path in {*self._scores, *ranked}), best)
        share = {path: math.exp(self._bounds[path] - best) / listed for path in ranked}
        guesses = tuple(Guess(self._paths[path], share[path]) for path in ranked)
        return Confidence(share[self._chosen], guesses, outside=min(1.0, max(0.0, 1.0 - total)))

    def _look_further(self, path: Path, held: Path, place: Place) -> Generator[Wish, list[Logits], Path]:
        """Evaluate more of an entry, in the place of what is held but for what both begin with; what is held then."""
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(path, held, strict=False))))
        unknown = self._unknown(path)
        stride = place.room.stride(len(path) - 1 - shared)
        place.context.drop(place.slot, place.position + shared)
        stop = min(len(path) - 1, unknown - 1 + min(stride, _AHEAD))
        for start in range(shared, stop, stride):
            nodes = [path[:depth] for depth in range(start + 1, min(stop, start + stride) + 1)]
            items = [Item(node[-1], place.position + len(node) - 1, place.slot, len(node) >= unknown) for node in nodes]
            logits = yield Evaluate(tuple(items), urgent=True)
            for node, row in zip([node for node in nodes if len(node) >= unknown], logits, strict=True):
                self._learn(node, row)
            held = nodes[-1]
        return held

    def _unknown(self, path: Path) -> int:
        """The depth of the first node of a path behind which nothing is known yet; its length where all is."""
        return next((depth for depth in range(len(path)) if path[:depth] not in self._known), len(path))

    def _learn(self, node: Path, logits: NDArray[np.float32]) -> None:
        """Add the log probabilities of the trie's branches at a node to what is known of those behind it."""
        normaliser = log_normaliser(logits)
        depth = len(node)
        self._known.add(node)
        for path in self._paths:
            if len(path) > depth and path[:depth] == node:
                self._bounds[path] += float(logits[path[depth]]) - normaliser

    def _settled(self) -> bool:
        """Whether enough entries are evaluated."""
        if len(self._scores) in {len(self._paths), _MOST}:
            return True
        best = max(self._bounds.values())
        return bool(self._scores) and self._rest(best) <= _NEGLIGIBLE * _mass(self._scores.values(), best)

    def _rest(self, best: float) -> float:
        """The most probability that the entries not yet evaluated can hold together, as :func:`_mass` counts it."""
        known: dict[Path, float] = {}
        for path in self._paths:
            if path not in self._scores:
                known[path[: self._unknown(path)]] = self._bounds[path]
        return _mass(known.values(), best)


def _mass(log_probabilities: Iterable[float], unit: float = 0.0) -> float:
    """The sum of probabilities, in units of one that is given by its logarithm, so that nothing is too small."""
    return math.fsum(math.exp(value - unit) for value in log_probabilities)
