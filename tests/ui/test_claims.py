"""Editors leave the window its keys."""

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.card_panel import CardView, Phase
from ui.claims import Claims

CTRL = Qt.KeyboardModifier.ControlModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def taken_by_editor(key: Qt.Key) -> bool:
    """Whether the widget with the keyboard keeps a key from the shortcuts, as Qt asks it before it looks for one."""
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, CTRL, "")
    asked.ignore()
    QApplication.sendEvent(focused(), asked)
    return asked.isAccepted()


def test_editors_leave_the_window_its_keys(qtbot: QtBot, bench: Any) -> None:
    # A key that lines take everywhere stands for Ctrl+E, which they take (to go to their end) on X11 only.
    window = bench.window
    claims = Claims(window, [QKeySequence("Ctrl+A")])
    window.show_card(CardView(Phase.READY, "a.jpg", 1, 20))
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert window.card.form.isAncestorOf(focused())
    assert not taken_by_editor(Qt.Key.Key_A)
    assert not taken_by_editor(Qt.Key.Key_E)
    assert taken_by_editor(Qt.Key.Key_V)
    focused().removeEventFilter(claims)
    assert taken_by_editor(Qt.Key.Key_A)
