"""Readings → outcomes and verdicts, on numbers that can be counted by hand."""

from collections.abc import Sequence

import pytest

from app.evaluation.judging import Judge
from app.evaluation.photos.outcomes import Marks, PhotoReport, marks_of, outcome, verdict
from app.evaluation.photos.plot import plot
from app.evaluation.photos.readings import Cell, Reading
from app.evaluation.photos.variants import NOTHING, variants
from app.evaluation.wording import ReportWords
from app.evaluation.yardstick import Yardstick
from app.wording import Language
from inference.preprocess.options import STEPS, Corrections, When
from tests.evaluation.conftest import row

STEP = "crop.automatic"


def marks(before: bool, now: bool) -> Marks:
    return {NOTHING: {"color_primary": before}, STEP: {"color_primary": now}}


def photos(pairs: Sequence[tuple[bool, bool]], condition: str = "far") -> dict[str, dict[str, Marks]]:
    return {f"{number}.jpg": {condition: marks(*pair)} for number, pair in enumerate(pairs)}


def test_variants_are_each_step_both_ways_and_all_together() -> None:
    found = variants(Corrections())
    assert next(iter(found)) == NOTHING
    assert found[NOTHING] == Corrections()
    assert len(found) == 2 + 2 * len(STEPS)
    assert found["crop.always"] == Corrections(crop=When.ALWAYS)
    mine = Corrections(crop=When.ALWAYS, noise=When.AUTOMATIC)
    assert variants(mine)["settings"] == mine
    assert "settings" not in variants(Corrections(crop=When.ALWAYS))


def test_facts_are_judged_as_those_of_cards(yardstick: Yardstick) -> None:
    labelled = row(product_type="camiseta", category_standard="Vestuário", color_primary="azul|preto")
    facts = {"product_name": "Camiseta lisa", "category_standard": "Brinquedos", "color_primary": "preto"}
    reading = Reading(photo="a.jpg", stamp="", condition="dark", cells={NOTHING: Cell(values=facts, changed=False)})
    found = marks_of(labelled, reading, Judge.of(yardstick, [labelled]))
    assert found[NOTHING] == {"product_type": True, "category_standard": False, "color_primary": True}


def test_an_outcome_counts() -> None:
    cells = {NOTHING: Cell(values={}, changed=False), STEP: Cell(values={}, changed=True)}
    readings = [Reading(photo=str(number), stamp="", condition="far", cells=cells) for number in range(4)]
    pairs = [(False, True), (False, True), (True, False), (True, True)]
    found = outcome("far", STEP, readings, [marks(*pair) for pair in pairs])
    assert (found.won["color_primary"], found.lost["color_primary"]) == (2, 1)
    accuracy = found.accuracy["color_primary"]
    assert (accuracy.hits, accuracy.of) == (3, 4)
    assert accuracy.low == pytest.approx(0.3006, abs=1e-4)  # Wilson (1927) for 3 of 4
    assert found.changed.value == 1


def test_what_gains_more_than_chance_helps() -> None:
    found = verdict(STEP, photos([(False, True)] * 12 + [(True, False)]))
    assert (found.won, found.lost) == (12, 1)
    assert found.p == pytest.approx(2 * 14 / 2**13)
    assert found.gain == pytest.approx(11 / 13)
    assert found.helps


def test_what_chance_does_as_well_helps_not() -> None:
    assert not verdict(STEP, photos([(False, True)] * 4 + [(True, False)])).helps
    assert not verdict(STEP, photos([(True, False)] * 12)).helps


def test_what_harms_clean_photos_helps_not() -> None:
    marked = photos([(False, True)] * 30)
    for conditions in marked.values():
        conditions["clean"] = marks(before=True, now=False)
        conditions["dark"] = conditions["warm"] = marks(before=False, now=True)
    found = verdict(STEP, marked)
    assert found.won == 30
    assert found.clean == -1
    assert not found.helps


def test_conditions_of_one_photo_are_one_witness() -> None:
    one = {"a.jpg": {str(number): marks(before=False, now=True) for number in range(12)}}
    found = verdict(STEP, one)
    assert (found.won, found.lost) == (1, 0)
    assert not found.helps


@pytest.mark.parametrize("language", [Language.PT, Language.EN])
def test_the_plot_names_everything_and_stands_alone(language: Language) -> None:
    cells = {name: Cell(values={}, changed=name != NOTHING) for name in variants(Corrections())}
    readings = [Reading(photo="a", stamp="", condition="far", cells=cells)] * 9
    every = [{name: {"color_primary": name != NOTHING} for name in cells}] * 9
    report = PhotoReport(
        made="",
        model="<modelo>",
        labels="",
        photos=9,
        failed=0,
        missing=0,
        things=("color_primary",),
        outcomes=tuple(outcome("far", name, readings, every) for name in cells),
        verdicts=(),
    )
    words = ReportWords(language)
    drawn = str(plot(report, words))
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "&lt;modelo&gt;" in drawn
    assert drawn.count('class="sure"') == len(cells) - 1, "nine of nine won: no chance"
    for name in cells:
        assert name == NOTHING or words.variant(name) in drawn
    assert words.condition("far") in drawn
