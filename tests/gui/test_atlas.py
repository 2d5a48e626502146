"""The map in the real program: it shows what was looked at, and what is chosen in it is chosen in the list."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.gui.conftest import READY, Start
from tests.gui.program import CTRL, SHIFT, Program
from ui.atlas.window import AtlasWindow
from ui.bulk.wish import Scope


def opened(program: Program) -> AtlasWindow:
    program.press(Qt.Key.Key_M, CTRL | SHIFT)
    window = program.presenter.likes.atlas.window
    assert window is not None
    return window


@pytest.fixture
def known(start: Start, ready: Path, with_model: Path) -> Program:
    """The program once it has looked at all photos."""
    program = start()
    program.until(lambda: program.catalog.shelved_count() == READY)
    return program


def test_what_is_chosen_in_the_map_is_selected_in_the_list(known: Program) -> None:
    atlas = opened(known)
    known.until(lambda: len(atlas.canvas.points) == READY and atlas.message == "")
    ids = [*known.rows()]
    assert {*atlas.canvas.points.products.tolist()} == {*ids}
    assert sum(group.count for group in atlas.canvas.points.named) == READY
    known.qtbot.keyClick(atlas, Qt.Key.Key_V)
    view = known.window.queue.view
    known.until(lambda: view.selected() == atlas.canvas.chosen_products)
    assert known.window.queue.likeness.words == "Escolhidos no mapa"
    known.click(atlas.edit)
    panel = known.presenter.bulk_edit.panel
    assert panel is not None
    assert panel.asking.chosen_scope is Scope.SELECTED
    assert view.selected_count() == READY
    panel.close()
    one = atlas.canvas.chosen_products[:1]
    atlas.canvas.choose(atlas.canvas.points.products == one[0])
    known.until(lambda: [*known.rows()] == one)
    known.click(known.window.queue.likeness.close_button)
    known.until(lambda: [*known.rows()] == ids)
    assert (atlas.canvas.chosen_products, known.window.queue.likeness.isVisible()) == ([], False)


def test_a_point_tells_what_it_is_and_opens_it(known: Program) -> None:
    atlas = opened(known)
    known.until(lambda: len(atlas.canvas.points) == READY)
    atlas.canvas.setFocus()
    known.qtbot.keyClick(atlas.canvas, Qt.Key.Key_Right)
    place = atlas.canvas.current
    assert place is not None
    product = int(atlas.canvas.points.products[place])
    known.until(lambda: atlas.told.startswith(known.rows()[product].title))
    known.qtbot.keyClick(atlas.canvas, Qt.Key.Key_Return)
    assert known.opened == product
    atlas.colouring.setFocus()
    known.qtbot.keyClick(atlas.colouring, Qt.Key.Key_Down)
    known.until(lambda: [group.name for group in atlas.canvas.points.named] == ["para revisar"])
    known.presenter.likes.atlas.set_theme(known.window.theme)


def test_without_anybody_who_looks_it_says_so(start: Start, ready: Path) -> None:
    assert "modelo deste computador" in opened(start()).message
