"""The panel over any model: what it offers, asks and shows; no catalogue behind it."""

from typing import Literal

import pytest
from pydantic import BaseModel, Field
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.bulk.lines import LINE_ROLE, Line, LinesModel, told, value_text
from ui.bulk.panel import BulkPanel
from ui.bulk.preview import Tally
from ui.bulk.wish import Letters, Scope, Wish, Work
from ui.differences import from_the_first
from ui.facets.group import FacetValue
from ui.forms.choice_editor import ChoiceEditor
from ui.forms.kinds import field_specs

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)

SPACE, LEFT = Qt.Key.Key_Space, Qt.MouseButton.LeftButton


class Part(BaseModel):
    """A model that no shop has."""

    label: str = Field(title="Rótulo")
    finish: Literal["fosco", "brilhante"] = Field("fosco", title="Acabamento")
    tags: list[str] = Field([], title="Etiquetas")
    weight: float = Field(0, title="Peso")
    fragile: bool = Field(False, title="Frágil")


SPECS = field_specs(Part)
FINISHES = (FacetValue("fosco", "fosco", 7), FacetValue("Fosco", "Fosco", 2), FacetValue("brilhante", "brilhante", 4))


@pytest.fixture
def panel(qtbot: QtBot) -> BulkPanel:
    made = BulkPanel()
    qtbot.addWidget(made)
    made.asking.set_fields(SPECS, {"finish": FINISHES})
    made.asking.set_counts({Scope.SELECTED: 3, Scope.SHOWN: 12, Scope.ALL: 50})
    made.show()
    return made


def choose(panel: BulkPanel, work: Work, field: str = "") -> None:
    asking = panel.asking
    asking.work.setCurrentIndex(asking.work.findData(work))
    if field:
        asking.field.setCurrentIndex(asking.field.findData(field))
        assert asking.field.currentData() == field


def fields(panel: BulkPanel) -> list[str]:
    return [panel.asking.field.itemData(place) for place in range(panel.asking.field.count())]


def test_fields_are_offered_for_what_fits_them(panel: BulkPanel) -> None:
    choose(panel, Work.SET)
    assert fields(panel) == ["label", "finish", "tags", "weight", "fragile"]
    choose(panel, Work.RECASE)
    assert fields(panel) == ["label", "tags"]
    choose(panel, Work.UNITE)
    assert fields(panel) == ["finish"]
    choose(panel, Work.APPROVE)
    assert not panel.asking.field.isVisible()
    assert panel.asking.wish == Wish(Work.APPROVE)


def test_something_missing_is_asked_for_in_a_sentence(panel: BulkPanel, qtbot: QtBot) -> None:
    choose(panel, Work.REPLACE, "label")
    with qtbot.waitSignal(panel.preview_wanted):
        panel.ask()
    assert panel.message == "Escreva o que procurar."
    assert panel.asking.wish is None
    qtbot.keyClicks(panel.asking.inputs.sought, "velho")
    qtbot.keyClicks(panel.asking.inputs.put, "novo")
    qtbot.mouseClick(panel.asking.inputs.exact, LEFT)
    with qtbot.waitSignal(panel.preview_wanted):
        pass
    assert panel.message == ""
    assert panel.asking.wish == Wish(Work.REPLACE, "label", find="velho", put="novo", exact=True)
    choose(panel, Work.REWRITE, "tags")
    assert panel.asking.wish == Wish(Work.REWRITE, "tags", find="velho", put="novo", exact=True), "it is kept"


def test_a_value_is_set_with_the_fields_own_editor(panel: BulkPanel, qtbot: QtBot) -> None:
    choose(panel, Work.SET, "finish")
    assert panel.asking.wish is None
    editor = panel.asking.inputs.editor(SPECS[1])
    assert isinstance(editor, ChoiceEditor)
    editor.entry.setFocus()
    qtbot.keyClicks(editor.entry, "bri")
    qtbot.keyClick(editor.popup, Qt.Key.Key_Return)
    assert panel.asking.wish == Wish(Work.SET, "finish", "brilhante")
    choose(panel, Work.SET, "fragile")
    qtbot.mouseClick(panel.asking.inputs.editor(SPECS[4]).entry, LEFT)
    assert panel.asking.wish == Wish(Work.SET, "fragile", value=True)


def test_texts_are_added_and_letters_chosen(panel: BulkPanel, qtbot: QtBot) -> None:
    choose(panel, Work.PREPEND, "tags")
    qtbot.keyClicks(panel.asking.inputs.line, "promo")
    assert panel.asking.wish == Wish(Work.PREPEND, "tags", "promo")
    choose(panel, Work.RECASE, "label")
    panel.asking.inputs.letters.setCurrentIndex(panel.asking.inputs.letters.findData(Letters.UPPER))
    assert panel.asking.wish == Wish(Work.RECASE, "label", letters=Letters.UPPER)


