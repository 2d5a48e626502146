"""The row of look-alikes: keys, mouse, what it asks for, what it says where there are none, and what is heard of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Bench, jpeg
from ui.alike.panel import AlikePanel
from ui.alike.tile import LookAlike
from ui.commands import Name
from ui.queue.row import RowState

ALIKE = [
    LookAlike(11, "Caneca verde", 0.87, RowState.REVIEW, jpeg("#40c040")),
    LookAlike(12, "Caneca azul de alça muito, muito larga", 0.81, RowState.APPROVED, None),
    LookAlike(13, "Pires", 0.6, RowState.EXPORTED, b"no picture"),
]


@pytest.fixture
def panel(qtbot: QtBot) -> AlikePanel:
    made = AlikePanel()
    qtbot.addWidget(made)
    made.resize(500, 120)
    made.show()
    made.show_alike(ALIKE)
    made.set_field("Descrição")
    return made


@pytest.fixture
def asked(panel: AlikePanel) -> list[tuple[str, int]]:
    """What the panel asked for, in its order."""
    heard: list[tuple[str, int]] = []
    panel.opened.connect(lambda product: heard.append(("open", product)))
    panel.copy_requested.connect(lambda product: heard.append(("copy", product)))
    panel.more_requested.connect(lambda product: heard.append(("more", product)))
    return heard


def test_screen_readers_hear_what_is_seen(panel: AlikePanel) -> None:
    role = int(Qt.ItemDataRole.AccessibleTextRole)
    told = [panel.row.item(row).data(role) for row in range(3)]
    assert told[0] == "Caneca verde, 87 % parecido, para revisar"
    assert told[1].endswith("81 % parecido, aprovada")
    assert panel.row.accessibleName() == "Produtos parecidos"
    assert ALIKE[1].facts == "81 % · ✓ aprovada"
    assert ALIKE[0].facts == "87 % · para revisar"


def test_enter_and_a_double_click_open(panel: AlikePanel, asked: list[object]) -> None:
    QTest.keyClick(panel.row, Qt.Key.Key_Right)
    QTest.keyClick(panel.row, Qt.Key.Key_Return)
    place = panel.row.visualItemRect(panel.row.item(0)).center()
    QTest.mouseClick(panel.row.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(panel.row.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("open", 12), ("open", 11)]


def test_a_field_is_copied_from_an_approved_one_only(panel: AlikePanel, asked: list[object]) -> None:
    panel.copy_chosen()
    assert asked == [("copy", 12)], "the current one is not approved: the first that is"
    QTest.keyClick(panel.row, Qt.Key.Key_End)
    QTest.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    assert asked == [("copy", 12), ("copy", 13)]
    assert panel.copy.accessibleName() == "Copiar “Descrição” de Pires"
    panel.set_field("")
    panel.copy_chosen()
    assert len(asked) == 2
    panel.show_alike(ALIKE[:1])
    assert not panel.copy.isVisible()


def test_the_menu(panel: AlikePanel, asked: list[object]) -> None:
    texts = {action.text(): action for action in panel.menu(ALIKE[1]).actions()}
    for text in ("Abrir", "Copiar “Descrição”", "Procurar parecidos com este"):
        texts[text].trigger()
    assert asked == [("open", 12), ("copy", 12), ("more", 12)]
    unapproved = {action.text(): action for action in panel.menu(ALIKE[0]).actions()}
    assert not unapproved["Copiar “Descrição”"].isEnabled()


def test_who_was_looked_at_stays_so(panel: AlikePanel) -> None:
    panel.row.setCurrentRow(1)
    panel.show_alike([ALIKE[2], ALIKE[1]])
    assert panel.row.chosen == ALIKE[1]
    panel.show_alike(ALIKE[:1])
    assert panel.row.chosen == ALIKE[0]


def tiles(panel: AlikePanel) -> list[tuple[int, int]]:
    """Left and right end of each tile, in points of what is seen of the row."""
    row = panel.row
    rects = [row.visualItemRect(row.item(place)) for place in range(row.count())]
    return [(rect.left(), rect.right() + 1) for rect in rects]


@pytest.mark.parametrize("width", [180, 430, 640])
def test_no_tile_is_cut(panel: AlikePanel, width: int) -> None:
    panel.resize(width, 120)
    panel.show_alike([LookAlike(number, f"Caneca {number}", 0.9, RowState.REVIEW) for number in range(1, 9)])
    seen = panel.row.viewport().width()
    assert tiles(panel)[0][0] == 0, "it opens at its beginning"
    for row in (7, 3, 5, 0):
        panel.row.setCurrentRow(row)
        inside = [(left, right) for left, right in tiles(panel) if right > 0 and left < seen - 4]
        assert inside[0][0] == 0
        assert inside[-1][1] <= seen + 3, "a tile's frame is that much smaller"
        assert tiles(panel)[row] in inside
    panel.row.setCurrentRow(4)
    panel.resize(width + 150, 120)
    assert min(left for left, right in tiles(panel) if right > 0) == 0


def test_where_there_are_none_it_says_why(panel: AlikePanel) -> None:
    panel.say("Nenhum produto do catálogo se parece com este.")
    assert (panel.shown, panel.words) == ((), "Nenhum produto do catálogo se parece com este.")
    assert not panel.row.isVisible()
    panel.show_alike(ALIKE)
    assert (panel.words, len(panel.shown)) == ("", 3)


def test_it_folds_and_the_layout_remembers(bench: Bench) -> None:
    panel = bench.window.photo.alike
    panel.show()
    panel.show_alike(ALIKE)
    QTest.mouseClick(panel.heading, Qt.MouseButton.LeftButton)
    assert (panel.folded, panel.row.isVisible(), panel.copy.isVisible()) == (True, False, False)
    assert panel.heading.accessibleName() == "Produtos parecidos, fechado"
    kept = bench.window.save_layout()
    panel.set_folded(folded=False)
    bench.window.restore_layout(kept)
    assert panel.folded
    assert "alike" not in bench.window.facets.folded


def test_the_window_has_keys_for_it(bench: Bench) -> None:
    panel, heard = bench.window.photo.alike, list[int]()
    panel.copy_requested.connect(heard.append)
    panel.show_alike(ALIKE)
    panel.set_field("Nome")
    bench.window.commands[Name.COPY].trigger()
    assert heard == [12]
