"""Honest confidence: an engine whose events say how often the model is right, not how sure it feels.

It stands between the engine and whoever saves or shows its events, so that window, command line and evaluation see
the same numbers. Only a model whose entry carries a calibration is wrapped.
"""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import JsonValue

from app.domain.registry import Calibration, ModelEntry
from inference.engine import Engine, Request
from inference.errors import InferenceError
from inference.events import Cancelled, Confidence, Event, Failed, FieldDone, Finished, Guess, JobId


def honest(engine: Engine, entry: ModelEntry | None) -> Engine:
    """An engine that says honest confidences, where the registry knows the model's; else the engine itself."""
    return HonestEngine(engine, entry.calibration) if entry is not None and entry.calibration else engine


class HonestEngine:
    """Implements :class:`inference.engine.Engine` by another engine, with its confidences made honest.

    A field whose calibration reads another field's confidence is honest as soon as that one is written; until then it
    stands as the model says. When the card is finished, all are honest.
    """

    def __init__(self, engine: Engine, calibration: Mapping[str, Calibration]) -> None:
        self._engine = engine
        self._calibration = calibration
        self._raw: dict[JobId, dict[str, Confidence]] = {}

    @property
    def info(self) -> object:
        """What is loaded, as the engine says it."""
        return getattr(self._engine, "info", None)

    @property
    def idle(self) -> bool:
        """Whether nothing is in flight."""
        return self._engine.idle

    @property
    def stopped(self) -> InferenceError | None:
        """Why every request would fail from now on; ``None`` while all is well."""
        return self._engine.stopped

    @property
    def room(self) -> int:
        """How many more requests could begin at once."""
        return self._engine.room

    def add(self, request: Request) -> None:
        """Take a request into the queue."""
        self._engine.add(request)

    def abort(self, job: JobId) -> None:
        """Ask for a job to end soon; any thread may."""
        self._engine.abort(job)

    def step(self) -> list[Event]:
        """Do one bounded piece of work."""
        return [self._honest(event) for event in self._engine.step()]

    def close(self) -> None:
        """Free everything."""
        self._engine.close()

    def _honest(self, event: Event) -> Event:
        match event:
            case FieldDone(job=job, field=field, value=value, confidence=Confidence() as confidence):
                known = self._raw.setdefault(job, {})
                known[field] = confidence
                return replace(event, confidence=calibrated({field: value}, known, self._calibration)[field])
            case Finished(job=job, values=values, confidence=confidence):
                self._raw.pop(job, None)
                return replace(event, confidence=calibrated(values, confidence, self._calibration))
            case Failed(job=job) | Cancelled(job=job):
                self._raw.pop(job, None)
        return event


def calibrated(
    values: Mapping[str, JsonValue], raw: Mapping[str, Confidence], by: Mapping[str, Calibration]
) -> dict[str, Confidence]:
    """Make fields' confidences honest.

    Args:
        values: Field → what was chosen; these are the fields.
        raw: Field → how sure the model was; of these fields and perhaps of others.
        by: Field → its calibration; a field without one, or whose source is not among ``raw``, stays as it is.
    """
    return {name: _calibrated(name, value, raw, by) for name, value in values.items() if name in raw}


def _calibrated(
    name: str, value: JsonValue, raw: Mapping[str, Confidence], by: Mapping[str, Calibration]
) -> Confidence:
    rule = by.get(name)
    if rule is None or rule.source not in raw:
        return raw[name]
    return with_value(raw[name], value, rule.honest(raw[rule.source].value))


def with_value(confidence: Confidence, chosen: JsonValue, honest: float) -> Confidence:
    """A confidence of another value, its guesses rescaled: the chosen one has it, the others share the rest.

    The others keep their proportions, so what lies outside the best few keeps its share, too. But none overtakes the
    chosen one that the model ranked behind it: what a model doubts is its first guess, not the order of its guesses.

    Args:
        confidence: As the model said.
        chosen: What the field holds.
        honest: The value it gets, in [0, 1].
    """
    sure = next((guess.probability for guess in confidence.guesses if guess.value == chosen), confidence.value)
    # Of little that is left, what the others have tells more exactly than what the chosen one lacks.
    left = max(1 - sure, sum(guess.probability for guess in confidence.guesses if guess.value != chosen))
    share = (1 - honest) / left if sure < 1 else 0.0

    def rescaled(guess: Guess) -> Guess:
        if guess.value == chosen:
            return replace(guess, probability=honest)
        most = honest if guess.probability <= sure else 1 - honest
        return replace(guess, probability=min(most, guess.probability * share))

    guesses = sorted(map(rescaled, confidence.guesses), key=lambda guess: -guess.probability)
    return replace(confidence, value=honest, guesses=tuple(guesses))
