"""The line of a sample: what it says, and what it asks for, by mouse and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Bench
from ui.batch import BatchStatus
from ui.queue.sample_line import SampleLine, SampleStatus

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def line(bench: Bench) -> SampleLine:
    made = bench.window.queue.sample
    made.set_status(SampleStatus(size=5, working=0, anew=4, held=295))
    return made


@pytest.mark.parametrize(
    ("status", "words", "again", "look"),
    [
        (SampleStatus(5, 5, 0, 295), "Amostra: 0 de 5 pronta(s). 295", False, False),
        (SampleStatus(5, 2, 3, 295), "Amostra: 3 de 5 pronta(s). 295", False, True),
        (SampleStatus(5, 0, 5, 295), "A amostra está pronta: olhe e diga como seguir. 295", True, True),
        (SampleStatus(5, 0, 0, 295), "A amostra está pronta: olhe e diga como seguir. 295", False, True),
        (SampleStatus(0, 0, 0, 1), "Não sobrou nada da amostra. 1", False, False),
    ],
)
def test_it_says_how_the_sample_goes(bench: Bench, status: SampleStatus, words: str, again: bool, look: bool) -> None:
    line = bench.window.queue.sample
    assert not line.isVisible()
    line.set_status(status)
    assert line.isVisible()
    assert line.text.startswith(words)
    assert (line.everything.isEnabled(), line.again.isEnabled(), line.look.isEnabled()) == (True, again, look)
    line.set_status(None)
    assert not line.isVisible()


def test_each_button_asks_for_its_own(qtbot: QtBot, line: SampleLine) -> None:
    for made, signal in (
        (line.everything, line.all_requested),
        (line.again, line.again_requested),
        (line.look, line.look_requested),
        (line.hint, line.hint_requested),
        (line.prompt, line.prompt_requested),
    ):
        assert made.accessibleName()
        with qtbot.waitSignal(signal):
            made.setFocus()
            QTest.keyClick(made, Qt.Key.Key_Space)


def test_a_key_asks_for_a_sample(qtbot: QtBot, bench: Bench) -> None:
    with qtbot.waitSignal(bench.window.queue.sample.begin_requested):
        QTest.keyClick(bench.window, Qt.Key.Key_A, CTRL | SHIFT)


def test_the_keyboard_comes_to_the_answers(line: SampleLine) -> None:
    line.take_keyboard()
    assert QApplication.focusWidget() is line.everything


def test_the_batch_offers_a_sample_of_many(qtbot: QtBot, bench: Bench) -> None:
    batch = bench.window.facets.batch
    bench.window.set_batch(BatchStatus(1, 12))
    assert not batch.sample.isVisible()
    bench.window.set_batch(BatchStatus(1, 300, many=True))
    with qtbot.waitSignal(batch.sample_requested):
        qtbot.mouseClick(batch.sample, Qt.MouseButton.LeftButton)


def test_the_batch_says_that_it_waits_for_a_look(bench: Bench) -> None:
    batch = bench.window.facets.batch
    batch.set_status(BatchStatus(5, 300, held=295))
    assert batch.pace() == "esperando você olhar a amostra"
    batch.set_status(BatchStatus(4, 300, 20.0, 180, held=295))
    assert batch.pace() == "20 foto(s)/h · 3 min"
