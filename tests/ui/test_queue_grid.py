"""The list as a grid of pictures: where cells are, keys, mouse, selection, painting; and that it is remembered."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Bench
from ui.commands import Name
from ui.queue.cell import CELL
from ui.queue.model import QueueModel
from ui.queue.row import QueueRow, RowState
from ui.queue.view import QueueView
from ui.theme import DARK, LIGHT, Theme

MakeRows = Callable[[int], Any]
ACROSS = 3
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def gridded(qtbot: QtBot, source: Any, theme: Theme = LIGHT) -> QueueView:
    """A grid three cells across, two and a bit high."""
    view = QueueView()
    qtbot.addWidget(view)
    view.set_theme(theme)
    view.set_queue(QueueModel(source, view))
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.resize(ACROSS * CELL.width() + 20, 2 * CELL.height() + 40)
    view.set_grid(on=True)
    view.show()
    assert view.across == ACROSS
    return view


def place(view: QueueView, product: int) -> QRect:
    model = view.queue()
    assert model is not None
    return view.visualRect(model.index_of(product))


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_cells_stand_side_by_side_and_are_found_where_they_are(qtbot: QtBot, rows: MakeRows) -> None:
    view = gridded(qtbot, rows(8))
    first, second, fourth = (place(view, product) for product in (1, 2, 4))
    assert first.topLeft() == QPoint(0, 0)
    assert (second.left(), second.top()) == (first.right() + 1, 0)
    assert (fourth.left(), fourth.top()) == (0, CELL.height())
    assert place(view, 3).right() == view.viewport().width() - 1, "no room is left over"
    for product in range(1, 9):
        assert view.indexAt(place(view, product).center()).row() == product - 1
    assert not view.indexAt(place(view, 8).center() + QPoint(CELL.width(), 0)).isValid()
    assert not view.indexAt(QPoint(-1, 5)).isValid()


def test_arrows_go_where_they_point(qtbot: QtBot, rows: MakeRows) -> None:
    view = gridded(qtbot, rows(8))
    view.open(1)
    steps = [
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Down, 5),
        (Qt.Key.Key_Left, 4),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_End, 8),
        (Qt.Key.Key_Up, 5),
        (Qt.Key.Key_Right, 6),
        (Qt.Key.Key_Down, 8),
        (Qt.Key.Key_Down, 8),
        (Qt.Key.Key_Home, 1),
    ]
    for key, product in steps:
        QTest.keyClick(view, key)
        assert view.current() == product


def test_what_is_current_is_brought_into_sight(qtbot: QtBot, rows: MakeRows) -> None:
    view = gridded(qtbot, rows(50_000))
    seen = QRect(QPoint(0, 0), view.viewport().size())
    for product in (1, 25_000, 24_990, 50_000, 3):
        view.open(product)
        assert seen.contains(place(view, product)), product
    view.open(30_000)
    view.set_grid(on=False)
    assert view.viewport().rect().contains(place(view, 30_000).center())
    view.set_grid(on=True)
    assert seen.contains(place(view, 30_000))
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.current() == 30_000 + 2 * ACROSS


def test_only_what_is_in_sight_is_asked_for(qtbot: QtBot, rows: MakeRows) -> None:
    source = rows(50_000)
    view = gridded(qtbot, source)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.viewport().grab()
    assert len({*source.asked}) <= 4 * 32, "pages of two places"
    assert len({*source.thumbnails_asked}) <= 2 * 4 * ACROSS


def test_shift_selects_from_here_to_there(qtbot: QtBot, rows: MakeRows) -> None:
    view = gridded(qtbot, rows(8))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, place(view, 2).center())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, SHIFT, place(view, 4).center())
    assert view.selected() == [2, 3, 4]
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.selected() == [2, 3, 4, 5, 6, 7]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CTRL, place(view, 3).center())
    assert view.selected() == [2, 4, 5, 6, 7]
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    assert view.selected_count() == 8
    view.setSelection(QRect(place(view, 6).center(), place(view, 5).center()), _anew())
    assert view.selected() == [5, 6]


def _anew() -> QItemSelectionModel.SelectionFlag:
    return QItemSelectionModel.SelectionFlag.ClearAndSelect


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_cell_shows_picture_likeness_and_what_is_selected(qtbot: QtBot, rows: MakeRows, theme: Theme) -> None:
    source = rows(2)
    source.changed[1] = QueueRow(1, "Caneca", state=RowState.FAILED, photos=3)
    source.changed[2] = QueueRow(2, "Pires", state=RowState.REVIEW, certainty=0.5, likeness=0.87)
    view = gridded(qtbot, source, theme)
    image = view.viewport().grab().toImage()
    one, other = (image.copy(place(view, product)) for product in (1, 2))
    assert any(abs(QColor(name).red() - 0xC0) < 4 and QColor(name).green() < 0x50 for name in colours(one))
    assert theme.failure in colours(one)
    assert {theme.accent, theme.doubt} <= colours(other)
    assert theme.accent_soft not in colours(other)
    view.open(2)
    assert theme.accent_soft in colours(view.viewport().grab().toImage().copy(place(view, 2)))


def test_what_may_be_there_twice_is_marked_beside_its_name(qtbot: QtBot, rows: MakeRows) -> None:
    source = rows(1)
    pictures = []
    for repeated in ("", "Mesmo arquivo que outro produto"):
        source.changed[1] = QueueRow(1, "Pires", state=RowState.REVIEW, certainty=0.9, repeated=repeated)
        view = gridded(qtbot, source)
        pictures.append(view.viewport().grab().toImage().copy(place(view, 1)))
    plain, marked = pictures
    wide, high = plain.width(), plain.height()
    across = [x for x in range(wide) for y in range(high) if plain.pixel(x, y) != marked.pixel(x, y)]
    assert (max(across) - min(across) < 18, min(across) > wide // 2) == (True, True)


def test_more_or_fewer_across_leave_the_first_where_it_is(qtbot: QtBot, rows: MakeRows) -> None:
    view = gridded(qtbot, rows(3000))
    view.verticalScrollBar().setValue(100 * CELL.height())
    view.resize(5 * CELL.width() + 20, view.height())
    assert view.across == 5
    assert view.indexAt(QPoint(1, 1)).row() == 300


def test_products_come_and_go(qtbot: QtBot, rows: MakeRows) -> None:
    source = rows(3000)
    view = gridded(qtbot, source)
    model = view.queue()
    assert model is not None
    view.open(3000)
    source.order = [*range(1, 7), 3000]
    model.reload()
    assert view.current() == 3000
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 3 * CELL.height() - view.viewport().height())
    assert view.viewport().rect().contains(place(view, 3000).center())
    before = view.viewport().grab().toImage()
    model.set_live(3000, "Sapato", 0.5)
    assert view.viewport().grab().toImage() != before
    model.append(range(4000, 4100))
    qtbot.waitUntil(lambda: bar.maximum() > 30 * CELL.height())


def test_a_screen_reader_finds_the_cells(qtbot: QtBot, rows: MakeRows) -> None:
    view = gridded(qtbot, rows(8))
    heard = QAccessible.queryAccessibleInterface(view)
    assert (heard.role(), heard.text(QAccessible.Text.Name)) == (QAccessible.Role.Table, "Produtos")
    at = view.viewport().mapToGlobal(place(view, 5).center())
    assert heard.childAt(at.x(), at.y()).text(QAccessible.Text.Name) == "IMG_5.jpg, na fila"


def test_key_and_button_turn_it_and_the_layout_remembers(bench: Bench) -> None:
    pane, view = bench.window.queue, bench.window.queue.view
    assert (view.is_grid, pane.face_button.accessibleName()) == (False, "Ver em grade (G)")
    QTest.keyClick(view, Qt.Key.Key_G)
    assert (view.is_grid, pane.face_button.accessibleName()) == (True, "Ver em lista (G)")
    bench.window.narrowing.show_alike("caneca.jpg", {3: 0.9})
    assert view.is_grid, "what looks like something is a grid unless somebody wants it otherwise"
    bench.window.commands[Name.GRID].trigger()
    bench.window.narrowing.leave_alike()
    assert view.is_grid
    kept = bench.window.save_layout()
    pane.set_grids(False, True)
    assert not view.is_grid
    bench.window.restore_layout(kept)
    assert pane.grids == (True, False)
    QTest.mouseClick(pane.face_button, Qt.MouseButton.LeftButton)
    assert pane.grids == (False, False)
