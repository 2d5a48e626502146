"""A row is opened whose product has just been taken out of the catalogue, before the list heard of it."""

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
