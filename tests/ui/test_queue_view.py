"""The list on screen: what a row looks like in each state, keys, and the menu."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.queue.model import QueueModel
from ui.queue.row import QueueRow, RowState, state_word
from ui.queue.view import QueueView
from ui.theme import DARK, LIGHT, Theme

MakeRows = Callable[[int], Any]


def painted(qtbot: QtBot, source: Any, theme: Theme = LIGHT, width: int = 340) -> QImage:
    view = QueueView()
    qtbot.addWidget(view)
    view.set_theme(theme)
    model = QueueModel(source, view)
    view.set_queue(model)
    view.resize(width, 72 * len(source.order))
    view.show()
    return view.viewport().grab().toImage()


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def row_of(state: RowState) -> QueueRow:
    certainty = 0.64 if state is RowState.REVIEW else None
    failure = "arquivo truncado" if state is RowState.FAILED else ""
    return QueueRow(1, "Sapato social", "Calçados", "Preto", "#112233", state, "", certainty, failure)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_state_looks_different(qtbot: QtBot, rows: MakeRows, theme: Theme) -> None:
    source = rows(1)
    pictures = {}
    for state in RowState:
        source.changed[1] = row_of(state)
        pictures[state] = painted(qtbot, source, theme)
    kinds = {bytes(picture.constBits()) for picture in pictures.values()}
    assert len(kinds) == len(RowState)
    assert theme.failure in colours(pictures[RowState.FAILED])
    assert theme.doubt in colours(pictures[RowState.REVIEW])
    for state in set(RowState) - {RowState.FAILED}:
        assert theme.failure not in colours(pictures[state]), "red is for failures only"
    assert "#112233" in colours(pictures[RowState.APPROVED]), "the dot has the product's colour"


def test_a_sure_card_is_not_painted_as_a_doubt(qtbot: QtBot, rows: MakeRows) -> None:
    source = rows(1)
    source.changed[1] = QueueRow(1, "Saia", state=RowState.REVIEW, certainty=0.95)
    found = colours(painted(qtbot, source))
    assert LIGHT.accent in found
    assert LIGHT.doubt not in found


def test_what_may_be_there_twice_has_a_quiet_mark_behind_its_name(qtbot: QtBot, rows: MakeRows) -> None:
    source = rows(1)
    source.changed[1] = QueueRow(1, "Saia", state=RowState.REVIEW, certainty=0.95)
    plain = painted(qtbot, source)
    source.changed[1] = QueueRow(1, "Saia", state=RowState.REVIEW, certainty=0.95, repeated="Mesmo arquivo")
    marked = painted(qtbot, source)
    wide, high = plain.width(), plain.height()
    places = [x for x in range(wide) for y in range(high) if plain.pixel(x, y) != marked.pixel(x, y)]
    assert max(places) - min(places) < 18, "a mark, and nothing else has moved"
    assert max(places) > wide - 30
    assert not {LIGHT.failure, LIGHT.doubt} & colours(marked)


@pytest.mark.parametrize("width", [120, 240, 800])
def test_long_texts_stay_within_their_row(qtbot: QtBot, rows: MakeRows, width: int) -> None:
    source = rows(2)
    long = "Camiseta de algodão orgânico com estampa " * 9
    source.changed[1] = QueueRow(1, long, long, long, "#112233", RowState.REVIEW, "", 0.64)
    image = painted(qtbot, source, width=width)
    margin = {image.pixelColor(x, y).name() for x in range(image.width() - 8, image.width()) for y in range(70)}
    assert margin == {LIGHT.surface}


def test_a_selected_row_has_the_accent_at_its_edge(qtbot: QtBot, rows: MakeRows) -> None:
    view, _model = shown(qtbot, rows(3))
    view.open(2)
    image = view.viewport().grab().toImage()
    assert image.pixelColor(1, 100) == QColor(LIGHT.accent)
    assert image.pixelColor(1, 20) == QColor(LIGHT.surface)


def test_the_live_text_is_painted(qtbot: QtBot, rows: MakeRows) -> None:
    view, model = shown(qtbot, rows(1))
    before = view.viewport().grab().toImage()
    model.set_live(1, "Sapato", 0.5)
    assert view.viewport().grab().toImage() != before
    model.end_live(1)
    assert view.viewport().grab().toImage() == before


def test_arrows_open_products_and_enter_asks_for_the_card(qtbot: QtBot, rows: MakeRows) -> None:
    view, _model = shown(qtbot, rows(5))
    view.setFocus()
    opened: list[int] = []
    view.opened.connect(opened.append)
    view.step(1)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert opened == [1, 2, 1]
    with qtbot.waitSignal(view.card_requested):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    view.step(-1)
    assert view.current() == 1


def test_a_list_that_begins_anew_does_not_open_again_what_is_open(qtbot: QtBot, rows: MakeRows) -> None:
    source = rows(1000)
    model = QueueModel(source)
    view = QueueView()
    qtbot.addWidget(view)
    view.set_queue(model)
    view.open(500)
    opened: list[int] = []
    view.opened.connect(opened.append)
    source.order = [*range(1, 1000, 7), 500]
    with qtbot.waitSignal(model.modelReset):
        model.reload()
    assert (view.current(), view.selected(), opened) == (500, [500], [])
    view.open(8)
    view.open(500)
    assert opened == [8, 500]


def test_going_on_with_ctrl_held_leaves_nothing_else_selected(qtbot: QtBot, rows: MakeRows) -> None:
    view = QueueView()
    qtbot.addWidget(view)
    view.set_queue(QueueModel(rows(5), view))
    view.show()
    first, second, third = list(rows(5).order)[:3]
    handle = view.windowHandle()
    QTest.keyPress(handle, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    for product in (first, second):
        view.open(product)
        assert view.selected() == [product]
    view.step(1)
    assert view.selected() == [third]
    QTest.keyRelease(handle, Qt.Key.Key_Control)


def test_home_and_end_go_to_the_ends(qtbot: QtBot, rows: MakeRows) -> None:
    view, _model = shown(qtbot, rows(300))
    view.open(20)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current() == 300
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert (view.current(), view.selected()) == (1, [1])


def test_everything_can_be_selected(qtbot: QtBot, rows: MakeRows) -> None:
    view, _model = shown(qtbot, rows(300))
    view.open(20)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selected() == list(range(1, 301))
    assert view.current() == 20


def test_delete_asks_to_remove_what_is_selected(qtbot: QtBot, rows: MakeRows) -> None:
    view, _model = shown(qtbot, rows(5))
    asked: list[list[int]] = []
    view.remove_requested.connect(asked.append)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    view.open(2)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert asked == [[2, 3]]


def test_the_menu_speaks_of_the_selected_products(qtbot: QtBot, rows: MakeRows) -> None:
    view, _model = shown(qtbot, rows(5))
    asked: list[tuple[str, object]] = []
    view.regenerate_requested.connect(lambda ids: asked.append(("again", ids)))
    view.cancel_requested.connect(lambda ids: asked.append(("cancel", ids)))
    view.remove_requested.connect(lambda ids: asked.append(("remove", ids)))
    view.reveal_requested.connect(lambda number: asked.append(("reveal", number)))
    menu = view.menu_for([4])
    for action in menu.actions():
        action.trigger()
    assert asked == [("again", [4]), ("cancel", [4]), ("reveal", 4), ("remove", [4])]
    several = view.menu_for([1, 2])
    assert [action.isEnabled() for action in several.actions() if action.text() == "Mostrar na pasta"] == [False]


def test_a_screen_reader_hears_the_whole_row(qapp: object, rows: MakeRows) -> None:
    source = rows(1)
    source.changed[1] = row_of(RowState.FAILED)
    model = QueueModel(source)
    assert model.index(0).data() == "Sapato social, Calçados, Preto, falhou · tentar de novo, arquivo truncado"


def test_every_state_has_a_word() -> None:
    assert len({state_word(state) for state in RowState}) == len(RowState)


def shown(qtbot: QtBot, source: Any) -> tuple[QueueView, QueueModel]:
    view = QueueView()
    qtbot.addWidget(view)
    model = QueueModel(source, view)
    view.set_queue(model)
    view.resize(340, 400)
    view.show()
    return view, model
