"""Notices: one for each subject, gone by themselves unless they need an answer."""

from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.notices import SECONDS, Notice, NoticeButton, NoticeKind


def test_a_later_notice_takes_the_place_of_its_subjects_earlier_one(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.tell(Notice("added", "3 fotos adicionadas."))
    window.tell(Notice("disk", "O disco está quase cheio.", NoticeKind.DOUBT))
    window.tell(Notice("added", "5 fotos adicionadas."))
    assert [notice.text for notice in window.notices.shown()] == ["O disco está quase cheio.", "5 fotos adicionadas."]
    first, second = (window.notices.frame(subject) for subject in ("disk", "added"))
    qtbot.waitUntil(lambda: first.geometry().bottom() < second.geometry().top())
    assert first.geometry().top() == window.top_bar.height() + 8


def test_an_answer_is_acted_on_once_and_the_notice_goes(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    answers: list[str] = []
    window.tell(Notice("removed", "3 removidas.", buttons=(NoticeButton("Desfazer", lambda: answers.append("undo")),)))
    frame = window.notices.frame("removed")
    made = next(made for made in frame.findChildren(QPushButton) if made.text() == "Desfazer")
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert answers == ["undo"]
    assert window.notices.shown() == []


def test_an_answer_may_tell_the_next_notice_on_its_subject(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    following = Notice("removed", "3 de volta.")
    window.tell(Notice("removed", "3 removidas.", buttons=(NoticeButton("Desfazer", lambda: window.tell(following)),)))
    qtbot.mouseClick(window.notices.frame("removed").findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert window.notices.shown() == [following]


def test_time_takes_only_what_needs_no_answer(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.tell(Notice("a", "Exportado."))
    window.tell(Notice("b", "O modelo não pôde ser lido.", NoticeKind.FAILURE, lasting=True))
    passing, lasting = window.notices.frame("a"), window.notices.frame("b")
    assert passing.timer.isActive()
    assert passing.timer.interval() == SECONDS * 1000
    assert not lasting.timer.isActive()
    passing.timer.timeout.emit()
    assert [notice.subject for notice in window.notices.shown()] == ["b"]
    window.notices.dismiss("b")
    window.notices.dismiss("b")
    assert window.notices.shown() == []


def test_time_stands_still_under_the_pointer(qtbot: QtBot, bench: Any) -> None:
    bench.window.tell(Notice("a", "Exportado."))
    frame = bench.window.notices.frame("a")
    middle = QPointF(20, 20)
    QApplication.sendEvent(frame, QEnterEvent(middle, middle, middle))
    assert not frame.timer.isActive()
    QApplication.sendEvent(frame, QEvent(QEvent.Type.Leave))
    assert frame.timer.isActive()


def test_long_texts_wrap_and_markup_is_only_text(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.tell(Notice("a", "Curto."))
    window.tell(Notice("b", "<b>frase</b> " * 40))
    short, long = window.notices.frame("a"), window.notices.frame("b")
    assert long.height() > short.height()
    assert "<b>" in long.accessibleName()
    window.resize(800, 600)
    QApplication.processEvents()
    assert long.geometry().right() < 800
