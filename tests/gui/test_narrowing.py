"""Searching, narrowing, sorting and saved filters in the real program."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.catalog.bands import SURE as CATALOGUE_SURE
from app.catalog.catalog import Catalog
from app.domain.states import State
from tests.gui.program import COLOUR, CTRL, DESCRIPTION, NAME, PATIENCE, Program
from ui.bulk.panel import BulkPanel
from ui.queue.delegate import SURE as LIST_SURE
from ui.queue.row import RowState

Start = Callable[[], Program]

CARDS: tuple[dict[str, Any], ...] = (
    {NAME: "Caneca azul", COLOUR: "azul"},
    {NAME: "Água de colônia", COLOUR: "Azul"},
    {NAME: "Bermuda", COLOUR: "preto"},
)


@pytest.fixture
def named(ready: Path) -> Path:
    """Three cards that the program wrote, named anew by a person."""
    with Catalog.open(ready, clock=lambda: datetime.now(UTC)) as catalog:
        for product, values in zip(catalog.product_ids(), CARDS, strict=True):
            detail = catalog.product(product)
            assert detail.card is not None
            words = {DESCRIPTION: f"Não risca a mesa. Serve para {values[NAME].lower()}, sem mais palavras."}
            catalog.save_values(product, {**detail.card.values, **values, **words}, detail.version)
    return ready


def facet(program: Program, key: str, value: str) -> Any:
    """The button of a facet's value, once it is there."""
    facets = program.window.facets
    program.until(lambda: key in facets.groups and value in facets.groups[key].buttons)
    return facets.groups[key].buttons[value]


def test_words_of_any_field_find_and_are_shown_where_they_stand(start: Start, named: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.press(Qt.Key.Key_F, CTRL)
    program.write("caneca az")
    program.until(lambda: list(program.rows()) == [first])
    assert program.rows()[first].excerpt == ""
    program.press(Qt.Key.Key_A, CTRL)
    program.write("nao RISCA")
    program.until(lambda: list(program.rows()) == [first, second, third])
    program.until(lambda: program.rows()[third].excerpt.startswith("Não risca a mesa."))
    for odd in ('"', "AND (", "🛋", "*"):
        program.press(Qt.Key.Key_A, CTRL)
        program.write(odd)
        program.qtbot.waitSignal(program.presenter.products.narrowed, timeout=PATIENCE).wait()
        program.until(lambda: not program.rows())
    assert program.window.notices.shown() == []


def test_facets_narrow_together_and_count_what_a_click_would_show(start: Start, named: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.click(facet(program, "colour", "azul"))
    program.until(lambda: list(program.rows()) == [first])
    QTest.mouseClick(facet(program, "colour", "Azul"), Qt.MouseButton.LeftButton, CTRL)
    program.until(lambda: list(program.rows()) == [first, second])
    assert facet(program, "colour", "preto").count_label.text() == "1"
    program.until(lambda: program.window.facets.states.count(RowState.REVIEW) == 2)
    program.press(Qt.Key.Key_F, CTRL)
    program.write("bermuda")
    program.until(lambda: not program.rows())
    words = program.window.queue.nothing.words
    assert all(part in words for part in ("azul", "Azul", "bermuda"))
    program.click(program.window.queue.nothing.clear)
    program.until(lambda: list(program.rows()) == [first, second, third])
    assert program.window.top_bar.search.text() == ""


def test_the_order_is_chosen_and_remembered(start: Start, named: Path) -> None:
    program = start()
    first, second, third = program.rows()
    by_name = next(action for action in program.window.queue.order_button.menu().actions() if action.text() == "Nome")
    by_name.trigger()
    program.until(lambda: list(program.rows()) == [second, third, first])
    program.until(lambda: "folder" in program.window.facets.groups)
    program.click(program.window.facets.groups["folder"].heading)
    program.close()
    again = start()
    assert list(again.rows()) == [second, third, first]
    assert again.window.queue.order_button.text() == "Nome ▾"
    again.until(lambda: "folder" in again.window.facets.groups)
    assert again.window.facets.groups["folder"].folded


def test_reviewing_goes_on_in_the_order_of_the_list(start: Start, named: Path) -> None:
    program = start()
    first, second, third = program.rows()
    actions = program.window.queue.order_button.menu().actions()
    next(action for action in actions if action.text() == "Mais novas").trigger()
    program.until(lambda: list(program.rows()) == [third, second, first])
    program.open(third)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.opened == second
    program.open(first)
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.opened == second, "from the end it goes round"


def test_a_filter_is_saved_in_the_catalogue_and_applied(start: Start, named: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.click(facet(program, "colour", "azul"))
    program.until(lambda: list(program.rows()) == [first])
    saved = program.window.facets.saved
    program.click(saved.save)
    program.write("Azuis")
    program.press(Qt.Key.Key_Return)
    program.until(lambda: "Azuis" in saved.buttons)
    assert saved.buttons["Azuis"].isChecked()
    program.close()
    again = start()
    again.window.resize(1440, 900)
    saved = again.window.facets.saved
    assert len(again.rows()) == 3, "a filter is not left on by the last time"
    again.until(lambda: "colour" in again.window.facets.groups)
    again.click(saved.buttons["Azuis"])
    again.until(lambda: list(again.rows()) == [first])
    assert again.window.facets.chosen == {"colour": frozenset({"azul"})}
    again.click(saved.buttons["Azuis"])
    again.until(lambda: list(again.rows()) == [first, second, third])
    saved.forget_requested.emit("Azuis")
    again.until(lambda: not saved.buttons)
    again.answer("filters", "Desfazer")
    again.until(lambda: "Azuis" in saved.buttons)


def test_values_are_merged_and_come_back(start: Start, named: Path) -> None:
    program = start()
    _, second, _ = program.rows()
    facet(program, "colour", "azul")
    program.click(program.window.facets.groups["colour"].merge)
    panel: BulkPanel = program.dialog(BulkPanel)
    merger = panel.asking.inputs.merger
    for row in range(merger.list.count()):
        item = merger.list.item(row)
        if item.data(int(Qt.ItemDataRole.UserRole)).lower() == "azul":
            item.setCheckState(Qt.CheckState.Checked)
    merger.into.setCurrentText("azul")
    program.until(lambda: [line.before for line in panel.preview.lines] == ["Azul"] and panel.apply.isEnabled())
    program.click(panel.apply)
    program.until(lambda: program.values(second)[COLOUR] == "azul")
    program.until(lambda: list(program.window.facets.groups["colour"].buttons) == ["azul", "preto"])
    program.until(lambda: "1 ficha" in program.notice("decision"))
    program.answer("decision", "Desfazer")
    program.until(lambda: program.values(second)[COLOUR] == "Azul")
    program.until(lambda: "Azul" in program.window.facets.groups["colour"].buttons)


def test_the_list_and_the_catalogue_mean_the_same_by_sure() -> None:
    assert LIST_SURE == CATALOGUE_SURE


def test_states_can_be_joined(start: Start, named: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.press(Qt.Key.Key_Return, CTRL)
    states = program.window.facets.states
    program.click(states.button(RowState.APPROVED))
    program.until(lambda: list(program.rows()) == [first])
    QTest.mouseClick(states.button(RowState.REVIEW), Qt.MouseButton.LeftButton, CTRL)
    program.until(lambda: list(program.rows()) == [first, second, third])
    assert program.counts() == {State.APPROVED: 1, State.REVIEW: 2}
