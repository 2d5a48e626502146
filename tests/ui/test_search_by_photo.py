"""A photo on the search field: dropped or pasted there it is searched by, and not added."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import jpeg
from tests.ui.test_drop import ANY, files, overlay
from ui.queue.likeness_bar import LikenessBar

CTRL = Qt.KeyboardModifier.ControlModifier
Heard = list[tuple[str, object]]


@pytest.fixture
def heard(bench: Any) -> Heard:
    """What was added and what was searched by."""
    said: Heard = []
    taker = bench.window.top_bar.search.taker
    taker.paths_added.connect(lambda paths: said.append(("search", paths)))
    taker.image_added.connect(lambda data: said.append(("search", data)))
    bench.window.paths_added.connect(lambda paths: said.append(("add", paths)))
    bench.window.image_pasted.connect(lambda data: said.append(("add", data)))
    return said


def over_search(window: Any) -> QPointF:
    field = window.top_bar.search
    return QPointF(field.mapTo(window, QPoint(40, field.height() // 2)))


def test_a_drop_on_the_search_field_searches(bench: Any, heard: Heard, tmp_path: Path) -> None:
    window, path = bench.window, tmp_path / "caneca.jpg"
    at, data = over_search(window), files(path)
    event = QDragEnterEvent(at.toPoint(), ANY, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.windowHandle(), event)
    assert event.isAccepted()
    assert window.top_bar.search.placeholderText() == "Solte para procurar parecidos"
    assert not overlay(window).isVisible()
    drop = QDropEvent(at, ANY, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.windowHandle(), drop)
    assert (drop.isAccepted(), drop.dropAction()) == (True, Qt.DropAction.CopyAction)
    assert window.top_bar.search.placeholderText() == "Procurar por texto ou soltar uma foto parecida"
    assert heard == [("search", [path])]
    assert window.top_bar.search.text() == ""


def test_what_lies_over_the_window_leaves_the_search_free(bench: Any, tmp_path: Path) -> None:
    window = bench.window
    place, data = QPoint(700, 400), files(tmp_path)
    event = QDragEnterEvent(place, ANY, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.windowHandle(), event)
    lies = overlay(window)
    assert lies.isVisible()
    assert lies.geometry().top() > window.top_bar.geometry().bottom()


def test_a_pasted_file_or_picture_searches_and_text_is_text(qtbot: QtBot, bench: Any, heard: Heard) -> None:
    field = bench.window.top_bar.search
    field.setFocus()
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile("/fotos/caneca.jpg")])
    copied.setText("/fotos/caneca.jpg")
    QGuiApplication.clipboard().setMimeData(copied)
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    assert heard == [("search", [Path("/fotos/caneca.jpg")])]
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#c04040"))
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[1][0] == "search"
    QGuiApplication.clipboard().setText("caneca")
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    assert field.text() == "caneca"
    assert len(heard) == 2


def test_the_bar_says_what_is_looked_for(qtbot: QtBot) -> None:
    bar = LikenessBar()
    qtbot.addWidget(bar)
    assert not bar.isVisible()
    bar.show_search("Parecidos com caneca.jpg", jpeg("#c04040"))
    assert bar.isVisible()
    assert (bar.words, bar.accessibleName()) == ("Parecidos com caneca.jpg",) * 2
    with qtbot.waitSignal(bar.left):
        QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)


def test_likeness_narrows_and_is_cleared_like_any_filter(bench: Any) -> None:
    narrowing, changes = bench.window.narrowing, list[int]()
    narrowing.changed.connect(lambda: changes.append(1))
    narrowing.show_alike("caneca.jpg", {3: 0.9, 1: 0.4})
    assert (narrowing.alike, list(narrowing.likeness)) == ("caneca.jpg", [3, 1])
    assert "parecidos com caneca.jpg" in bench.window.queue.filter_button.text()
    narrowing.clear()
    assert (narrowing.alike, narrowing.likeness) == ("", None)
    narrowing.leave_alike()
    assert len(changes) == 2
