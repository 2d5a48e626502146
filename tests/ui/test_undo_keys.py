"""What Ctrl+Z and Ctrl+Shift+Z speak of, by where the keyboard is."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.card_panel import CardView, Phase

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_in_the_card_undo_and_redo_speak_of_typing(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.show_card(CardView(Phase.READY, "a.jpg"))
    bench.document.set_value("name", "Bota")
    window.focus_card()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert bench.document.value("name") == "Sapato"
    with qtbot.assertNotEmitted(window.undo.undo_requested):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL | SHIFT)
    assert bench.document.value("name") == "Bota"


def test_elsewhere_they_speak_of_what_was_done_last(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.show_card(CardView(Phase.READY, "a.jpg"))
    bench.document.set_value("name", "Bota")
    window.queue.view.setFocus()
    with qtbot.waitSignal(window.undo.undo_requested):
        qtbot.keyClick(window.queue.view, Qt.Key.Key_Z, CTRL)
    with qtbot.waitSignal(window.undo.redo_requested):
        qtbot.keyClick(window.queue.view, Qt.Key.Key_Z, CTRL | SHIFT)
    assert bench.document.value("name") == "Bota"


def test_in_a_card_where_nothing_was_typed_they_speak_of_what_was_done_last(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.show_card(CardView(Phase.READY, "a.jpg"))
    window.focus_card()
    with qtbot.waitSignal(window.undo.undo_requested):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
