"""The window: keys, intents, folding, and that plain keys stay out of editors."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.card_panel import CardView, Phase
from ui.commands import Name, groups
from ui.forms.certainty import Certainty
from ui.forms.form import Form
from ui.pickers import pick_photos
from ui.queue.row import RowState
from ui.shortcuts import Shortcuts

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_j_and_k_go_through_the_list(qtbot: QtBot, bench: Any) -> None:
    opened: list[int] = []
    bench.window.product_opened.connect(opened.append)
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K):
        qtbot.keyClick(focused(), key)
    assert opened == [2, 3, 2]


def test_plain_keys_are_letters_inside_editors(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.show_card(CardView(Phase.READY, "a.jpg", 1, 20))
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    editor = focused()
    assert window.card.form.isAncestorOf(editor)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "jk ?")
    assert bench.document.value("name") == "jk ?"
    assert window.queue.view.current() == 1
    assert window.findChild(Shortcuts) is None
    window.focus_search()
    qtbot.keyClicks(focused(), "j k")
    assert window.top_bar.search.text() == "j k"
    assert window.queue.view.current() == 1


def test_space_presses_a_focused_button_instead_of_opening_the_photo(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.set_photo(QImage(40, 30, QImage.Format.Format_RGB32))
    made = window.facets.states.button(RowState.REVIEW)
    made.setFocus()
    with qtbot.waitSignal(window.narrowing.changed):
        qtbot.keyClick(made, Qt.Key.Key_Space)
    assert not any(widget.isFullScreen() for widget in QApplication.topLevelWidgets())


def test_space_shows_the_photo_alone_and_escape_leaves(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    qtbot.keyClick(window.queue.view, Qt.Key.Key_Space)
    assert not bench.window.full_screen, "there is no photo yet"
    window.set_photo(QImage(40, 30, QImage.Format.Format_RGB32))
    qtbot.keyClick(window.queue.view, Qt.Key.Key_Space)
    screen = bench.window.full_screen
    assert screen.isFullScreen()
    qtbot.keyClick(screen.view, Qt.Key.Key_J)
    assert window.queue.view.current() == 2
    window.set_photo(QImage(50, 30, QImage.Format.Format_RGB32))
    assert screen.view.pyramid.image.width() == 50
    with qtbot.waitSignal(screen.destroyed):
        qtbot.keyClick(screen.view, Qt.Key.Key_Escape)
    assert not bench.window.full_screen


@pytest.mark.parametrize(
    ("key", "held", "signal"),
    [
        (Qt.Key.Key_Return, CTRL, "approve_requested"),
        (Qt.Key.Key_Enter, CTRL, "approve_requested"),
        (Qt.Key.Key_Backspace, CTRL | SHIFT, "reject_requested"),
        (Qt.Key.Key_Comma, CTRL, "settings_requested"),
        (Qt.Key.Key_R, CTRL, "regenerate_requested"),
    ],
)
def test_shortcuts_work_from_the_list_and_from_an_editor(
    qtbot: QtBot, bench: Any, key: Qt.Key, held: Qt.KeyboardModifier, signal: str
) -> None:
    window = bench.window
    window.show_card(CardView(Phase.READY, "a.jpg", 1, 20))
    for focus in (window.queue.view.setFocus, window.focus_card):
        focus()
        with qtbot.waitSignal(getattr(window, signal), timeout=1000):
            qtbot.keyClick(focused(), key, held)
    assert bench.document.value("name") == "Sapato"


def test_a_card_that_is_being_written_is_not_approved(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.show_card(CardView(Phase.WRITING, "a.jpg", progress=0.3))
    with qtbot.assertNotEmitted(window.approve_requested):
        qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    with qtbot.waitSignal(window.cancel_requested) as asked:
        qtbot.mouseClick(window.card.again, Qt.MouseButton.LeftButton)
    assert asked.args == [[1]]


def test_f3_goes_to_the_field_in_doubt(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.show_card(CardView(Phase.READY, "a.jpg"))
    window.card.form.set_certainty("note", Certainty(0.3))
    qtbot.keyClick(focused(), Qt.Key.Key_F3)
    assert window.card.form.current_field == "note"


def test_keys_for_the_card_reach_a_form_that_came_later(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    form = Form(bench.document.model_type)
    window.card.set_form(form)
    form.set_document(bench.document)
    window.show_card(CardView(Phase.READY, "a.jpg"))
    form.set_certainty("note", Certainty(0.3))
    qtbot.keyClick(window.queue.view, Qt.Key.Key_F3)
    assert form.current_field == "note"


def test_search_waits_for_the_last_key_and_return_does_not_wait(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    qtbot.keyClick(focused(), Qt.Key.Key_F, CTRL)
    assert focused() is window.top_bar.search
    heard: list[str] = []
    window.narrowing.changed.connect(lambda: heard.append(window.narrowing.words))
    with qtbot.waitSignal(window.narrowing.changed):
        qtbot.keyClicks(focused(), "tenis")
    assert heard == ["tenis"]
    qtbot.keyClicks(focused(), " x")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert heard == ["tenis", "tenis x"]


def test_a_filter_without_results_says_which_and_offers_to_clear_it(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    qtbot.mouseClick(window.facets.states.button(RowState.REVIEW), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(window.top_bar.search, "tenis")
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    bench.source.order = []
    bench.model.reload()
    assert window.queue.nothing.isVisible()
    assert window.queue.nothing.words == "Nenhum produto em “Para revisar” com “tenis”."
    heard: list[object] = []
    window.narrowing.changed.connect(lambda: heard.append((window.narrowing.words, window.narrowing.chosen)))
    qtbot.mouseClick(window.queue.nothing.clear, Qt.MouseButton.LeftButton)
    assert heard == [("", {})]
    assert (window.top_bar.search.text(), window.facets.states.chosen) == ("", frozenset())


def test_the_cheat_sheet_names_every_key(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    qtbot.keyClick(focused(), "?")
    sheet = window.findChild(Shortcuts)
    assert sheet is not None
    told = [label.text() for label in sheet.findChildren(QLabel)]
    for _heading, commands in groups():
        for command in commands:
            assert (command.text.removesuffix("…") in told) == bool(command.keys)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_no_two_commands_share_a_key() -> None:
    keys = [key for _heading, commands in groups() for command in commands for key in command.keys]
    assert len(keys) == len(set(keys))
    assert {command.name for _heading, commands in groups() for command in commands} == set(Name)


def test_every_button_has_a_name_for_screen_readers(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    for panel in (window.top_bar, window.facets, window.queue, window.photo, window.card, window.status_line):
        for made in panel.findChildren(QAbstractButton):
            if window.card.form.isAncestorOf(made) or isinstance(made.parent(), QLineEdit):
                continue
            if made.objectName() == "qt_tableview_cornerbutton":
                continue  # a part of Qt's table that is never shown
            assert made.accessibleName(), f"{made!r} {made.text()}"


def test_exporting_goes_by_a_preset(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    assert not window.top_bar.export.isEnabled()
    window.top_bar.set_exportable(87)
    window.top_bar.set_presets([("excel-pt", "Excel (português)"), ("plain", "CSV simples")])
    heard: list[str] = []
    window.export_requested.connect(heard.append)
    for action in window.top_bar.export.menu().actions():
        action.trigger()
    assert heard == ["excel-pt", "plain"]
    assert "87" in window.top_bar.export.text()


def test_closing_settles_the_form_first(qtbot: QtBot, bench: Any) -> None:
    with qtbot.waitSignal(bench.window.closing):
        bench.window.close()


def test_picked_photos_are_added(qtbot: QtBot, bench: Any, tmp_path: Path) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"x")
    dialog = pick_photos(bench.window, bench.window.paths_added.emit)
    with qtbot.waitSignal(bench.window.paths_added) as added:
        dialog.filesSelected.emit([str(photo)])
    assert added.args == [[photo]]
    dialog.reject()
