"""Facets by mouse and keys: choosing one or several, folding, saving filters, merging values."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.facets.column import Facets
from ui.facets.group import FEW, FacetValue, FacetView
from ui.queue.row import RowState

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
COLOURS = [FacetValue("azul", "azul", 5), FacetValue("Azul", "Azul", 2), FacetValue("preto", "preto", 1)]


def shown(qtbot: QtBot, *more: FacetValue) -> Facets:
    facets = Facets()
    qtbot.addWidget(facets)
    facets.resize(240, 900)
    facets.show()
    facets.set_counts({None: 8, RowState.REVIEW: 8})
    facets.set_views([FacetView("colour", "Cor", [*COLOURS, *more], mergeable=True)])
    return facets


def test_a_click_chooses_one_and_ctrl_joins_more(qtbot: QtBot) -> None:
    facets = shown(qtbot)
    group = facets.groups["colour"]
    heard: list[dict[str, frozenset[str]]] = []
    facets.chosen_changed.connect(lambda: heard.append(facets.chosen))
    qtbot.mouseClick(group.buttons["azul"], LEFT)
    qtbot.mouseClick(group.buttons["Azul"], LEFT, CTRL)
    qtbot.mouseClick(facets.states.button(RowState.REVIEW), LEFT)
    both = frozenset({"azul", "Azul"})
    assert heard[-1] == {"state": frozenset({"review"}), "colour": both}
    assert facets.chosen_names == ["Para revisar", "azul", "Azul"]
    qtbot.mouseClick(group.buttons["preto"], LEFT)
    assert facets.chosen["colour"] == {"preto"}
    qtbot.mouseClick(group.buttons["preto"], LEFT)
    assert "colour" not in facets.chosen
    assert len(heard) == 5


def test_keys_choose_and_join_and_walk(qtbot: QtBot) -> None:
    facets = shown(qtbot)
    facets.activateWindow()
    qtbot.waitUntil(facets.isActiveWindow)
    group = facets.groups["colour"]
    group.buttons["azul"].setFocus()
    qtbot.keyClick(group.buttons["azul"], Qt.Key.Key_Space)
    qtbot.keyClick(group.buttons["azul"], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is group.buttons["Azul"]
    qtbot.keyClick(group.buttons["Azul"], Qt.Key.Key_Space, CTRL)
    assert facets.chosen == {"colour": frozenset({"azul", "Azul"})}


def test_a_chosen_value_stays_in_sight_and_keeps_the_keyboard(qtbot: QtBot) -> None:
    facets = shown(qtbot)
    group = facets.groups["colour"]
    qtbot.mouseClick(group.buttons["preto"], LEFT)
    group.buttons["preto"].setFocus()
    button = group.buttons["preto"]
    facets.set_views([FacetView("colour", "Cor", [FacetValue("azul", "azul", 0), FacetValue("preto", "preto", 0)])])
    assert list(group.buttons) == ["preto"]
    facets.set_views([FacetView("colour", "Cor", [])])
    assert group.buttons == {"preto": button}
    assert button.isVisible()
    assert group.chosen_names == ["preto"]


def test_long_facets_show_few_values_until_asked_and_headings_fold(qtbot: QtBot) -> None:
    more = [FacetValue(f"cor {number}", f"cor {number}", 1) for number in range(20)]
    facets = shown(qtbot, *more)
    group = facets.groups["colour"]

    def visible() -> int:
        return sum(made.isVisible() for made in group.buttons.values())

    assert visible() == FEW
    qtbot.mouseClick(group.more, LEFT)
    assert visible() == 23
    qtbot.mouseClick(group.heading, LEFT)
    assert (visible(), set(facets.folded)) == (0, {"colour"})
    other = Facets()
    qtbot.addWidget(other)
    other.set_folded(facets.folded)
    other.set_views([FacetView("colour", "Cor", COLOURS)])
    assert other.groups["colour"].folded


def test_filters_are_named_where_they_stand(qtbot: QtBot) -> None:
    facets = shown(qtbot)
    saved = facets.saved
    assert not saved.isVisible()
    saved.set_saved([], "", worth_saving=True)
    qtbot.mouseClick(saved.save, LEFT)
    qtbot.keyClicks(saved.field, "Azuis")
    with qtbot.waitSignal(saved.save_requested) as asked:
        qtbot.keyClick(saved.field, Qt.Key.Key_Return)
    assert asked.args == ["Azuis"]
    saved.set_saved(["Azuis"], "Azuis", worth_saving=False)
    assert saved.buttons["Azuis"].isChecked()
    menu = saved.menu_for("Azuis")
    rename, forget = menu.actions()
    rename.trigger()
    saved.field.selectAll()
    qtbot.keyClicks(saved.field, "Tons")
    with qtbot.waitSignal(saved.rename_requested) as asked:
        qtbot.keyClick(saved.field, Qt.Key.Key_Return)
    assert asked.args == ["Azuis", "Tons"]
    with qtbot.waitSignal(saved.forget_requested):
        forget.trigger()
    rename.trigger()
    qtbot.keyClick(saved.field, Qt.Key.Key_Escape)
    assert not saved.field.isVisible()


def test_a_selection_of_several_has_acts(qtbot: QtBot, bench: Any) -> None:
    window = bench.window
    view, acts = window.queue.view, window.queue.acts
    assert not acts.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert acts.isVisible()
    for button, signal in ((acts.approve, "approve_requested"), (acts.reject, "reject_requested")):
        with qtbot.waitSignal(getattr(window.selection, signal)) as asked:
            qtbot.mouseClick(button, LEFT)
        assert asked.args == [[1, 2]]
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    with qtbot.waitSignal(window.selection.approve_requested) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Return, CTRL)
    assert asked.args == [list(range(1, 21))]
