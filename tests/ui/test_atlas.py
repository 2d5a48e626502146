"""The map over any points: where they are, what mouse and keys do, what is painted, what it asks for."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.atlas.hands import Tool
from ui.atlas.points import OTHERS, Group, Points
from ui.atlas.window import AtlasWindow
from ui.theme import DARK, LIGHT, Theme

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def made(places: list[tuple[float, float]], groups: list[int] | None = None) -> Points:
    """Points whose photos are numbered from 101; two photos of a product, from 1."""
    count = len(places)
    kinds = np.array(groups or [0] * count, np.int16)
    named = (Group("Outras", int((kinds == 0).sum()), OTHERS), Group("Canecas", int((kinds == 1).sum()), 0))
    photos = np.arange(101, 101 + count)
    return Points(photos, (photos - 101) // 2 + 1, np.array(places, np.float32), kinds, named)


CROSS = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (3.0, 2.0)]


@pytest.fixture
def atlas(qtbot: QtBot) -> AtlasWindow:
    window = AtlasWindow(LIGHT)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show_points(made(CROSS, [0, 1, 1, 0, 0, 1]))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.canvas.setFocus()
    return window


def place(atlas: AtlasWindow, point: int) -> QPoint:
    found = atlas.canvas.place_of(point)
    assert found is not None
    return found.toPoint()


def drag(atlas: AtlasWindow, *way: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(atlas.canvas, LEFT, held, way[0])
    for at in way[1:]:
        QTest.mouseMove(atlas.canvas, at)
    QTest.mouseRelease(atlas.canvas, LEFT, held, way[-1])


def test_clicking_and_enter_open_what_is_pointed_at(atlas: AtlasWindow) -> None:
    opened, pointed = list[int](), list[int | None]()
    atlas.canvas.opened.connect(opened.append)
    atlas.canvas.pointed.connect(pointed.append)
    QTest.mouseClick(atlas.canvas, LEFT, NONE, place(atlas, 5) + QPoint(3, -2))
    assert (opened, atlas.canvas.current) == ([3], 5)
    QTest.mouseClick(atlas.canvas, LEFT, NONE, place(atlas, 5) + QPoint(0, 60))
    assert opened == [3]
    atlas.canvas.point_at(0)
    for key, point in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, 0), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Right, 1)):
        QTest.keyClick(atlas.canvas, key)
        assert atlas.canvas.current == point
    QTest.keyClick(atlas.canvas, Qt.Key.Key_Return)
    assert opened == [3, 1]
    assert pointed[-4:] == [1, 0, 2, 1]
    QTest.mouseMove(atlas.canvas, place(atlas, 4))
    assert pointed[-1] == 4


def test_dragging_and_the_wheel_move_what_is_seen(atlas: AtlasWindow) -> None:
    before = place(atlas, 0)
    drag(atlas, QPoint(200, 200), QPoint(230, 210), QPoint(260, 240))
    assert place(atlas, 0) - before == QPoint(60, 40)
    at = place(atlas, 1)
    wheel = QWheelEvent(
        QPointF(at), QPointF(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase(0), False
    )
    apart_before = place(atlas, 1).x() - place(atlas, 0).x()
    QApplication.sendEvent(atlas.canvas, wheel)
    assert (place(atlas, 1) - at).manhattanLength() <= 1
    assert place(atlas, 1).x() - place(atlas, 0).x() > apart_before
    QTest.keyClick(atlas.canvas, Qt.Key.Key_Right, SHIFT)
    assert place(atlas, 1).x() < at.x()
    QTest.keyClick(atlas.canvas, Qt.Key.Key_0)
    assert (place(atlas, 0) - before).manhattanLength() <= 1
    QTest.keyClick(atlas.canvas, Qt.Key.Key_Plus)
    assert place(atlas, 1).x() - place(atlas, 0).x() > apart_before


def test_a_rectangle_chooses_and_shift_adds(atlas: AtlasWindow) -> None:
    chosen: list[list[int]] = []
    atlas.chosen.connect(chosen.append)
    QTest.keyClick(atlas.canvas, Qt.Key.Key_R)
    assert atlas.canvas.tool is Tool.RECTANGLE
    assert atlas.tools[Tool.RECTANGLE].isChecked()
    drag(atlas, place(atlas, 5) - QPoint(20, 20), place(atlas, 5), place(atlas, 5) + QPoint(20, 20))
    assert (chosen, atlas.count[:9]) == ([[3]], "1 produto")
    drag(atlas, place(atlas, 0) - QPoint(15, 15), place(atlas, 0), place(atlas, 1) + QPoint(15, 15), held=SHIFT)
    assert chosen[-1] == [1, 3], "two photos of a product are one"
    drag(atlas, place(atlas, 3) - QPoint(15, 15), place(atlas, 3), place(atlas, 3) + QPoint(15, 15))
    assert chosen[-1] == [2]
    QTest.keyClick(atlas.canvas, Qt.Key.Key_Escape)
    assert (chosen[-1], atlas.count, atlas.edit.isEnabled()) == ([], "", False)
    assert atlas.isVisible()
    QTest.keyClick(atlas, Qt.Key.Key_V)
    assert (chosen[-1], atlas.edit.isEnabled()) == ([1, 2, 3], True)
    atlas.show_points(made(CROSS[:3]))
    assert chosen[-1] == [1, 2], "who is gone is not chosen any more"


def test_colours_say_to_what_a_point_belongs(atlas: AtlasWindow) -> None:
    for theme in (LIGHT, DARK):
        atlas.set_theme(theme)
        assert colour_at(atlas, 5) == theme.chart[0]
        assert colour_at(atlas, 3) == theme.quiet
    assert [made.text() for made in atlas.legend.buttons.values()] == ["Canecas  3", "Outras  3"]
    QTest.mouseClick(atlas.legend.buttons[0], LEFT)
    assert (colour_at(atlas, 5), colour_at(atlas, 3)) == (DARK.line, DARK.quiet)
    atlas.show_points(made(CROSS[:5], [0, 1, 1, 0, 0]))
    assert atlas.legend.buttons[0].isChecked(), "the same groups stay chosen"


def colour_at(atlas: AtlasWindow, point: int) -> str:
    return atlas.canvas.grab().toImage().pixelColor(place(atlas, point)).name()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_colours_stand_out_from_the_ground(theme: Theme) -> None:
    assert len({*theme.chart}) == len(theme.chart) == 8
    assert min(contrast(colour, theme.surface) for colour in theme.chart) >= 3


def contrast(one: str, other: str) -> float:
    """As the guidelines reckon it, between 1 and 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_pictures_are_asked_for_once_and_shown(atlas: AtlasWindow, qtbot: QtBot) -> None:
    asked: list[list[int]] = []
    atlas.canvas.pictures_wanted.connect(asked.append)
    atlas.canvas.fit()
    qtbot.waitUntil(lambda: bool(asked))
    assert sorted(asked[0]) == list(range(101, 107))
    red = QImage(40, 30, QImage.Format.Format_ARGB32_Premultiplied)
    red.fill(QColor("#c00000"))
    atlas.canvas.set_pictures({**dict.fromkeys(range(102, 107), QImage()), 101: red})
    assert colour_at(atlas, 0) == "#c00000"
    assert colour_at(atlas, 5) == LIGHT.chart[0], "where there is no picture, the dot stays"
    opened: list[int] = []
    atlas.canvas.opened.connect(opened.append)
    QTest.mouseClick(atlas.canvas, LEFT, NONE, place(atlas, 0) + QPoint(17, 12))
    assert opened == [1], "a picture can be clicked on all over"


def test_words_stand_in_place_of_a_map(qtbot: QtBot) -> None:
    window = AtlasWindow(LIGHT)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.shown):
        window.show()
    assert window.message == "Calculando…"
    window.say("Ainda há poucas fotos.")
    assert window.message == "Ainda há poucas fotos."
    window.show_points(made(CROSS))
    assert window.message == ""
    window.set_colourings([("category", "Categoria"), ("state", "Situação")], "state")
    with qtbot.waitSignal(window.colouring_chosen) as heard:
        window.colouring.setFocus()
        QTest.keyClick(window.colouring, Qt.Key.Key_Up)
    assert heard.args == ["category"]
