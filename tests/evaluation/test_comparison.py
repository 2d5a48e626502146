"""Two reports side by side."""

from pathlib import Path

import pytest

from app.evaluation.comparison import Change, compare
from app.evaluation.errors import BaselineUnreadable
from app.evaluation.figures import share
from app.evaluation.files import write_report
from app.evaluation.report import Against, Card, CardMark, Figure, Report, Setting, read_report
from app.evaluation.tables import change_cells
from app.evaluation.wording import ReportWords
from app.wording import Language

SETTING = Setting(made="2026-01-02T03:04:05+00:00", labels="rótulos.csv", rows=1, answered=1, failed=0)
TYPE = "accuracy.product_type"


def cards(marks: str, group: str = "") -> tuple[Card, ...]:
    """A card a letter: r(ight), w(rong) or c(ontradicting itself, but right), photos named 0, 1, …."""
    against = (Against(kind="colour", where="product_name", own="azul", other="preto"),)
    return tuple(
        Card(
            photo=str(number),
            group=group,
            values={},
            fields={"product_type": CardMark(expected=("a",), got="a", right=mark != "w", confidence=1)},
            contradictions=against if mark == "c" else (),
        )
        for number, mark in enumerate(marks)
    )


def report(marks: str, figures: dict[str, Figure] | None = None, group: str = "") -> Report:
    right = sum(mark != "w" for mark in marks)
    made = {TYPE: share(right, len(marks)), **(figures or {})}
    groups = {group: made} if group else {}
    return Report(setting=SETTING, figures=made, groups=groups, cards=cards(marks, group))


def change(before: Report, now: Report, name: str = TYPE) -> Change:
    return next(found for found in compare(before, now) if found.name == name)


def test_the_same_photos_are_tested_by_what_changed() -> None:
    found = change(report("w" * 8 + "r" * 12), report("r" * 20))
    assert found.paired is not None
    assert (found.paired.lost, found.paired.won, found.paired.photos) == (0, 8, 20)
    assert found.paired.p == pytest.approx(2 / 256)
    assert found.sure
    assert found.better
    assert found.difference == pytest.approx(0.4)


def test_as_many_lost_as_won_may_be_chance() -> None:
    found = change(report("wwrr"), report("rrww"))
    assert found.paired is not None
    assert (found.paired.lost, found.paired.won, found.paired.p) == (2, 2, 1)
    assert found.sure is False


def test_other_photos_are_tested_by_their_intervals() -> None:
    now = report("r" * 40)
    other = now.model_copy(
        update={"cards": tuple(card.model_copy(update={"photo": card.photo + "x"}) for card in now.cards)}
    )
    found = change(report("w" * 40), other)
    assert (found.paired, found.overlap, found.sure) == (None, False, True)


def test_contradictions_are_of_single_photos_too() -> None:
    found = change(
        report("c" * 8 + "r" * 4, {"contradictory": share(8, 12), "contradictory.noun": share(0, 12)}),
        report("r" * 12, {"contradictory": share(0, 12), "contradictory.noun": share(0, 12)}),
        "contradictory",
    )
    assert found.paired is not None
    assert found.paired.won == 8
    assert found.better


def test_a_figure_that_only_one_has() -> None:
    found = change(report("r", {"valid": share(1, 1)}), report("r"), "valid")
    assert (found.now, found.difference, found.overlap) == (None, 0, None)


def test_groups_are_compared_within_themselves() -> None:
    groups = [found.group for found in compare(report("r", group="clothing"), report("w", group="clothing"))]
    assert groups == ["", "clothing"]


@pytest.mark.parametrize(
    ("now", "verdict", "difference"),
    [("r" * 20, "melhor", "+40,0 p.p."), ("w" * 20, "pior", "−60,0 p.p."), ("w" * 8 + "r" * 12, "igual", "0,0 p.p.")],
)
def test_verdicts(now: str, verdict: str, difference: str) -> None:
    cells = change_cells(change(report("w" * 8 + "r" * 12), report(now)), ReportWords(Language.PT))
    assert (cells.verdict, cells.difference, cells.before) == (verdict, difference, "60,0\u00a0%")


def test_a_baseline_is_a_report(tmp_path: Path) -> None:
    made = report("rcw", {"words_min": Figure(value=150, of=3)}, "roupas")
    write_report(tmp_path / "base.json", made)
    assert read_report(tmp_path / "base.json") == made
    assert [path.name for path in tmp_path.iterdir()] == ["base.json"]


@pytest.mark.parametrize("content", ["", "[]", '{"format": 2}', '{"format": 1, "figures": {}}', None])
def test_what_is_no_baseline(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "base.json").write_text(content)
    with pytest.raises(BaselineUnreadable):
        read_report(tmp_path / "base.json")
