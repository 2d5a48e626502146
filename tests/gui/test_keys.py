"""Keys that lead a reviewer about: between list, fields and photo, and the sheet that tells them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.gui.conftest import Start
from tests.gui.program import CTRL, DESCRIPTION, NAME
from ui.shortcuts import Shortcuts


def test_from_the_list_to_a_field_and_back(start: Start, ten: list[int]) -> None:
    program = start()
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Return)
    assert program.window.card.form.current_field == NAME
    program.press(Qt.Key.Key_5, CTRL)
    assert program.focused() is program.entry(DESCRIPTION)
    program.press(Qt.Key.Key_Escape)
    assert program.focused() is program.window.queue.view
    program.press(Qt.Key.Key_J)
    assert program.opened == ten[1]


def test_the_photo_by_keys_even_while_typing(start: Start, ten: list[int]) -> None:
    program = start()
    view = program.window.photo.view
    program.until(lambda: view.pyramid is not None)
    program.entry(NAME).setFocus()
    before = view.scale
    program.press(Qt.Key.Key_Plus, CTRL)
    assert view.scale > before
    program.press(Qt.Key.Key_0, CTRL)
    assert view.fitted
    program.press(Qt.Key.Key_Escape)
    program.press(Qt.Key.Key_Space)
    screen = program.window.full_screen
    assert screen is not None
    program.qtbot.keyClick(screen, Qt.Key.Key_Escape)
    program.until(lambda: program.window.full_screen is None)


def test_the_sheet_tells_every_key(start: Start, ten: list[int]) -> None:
    program = start()
    program.window.queue.view.setFocus()
    program.qtbot.keyClick(program.focused(), Qt.Key.Key_Question)
    sheet = program.dialog(Shortcuts)
    told = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Ctrl+1 … 9", "F3", "Alt+Enter", "Ctrl++", "Esc"} <= told
    sheet.close()
