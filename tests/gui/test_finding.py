"""Finding one's way: filters and search while things change, keys alone, pasted pictures, the English window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from app.domain.states import State
from app.settings import load_choices, save_choices
from tests.gui.program import CATEGORY, CTRL, DESCRIPTION, NAME, SHIFT, Program
from ui.queue.row import RowState
from ui.shortcuts import Shortcuts

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


def show_only(program: Program, state: RowState | None) -> None:
    program.click(program.window.facets.states.button(state))


def test_reviewing_under_a_filter_goes_on_though_each_approved_card_leaves_the_list(start: Start, ready: Path) -> None:
    program = start()
    first, second, third = program.rows()
    show_only(program, RowState.REVIEW)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.opened == second
    program.until(lambda: list(program.rows()) == [second, third])
    assert program.opened == second
    assert program.window.queue.view.current() == second
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: list(program.rows()) == [third])
    assert program.opened == third
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: not program.rows())
    assert program.window.queue.nothing.isVisible()
    assert "Para revisar" in program.window.queue.nothing.words
    program.click(program.window.queue.nothing.clear)
    program.until(lambda: list(program.rows()) == [first, second, third])
    assert program.counts() == {State.APPROVED: 3}


def test_the_next_product_opens_though_the_filter_hides_it(start: Start, ready: Path) -> None:
    program = start()
    first, second, _ = program.rows()
    program.press(Qt.Key.Key_Return, CTRL)
    show_only(program, RowState.APPROVED)
    program.until(lambda: list(program.rows()) == [first])
    program.open(first)
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.opened == second
    program.type_over(NAME, "Escondida")
    program.until(lambda: program.values(second)[NAME] == "Escondida")
    program.press(Qt.Key.Key_R, CTRL)
    assert program.product(second).state is State.QUEUED, "keys and buttons speak of the card that is open"
    assert program.product(first).state is State.APPROVED
    program.open(first)
    assert program.shown(NAME) == program.values(first)[NAME]


def test_typing_goes_on_in_the_same_card_when_it_leaves_the_list(start: Start, ready: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.press(Qt.Key.Key_Return, CTRL)
    program.press(Qt.Key.Key_Return, CTRL)
    show_only(program, RowState.APPROVED)
    program.until(lambda: list(program.rows()) == [first, second])
    program.open(second)
    program.type_over(NAME, "Uma")
    program.until(lambda: list(program.rows()) == [first])
    assert program.opened == second
    program.write(" bota")
    program.until(lambda: program.values(second)[NAME] == "Uma bota")
    assert program.product(first).state is State.APPROVED
    assert program.product(third).state is State.REVIEW


def test_searching_finds_what_was_just_typed_without_regard_to_accents(start: Start, ready: Path) -> None:
    program = start()
    first, *_ = program.rows()
    program.type_over(NAME, "Sandália de açaí")
    program.press(Qt.Key.Key_F, CTRL)
    program.write("acai SANDALIA")
    program.until(lambda: list(program.rows()) == [first])
    assert program.focused() is program.window.top_bar.search
    program.write(" xyzw")
    program.until(lambda: not program.rows())
    assert "xyzw" in program.window.queue.nothing.words
    program.press(Qt.Key.Key_A, CTRL)
    program.press(Qt.Key.Key_Delete)
    program.until(lambda: len(program.rows()) == 3)


def test_a_filter_follows_the_cards_as_they_are_written(start: Start, with_model: Path, photos: Photos) -> None:
    program = start()
    program.drop(*photos(2))
    program.until(program.window.facets.isVisible)
    show_only(program, RowState.REVIEW)
    program.until_counts(review=2)
    program.until(lambda: len(program.rows()) == 2)
    states = program.window.facets.states
    program.until(lambda: states.count(RowState.REVIEW) == states.count(None) == 2)


def test_a_whole_review_without_the_mouse(start: Start, ready: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.window.queue.view.setFocus()
    for key, expected in (
        (Qt.Key.Key_J, second),
        (Qt.Key.Key_J, third),
        (Qt.Key.Key_K, second),
        (Qt.Key.Key_Up, first),
    ):
        program.press(key)
        assert program.opened == expected
    program.press(Qt.Key.Key_Return)
    assert program.focused() is program.entry(NAME)
    order = []
    for _ in range(12):
        order.append(program.window.card.form.current_field)
        program.press(Qt.Key.Key_Tab)
        if program.focused() is program.entry(DESCRIPTION):
            break
    assert order[:3] == list(program.window.card.form.names)[:3]
    assert program.window.card.form.current_field == DESCRIPTION
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_F3)
    doubtful = [name for name in program.window.card.form.names if program.window.card.form.field(name).doubtful]
    assert program.window.card.form.current_field in doubtful
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Question, SHIFT)
    program.qtbot.keyClick(program.dialog(Shortcuts), Qt.Key.Key_Escape)
    program.until(lambda: not program.window.findChildren(Shortcuts))


def test_a_pasted_picture_becomes_a_product_with_a_title(start: Start, with_model: Path) -> None:
    picture = QImage(80, 60, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    program = start()
    program.trigger("pause")
    QGuiApplication.clipboard().setImage(picture)
    program.press(Qt.Key.Key_V, CTRL)
    program.until(lambda: program.rows() and program.catalog.thumbnail(next(iter(program.rows()))))
    product = next(iter(program.rows()))
    assert program.rows()[product].title == "Foto colada"
    path = program.product(product).photos[0].path
    assert path.is_relative_to(program.folder)
    program.until(lambda: program.opened == product)
    assert program.window.queue.view.selected() == [product]
    program.press(Qt.Key.Key_V, CTRL)
    program.until(lambda: program.notice("doubled"))
    assert list(program.rows()) == [product]
    program.trigger("pause")
    program.until_counts(review=1)


def test_dropping_a_folder_takes_its_photos_and_a_second_drop_nothing(
    start: Start, choices: Path, photos: Photos
) -> None:
    program = start()
    folder = photos(3)[0].parent
    (folder / "leia.txt").write_text("nada")
    program.drop(folder)
    program.until(lambda: len(program.rows()) == 3)
    program.drop(folder)
    program.until(lambda: program.notice("doubled"))
    assert program.notice("doubled").startswith("3 ")
    assert len(program.rows()) == 3


def test_dialogs_for_files_hold_nothing_up(start: Start, ready: Path, photos: Photos) -> None:
    program = start()
    program.press(Qt.Key.Key_O, CTRL)
    dialog = program.dialog(QFileDialog)
    path = photos(1)[0]
    dialog.selectFile(str(path))
    dialog.accept()
    program.until(lambda: len(program.rows()) == 4)


@pytest.fixture
def english(choices: Path) -> Path:
    """The settings with an English window."""
    chosen = load_choices(choices)
    settings = chosen.settings.model_copy(update={"interface": "en"})
    save_choices(chosen.model_copy(update={"settings": settings}), choices)
    return choices


def test_the_english_window_names_fields_and_failures_in_english(
    start: Start, english: Path, ready: Path, tmp_path: Path
) -> None:
    program = start()
    label = program.window.card.form.field(CATEGORY).label.text()
    assert label == "Category"
    program.drop(tmp_path / "gone.jpg")
    program.until_counts(review=3, failed=1)
    program.until(lambda: len(program.rows()) == 4)
    program.open(list(program.rows())[-1])
    program.until(lambda: "no longer" in program.window.card.words()[0])
