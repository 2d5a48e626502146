"""The photo: what fits, where a zoom is anchored, how far a drag goes."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.columns import NARROWEST
from ui.label_view import LabelLine
from ui.photo_pane import PhotoPane
from ui.photo_view import FIT_MOST, MARGIN, MOST, PhotoView
from ui.pyramid import SMALLEST, Pyramid
from ui.style import Appearance
from ui.theme import DARK, LIGHT


def photo(width: int, height: int) -> QImage:
    """Red, with a blue right half."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, QColor("#0000ff"))
    return image


def shown(qtbot: QtBot, image: QImage | None, width: int = 440, height: int = 340) -> PhotoView:
    view = PhotoView()
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    view.set_image(image)
    return view


@pytest.mark.parametrize(("size", "scale"), [((800, 100), 0.5), ((100, 600), 0.5), ((10, 10), FIT_MOST)])
def test_a_photo_is_fitted(qtbot: QtBot, size: tuple[int, int], scale: float) -> None:
    view = shown(qtbot, photo(*size))
    assert view.fitted
    assert view.scale == pytest.approx(scale)
    view.resize(240, 190)
    assert view.fitted
    assert view.scale == pytest.approx(scale if size == (10, 10) else scale / 2)


def test_zooming_keeps_the_spot_under_the_pointer(qtbot: QtBot) -> None:
    view = shown(qtbot, photo(1000, 800))
    at = QPointF(150, 120)
    spot = view.to_photo(at)
    for notches in (3, -1, 2):
        event = QWheelEvent(
            at,
            QPointF(view.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)
        moved = view.to_photo(at)
        assert [moved.x(), moved.y()] == pytest.approx([spot.x(), spot.y()])
    assert not view.fitted


def test_zoom_has_ends(qtbot: QtBot) -> None:
    view = shown(qtbot, photo(1000, 800))
    least = view.scale / 2
    for _ in range(60):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.scale == MOST
    for _ in range(80):
        qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.scale == pytest.approx(least)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.fitted


def test_dragging_moves_a_zoomed_photo_and_leaves_a_fitted_one(qtbot: QtBot) -> None:
    view = shown(qtbot, photo(1000, 800))
    drag(qtbot, view, QPoint(200, 150), QPoint(160, 130))
    assert view.fitted
    view.show_pixels()
    before = view.to_photo(QPointF(200, 150))
    drag(qtbot, view, QPoint(200, 150), QPoint(160, 130))
    after = view.to_photo(QPointF(160, 130))
    assert [after.x(), after.y()] == pytest.approx([before.x(), before.y()])
    drag(qtbot, view, QPoint(0, 0), QPoint(100_000, 100_000))
    corner = view.to_photo(QPointF(view.rect().center()))
    assert corner.x() >= -1, "the photo never leaves the view"
    assert corner.y() >= -1


def test_double_click_shows_pixels_and_fits_again(qtbot: QtBot) -> None:
    view = shown(qtbot, photo(1000, 800))
    at = QPoint(100, 100)
    spot = view.to_photo(QPointF(at))
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert view.scale == 1.0
    assert view.to_photo(QPointF(at)).x() == pytest.approx(spot.x())
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert view.fitted


def test_the_photo_is_painted_upright_and_whole(qtbot: QtBot) -> None:
    view = shown(qtbot, photo(400, 300))
    view.set_theme(DARK)
    picture = view.grab().toImage()
    assert picture.pixelColor(MARGIN // 2, 100) == QColor(DARK.paper)
    assert picture.pixelColor(120, 170) == QColor("#ff0000")
    assert picture.pixelColor(320, 170) == QColor("#0000ff")


def test_a_new_photo_is_fitted_and_a_message_takes_its_place(qtbot: QtBot) -> None:
    view = shown(qtbot, photo(400, 300))
    view.show_pixels()
    view.set_image(photo(300, 400))
    assert view.fitted
    view.set_message("foto não encontrada")
    assert view.pyramid is None
    assert view.accessibleDescription() == "foto não encontrada"
    picture = view.grab().toImage()
    tones = {picture.pixelColor(x, 170).name() for x in range(picture.width())}
    assert LIGHT.paper in tones
    assert len(tones) > 1
    view.zoom_by(2.0)
    view.fit()


def test_the_buttons_tell_the_scale(qtbot: QtBot) -> None:
    pane = PhotoPane()
    qtbot.addWidget(pane)
    pane.resize(440, 400)
    pane.show()
    assert not pane.fit_button.isVisible()
    pane.set_image(photo(1000, 800))
    assert pane.fit_button.isChecked()
    qtbot.mouseClick(pane.pixels_button, Qt.MouseButton.LeftButton)
    assert (pane.view.scale, pane.pixels_button.isChecked(), pane.fit_button.isChecked()) == (1.0, True, False)
    pane.view.zoom_by(2.0)
    assert pane.pixels_button.text() == "200 %"
    assert not pane.pixels_button.isChecked()
    qtbot.mouseClick(pane.fit_button, Qt.MouseButton.LeftButton)
    assert pane.view.fitted
    pane.set_message("foto não encontrada")
    assert not pane.fit_button.isVisible()


def test_all_buttons_fit_under_the_narrowest_photo(qtbot: QtBot, appearance: Appearance) -> None:
    pane = PhotoPane()
    qtbot.addWidget(pane)
    assert appearance.theme
    pane.set_image(photo(600, 400))
    pane.set_lines((LabelLine("leite", ((0, 0), (0.5, 0), (0.5, 0.1), (0, 0.1))),))
    pane.resize(NARROWEST["photo"], 500)
    pane.show()
    buttons = (pane.fit_button, pane.pixels_button, pane.text_button)
    assert [made.text() for made in buttons if made.width() < made.sizeHint().width()] == []


def test_a_pyramid_halves_down_to_a_small_picture() -> None:
    pyramid = Pyramid.of(photo(2000, 1001))
    assert [image.width() for image in pyramid.levels] == [2000, 1000, 500]
    assert max(pyramid.levels[-1].width(), pyramid.levels[-1].height()) <= SMALLEST
    assert pyramid.level(0.25).width() == 500
    assert pyramid.level(0.3).width() == 1000
    assert pyramid.level(3.0).width() == 2000


def drag(qtbot: QtBot, view: PhotoView, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
