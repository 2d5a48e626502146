"""A whole afternoon without a mouse, in the real program with the real engine: every step is a key that is pressed."""

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from app.domain.states import State
from tests.gui.keyboard import Keyboard
from tests.gui.program import ALT, CATEGORY, CTRL, NAME, SHIFT, Program, save_photo
from ui.bulk.panel import BulkPanel
from ui.dashboard.window import Dashboard
from ui.items_dialog import ItemsDialog
from ui.shortcuts import Shortcuts

# Said by the offscreen platform whenever a list pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)

Start = Callable[[], Program]


def names(program: Program) -> list[str]:
    return [program.values(product)[NAME] for product in program.catalog.product_ids() if program.product(product).card]


def listed(program: Program, count: int) -> bool:
    return len(program.rows()) == count


def leave(program: Program, keys: Keyboard, dialog: QWidget) -> None:
    """Close a dialog by Esc; where it was, the window is in front again, as every window system has it."""
    program.until(dialog.isActiveWindow)
    keys.press(Qt.Key.Key_Escape)
    program.until(lambda: not isValid(dialog) or not dialog.isVisible())
    program.window.activateWindow()
    program.until(program.window.isActiveWindow)


def paste_photos(program: Program, keys: Keyboard, folder: Path) -> Path:
    """Paste three pictures, and a file that is no photo."""
    clipboard = QGuiApplication.clipboard()
    for number in range(1, 4):
        clipboard.setImage(QImage(str(save_photo(folder / f"{number}.png", number))))
        keys.press(Qt.Key.Key_V, CTRL)
        program.until(partial(listed, program, number))
    broken = folder / "quebrada.png"
    broken.write_text("isto não é uma foto", encoding="utf-8")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(broken))])
    clipboard.setMimeData(copied)
    keys.press(Qt.Key.Key_V, CTRL)
    program.until_counts(review=3, failed=1)
    return broken


def review_the_first(program: Program, keys: Keyboard, first: int, second: int) -> None:
    """Go to what is doubtful, take a guess, type a name, approve; take that back from its notice, and approve again."""
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_F3)
    assert program.notice("doubt") == ""
    keys.press(Qt.Key.Key_2, CTRL)
    guess = program.window.card.form.field(CATEGORY).chips.guesses[1]
    keys.press(Qt.Key.Key_2, ALT)
    assert program.shown(CATEGORY) == guess
    keys.press(Qt.Key.Key_1, CTRL)
    keys.type("Bota de couro", over=True)
    keys.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.opened == second)
    assert (program.values(first)[NAME], program.values(first)[CATEGORY]) == ("Bota de couro", guess)
    keys.press(Qt.Key.Key_F6)
    assert keys.heard == "Desfazer"
    keys.press(Qt.Key.Key_Space)
    program.until(lambda: program.product(first).state is State.REVIEW and program.opened == first)
    keys.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.product(first).state is State.APPROVED and program.opened == second)


def reject_and_ask_again(program: Program, keys: Keyboard, second: int) -> None:
    keys.press(Qt.Key.Key_Backspace, CTRL | SHIFT)
    program.until(lambda: program.product(second).state is State.REJECTED and program.opened != second)
    keys.press(Qt.Key.Key_Escape)
    keys.press(Qt.Key.Key_K)
    program.until(lambda: program.opened == second)
    keys.press(Qt.Key.Key_R, CTRL)
    program.until(lambda: program.product(second).attempt == 2 and program.product(second).state is State.REVIEW)


def try_the_failed_one_again(program: Program, keys: Keyboard, failed: int, file: Path) -> None:
    """Its file was copied anew meanwhile."""
    save_photo(file, 9)
    keys.press(Qt.Key.Key_End)
    program.until(lambda: program.opened == failed)
    keys.press(Qt.Key.Key_R, CTRL)
    program.until_counts(review=3, approved=1)


