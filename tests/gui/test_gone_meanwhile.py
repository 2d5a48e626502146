"""What has just been taken out of the catalogue, before the list heard of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from tests.gui.program import Program


def test_opening_what_has_just_gone_is_no_failure(start: Callable[[], Program], ready: Path) -> None:
    program = start()
    first, second, third = program.catalog.product_ids()
    program.open(first)
    program.catalog.remove([second])
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_J)
    assert program.opened is None
    assert program.window.notices.shown() == []
    program.press(Qt.Key.Key_J)
    assert program.opened == third


def test_where_one_is_removed_the_next_stands_open_before_the_list_is_without_it(
    start: Callable[[], Program], ready: Path
) -> None:
    program = start()
    first, second, third = program.catalog.product_ids()
    program.open(first)
    products, seen = program.presenter.products, []
    products.listed.connect(lambda: seen.append((list(products.model.ids()), program.opened)))
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Delete)
    program.until(lambda: ([second, third], second) in seen)
    assert ([second, third], first) not in seen
    assert program.notice("removed").startswith("1 produto")
