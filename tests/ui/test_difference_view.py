"""What became of a text, word by word."""

import pytest
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from ui.difference_view import show_difference
from ui.theme import DARK, LIGHT, Theme


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_is_shown_by_shape_and_colour(qtbot: QtBot, theme: Theme) -> None:
    view = QTextEdit()
    qtbot.addWidget(view)
    show_difference(view, "vaso lindo", "vaso azul", theme)
    assert view.toPlainText() == "vaso lindo azul"
    assert "text-decoration: line-through" in view.toHtml()
    assert "text-decoration: underline" in view.toHtml()
