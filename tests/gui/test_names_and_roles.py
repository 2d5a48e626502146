"""Whoever cannot see the window hears what everything in it is called and what kind of thing it is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QSlider,
    QTextEdit,
    QWidget,
)

from tests.gui.program import CTRL, SHIFT, Program
from ui.commands import Name

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)

Start = Callable[[], Program]
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSlider,
    QTextEdit,
)
DIALOGS = (
    Name.MODEL,
    Name.PLACE,
    Name.CATALOGUE,
    Name.PROMPT,
    Name.CATEGORIES,
    Name.FIELDS,
    Name.CHECKS,
    Name.FIGURES,
    Name.MAP,
    Name.SETTINGS,
    Name.TOGETHER,
    Name.BULK,
    Name.SHORTCUTS,
)
SILENT = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window, QAccessible.Role.Pane}
PICTURES = {"AtlasHands", "LabelView", "PhotoView", "Plot"}
"""Qt has no role for what a widget draws by itself; these have a name, and a sentence or keys that say the rest."""


def own_parts(top: QWidget) -> Iterator[QWidget]:
    """Everything within a widget that people use or that the keyboard stops at, but for the insides of Qt's own."""
    for widget in [top, *top.findChildren(QWidget)]:
        if is_inside(widget) or not widget.isVisibleTo(top) or widget.objectName().startswith("qt_"):
            continue
        stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.isWindow()
        if isinstance(widget, CONTROLS) or stops:
            yield widget


def is_inside(widget: QWidget) -> bool:
    """Whether something is a part of one of Qt's own controls."""
    above = widget.parentWidget()
    if isinstance(widget, QHeaderView):
        return True
    while above is not None:
        if isinstance(above, QLineEdit | QComboBox | QAbstractSpinBox | QHeaderView):
            return True
        above = above.parentWidget()
    return False


def faults(top: QWidget) -> list[str]:
    """What has no name, and what has a name but is no kind of thing."""
    found = []
    for widget in own_parts(top):
        heard = QAccessible.queryAccessibleInterface(widget)
        kind = type(widget).__name__
        if not heard.text(QAccessible.Text.Name):
            found.append(f"no name: {kind} {widget.objectName()} in {type(widget.parent()).__name__}")
        elif heard.role() in SILENT and kind not in PICTURES and not isinstance(widget, QScrollArea):
            found.append(f"no role: {kind} “{heard.text(QAccessible.Text.Name)}”")
    return found


def in_front(program: Program) -> list[QWidget]:
    """The windows that are open beside the main one."""
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return [widget for widget in shown if widget is not program.window]


def test_everything_in_the_window_has_a_name_and_a_kind(start: Start, ready: Path) -> None:
    program = start()
    assert not faults(program.window)
    program.press(Qt.Key.Key_A, CTRL)
    program.press(Qt.Key.Key_H, CTRL)
    program.until(lambda: program.window.side.history.rows)
    assert not faults(program.window)
    program.press(Qt.Key.Key_H, CTRL)
    program.press(Qt.Key.Key_R, CTRL | SHIFT)
    program.press(Qt.Key.Key_P, CTRL)
    assert not faults(program.window)


def test_everything_in_the_empty_window_has_a_name_and_a_kind(start: Start) -> None:
    assert not faults(start().window)


@pytest.mark.parametrize("name", DIALOGS)
def test_everything_in_a_dialog_has_a_name_and_a_kind(start: Start, ready: Path, name: Name) -> None:
    program = start()
    program.trigger(name)
    program.until(lambda: in_front(program))
    (dialog,) = in_front(program)
    assert dialog.windowTitle()
    if name is Name.FIELDS:
        program.qtbot.keyClick(dialog, Qt.Key.Key_N, CTRL)
    assert not faults(dialog)
    dialog.close()
    program.until(lambda: not in_front(program))
