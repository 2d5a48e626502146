"""The probabilities of tokens, as servers tell them → how sure the model was of a field.

Servers tell the logarithm of each written token's probability and the most probable tokens in its place, most of them
before the schema takes its share, which is what :class:`~inference.events.Confidence` asks for. A text's confidence is
the geometric mean over its tokens, those that its opening is made of left out: they were not free to differ.

For a closed list, every token that was possible but not written leads away from what was chosen, with the probability
of the way so far times its own. Where it leads to one entry only, it adds to that entry's; where several entries begin
so, its share is counted among the list's but belongs to no guess; where none does, it lies outside. Entries to which
no told token leads are counted among the list's with the most that they can hold: each of their tokens is less probable
than any that was told. So the chosen entry's share errs downwards.
"""

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from inference.endpoint.chunks import Alternative, Token
from inference.events import Confidence, Guess
from inference.guesses import told

_LEAST = -100.0  # what servers say for "impossible" differs: -9999, -inf
_OPENING = b'["{ \t\r\n'


@dataclass(frozen=True, slots=True)
class _Place:
    """A written token and where it stands, in bytes."""

    start: int
    end: int
    token: Token


class Tokens:
    """The tokens of one answer, laid along its text.

    Where they do not spell it (some servers leave out or add some), nothing is known from there on.
    """

    def __init__(self) -> None:
        self._waiting: list[Token] = []
        self._places: list[_Place] = []
        self._lost = False

    @property
    def told(self) -> bool:
        """Whether the server told any."""
        return bool(self._places or self._waiting)

    def add(self, tokens: Sequence[Token], text: bytearray) -> None:
        """Lay new tokens along the text, as far as that has come."""
        self._waiting += tokens
        while self._waiting and not self._lost:
            token = self._waiting[0]
            start = self._places[-1].end if self._places else 0
            end = start + len(token.text)
            if end > len(text):
                return
            del self._waiting[0]
            if text[start:end] == token.text:
                self._places.append(_Place(start, end, token))
            elif token.text.strip():
                self._lost = True

    def confidence(self, text: bytearray, start: int, end: int, choices: Sequence[str]) -> Confidence | None:
        """How sure the model was of a complete value.

        Args:
            text: The answer.
            start: Where the value begins in it, in bytes.
            end: Behind the value's last byte.
            choices: The entries of a closed list of texts; empty for any other field.

        Returns:
            ``None`` where the server has not told it.
        """
        start = _inside(text, start, end)
        places = [place for place in self._places if place.end > start and place.start < end and place.token.text]
        if not places or places[-1].end < end:
            return None
        if choices:
            return _choice(places, text, start, json.loads(text[start - 1 : end]), choices)
        return Confidence(math.exp(math.fsum(map(_log, (place.token for place in places))) / len(places)))


def _inside(text: bytearray, start: int, end: int) -> int:
    """Behind the brackets and the quote that a value begins with in any case."""
    inside = start
    while inside < end - 1 and text[inside] in _OPENING:
        inside += 1
        if text[inside - 1] == 0x22:
            break
    return inside


def _choice(
    places: Sequence[_Place], text: bytearray, start: int, chosen: str, choices: Sequence[str]
) -> Confidence | None:
    mass: defaultdict[str, float] = defaultdict(float)
    shared, way = 0.0, 1.0
    for place in places:
        found: set[str] = set()
        for other in _told(place.token):
            if (reach := _reach(place, other, text, start)) is None:
                continue
            led = _led_to(reach, choices)
            found.update(led)
            if other.text == place.token.text:
                continue
            if len(led) == 1:
                mass[led[0]] += way * math.exp(_log(other))
            elif led:
                shared += way * math.exp(_log(other))
        possible = _led_to(bytes(text[start : max(start, place.start)]), choices)
        shared += way * _untold(place.token, len(set(possible) - found))
        way *= math.exp(_log(place.token))
    mass[chosen] += way
    told = any(place.token.top_logprobs for place in places)
    return _ranked(mass, shared, chosen) if told else Confidence(way, (Guess(chosen, way),))


def _told(token: Token) -> list[Alternative]:
    """The tokens that were possible in a place and told, the written one first."""
    return [token, *(other for other in token.top_logprobs if other.text != token.text)]


def _untold(token: Token, entries: int) -> float:
    """The most probability that so many entries can hold to which no told token leads.

    The written token is no measure: servers tell of it however improbable it was.
    """
    if not token.top_logprobs or not entries:
        return 0.0
    written, *others = (math.exp(_log(each)) for each in _told(token))
    return min(max(0.0, 1.0 - math.fsum((written, *others))), entries * min(others, default=1.0))


def _reach(place: _Place, other: Alternative, text: bytearray, start: int) -> bytes | None:
    """What a value would begin with, had another token been written; ``None`` where it would not have begun here."""
    lead = max(0, start - place.start)  # what the written token carries of the text before the value
    if not other.text or other.text[:lead] != place.token.text[:lead]:
        return None
    return bytes(text[start : place.start]) + other.text[lead:]


def _led_to(reach: bytes, choices: Sequence[str]) -> list[str]:
    """The entries whose spelling begins so; one that is complete, whatever follows, is the only one."""
    spelt = {entry: json.dumps(entry, ensure_ascii=False)[1:].encode() for entry in choices}
    return [entry for entry, text in spelt.items() if text.startswith(reach) or reach.startswith(text)]


def _ranked(mass: dict[str, float], shared: float, chosen: str) -> Confidence:
    total = math.fsum(mass.values()) + shared or 1.0
    guesses = tuple(Guess(entry, mass[entry] / total) for entry in told(mass, chosen, mass.__getitem__))
    return Confidence(mass[chosen] / total, guesses, outside=min(1.0, max(0.0, 1.0 - total)))


def _log(token: Alternative) -> float:
    return min(0.0, max(_LEAST, token.logprob))
