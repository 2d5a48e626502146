"""Confidences made honest by approved cards: on answers made by chance, of which the truth is known."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.catalog.outcomes import Outcome
from app.domain.registry import Calibration
from app.evaluation.fitting import Trials, error_of
from app.pipeline.belief import ENOUGH, RARER, WRITER, Belief, Fit, belief_of, believe, fitted, learn
from app.pipeline.generation import Generation
from app.pipeline.recipe import Recipe
from inference.events import Confidence, Guess
from inference.llama.engine import LlamaEngine
from tests.catalog.bench import card, preparation
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import drive, listed, take_in

ORIGIN = {name: name for name in WRITER}
Truth = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def too_sure(said: NDArray[np.float64]) -> NDArray[np.float64]:
    """Right in 80 % where it says 90 %, and as often as not where it says 75 %."""
    return 2 * said - 1


def too_shy(said: NDArray[np.float64]) -> NDArray[np.float64]:
    """Right in 90 % where it says 75 %."""
    return np.minimum(0.99, 0.6 + 0.4 * said)


def answers(count: int, truth: Truth, seed: int = 0) -> Trials:
    random = np.random.default_rng(seed)
    said = random.uniform(0.5, 1, count)
    return Trials(said, (random.random(count) < truth(said)).astype(np.float64))


def outcomes(trials: Trials, **origin: object) -> list[Outcome]:
    return [
        Outcome({**ORIGIN, **origin}, {"colour": float(said)}, {"colour": bool(right)})
        for said, right in zip(trials.sure, trials.right, strict=True)
    ]


def fit_of(trials: Trials) -> Fit:
    return fitted(outcomes(trials)).of(ORIGIN)["colour"]


def shown(trials: Trials, fit: Fit) -> Trials:
    assert fit.calibration is not None
    return Trials(np.array([fit.calibration.honest(said) for said in trials.sure]), trials.right)


@pytest.mark.parametrize("truth", [too_sure, too_shy])
def test_after_it_ninety_per_cent_means_about_ninety_per_cent(truth: Truth) -> None:
    sure, right = [], []
    for seed in range(10):
        fit, new = fit_of(answers(400, truth, seed)), answers(2000, truth, seed + 100)
        honest = shown(new, fit)
        assert error_of(honest) < 0.6 * error_of(new)
        assert fit.after is not None
        assert fit.after < fit.before
        near = (honest.sure > 0.85) & (honest.sure <= 0.95)
        sure.append(honest.sure[near])
        right.append(honest.right[near])
    assert len(np.concatenate(sure)) > 1000
    assert np.concatenate(right).mean() == pytest.approx(np.concatenate(sure).mean(), abs=0.03)


def test_who_is_honest_already_is_left_alone() -> None:
    fits = [fit_of(answers(400, lambda said: said, seed)) for seed in range(20)]
    assert sum(fit.calibration is not None for fit in fits) <= 2


def test_too_few_answers_change_nothing() -> None:
    assert fit_of(answers(ENOUGH - 1, too_sure)).calibration is None
    assert fit_of(answers(ENOUGH, too_sure)).calibration is not None


@pytest.mark.parametrize("right", [True, False])
def test_answers_that_are_nearly_all_right_or_wrong_change_nothing(right: bool) -> None:
    said = np.full(1000, 0.4 if right else 0.9)
    one_sided = np.full(1000, float(right))
    one_sided[: RARER - 1] = float(not right)
    assert fit_of(Trials(said, one_sided)).calibration is None


def test_of_another_writer_nothing_is_known() -> None:
    belief = fitted(outcomes(answers(400, too_sure)) + outcomes(answers(50, too_sure), quantisation="Q8_0"))
    assert belief.of(ORIGIN)["colour"].calibration is not None
    assert belief.of(ORIGIN | {"quantisation": "Q8_0"})["colour"].calibration is None
    for name in WRITER:
        assert belief.of(ORIGIN | {name: "another"}).get("colour") is None


def test_what_was_made_honest_before_counts_as_it_would_have_been_shown() -> None:
    trials = answers(400, too_sure)
    plain = fitted(outcomes(trials))
    told = [
        Outcome(
            one.origin | {"calibration": {"colour": {"before": one.shown["colour"], "answers": 400}}},
            {"colour": 0.5},
            one.kept,
        )
        for one in outcomes(trials)
    ]
    assert fitted(told) == plain


def test_a_card_keeps_what_it_would_have_shown() -> None:
    belief = fitted(outcomes(answers(400, too_sure)))
    sure = Confidence(0.75, (Guess("azul", 0.75), Guess("preto", 0.2)))
    confidence = {"colour": sure, "name": Confidence(0.6)}
    believed = believe({"colour": "azul", "name": "Copo"}, confidence, belief, ORIGIN)
    assert believed.told == {"calibration": {"colour": {"before": 0.75, "answers": 400}}}
    assert believed.confidence["colour"].value == pytest.approx(0.5, abs=0.08)
    assert believed.confidence["colour"].guesses[0].probability == believed.confidence["colour"].value
    assert believed.confidence["name"] is confidence["name"]
    untouched = believe({"colour": "azul"}, confidence, belief, ORIGIN | {"model": "another"})
    assert (untouched.confidence, untouched.told) == (confidence, {})


def test_a_catalogue_learns_from_what_was_approved_and_remembers(catalog: Catalog) -> None:
    trials = answers(ENOUGH, too_sure)
    catalog.add_photos([Path(f"/fotos/{number}.jpg") for number in range(ENOUGH)])
    for waiting in catalog.unprepared(ENOUGH):
        catalog.prepared(waiting.id, preparation(str(waiting.path)))
    for said, right in zip(trials.sure, trials.right, strict=True):
        review(catalog, float(said), right=bool(right))
    learned = learn(catalog, belief_of(catalog))
    found, expected = learned.fits["color_primary"], fit_of(trials)
    assert (found.answers, found.wrong) == (expected.answers, expected.wrong)
    assert found.calibration is not None
    assert expected.calibration is not None
    np.testing.assert_allclose(found.calibration.knots, expected.calibration.knots)
    assert learned.fits["product_name"].calibration is None, "it was always right"
    assert sum(bin_.count for bin_ in learned.bins) == 2 * len(trials)
    assert belief_of(catalog) == learned.belief
    assert learn(catalog, learned.belief) == learned


def test_new_cards_go_through_what_was_learned(
    catalog: Catalog, photo: Photo, recipe: Recipe, engine: LlamaEngine
) -> None:
    known = Belief()
    generation = Generation(catalog, lambda: recipe, belief=lambda: known)
    plain, honest = listed(take_in(catalog, photo("a.png"), photo("b.png")))
    catalog.cancel([honest])
    drive(generation, engine)
    first = catalog.product(plain).card
    assert first is not None
    assert "calibration" not in first.provenance
    halving = Calibration.model_validate({"from": "color_primary", "knots": [[0, 0], [1, 0.5]]})
    fit = Fit(answers=120, wrong=60, before=0.3, after=0.1, calibration=halving)
    known = Belief({tuple(first.provenance[name] for name in WRITER): {"color_primary": fit}})
    catalog.retry([honest])
    drive(generation, engine)
    second = catalog.product(honest).card
    assert second is not None
    before = second.provenance["calibration"]["color_primary"]["before"]
    assert second.confidence["color_primary"]["value"] == pytest.approx(before / 2)
    assert list(second.provenance["calibration"]) == ["color_primary"]


def test_what_cannot_be_understood_is_nothing(catalog: Catalog) -> None:
    catalog.set_setting("belief", [["not", "a", "belief"]])
    assert belief_of(catalog) == Belief()


def review(catalog: Catalog, said: float, *, right: bool) -> None:
    """Have a card written, looked at and approved; where its colour is wrong, with another one."""
    job = catalog.claim_next()
    assert job is not None
    confidence = {"color_primary": {"value": said}, "product_name": {"value": 0.9}}
    version = catalog.finish(job.product_id, card(), confidence, dict(ORIGIN), {})
    made = catalog.product(job.product_id).card
    assert made is not None
    catalog.spend(job.product_id, made.generated_at, 2)
    catalog.approve(job.product_id, version, card() if right else card(color_primary="verde"))
