"""Photos that are there twice, in the window: said quietly, shown side by side, decided by keys, and taken back."""

from pathlib import Path

import pytest
from PIL import Image, ImageOps
from PySide6.QtCore import Qt

from app.gui.likenesses import LikenessPairs
from tests.gui.conftest import Start
from tests.gui.program import CTRL, Program
from tests.inference.test_likeness import scene
from ui.likeness.window import LikenessWindow


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """A photo, another one, and the first one mirrored."""
    folder = tmp_path / "fotos"
    folder.mkdir()
    photo = Image.fromarray(scene(1, 320, 240))
    made = {"a.png": photo, "b.png": Image.fromarray(scene(2, 320, 240)), "c.png": ImageOps.mirror(photo)}
    for name, picture in made.items():
        picture.save(folder / name)
    return [folder / name for name in made]


@pytest.fixture
def program(start: Start, paths: list[Path]) -> Program:
    """The program with the three photos, of which two were found to be the same."""
    begun = start()
    begun.drop(*paths)
    begun.until(lambda: pairs(begun).open_pairs)
    return begun


def pairs(program: Program) -> LikenessPairs:
    return program.presenter.pairs


def shown(program: Program) -> LikenessWindow:
    window = pairs(program).shown
    assert window is not None
    return window


def compare(program: Program) -> LikenessWindow:
    """Open the window by the line over the card."""
    program.open(program.catalog.product_ids()[0])
    program.click(program.window.card.likeness.compare)
    return shown(program)


def press(program: Program, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    program.qtbot.keyClick(shown(program), key, held)


def sides(program: Program) -> list[int]:
    pair = shown(program).pair
    return [pair.left.product, pair.right.product] if pair else []


def test_they_are_shown_side_by_side_with_the_reason(program: Program) -> None:
    first, other, again = program.catalog.product_ids()
    program.until(lambda: program.notice("repeated"))
    program.answer("repeated", "Comparar")
    window = shown(program)
    assert window.isVisible()
    assert sides(program) == [first, again]
    assert window.words.startswith("A mesma imagem: ")
    assert "espelhada" in window.words
    program.until(lambda: window.left.photo.pyramid is not None and window.right.photo.pyramid is not None)
    program.open(again)
    assert program.window.card.likeness.text == "Possível repetida: mesma imagem que “a.png”"
    program.open(other)
    assert not program.window.card.likeness.isVisible()


def test_rows_are_marked_until_that_is_decided(program: Program) -> None:
    first, other, again = program.catalog.product_ids()
    words = "Possível repetida: outro produto tem a mesma imagem"
    program.until(lambda: [row.repeated for row in program.rows().values()] == [words, "", words])
    model = program.window.queue.view.queue()
    assert words in model.index_of(again).data(Qt.ItemDataRole.DisplayRole)
    assert model.index_of(again).data(Qt.ItemDataRole.ToolTipRole) == f"c.png\n{words}"
    compare(program)
    press(program, Qt.Key.Key_3)
    program.until(lambda: {number: row.repeated for number, row in program.rows().items()} == {first: "", other: ""})


def test_kept_apart_by_a_key_and_that_taken_back(program: Program) -> None:
    window = compare(program)
    press(program, Qt.Key.Key_2)
    assert sides(program) == []
    assert "Nenhuma foto repetida" in window.words
    program.until(lambda: program.notice("apart"))
    assert program.catalog.likenesses() == []
    assert not program.window.card.likeness.isVisible()
    press(program, Qt.Key.Key_2)
    press(program, Qt.Key.Key_Z, CTRL)
    program.until(lambda: sides(program))
    assert len(program.catalog.likenesses()) == 1
    program.until(program.window.card.likeness.isVisible)


def test_joined_with_the_sides_exchanged(program: Program) -> None:
    first, _, again = program.catalog.product_ids()
    compare(program)
    press(program, Qt.Key.Key_T)
    assert sides(program) == [again, first]
    press(program, Qt.Key.Key_1)
    program.until(lambda: len(program.catalog.product_ids()) == 2)
    program.until(lambda: program.notice("joined"))
    joined = program.product(again)
    assert [photo.path.name for photo in joined.photos] == ["c.png", "a.png"]
    program.until(lambda: not pairs(program).open_pairs)


def test_the_later_one_left_out_and_brought_back(program: Program) -> None:
    first, other, again = program.catalog.product_ids()
    compare(program)
    press(program, Qt.Key.Key_3)
    program.until(lambda: program.catalog.product_ids() == [first, other])
    program.until(lambda: program.notice("removed"))
    program.answer("removed", "Desfazer")
    program.until(lambda: program.catalog.product_ids() == [first, other, again])
    program.until(lambda: sides(program) == [first, again])


def test_with_nothing_repeated_the_window_says_so(start: Start) -> None:
    program = start()
    program.window.pairs_requested.emit()
    assert "Nenhuma foto repetida" in shown(program).words
    assert not shown(program).join.isEnabled()
    shown(program).set_theme(program.window.theme)
