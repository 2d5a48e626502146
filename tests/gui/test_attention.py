"""How long a card is open with somebody at work on it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.gui.stopwatch import IDLE, Stopwatch
from tests.gui.program import CTRL, NAME, Program

Start = Callable[[], Program]
EVER = datetime(2000, 1, 1, tzinfo=UTC)


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_watch_counts_from_act_to_act() -> None:
    watch = Stopwatch()
    watch.act(1)
    assert watch.take() == 0, "it does not run yet"
    watch.start(10)
    watch.act(12)
    watch.act(15)
    watch.stop(16)
    watch.act(90)
    assert watch.take() == 6
    assert watch.take() == 0


def test_who_goes_away_works_no_longer() -> None:
    watch = Stopwatch()
    watch.start(0)
    watch.act(2)
    watch.act(8 * 3600)
    watch.act(8 * 3600 + 3)
    assert watch.take() == 2 + IDLE + 3


@given(st.lists(st.floats(0, 1000), max_size=20))
def test_never_more_is_counted_than_passed(gaps: list[float]) -> None:
    watch, now = Stopwatch(), 0.0
    watch.start(now)
    for gap in gaps:
        now += gap
        watch.act(now)
    assert watch.take() <= now + 1e-6


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    """The clock by which attention is measured."""
    clock = Hand()
    monkeypatch.setattr("app.gui.attention.monotonic", clock)
    return clock


def seconds(program: Program) -> list[float]:
    return [work.seconds for work in program.catalog.labour(EVER)]


def test_a_cards_time_ends_with_its_approval_and_is_on_disk(start: Start, ten: list[int], hand: Hand) -> None:
    program = start()
    program.open(ten[0])
    hand.now += 3
    program.type_over(NAME, "Caneca com outro nome")
    program.until(lambda: program.values(ten[0])[NAME] == "Caneca com outro nome")
    hand.now += 4
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: seconds(program) == [7])
    (work,) = program.catalog.labour(EVER)
    assert [name for name, kept in work.kept.items() if not kept] == [NAME]
    hand.now += 2
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: sorted(seconds(program)) == [2, 7])
    program.until(lambda: "por ficha" in " ".join(program.window.status_line.texts()))


def test_keys_and_the_mouse_keep_a_card_alive_and_an_absence_does_not_count(
    start: Start, ten: list[int], hand: Hand
) -> None:
    program = start()
    program.open(ten[0])
    native = program.window.windowHandle()
    hand.now += 20
    QTest.mouseMove(native, QPoint(40, 40))
    hand.now += 20
    QTest.keyClick(native, Qt.Key.Key_Shift)
    hand.now += 5000
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: seconds(program) == [40 + IDLE])


def test_another_window_in_front_stops_the_watch(start: Start, ten: list[int], hand: Hand) -> None:
    program = start()
    program.open(ten[0])
    hand.now += 5
    program.trigger("bulk")
    panel = program.presenter.bulk_edit.panel
    assert panel is not None
    program.until(panel.isActiveWindow)
    hand.now += 25
    panel.close()
    program.window.activateWindow()
    program.until(program.window.isActiveWindow)
    hand.now += 1
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: seconds(program) == [6])


def test_closing_the_window_loses_nothing(start: Start, ten: list[int], hand: Hand, tmp_path: Path) -> None:
    program = start()
    program.open(ten[0])
    hand.now += 8
    program.close()
    again = start()
    again.open(ten[0])
    again.press(Qt.Key.Key_Return, CTRL)
    again.until(lambda: seconds(again) == [8])
