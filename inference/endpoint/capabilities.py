"""What a server can do, found out by asking: whatever it refused once is not asked of it again."""

import re
from enum import StrEnum


class Feature(StrEnum):
    """Something that a request asks for and that an answer can do without."""

    PATTERNS = "patterns"
    SCHEMA = "schema"
    JSON = "json"
    LOGPROBS = "logprobs"
    SEED = "seed"
    LIMIT = "limit"
    USAGE = "usage"
    SYSTEM = "system"
    TOP_P = "top_p"
    TEMPERATURE = "temperature"


_WORDS: tuple[tuple[tuple[Feature, ...], tuple[str, ...]], ...] = (
    ((Feature.LOGPROBS,), ("logprob",)),
    ((Feature.SEED,), ("seed",)),
    ((Feature.USAGE,), ("stream_options", "include_usage")),
    ((Feature.LIMIT,), ("max_tokens", "max_completion_tokens", "in the completion")),
    ((Feature.SYSTEM,), ("system role", "system message", "role 'system'", "roles must alternate")),
    # Each of these is asked for only while the ones before it are; a complaint about any of them gives up the first.
    (
        (Feature.PATTERNS, Feature.SCHEMA, Feature.JSON),
        (
            "response_format",
            "schema",
            "grammar",
            "guided",
            "structured output",
            "regex",
            "pattern",
            "initialize sampler",
        ),
    ),
    ((Feature.TOP_P,), ("top_p",)),
    ((Feature.TEMPERATURE,), ("temperature",)),
)
_AT_MOST = re.compile(r"at most (\d+) image|(?:single|one|multiple) (?:\w+ )?images?\b", re.IGNORECASE)
_WORTH_SAYING = (Feature.JSON, Feature.SCHEMA, Feature.LOGPROBS, Feature.SEED)


class Capabilities:
    """What one server does, as far as it is known; the whole of it once a few answers came.

    One thread learns, any thread may read.

    Attributes:
        lacking: What is not asked for any more.
        most_photos: How many photos a question may hold; ``None`` while no number was refused.
    """

    def __init__(self) -> None:
        self.lacking: frozenset[Feature] = frozenset()
        self.most_photos: int | None = None
        self._reported = False

    def has(self, feature: Feature) -> bool:
        """Whether a feature is still asked for."""
        return feature not in self.lacking

    def give_up(self, feature: Feature) -> None:
        """Ask for a feature no more."""
        self.lacking |= {feature}

    def refused(self, words: str, lacking: frozenset[Feature]) -> Feature | None:
        """What a server's complaint is about, if it is about something that an answer can do without.

        Args:
            words: What it said about a request.
            lacking: What was given up when that request was made; another one may have met the same complaint since.

        Returns:
            The feature, given up by now; ``None`` where the complaint is about something else.
        """
        lower = words.lower()
        for features, hints in _WORDS:
            feature = next((feature for feature in features if feature not in lacking), None)
            if feature is not None and any(hint in lower for hint in hints):
                self.give_up(feature)
                return feature
        return None

    def refused_photos(self, words: str, photos: int) -> bool:
        """Whether a server's complaint is that a question holds too many photos; from now on fewer are asked about.

        Args:
            words: What it said about a request.
            photos: How many that held.
        """
        found = _AT_MOST.search(words) if photos > 1 else None
        if found is None:
            return False
        self.most_photos = max(1, min(int(found[1] or 1), photos - 1))
        return True

    def note_answer(self, *, probabilities: bool) -> None:
        """An answer came; whether it carried the probabilities of its tokens, which some servers leave out."""
        self._reported |= probabilities
        if not self._reported:
            self.give_up(Feature.LOGPROBS)

    @property
    def lacks(self) -> tuple[Feature, ...]:
        """What a person should know that the server does not do, the worst first; of a kind only the worst."""
        found = [feature for feature in _WORTH_SAYING if not self.has(feature)]
        return tuple(feature for feature in found if feature is not Feature.SCHEMA or Feature.JSON not in found)
