"""The panel "where photos are read" by itself: room for what it says, and what Enter and Esc do."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ui.place.choice import ServerChoice, ServerKind
from ui.place.dialog import PlaceDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[PlaceDialog]:
    """The panel on a server's side, with an address."""
    made = PlaceDialog()
    qtbot.addWidget(made)
    made.begin("Qwen3-VL 4B", ServerChoice("localhost:8080"), there=True)
    made.set_usable(True)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def test_it_grows_with_what_it_says_and_shrinks_again(dialog: PlaceDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.height() > 200)
    before = dialog.height()
    dialog.server.set_message("Uma frase comprida que não cabe em uma linha só. " * 6, wrong=True)
    qtbot.waitUntil(lambda: dialog.height() > before + 40)
    dialog.server.set_message("")
    qtbot.waitUntil(lambda: dialog.height() == before)
    qtbot.keyClick(dialog.there, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.team, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: dialog.height() < before)


def test_it_stays_on_the_screen_where_it_grows(dialog: PlaceDialog, qtbot: QtBot) -> None:
    bottom = dialog.screen().availableGeometry().bottom()
    dialog.move(0, bottom - dialog.height())
    dialog.server.set_message("Uma frase comprida que não cabe em uma linha só. " * 6, wrong=True)
    before = dialog.height()
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert dialog.geometry().bottom() <= bottom


def test_enter_looks_first_and_then_uses(dialog: PlaceDialog, qtbot: QtBot) -> None:
    line = dialog.server.address.field
    line.setFocus()
    with qtbot.waitSignal(dialog.server.look_requested), qtbot.assertNotEmitted(dialog.server_chosen):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    dialog.server.set_models(("a", "b"), "")
    assert dialog.server.models.hasFocus()
    assert not dialog.use.isEnabled()
    dialog.server.models.setCurrentRow(1)
    with qtbot.waitSignal(dialog.server_chosen) as told:
        qtbot.keyClick(dialog.server.models, Qt.Key.Key_Return)
    assert told.args == [ServerChoice("localhost:8080", None, "b", 4), False]


def test_another_address_forgets_what_was_found(dialog: PlaceDialog, qtbot: QtBot) -> None:
    dialog.server.set_models(("a",), "")
    assert dialog.use.isEnabled()
    dialog.server.address.field.setFocus()
    qtbot.keyClicks(dialog.server.address.field, "1")
    assert not dialog.server.models.isVisible()
    assert not dialog.use.isEnabled()


def test_another_kind_of_server_forgets_what_was_found_and_keeps_the_address(dialog: PlaceDialog, qtbot: QtBot) -> None:
    dialog.server.set_models(("a",), "")
    with qtbot.waitSignal(dialog.server.address_changed):
        qtbot.keyClick(dialog.there, Qt.Key.Key_Up)
    assert not dialog.server.models.isVisible()
    assert not dialog.use.isEnabled()
    # What belongs to a choice stands right below it.
    qtbot.waitUntil(lambda: dialog.server.mapTo(dialog, QPoint()).y() < dialog.there.y())
    dialog.server.set_models(("a",), "")
    with qtbot.waitSignal(dialog.server_chosen) as told:
        qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert told.args == [ServerChoice("localhost:8080", None, "a", 4, ServerKind.FICHARIO), False]


def test_work_shuts_what_would_disturb_it_and_gives_the_keyboard_back(dialog: PlaceDialog, qtbot: QtBot) -> None:
    dialog.server.look.setFocus()
    dialog.server.set_busy("Perguntando…")
    assert not dialog.server.look.isEnabled()
    assert dialog.server.work.isVisible()
    dialog.server.set_busy("")
    assert dialog.server.look.hasFocus()
    assert not dialog.server.work.isVisible()


def test_esc_closes_it_without_a_choice(dialog: PlaceDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.rejected), qtbot.assertNotEmitted(dialog.server_chosen):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_photos_leave_only_after_the_answer(dialog: PlaceDialog, qtbot: QtBot) -> None:
    dialog.server.set_models(("a",), "")
    dialog.ask("As fotos vão sair.", "modelos.example.com")
    assert dialog.leaving.agree.hasFocus()
    assert not dialog.server.isEnabled()
    assert not dialog.use.isEnabled()
    with qtbot.waitSignal(dialog.server_chosen) as told:
        qtbot.mouseClick(dialog.leaving.agree, Qt.MouseButton.LeftButton)
    assert told.args[1] is True
    assert not dialog.leaving.isVisible()
