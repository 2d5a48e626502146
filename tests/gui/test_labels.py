"""Text on a product is read in the background, shown over its photo, and goes into fields by clicks and keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.settings import load_choices, save_choices
from inference.labels.reader import available
from tests.gui.program import NAME, Program
from tests.labels.pictures import save_label

pytestmark = pytest.mark.skipif(not available(), reason="rapidocr and onnxruntime are not installed")
LINES = ("Cafe Serra Azul", "500 g")


def with_reading(path: Path) -> Path:
    """The settings at a path, by which labels are read from now on."""
    chosen = load_choices(path)
    settings = chosen.settings.model_copy(update={"read_labels": True})
    save_choices(chosen.model_copy(update={"settings": settings}), path)
    return path


@pytest.fixture
def reading(with_model: Path) -> Path:
    """Settings by which labels are read, and cards are written."""
    return with_reading(with_model)


@pytest.fixture
def opened(reading: Path, start: Callable[[], Program], tmp_path: Path) -> Program:
    """The program with the card of a product on whose photo something is written, after it was read."""
    assert reading
    program = start()
    program.drop(save_label(tmp_path / "cafe.jpg", *LINES))
    program.until_counts(review=1)
    program.until(lambda: program.window.photo.view.lines)
    return program


def middle(program: Program, number: int) -> QPoint:
    view = program.window.photo.view
    at: QPoint = view.box(view.lines[number]).boundingRect().center().toPoint()
    return at


def click(program: Program, at: QPoint) -> None:
    program.qtbot.mouseClick(program.window.photo.view, Qt.MouseButton.LeftButton, pos=at)


def test_text_is_shown_by_a_key_and_told_where_the_pointer_rests(opened: Program) -> None:
    pane = opened.window.photo
    assert tuple(line.text for line in pane.view.lines) == LINES
    assert pane.text_button.isVisible()
    plain = pane.view.grab().toImage()
    opened.window.queue.view.setFocus()
    opened.qtbot.keyClick(opened.window.queue.view, Qt.Key.Key_T)
    assert pane.text_button.isChecked()
    assert pane.view.grab().toImage() != plain
    at = middle(opened, 1)
    QApplication.sendEvent(pane.view, QHelpEvent(QEvent.Type.ToolTip, at, pane.view.mapToGlobal(at)))
    assert QToolTip.text() == "500 g"
    QToolTip.hideText()
    opened.qtbot.keyClick(opened.window.queue.view, Qt.Key.Key_T)
    assert pane.view.grab().toImage() == plain
    assert pane.view.line_at(at.toPointF()) is None


def test_a_click_copies_and_puts_the_text_where_the_keyboard_was(opened: Program) -> None:
    opened.window.photo.text_button.click()
    click(opened, middle(opened, 0))
    assert QGuiApplication.clipboard().text() == "Cafe Serra Azul"
    form = opened.window.card.form
    form.focus_field(NAME)
    entry = form.field(NAME).editor.entry
    entry.selectAll()
    opened.qtbot.keyClicks(entry, "Pacote de ")
    click(opened, middle(opened, 1))
    assert entry.text() == "Pacote de 500 g"
    assert QApplication.focusWidget() is entry
    opened.until(lambda: (card := opened.product().card) and card.values[NAME] == "Pacote de 500 g")
    assert QGuiApplication.clipboard().text() == "500 g"


def test_tab_walks_through_the_lines_and_enter_takes_one(opened: Program) -> None:
    pane = opened.window.photo
    pane.text_button.click()
    pane.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert (pane.view.current, "Cafe Serra Azul" in pane.view.accessibleDescription()) == (0, True)
    opened.qtbot.keyClick(pane.view, Qt.Key.Key_Tab)
    assert pane.view.current == 1
    opened.qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "500 g"
    opened.qtbot.keyClick(pane.view, Qt.Key.Key_Tab)
    assert not pane.view.hasFocus()


def test_a_drag_that_begins_on_a_line_moves_the_photo_and_takes_nothing(opened: Program) -> None:
    view = opened.window.photo.view
    opened.window.photo.text_button.click()
    QGuiApplication.clipboard().setText("antes")
    view.zoom_by(1.5)
    at = middle(opened, 0)
    opened.qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    opened.qtbot.mouseMove(view, at + QPoint(0, 60))
    opened.qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at + QPoint(0, 60))
    assert QGuiApplication.clipboard().text() == "antes"


def test_the_card_s_provenance_tells_what_was_read(opened: Program) -> None:
    card = opened.product().card
    assert card is not None
    assert card.provenance["labels"]["photos"] == [list(LINES)]


def test_text_is_shown_in_full_screen_too_and_taken_into_the_field(opened: Program) -> None:
    opened.type_over(NAME, "Pacote de ")
    opened.click(opened.window.photo._full)
    screen = opened.window.full_screen
    assert [line.text for line in screen.view.lines] == list(LINES)
    plain = screen.view.grab().toImage()
    opened.qtbot.keyClick(screen.view, Qt.Key.Key_T)
    assert screen.view.grab().toImage() != plain
    assert opened.window.photo.text_button.isChecked()
    at = screen.view.box(screen.view.lines[1]).boundingRect().center().toPoint()
    opened.qtbot.mouseClick(screen.view, Qt.MouseButton.LeftButton, pos=at)
    opened.until(lambda: opened.window.full_screen is None)
    assert opened.shown(NAME) == "Pacote de 500 g"


def test_photos_that_wait_are_read_before_their_turn(
    choices: Path, start: Callable[[], Program], tmp_path: Path
) -> None:
    with_reading(choices)
    program = start()
    photos = [save_label(tmp_path / f"{line}.jpg", line) for line in LINES]
    program.drop(*photos)
    readings = program.presenter.workplace.labels
    assert readings is not None
    program.until(lambda: program.opened is not None and all(readings.find(photo) for photo in photos))
    program.until_counts(queued=2)


def test_nothing_is_read_where_it_is_switched_off(
    with_model: Path, start: Callable[[], Program], tmp_path: Path
) -> None:
    assert not load_choices(with_model).settings.read_labels
    program = start()
    program.drop(save_label(tmp_path / "cafe.jpg", *LINES))
    program.until_counts(review=1)
    card = program.product().card
    assert card is not None
    assert card.provenance["labels"] is None
    assert program.window.photo.text_button.isHidden()