def edit_many_and_take_that_back(program: Program, keys: Keyboard) -> None:
    before = names(program)
    keys.press(Qt.Key.Key_B, CTRL)
    panel: BulkPanel = program.dialog(BulkPanel)
    program.until(panel.isActiveWindow)
    keys.go_to("Fazer")
    keys.press(Qt.Key.Key_End)
    keys.press(Qt.Key.Key_Home)
    keys.go_to("Nome do produto")
    keys.type("Bota da loja")
    program.until(lambda: len(panel.preview.lines) == 4 and panel.apply.isEnabled())
    assert names(program) == before
    keys.go_to("Aplicar")
    keys.press(Qt.Key.Key_Space)
    program.until(lambda: names(program) == ["Bota da loja"] * 4)
    program.until_counts(review=4)
    program.until(lambda: not panel.busy)
    leave(program, keys, panel)
    keys.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: names(program) == before)
    program.until_counts(review=3, approved=1)


def go_back_in_the_history(program: Program, keys: Keyboard, first: int) -> None:
    keys.press(Qt.Key.Key_Home)
    program.until(lambda: program.opened == first)
    keys.press(Qt.Key.Key_H, CTRL)
    program.until(lambda: any(row.back.isVisible() for row in program.window.side.history.rows))
    keys.go_to("Voltar a esta versão")
    keys.press(Qt.Key.Key_Space)
    program.until_counts(review=4)
    keys.press(Qt.Key.Key_Escape)
    assert not program.window.side.telling
    assert keys.place is program.window.queue.view, "the keyboard is where it was"
    keys.press(Qt.Key.Key_Z, CTRL)
    program.until_counts(review=3, approved=1)


def look_at_figures_and_keys(program: Program, keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_D, CTRL)
    leave(program, keys, program.dialog(Dashboard))
    keys.press(Qt.Key.Key_Question)
    leave(program, keys, program.dialog(Shortcuts))


def find_and_narrow(program: Program, keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_F, CTRL)
    keys.type("bota")
    keys.press(Qt.Key.Key_Return)
    program.until(lambda: len(program.rows()) == 1)
    keys.type("", over=True)
    keys.press(Qt.Key.Key_Delete)
    keys.press(Qt.Key.Key_Return)
    program.until(lambda: len(program.rows()) == 4)
    keys.press(Qt.Key.Key_F7)
    assert keys.heard.startswith("Todas")
    keys.go_to("Aprovadas")
    keys.press(Qt.Key.Key_Space)
    program.until(lambda: len(program.rows()) == 1)
    keys.go_to("Todas", back=True)
    keys.press(Qt.Key.Key_Space)
    program.until(lambda: len(program.rows()) == 4)
    keys.go_to("Produtos")


def find_the_fields_of_the_card(program: Program, keys: Keyboard) -> None:
    """By way of the menu, which holds what has no key of its own."""
    keys.press(Qt.Key.Key_F10)
    keys.choose("Aplicativo", "Campos da ficha")
    leave(program, keys, program.dialog(ItemsDialog))


def export(program: Program, keys: Keyboard, path: Path) -> None:
    program.until(program.window.top_bar.export.isEnabled)
    keys.press(Qt.Key.Key_E, CTRL)
    keys.choose("CSV simples")
    dialog: QFileDialog = program.dialog(QFileDialog)
    program.until(dialog.isActiveWindow)
    keys.type(str(path), over=True)
    keys.press(Qt.Key.Key_Return)
    program.until(path.exists)
    program.until_counts(review=3, exported=1)


def test_an_afternoon_by_keyboard_alone(start: Start, with_model: Path, tmp_path: Path) -> None:
    program, keys = start(), Keyboard()
    broken = paste_photos(program, keys, tmp_path)
    first, second, _, failed = program.rows()
    keys.press(Qt.Key.Key_J)
    assert program.opened == second
    keys.press(Qt.Key.Key_K)
    assert program.opened == first
    review_the_first(program, keys, first, second)
    reject_and_ask_again(program, keys, second)
    try_the_failed_one_again(program, keys, failed, broken)
    edit_many_and_take_that_back(program, keys)
    go_back_in_the_history(program, keys, first)
    look_at_figures_and_keys(program, keys)
    find_and_narrow(program, keys)
    find_the_fields_of_the_card(program, keys)
    export(program, keys, tmp_path / "fichas.csv")
    with (tmp_path / "fichas.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row[NAME] == "Bota de couro"
