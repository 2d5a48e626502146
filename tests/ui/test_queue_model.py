"""The list's model: big, lazy, and gentle with selection and scroll position."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QItemSelectionModel, QModelIndex
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ui.queue.changes import changes
from ui.queue.lru import Lru
from ui.queue.model import LIVE_ROLE, PAGE, ROW_ROLE, AnyIndex, QueueModel
from ui.queue.row import Live, QueueRow, RowState
from ui.queue.view import QueueView

MakeRows = Callable[[int], Any]
NOWHERE = QModelIndex()


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_keeps_qts_rules_through_every_kind_of_change(qapp: object, rows: MakeRows) -> None:
    source = rows(200)
    model = QueueModel(source)
    tester = watched(model)
    for wanted in (
        [*range(1, 201), 300, 301],
        list(range(5, 150)),
        list(range(149, 4, -1)),
        [7, 900, 8, 901],
        [],
        list(range(1, 50)),
    ):
        source.order = wanted
        model.reload()
        assert list(model.ids()) == wanted
        assert [model.index(row).data(ROW_ROLE).id for row in range(model.rowCount())] == wanted
        assert all(model.index_of(product).row() == row for row, product in enumerate(wanted))
    assert tester.model() is model


def test_fifty_thousand_products_are_fetched_a_page_at_a_time(qtbot: QtBot, rows: MakeRows) -> None:
    source = rows(50_000)
    model = QueueModel(source)
    tester = watched(model)
    source.asked.clear()
    view = QueueView()
    qtbot.addWidget(view)
    view.set_queue(model)
    view.resize(340, 720)
    view.show()
    view.grab()
    assert len(source.asked) <= 2 * PAGE
    source.asked.clear()
    source.thumbnails_asked.clear()
    view.scrollTo(model.index(31_000))
    view.grab()
    assert 31_001 in source.asked
    assert len(source.asked) <= 2 * PAGE
    assert len(set(source.thumbnails_asked)) <= 12, "only what is painted is decoded"
    assert tester.model() is model


def test_one_change_among_fifty_thousand_does_not_ask_about_all_of_them(qtbot: QtBot, rows: MakeRows) -> None:
    class Counting(QueueModel):
        asked = 0

        def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
            Counting.asked += 1
            return super().rowCount(parent)

    source = rows(50_000)
    model = Counting(source)
    view = shown(qtbot, model)
    view.grab()
    Counting.asked = 0
    model.set_live(3, "Sapa", 0.4)
    model.append([60_001])
    model.refresh([3])
    QCoreApplication.processEvents()
    view.grab()
    assert 0 < Counting.asked < 2_000


def test_appended_products_leave_selection_and_scroll_position_alone(qtbot: QtBot, rows: MakeRows) -> None:
    source = rows(500)
    model = QueueModel(source)
    view = shown(qtbot, model)
    view.open(250)
    place = view.verticalScrollBar().value()
    model.append([501, 502, 250])
    source.order = [*range(1, 504)]
    model.reload()
    assert model.rowCount() == 503
    assert view.current() == 250
    assert view.selected() == [250]
    assert view.verticalScrollBar().value() == place


def test_reload_keeps_the_current_product_wherever_it_goes(qtbot: QtBot, rows: MakeRows) -> None:
    source = rows(500)
    model = QueueModel(source)
    view = shown(qtbot, model)
    view.open(250)
    view.selectionModel().select(model.index_of(260), QItemSelectionModel.SelectionFlag.Select)
    opened: list[int] = []
    view.opened.connect(opened.append)
    source.order = list(range(500, 0, -1))
    model.reload()
    assert (view.current(), sorted(view.selected())) == (250, [250, 260])
    source.order = [number for number in range(1, 501) if number % 3 == 1]  # too many runs: starts anew
    model.reload()
    assert (view.current(), view.selected()) == (250, [250])
    assert set(opened) <= {250}, "nothing else was opened on the way"


@pytest.mark.parametrize(("by", "neighbour"), [(1, 6), (-1, 4)])
def test_no_neighbour_opens_by_itself_when_the_current_product_leaves(
    qtbot: QtBot, rows: MakeRows, by: int, neighbour: int
) -> None:
    source = rows(10)
    model = QueueModel(source)
    view = shown(qtbot, model)
    view.open(5)
    opened: list[int] = []
    view.opened.connect(opened.append)
    source.order.remove(5)
    model.reload()
    assert (view.current(), view.selected(), opened) == (None, [], [])
    view.step(by)
    assert opened == [neighbour]


def test_refresh_fetches_anew_and_ends_the_live_text(qapp: object, rows: MakeRows) -> None:
    source = rows(3)
    model = QueueModel(source)
    index = model.index_of(2)
    touched: list[int] = []
    model.dataChanged.connect(lambda first, last: touched.extend(range(first.row(), last.row() + 1)))
    assert index.data(ROW_ROLE).state is RowState.QUEUED
    model.set_live(2, "Sapa", 0.4)
    assert index.data(LIVE_ROLE) == Live("Sapa", 0.4)
    source.changed[2] = QueueRow(2, "Sapato", state=RowState.REVIEW, certainty=0.7)
    assert index.data(ROW_ROLE).title == "IMG_2.jpg"
    model.refresh([2, 99])
    assert index.data(ROW_ROLE).title == "Sapato"
    assert index.data(LIVE_ROLE) is None
    assert touched == [1, 1]
    assert "70 %" in index.data()


def test_a_thumbnail_that_comes_later_is_shown_after_a_refresh(qapp: object, rows: MakeRows) -> None:
    source = rows(3)
    picture, source.picture = source.picture, None
    model = QueueModel(source)
    assert model.thumbnail(2, 1.0).isNull()
    source.picture = picture
    assert model.thumbnail(2, 1.0).isNull()
    model.refresh([2])
    pixmap = model.thumbnail(2, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (104, 2.0)
    image = pixmap.toImage()
    assert QColor(image.pixel(52, 52)).red() > 150
    assert image.pixelColor(0, 0).alpha() == 0, "corners are round"
    assert not model.thumbnail(2, 1.0).isNull()


def test_broken_thumbnails_and_products_that_are_gone_do_no_harm(qtbot: QtBot, rows: MakeRows) -> None:
    source = rows(3)
    source.picture = b"no picture at all"
    model = QueueModel(source)
    assert model.thumbnail(1, 1.0).isNull()
    source.rows = lambda ids: []
    assert model.index(0).data(ROW_ROLE) is None
    assert model.index(0).data() is None
    assert not shown(qtbot, model).grab().isNull()


@given(st.lists(st.integers(0, 40), unique=True), st.lists(st.integers(0, 40), unique=True))
def test_the_steps_lead_from_any_list_to_any_other(old: list[int], new: list[int]) -> None:
    steps = changes(old, new)
    if steps is None:
        assert not set(old) & set(new)
        return
    at = list(old)
    for first, last in steps.removed:
        del at[first : last + 1]
    assert sorted(at) == sorted(steps.kept)
    assert steps.reordered == (tuple(at) != steps.kept)
    at = list(steps.kept)
    for first, last in steps.added:
        at[first:first] = new[first : last + 1]
    assert at == new


def test_the_cache_forgets_what_was_not_asked_for_the_longest() -> None:
    cache: Lru[str, int] = Lru(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert (cache.get("b"), "a" in cache, len(cache)) == (None, True, 2)


def shown(qtbot: QtBot, model: QueueModel) -> QueueView:
    view = QueueView()
    qtbot.addWidget(view)
    view.set_queue(model)
    view.resize(340, 720)
    view.show()
    return view
