"""The strip of a product's photos: keys, mouse, what it asks for and what a screen reader hears."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Bench, jpeg
from ui.commands import Name
from ui.photo_strip import PhotoStrip, StripPhoto

CTRL = Qt.KeyboardModifier.ControlModifier
PHOTOS = [
    StripPhoto(11, "S1_frente.jpg", jpeg("#c04040")),
    StripPhoto(12, "S1_costas.jpg", None),
    StripPhoto(13, "", jpeg("#4040c0")),
    StripPhoto(14, "S1_4.jpg", b"no picture"),
]


@pytest.fixture
def strip(qtbot: QtBot) -> PhotoStrip:
    made = PhotoStrip()
    qtbot.addWidget(made)
    made.resize(400, 90)
    made.show_photos(PHOTOS, 11)
    made.show()
    return made


@pytest.fixture
def asked(strip: PhotoStrip) -> list[tuple[str, object]]:
    """What the strip asked for, in its order."""
    heard: list[tuple[str, object]] = []
    strip.chosen.connect(lambda photo: heard.append(("chosen", photo)))
    strip.split_requested.connect(lambda photos: heard.append(("split", photos)))
    strip.order_requested.connect(lambda photos: heard.append(("order", photos)))
    return heard


def test_arrows_look_at_the_neighbours_and_go_round(strip: PhotoStrip, asked: list[object]) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(strip, key)
    assert asked == [("chosen", 12), ("chosen", 13), ("chosen", 12), ("chosen", 11), ("chosen", 14)]


def test_ctrl_and_arrows_ask_to_move_the_photo(strip: PhotoStrip, asked: list[object]) -> None:
    QTest.keyClick(strip, Qt.Key.Key_Left, CTRL)
    assert asked == []
    QTest.keyClick(strip, Qt.Key.Key_Right, CTRL)
    assert asked == [("order", [12, 11, 13, 14])]


def test_a_click_looks_at_a_photo(strip: PhotoStrip, asked: list[object]) -> None:
    place = strip.visualItemRect(strip.item(2)).center()
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("chosen", 13)]
    assert strip.current == 13


def test_a_photo_that_is_dragged_to_another_place_changes_the_order(strip: PhotoStrip, asked: list[object]) -> None:
    strip.model().moveRow(strip.rootIndex(), 3, strip.rootIndex(), 0)  # as Qt's own dragging ends
    assert asked == [("order", [14, 11, 12, 13])]


def test_the_menu_and_the_acts(strip: PhotoStrip, asked: list[object]) -> None:
    texts = {action.text(): action for action in strip.menu().actions()}
    assert not texts["Tornar esta a foto principal"].isEnabled(), "it is"
    strip.choose(2)
    texts = {action.text(): action for action in strip.menu().actions()}
    texts["Tornar esta a foto principal"].trigger()
    texts["Mostrar antes"].trigger()
    texts["Separar esta foto"].trigger()
    texts["Separar todas as fotos"].trigger()
    assert asked == [
        ("chosen", 13),
        ("order", [13, 11, 12, 14]),
        ("order", [11, 13, 12, 14]),
        ("split", [13]),
        ("split", [12, 13, 14]),
    ]


def test_a_screen_reader_hears_which_photo_it_is(strip: PhotoStrip) -> None:
    told = [strip.item(row).data(int(Qt.ItemDataRole.AccessibleTextRole)) for row in range(4)]
    assert told == [
        "Foto 1 de 4, principal · S1_frente.jpg",
        "Foto 2 de 4 · S1_costas.jpg",
        "Foto 3 de 4",
        "Foto 4 de 4 · S1_4.jpg",
    ]
    assert strip.accessibleName() == "Fotos do produto"


@pytest.mark.parametrize("photos", [[], PHOTOS[:1]])
def test_a_lone_photo_has_no_strip(strip: PhotoStrip, asked: list[object], photos: list[StripPhoto]) -> None:
    strip.show_photos(photos)
    assert strip.isHidden()
    assert strip.current is None
    for act in (strip.split, strip.split_all, strip.make_main, lambda: strip.choose(0), lambda: strip.step(1)):
        act()
    assert asked == []


def test_what_is_looked_at_stays_when_the_photos_change(strip: PhotoStrip, asked: list[object]) -> None:
    strip.choose(2)
    strip.show_photos(PHOTOS[::-1])
    assert strip.current == 13
    strip.show_photos(PHOTOS[:2])
    assert strip.current == 11
    assert asked == [("chosen", 13)], "showing other photos chooses none"


def test_figures_choose_a_photo_wherever_nobody_types(bench: Bench) -> None:
    strip = bench.window.photo.strip
    strip.show_photos(PHOTOS)
    heard: list[int] = []
    strip.chosen.connect(heard.append)
    QTest.keyClick(bench.window.queue.view, Qt.Key.Key_3)
    QTest.keyClick(strip, Qt.Key.Key_2)
    QTest.keyClick(bench.window.queue.view, Qt.Key.Key_9)
    assert heard == [13, 12]
    bench.window.focus_card()
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_1)
    assert heard == [13, 12]
    assert "1" in str(bench.document.value("name"))


def test_commands_speak_of_the_photo_that_is_looked_at(bench: Bench) -> None:
    strip = bench.window.photo.strip
    heard: list[object] = []
    strip.split_requested.connect(heard.append)
    strip.order_requested.connect(heard.append)
    bench.window.commands[Name.SPLIT].trigger()
    assert heard == []
    strip.show_photos(PHOTOS, 12)
    QTest.keyClick(bench.window, Qt.Key.Key_G, CTRL | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bench.window, Qt.Key.Key_M, CTRL)
    assert heard == [[12], [12, 11, 13, 14]]
