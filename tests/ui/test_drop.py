"""What is dropped on the window or pasted: files, folders and pictures; always as a copy."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.card_panel import CardView, Phase
from ui.drop import DropOverlay

ANY = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction | Qt.DropAction.LinkAction


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def picture() -> QImage:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#c04040"))
    return image


def entered(window: Any, data: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(QPoint(700, 400), ANY, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.setDropAction(Qt.DropAction.MoveAction)
    event.ignore()
    QApplication.sendEvent(window.windowHandle(), event)
    return event


def dropped(window: Any, data: QMimeData) -> QDropEvent:
    event = QDropEvent(QPointF(700, 400), ANY, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.setDropAction(Qt.DropAction.MoveAction)
    event.ignore()
    QApplication.sendEvent(window.windowHandle(), event)
    return event


def overlay(window: Any) -> DropOverlay:
    found = window.findChild(DropOverlay)
    assert isinstance(found, DropOverlay)
    return found


def test_files_and_folders_are_taken_as_copies(qtbot: QtBot, bench: Any, tmp_path: Path) -> None:
    window = bench.window
    wanted = [tmp_path / "foto de João #1.jpg", tmp_path]
    event = entered(window, files(*wanted))
    assert event.isAccepted()
    assert event.dropAction() is Qt.DropAction.CopyAction
    assert overlay(window).isVisible()
    with qtbot.waitSignal(window.paths_added) as added:
        event_of_drop = dropped(window, files(*wanted))
    assert added.args == [wanted]
    assert event_of_drop.isAccepted()
    assert event_of_drop.dropAction() is Qt.DropAction.CopyAction
    assert not overlay(window).isVisible()


def test_files_over_an_editor_are_added_and_do_not_become_its_text(qtbot: QtBot, bench: Any, tmp_path: Path) -> None:
    window = bench.window
    window.show_card(CardView(Phase.READY, "a.jpg"))
    editor = window.card.form.field("name").editor.entry
    at = QPointF(editor.mapTo(window, editor.rect().center()))
    data = files(tmp_path)  # a drop event does not own it
    event = QDropEvent(at, ANY, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(window.paths_added):
        QApplication.sendEvent(window.windowHandle(), event)
    assert bench.document.value("name") == "Sapato"


def test_leaving_hides_the_overlay(qtbot: QtBot, bench: Any, tmp_path: Path) -> None:
    entered(bench.window, files(tmp_path))
    QApplication.sendEvent(bench.window.windowHandle(), QDragLeaveEvent())
    assert not overlay(bench.window).isVisible()


@pytest.mark.qt_log_ignore("No drag target set")  # the platform's own word on a drop that nobody wants
def test_what_is_no_photo_is_left_to_others(qtbot: QtBot, bench: Any) -> None:
    data = QMimeData()
    data.setText("palavras")
    entered(bench.window, data)
    assert not overlay(bench.window).isVisible()
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/a.jpg")])
    with qtbot.assertNotEmitted(bench.window.paths_added), qtbot.assertNotEmitted(bench.window.image_pasted):
        dropped(bench.window, data)
        dropped(bench.window, web)


def test_a_picture_without_a_file_becomes_png(qtbot: QtBot, bench: Any) -> None:
    data = QMimeData()
    data.setImageData(picture())
    with qtbot.waitSignal(bench.window.image_pasted) as pasted:
        dropped(bench.window, data)
    again = QImage.fromData(pasted.args[0])
    assert pasted.args[0].startswith(b"\x89PNG")
    assert again.size() == picture().size()
    assert again.pixelColor(3, 3) == QColor("#c04040")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_comes_as_a_file_is_passed_on_byte_for_byte(qtbot: QtBot, bench: Any, kind: str) -> None:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture().save(buffer, kind)  # type: ignore[call-overload]  # the stub wants bytes, Qt takes str
    data = QMimeData()
    data.setData(f"image/{kind.lower()}", content)
    with qtbot.waitSignal(bench.window.image_pasted) as pasted:
        dropped(bench.window, data)
    assert pasted.args == [bytes(content.data())]


def test_pasting_adds_files_and_pictures(qtbot: QtBot, bench: Any, tmp_path: Path) -> None:
    window = bench.window
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(files(tmp_path / "a.png"))
    with qtbot.waitSignal(window.paths_added) as added:
        qtbot.keyClick(window.queue.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert added.args == [[tmp_path / "a.png"]]
    clipboard.setImage(picture())
    with qtbot.waitSignal(window.image_pasted):
        qtbot.keyClick(window.queue.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_pasting_into_an_editor_is_the_editors(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    window.show_card(CardView(Phase.READY, "a.jpg"))
    QGuiApplication.clipboard().setText("Bota")
    window.focus_card()
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert bench.document.value("name") == "Bota"


def test_the_overlay_covers_the_window_as_it_grows(qtbot: QtBot, bench: Any, tmp_path: Path) -> None:
    entered(bench.window, files(tmp_path))
    bench.window.resize(1500, 950)
    QApplication.sendPostedEvents(None, QEvent.Type.Resize)
    assert overlay(bench.window).width() == bench.window.body.width() - 24
