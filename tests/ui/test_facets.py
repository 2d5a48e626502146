"""Filters, the batch, the model's pill and the card's header."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.batch import Batch, BatchStatus
from ui.card_panel import CardView, Phase
from ui.facets.column import Facets
from ui.queue.row import RowState
from ui.top_bar import ModelState, ModelStatus
from ui.widgets import ElidedLabel


def test_states_without_products_are_quiet_or_hidden(qtbot: QtBot) -> None:
    facets = Facets()
    qtbot.addWidget(facets)
    facets.show()
    facets.set_counts({None: 12, RowState.REVIEW: 12})
    assert facets.states.button(RowState.REVIEW).count_label.text() == "12"
    assert facets.states.button(RowState.QUEUED).isVisible()
    assert facets.states.button(RowState.QUEUED).count_label.text() == ""
    assert not facets.states.button(RowState.FAILED).isVisible()
    facets.set_counts({None: 12, RowState.FAILED: 3})
    assert facets.states.button(RowState.FAILED).isVisible()
    assert facets.states.button(RowState.FAILED).accessibleName() == "Falharam, 3"


def test_the_chosen_state_stays_in_sight_when_it_empties(qtbot: QtBot) -> None:
    facets = Facets()
    qtbot.addWidget(facets)
    facets.show()
    facets.set_counts({None: 1, RowState.FAILED: 1})
    heard: list[object] = []
    facets.chosen_changed.connect(lambda: heard.append(facets.chosen))
    qtbot.mouseClick(facets.states.button(RowState.FAILED), Qt.MouseButton.LeftButton)
    facets.set_counts({None: 1})
    assert heard == [{"state": frozenset({"failed"})}]
    assert facets.states.button(RowState.FAILED).isVisible()
    qtbot.mouseClick(facets.states.button(None), Qt.MouseButton.LeftButton)
    assert not facets.states.button(RowState.FAILED).isVisible()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (BatchStatus(132, 300, 214.4, 46 * 60), "214 foto(s)/h · 46 min"),
        (BatchStatus(1, 300, None, None), ""),
        (BatchStatus(1, 300, 20.0, 2 * 3600 + 60), "20 foto(s)/h · 2 h 01 min"),
        (BatchStatus(299, 300, 200.0, 12), "200 foto(s)/h · menos de 1 min"),
        (BatchStatus(1, 300, 20.0, 60, paused=True), "em pausa"),
        (BatchStatus(300, 300, 20.0, 0), ""),
    ],
)
def test_the_batch_in_words(qtbot: QtBot, status: BatchStatus, words: str) -> None:
    batch = Batch()
    qtbot.addWidget(batch)
    batch.set_status(status)
    assert batch.pace() == words
    assert batch.summary() == f"{status.done} de 300 pronta(s)"


def test_the_batch_asks_to_pause_go_on_cancel_and_retry(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    batch = window.facets.batch
    assert not batch.isVisible()
    window.set_batch(BatchStatus(1, 20, failed=3))
    heard: list[object] = []
    window.pause_toggled.connect(heard.append)
    window.cancel_all_requested.connect(lambda: heard.append("cancel"))
    window.retry_failed_requested.connect(lambda: heard.append("retry"))
    qtbot.mouseClick(batch.pause, Qt.MouseButton.LeftButton)
    window.set_batch(BatchStatus(1, 20, paused=True, failed=1))
    assert batch.pause.text() == "Continuar"
    assert batch.retry.text() == "Tentar de novo 1 falha(s)"
    for made in (batch.pause, batch.cancel, batch.retry):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert heard == [True, False, "cancel", "retry"]
    window.set_batch(BatchStatus(20, 20))
    assert not batch.pause.isVisible()


def test_the_models_pill_says_how_it_is(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    pill = window.top_bar.pill
    pictures = set()
    for state in ModelState:
        window.set_model(ModelStatus(state, "Qwen3-VL 4B", "qwen3vl.gguf"))
        pictures.add(bytes(pill.grab().toImage().constBits()))
    assert len(pictures) >= 4
    assert pill.accessibleName() == "Modelo: Qwen3-VL 4B"
    assert pill.toolTip() == "qwen3vl.gguf"
    with qtbot.waitSignal(window.model_requested):
        qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)


def test_the_card_shows_each_phase(qtbot: QtBot, bench: Any) -> None:
    window, card = bench.window, bench.window.card
    seen = {}
    for phase in Phase:
        window.show_card(CardView(phase, "IMG_4412.heic", 1, 45, progress=0.5 if phase is Phase.WRITING else None))
        seen[phase] = (card.form.isVisible(), card.approve.isVisible(), card.retry.isVisible())
    assert seen == {
        Phase.NOTHING: (False, False, False),
        Phase.WAITING: (False, False, False),
        Phase.WRITING: (True, True, False),
        Phase.FAILED: (False, False, True),
        Phase.READY: (True, True, False),
    }


def test_a_failed_card_is_tried_again(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.show_card(CardView(Phase.FAILED, "a.jpg", sentence="Esta foto está cortada.", remedy="Copie de novo."))
    assert {"Esta foto está cortada.", "Copie de novo."} <= set(window.card.words())
    with qtbot.waitSignal(window.retry_requested) as asked:
        qtbot.mouseClick(window.card.retry, Qt.MouseButton.LeftButton)
    assert asked.args == [[1]]


def test_a_rejected_card_can_be_taken_back(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.show_card(CardView(Phase.READY, "a.jpg", rejected=True))
    assert window.card.reject.text() == "Voltar à revisão"
    with qtbot.waitSignal(window.reject_requested):
        qtbot.mouseClick(window.card.reject, Qt.MouseButton.LeftButton)


def test_a_label_ends_in_an_ellipsis_and_keeps_the_whole_text_as_its_tooltip(qtbot: QtBot) -> None:
    short = ElidedLabel("p1")
    qtbot.addWidget(short)
    assert short.minimumSizeHint().width() <= short.sizeHint().width(), "no room is kept for more than there is"
    name = ElidedLabel("um nome de arquivo muito comprido.heic", mode=Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(name)
    name.resize(120, 24)
    name.show()
    name.grab()
    assert "…" in name.shown_text()
    assert name.toolTip() == name.text()
    name.resize(900, 24)
    name.grab()
    assert name.toolTip() == ""
