"""The window's shape: what folds at which width, what comes back, and what stands there without products."""

from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.batch import BatchStatus
from ui.columns import Folding
from ui.proposal import Proposal
from ui.queue.row import RowState
from ui.top_bar import ModelState, ModelStatus
from ui.widgets import ElidedLabel, fit_to


def test_columns_fold_at_their_widths_and_unfold_again(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.set_batch(BatchStatus(132, 300, 214, 46 * 60))
    window.focus_card()
    editor = QApplication.focusWidget()
    for width, wanted in ((1179, Folding.FACETS), (899, Folding.PHOTO), (1000, Folding.FACETS), (1180, Folding.NONE)):
        window.resize(width, 700)
        QApplication.processEvents()
        assert window.columns.folding is wanted
        assert window.facets.isVisible() == (wanted is Folding.NONE)
        assert window.queue.filter_button.isVisible() == (wanted is not Folding.NONE)
        assert window.columns.tabs.isVisible() == (wanted is Folding.PHOTO)
        header = [words.text() for words in window.queue.findChildren(ElidedLabel) if words.isVisible()]
        assert ("20 produtos" in header) == (wanted is Folding.NONE), "else the button says how many, and has the room"
        assert window.card.isVisible()
        assert QApplication.focusWidget() is editor
        assert ("132 de 300 pronta(s)" in window.status_line.texts()) == (wanted is not Folding.NONE)


def test_a_folded_list_says_how_many_products_a_filter_leaves(bench: Any) -> None:
    window = bench.window
    window.resize(1000, 700)
    QApplication.processEvents()
    window.queue.set_filter(["azul"], "", "azul")
    (count,) = [words for words in window.queue.findChildren(ElidedLabel) if words.text() == "20"]
    assert count.isVisible()
    assert count.accessibleName() == "20 produtos"
    window.queue.set_filter([], "", "Todas  20")
    assert not count.isVisible()


def test_fields_that_are_being_filled_are_told_where_their_panel_is_folded(bench: Any) -> None:
    window = bench.window
    window.resize(1000, 700)
    QApplication.processEvents()
    window.facets.batch.set_filling(0, 120)
    assert window.status_line.texts() == ["Campos: 0 de 120 ficha(s)"]
    window.set_batch(BatchStatus(20, 20))
    window.facets.batch.set_filling(7, 120)
    assert window.status_line.texts() == ["20 de 20 pronta(s) · Campos: 7 de 120 ficha(s)"]
    window.resize(1440, 900)
    QApplication.processEvents()
    assert window.status_line.texts() == [], "the panel says it"
    window.resize(1000, 700)
    QApplication.processEvents()
    window.facets.batch.set_filling(120, 120)
    assert window.status_line.texts() == ["20 de 20 pronta(s)"]


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # the offscreen platform's, on any popup
def test_folded_filters_open_from_their_button(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.resize(1000, 700)
    qtbot.mouseClick(window.queue.filter_button, Qt.MouseButton.LeftButton)
    assert window.facets.isVisible()
    with qtbot.waitSignal(window.narrowing.changed):
        qtbot.mouseClick(window.facets.states.button(RowState.APPROVED), Qt.MouseButton.LeftButton)
    assert window.narrowing.chosen == {"state": frozenset({"approved"})}
    assert not window.facets.isVisible()
    assert "Aprovadas" in window.queue.filter_button.text()


def test_widths_that_people_gave_come_back(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.columns.set_widths({"facets": 240, "list": 400, "card": 500})
    window.resize(790, 640)
    kept = window.save_layout()
    window.columns.set_widths({"facets": 180, "list": 300, "card": 420})
    window.resize(1000, 700)
    window.restore_layout(kept)
    assert window.columns.widths() == {"facets": 240, "list": 400, "card": 500}
    assert window.width() == 790
    for broken in (b"", b"{}", b'{"geometry": 3, "columns": {}}', b'{"geometry": "", "columns": {"list": "x"}}'):
        window.restore_layout(broken)
    assert window.columns.widths()["list"] == 400


def test_without_products_the_window_is_a_place_to_drop_on(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    assert window.strip.isVisible(), "products wait for a model"
    window.set_counts({})
    assert window.welcome.isVisible()
    assert not window.strip.isVisible()
    with qtbot.waitSignal(window.model_requested):
        qtbot.mouseClick(window.welcome.asking.answer, Qt.MouseButton.LeftButton)
    window.set_model(ModelStatus(ModelState.READY, "Qwen3-VL 4B"))
    assert not window.welcome.asking.isVisible()
    window.set_counts({None: 1})
    assert not window.welcome.isVisible()
    assert not window.strip.isVisible()


def test_a_model_is_proposed_where_there_is_none(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.set_proposal(Proposal("Falta um modelo.", "Baixar Pequeno 4B (3,0 GB)"))
    for asking, count in ((window.strip, 1), (window.welcome.asking, 0)):
        window.set_counts({None: count})
        assert (asking.words, asking.answer.text()) == ("Falta um modelo.", "Baixar Pequeno 4B (3,0 GB)")
        for clicked, signal in (
            (asking.answer, window.proposal_accepted),
            (asking.other, window.model_requested),
        ):
            with qtbot.waitSignal(signal):
                qtbot.mouseClick(clicked, Qt.MouseButton.LeftButton)
    window.set_proposal(None)
    assert not window.welcome.asking.other.isVisible()
    with qtbot.waitSignal(window.model_requested):
        qtbot.mouseClick(window.welcome.asking.answer, Qt.MouseButton.LeftButton)


def test_a_remark_says_its_line_and_what_it_is_answered(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    assert not window.remark.isVisible()
    window.remark.say("Modelo pequeno.")
    assert window.remark.isVisible()
    for clicked, signal in (
        (window.remark.answer, window.model_requested),
        (window.remark.close_button, window.remark_closed),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(clicked, Qt.MouseButton.LeftButton)
    window.remark.say("")
    assert not window.remark.isVisible()


def test_samples_are_offered_only_where_there_are_any(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.set_counts({})
    assert not window.welcome.samples.isVisible()
    window.welcome.set_samples(available=True)
    with qtbot.waitSignal(window.samples_requested):
        qtbot.mouseClick(window.welcome.samples, Qt.MouseButton.LeftButton)


def test_the_first_window_is_no_larger_than_the_screen(bench: Any) -> None:
    window = bench.window
    window.resize(1440, 900)
    fit_to(window, QSize(1280, 1000))
    assert (window.width(), window.height()) == (1280, 900)
    fit_to(window, QSize(1280, 720))
    assert window.width() == 1280
    assert 640 <= window.height() < 720, "the title bar has room above it"
