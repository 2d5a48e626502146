"""The divider: what is drawn on either side, and how it moves by pointer and keys."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ui.comparison import STEP, ComparisonView
from ui.photo_pane import PhotoPane
from ui.photo_view import MARGIN
from ui.pyramid import Pyramid


def plain(colour: str, width: int = 400, height: int = 300) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


@pytest.fixture
def view(qtbot: QtBot) -> ComparisonView:
    """A red photo that fills the view but for its margins, with a blue state over it."""
    made = ComparisonView()
    qtbot.addWidget(made)
    made.resize(400 + 2 * MARGIN, 300 + 2 * MARGIN)
    made.show()
    made.set_image(plain("#ff0000"))
    made.set_other(Pyramid.of(plain("#0000ff")))
    return made


def colour(view: ComparisonView, x: int, y: int = 250) -> str:
    return view.grab().toImage().pixelColor(MARGIN + x, MARGIN + y).name()


def test_either_side_shows_its_own(view: ComparisonView) -> None:
    assert view.place == 0.5
    assert (colour(view, 150), colour(view, 250)) == ("#ff0000", "#0000ff")
    view.divide(0.25)
    assert (colour(view, 50), colour(view, 150)) == ("#ff0000", "#0000ff")


def test_without_another_state_it_is_a_photo(view: ComparisonView) -> None:
    view.set_other(None)
    assert not view.compares
    assert colour(view, 250) == "#ff0000"
    assert view.accessibleDescription() == ""


def test_keys_move_the_divider(view: ComparisonView, qtbot: QtBot) -> None:
    places: list[float] = []
    view.divided.connect(places.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Right):
        qtbot.keyClick(view, key)
    assert places == pytest.approx([0.5 + STEP, 0.5, 0.5 - STEP, 0, 1, 1])


def test_keys_are_left_to_others_where_there_is_nothing_to_compare(view: ComparisonView, qtbot: QtBot) -> None:
    view.set_other(None)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.place == 0.5


def test_the_pointer_drags_the_divider_and_not_the_photo(view: ComparisonView, qtbot: QtBot) -> None:
    start = QPoint(MARGIN + 203, 100)
    qtbot.mouseMove(view, start)
    assert view.cursor().shape() == Qt.CursorShape.SplitHCursor
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, QPoint(MARGIN + 100, 100))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(MARGIN + 100, 100))
    assert view.place == pytest.approx(0.25)
    assert view.fitted
    qtbot.mouseMove(view, QPoint(MARGIN + 300, 100))
    assert view.place == pytest.approx(0.25), "it was let go"


def test_a_frame_lies_where_it_was_cut_from(view: ComparisonView) -> None:
    view.set_other(Pyramid.of(plain("#0000ff", 40, 30)), (0.5, 0.5, 0.25, 0.25))
    view.divide(0)
    assert colour(view, 250, 200) == "#0000ff"
    faded = QColor(colour(view, 350, 200))
    assert faded.red() > 200, "what was cut away fades"
    assert faded.blue() > 100


def test_the_other_state_is_zoomed_with_the_photo(view: ComparisonView) -> None:
    view.set_other(Pyramid.of(plain("#0000ff", 40, 30)), (0.5, 0, 0.5, 1))
    view.show_pixels()
    view.zoom_by(2)
    view.divide(0)
    spot = view.to_photo(QPointF(view.rect().center()))
    assert spot.x() == pytest.approx(200, abs=1)
    assert colour(view, 220) == "#0000ff"
    assert colour(view, 170) != "#0000ff"


def test_another_photo_begins_alone_and_the_divider_stays(qtbot: QtBot) -> None:
    pane = PhotoPane()
    qtbot.addWidget(pane)
    pane.show()
    pane.set_image(plain("#ff0000"))
    pane.set_corrected(Pyramid.of(plain("#0000ff")))
    pane.set_told("clareada")
    pane.view.divide(0.3)
    assert pane.view.compares
    assert "Original" in pane.view.accessibleDescription()
    pane.set_image(plain("#00ff00"))
    assert not pane.view.compares
    assert pane.view.place == pytest.approx(0.3)
    pane.set_message("Esta foto está cortada.")
    assert not pane.view.compares
