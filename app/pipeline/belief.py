"""A catalogue's own calibration: how far confidences are to be believed, as its approved cards say.

What a person approves says what was right: of each field the value as the model wrote it, with what the card would have
shown as its confidence, beside what was approved. From enough of these a curve is fitted for each field and each writer
(a model in a quantisation, with a wording of the prompt), through which the confidences of new cards go; a card's
provenance keeps what it would have shown without. It is the same :class:`~app.domain.registry.Calibration` by which
models say of themselves how far they are to be believed, fitted in the same way, and stands behind that and behind the
second opinion: what a card shows is what is made honest.

Where answers are few, or right or wrong alone, or where honest confidences would not have been better, nothing changes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, Final, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter, ValidationError

from app.catalog.catalog import Catalog
from app.catalog.outcomes import Outcome
from app.domain.registry import Calibration
from app.evaluation.fitting import BINS, Knots, Trials, crossed, error_of, fit, in_order
from app.evaluation.statistics import Bin, reliability
from app.pipeline.calibration import calibrated
from inference.events import Confidence

ENOUGH: Final = 100
"""Answers of a field before it is fitted: its share of right ones is then known to ± 3 points where it is 90 %, and
that of each quarter of them, the fewest that are told apart, to ± 6 (one standard error)."""
RARER: Final = 10
"""Right ones and wrong ones that must be among them: fewer do not say where the wrong ones are."""
LATEST: Final = 4000
"""Cards that are looked at, the newest: habits and photos change."""
_BIN: Final = 25
"""Answers in each part that is told apart, at least."""
_PRIOR: Final = 5.0
"""As many more answers as if what was shown were true: a fifth of what the smallest part weighs."""

_SURE: Final = 1.645
"""Standard errors by which honest confidences must be better: one chance in twenty that they only seem so."""

_KEY: Final = "belief"
_TOLD: Final = "calibration"
_BEFORE: Final = "before"
WRITER: Final = ("model", "projector", "quantisation", "weights", "prompt_version", "endpoint")
"""What in a card's provenance tells writers apart: of another one nothing is known."""

Writer: TypeAlias = tuple[str, ...]


class Fit(BaseModel):
    """What is known of a field.

    Attributes:
        answers: How many there are.
        wrong: How many of them a person changed.
        before: The calibration error of what would be shown without a curve.
        after: The one with it, measured on answers from which it was not fitted; ``None`` without a curve.
        calibration: The curve, from what would be shown to what is honest; ``None`` where nothing is changed.
    """

    model_config = ConfigDict(frozen=True)

    answers: int
    wrong: int
    before: float
    after: float | None = None
    calibration: Calibration | None = None


@dataclass(frozen=True, slots=True)
class Belief:
    """What a catalogue's cards say of those who wrote them.

    Attributes:
        fits: Writer → field → what is known of it.
    """

    fits: Mapping[Writer, Mapping[str, Fit]] = field(default_factory=dict)

    def of(self, origin: Mapping[str, Any]) -> Mapping[str, Fit]:
        """What is known of the writer that a provenance names."""
        return self.fits.get(_writer(origin), {})


@dataclass(frozen=True, slots=True)
class Believed:
    """A card's confidences after the catalogue's own cards were heard.

    Attributes:
        confidence: Field → how sure.
        told: For the card's provenance: field → what would have been shown, and how many answers said otherwise; empty
            where nothing was changed.
    """

    confidence: dict[str, Confidence]
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of looking at the approved cards.

    Attributes:
        belief: The curves.
        fits: Field → what is known of it, for whoever wrote the card that was approved last.
        bins: What these cards showed beside what was right, all fields together.
    """

    belief: Belief
    fits: Mapping[str, Fit]
    bins: tuple[Bin, ...]


def believe(
    values: Mapping[str, JsonValue], confidence: Mapping[str, Confidence], belief: Belief, origin: Mapping[str, Any]
) -> Believed:
    """Make a new card's confidences as honest as the catalogue's cards allow.

    Args:
        values: Field → what the model wrote.
        confidence: Field → how sure it is, as it would be shown.
        belief: What is known.
        origin: The card's provenance.
    """
    known = belief.of(origin)
    rules = {name: of.calibration for name, of in known.items() if of.calibration is not None and name in confidence}
    told = {name: {_BEFORE: confidence[name].value, "answers": known[name].answers} for name in rules}
    return Believed({**confidence, **calibrated(values, confidence, rules)}, {_TOLD: told} if told else {})


def belief_of(catalog: Catalog) -> Belief:
    """What was learned last; nothing where that cannot be understood."""
    try:
        kept = _KEPT.validate_python(catalog.setting(_KEY, []))
    except ValidationError:
        return Belief()
    return Belief(dict(kept))


def learn(catalog: Catalog, known: Belief) -> Learned:
    """Look at the approved cards and keep what they say; some tenths of a second for some thousand of them.

    Args:
        catalog: Whose.
        known: What was learned before; where nothing is new, nothing is written.
    """
    outcomes = catalog.outcomes(LATEST, (*WRITER, _TOLD))
    belief = fitted(outcomes)
    if belief != known:
        catalog.set_setting(
            _KEY,
            _KEPT.dump_python(
                [(writer, dict(fits)) for writer, fits in belief.fits.items()], mode="json", by_alias=True
            ),
        )
    shown = [(one.shown[name], right) for one in outcomes for name, right in one.kept.items() if name in one.shown]
    bins = reliability([sure for sure, _ in shown], [right for _, right in shown])
    return Learned(belief, belief.of(outcomes[0].origin) if outcomes else {}, bins)


def fitted(outcomes: Iterable[Outcome]) -> Belief:
    """Fit a curve for each writer and field that there is enough of."""
    said: dict[Writer, dict[str, list[tuple[float, bool]]]] = defaultdict(lambda: defaultdict(list))
    for one in outcomes:
        told = one.origin.get(_TOLD) or {}
        for name, kept in one.kept.items():
            if name in one.shown:
                sure = told[name][_BEFORE] if name in told else one.shown[name]
                said[_writer(one.origin)][name].append((sure, kept))
    return Belief(
        {
            writer: {name: _fit(name, _trials(answers)) for name, answers in fields.items()}
            for writer, fields in said.items()
        }
    )


def _fit(name: str, trials: Trials) -> Fit:
    wrong = int((trials.right == 0).sum())
    known = Fit(answers=len(trials), wrong=wrong, before=error_of(trials))
    if len(trials) < ENOUGH or min(wrong, len(trials) - wrong) < RARER:
        return known
    honest = crossed(trials, _knots)
    # Brier (1950): of two ways to say how sure one is, the honest one has the smaller mean squared error.
    gains = (trials.sure - trials.right) ** 2 - (honest.sure - trials.right) ** 2
    if gains.mean() <= _SURE * gains.std(ddof=1) / sqrt(len(trials)):
        return known
    curve = Calibration.model_validate({"from": name, "knots": _knots(trials)})
    return known.model_copy(update={"after": error_of(honest), "calibration": curve})


def _knots(trials: Trials) -> Knots:
    """The knots, which keep what is shown as least sure in its order."""
    return in_order(fit(trials, min(BINS, max(1, len(trials) // _BIN)), _PRIOR))


def _trials(answers: list[tuple[float, bool]]) -> Trials:
    sure, right = zip(*answers, strict=True)
    return Trials(np.array(sure, np.float64), np.array(right, np.float64))


def _writer(origin: Mapping[str, Any]) -> Writer:
    return tuple(str(origin.get(name) or "") for name in WRITER)


_KEPT: Final = TypeAdapter(list[tuple[Writer, dict[str, Fit]]])
