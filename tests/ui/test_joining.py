"""Products of the list are joined: dragged onto each other, by the key, from the menus."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Bench
from ui.queue.row import QueueRow

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
COPY, NONE = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def asked(bench: Bench) -> list[list[int]]:
    """What was asked to be joined."""
    heard: list[list[int]] = []
    bench.window.selection.join_requested.connect(heard.append)
    return heard


def place(bench: Bench, row: int) -> QPoint:
    view = bench.window.queue.view
    return view.visualRect(bench.model.index(row)).center()


def hover(bench: Bench, data: QMimeData, row: int) -> QDragMoveEvent:
    """Drag something onto a row."""
    view = bench.window.queue.view
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(place(bench, row), COPY, data, LEFT, NONE))
    event = QDragMoveEvent(place(bench, row), COPY, data, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), event)
    return event


def drop(bench: Bench, data: QMimeData, row: int) -> QDropEvent:
    event = QDropEvent(QPointF(place(bench, row)), COPY, data, LEFT, NONE)
    QApplication.sendEvent(bench.window.queue.view.viewport(), event)
    return event


def carried(bench: Bench, *rows: int) -> QMimeData:
    """What travels when these rows are dragged."""
    return bench.model.mimeData([bench.model.index(row) for row in rows])


def test_a_row_that_is_dropped_on_another_joins_it(bench: Bench, asked: list[list[int]]) -> None:
    view, data = bench.window.queue.view, carried(bench, 4)
    before = view.grab().toImage()
    assert hover(bench, data, 1).isAccepted()
    assert view.grab().toImage() != before, "one sees where it would lie"
    drop(bench, data, 1)
    assert asked == [[2, 5]]
    assert view.grab().toImage() == before


def test_several_are_dropped_in_their_order(bench: Bench, asked: list[list[int]]) -> None:
    data = carried(bench, 6, 3, 5)
    hover(bench, data, 0)
    drop(bench, data, 0)
    assert asked == [[1, 4, 6, 7]]


def test_on_itself_or_on_nothing_nothing_happens(bench: Bench, asked: list[list[int]]) -> None:
    data = carried(bench, 2, 3)
    assert not hover(bench, data, 3).isAccepted()
    drop(bench, data, 3)
    strange = QMimeData()
    strange.setText("1 2 3")
    drop(bench, strange, 1)
    assert asked == []


def test_leaving_takes_the_sign_away(bench: Bench) -> None:
    view, data = bench.window.queue.view, carried(bench, 4)
    before = view.grab().toImage()
    hover(bench, data, 1)
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert view.grab().toImage() == before


def test_a_row_can_be_taken_hold_of(bench: Bench) -> None:
    index = bench.model.index(0)
    assert bench.model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    view = bench.window.queue.view
    view.selectAll()
    assert not view._carried(bench.model, 20).isNull()


def test_the_key_joins_what_is_selected(bench: Bench, asked: list[list[int]]) -> None:
    view = bench.window.queue.view
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bench.window, Qt.Key.Key_G, CTRL)
    assert asked == [[1, 2, 3]]


def test_the_menus_offer_it_for_several(bench: Bench, asked: list[list[int]]) -> None:
    view = bench.window.queue.view
    lone = {action.text(): action for action in view.menu_for([1]).actions()}
    assert not lone["Juntar em um produto"].isEnabled()
    several = {action.text(): action for action in view.menu_for([3, 1]).actions()}
    several["Juntar em um produto"].trigger()
    assert asked == [[3, 1]]


def test_a_row_says_how_many_photos_there_are(bench: Bench) -> None:
    view = bench.window.queue.view
    before = view.grab().toImage()
    bench.source.changed[1] = QueueRow(1, "IMG_1.jpg", photos=3)
    bench.model.refresh([1])
    assert view.grab().toImage() != before
    assert "3 fotos" in str(bench.model.index(0).data(Qt.ItemDataRole.DisplayRole))
    assert "fotos" not in str(bench.model.index(1).data(Qt.ItemDataRole.DisplayRole))