def test_values_that_mean_the_same_are_checked_and_the_most_frequent_proposed(panel: BulkPanel, qtbot: QtBot) -> None:
    panel.choose(Scope.ALL, Work.UNITE, "finish", frozenset({"Fosco"}))
    merger = panel.asking.inputs.merger
    assert panel.asking.chosen_scope is Scope.ALL
    assert merger.chosen == ["Fosco"]
    assert panel.asking.missing
    merger.list.setCurrentRow(0)
    qtbot.keyClick(merger.list, SPACE)
    assert merger.into.currentText() == "fosco"
    assert panel.asking.wish == Wish(Work.UNITE, "finish", "fosco", frozenset({"fosco", "Fosco"}))
    merger.into.setCurrentText("Fosco")
    merger.list.setCurrentRow(2)
    qtbot.keyClick(merger.list, SPACE)
    assert merger.into.currentText() == "Fosco", "what was chosen stays"


def test_scopes_that_are_gone_give_way(panel: BulkPanel) -> None:
    panel.choose(Scope.SELECTED)
    panel.asking.set_counts({Scope.SHOWN: 12, Scope.ALL: 50})
    assert panel.asking.chosen_scope is Scope.SHOWN


def test_the_button_says_how_many_and_waits_for_all_to_be_looked_at(panel: BulkPanel, qtbot: QtBot) -> None:
    panel.show_tally(Tally(seen=400, total=1000, changing=320))
    assert not panel.apply.isEnabled()
    assert "400" in panel.preview.summary
    panel.show_tally(Tally(seen=1000, total=1000, changing=800, back=30))
    assert panel.apply.isEnabled()
    assert "800" in panel.apply.text()
    assert "30" in panel.preview.summary
    panel.show_tally(Tally(seen=10, total=10))
    assert not panel.apply.isEnabled()
    with qtbot.assertNotEmitted(panel.apply_requested):
        qtbot.keyClick(panel.asking.inputs.sought, Qt.Key.Key_Return)


def test_a_change_under_way_can_be_stopped_and_nothing_else_touched(panel: BulkPanel, qtbot: QtBot) -> None:
    panel.show_busy(Tally(seen=400, total=1000))
    assert not panel.asking.isEnabled()
    assert panel.message == "Mudando 400 de 1.000…" or "400" in panel.message
    with qtbot.waitSignal(panel.stop_requested):
        qtbot.mouseClick(panel.stop, LEFT)
    panel.end_busy()
    assert panel.asking.isEnabled()
    assert not panel.stop.isVisible()


def test_lines_are_told_apart_and_opened(panel: BulkPanel, qtbot: QtBot) -> None:
    panel.preview.add([Line(1, "Mesa", "a", "b"), Line(2, "Sofá", "c", "c", "não tem ficha pronta", skipped=True)])
    assert [line.product for line in panel.preview.lines] == [1]
    panel.preview.view.setCurrentIndex(panel.preview.view.model().index(0, 0))
    with qtbot.waitSignal(panel.product_opened) as opened:
        qtbot.keyClick(panel.preview.view, Qt.Key.Key_Return)
    assert opened.args == [1]
    qtbot.mouseClick(panel.preview.skipped, LEFT)
    assert [line.product for line in panel.preview.lines] == [2]
    panel.preview.clear()
    assert panel.preview.lines == []


def test_the_lines_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = LinesModel()
    model.append([Line(number, f"n{number}", "a", "b") for number in range(50)])
    qtmodeltester.check(model)
    assert model.index(49).data(LINE_ROLE).product == 49
    assert model.index(3).data() == "n3. Antes: a. Depois: b."


def test_screen_readers_hear_why_a_product_is_left_out() -> None:
    assert told(Line(1, "Mesa", "a", "a", "não tem ficha pronta", skipped=True)) == (
        "Mesa. Fica como está: não tem ficha pronta"
    )


def test_values_are_shown_as_people_read_them() -> None:
    tags, weight, fragile = SPECS[2], SPECS[3], SPECS[4]
    assert value_text(tags, ["um", "dois"]) == "um · dois"
    assert value_text(weight, 2.5) == "2.5"
    assert value_text(weight, None) == ""
    assert value_text(fragile, value=True) == "sim"


def test_long_texts_are_shown_from_before_their_first_difference() -> None:
    lead = "palavra " * 60
    before, after = from_the_first(f"{lead}azul fim", f"{lead}verde fim")
    assert before.startswith("…palavra")
    assert before.endswith("azul fim")
    assert after.endswith("verde fim")
    assert len(before) < 80
    assert from_the_first("a", "a") == ("a", "a")
    assert from_the_first("curto", "curto e longo") == ("curto", "curto e longo")
