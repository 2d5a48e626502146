"""A field that the editor adds is written on the cards that are there: offered, ordered, stopped, taken back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.fields import CustomField, FieldType
from app.domain.states import State
from app.pipeline.own_fields import keep_fields
from app.settings import load_choices, save_choices
from inference.llama.options import ModelFiles
from tests.gui.program import CTRL, NAME, Program
from tests.gui.test_bulk_edit import opened, until_counted
from ui.bulk.wish import Work
from ui.items_dialog import ItemsDialog

Start = Callable[[], Program]
FIELD = "estacao"
ENTRIES = ["verão", "inverno"]


def add_field(program: Program) -> None:
    """Add a closed list in the dialog."""
    program.trigger("fields")
    dialog: ItemsDialog = program.dialog(ItemsDialog)
    program.click(dialog.add)
    assert dialog.form is not None
    document = dialog.form.document
    assert document is not None
    document.set_value("name", "Estação")
    document.set_value("type", FieldType.CHOICE.value)
    document.set_value("entries", [*ENTRIES])
    program.click(dialog.save)
    program.window.activateWindow()
    program.until(program.window.isActiveWindow)


def accept(program: Program) -> None:
    """Take what is offered."""
    program.until(lambda: program.notice("filling"))
    frame = program.window.notices.frame("filling")
    program.click(frame.findChildren(QPushButton)[0])


def seasons(program: Program) -> list[object]:
    return [program.values(product).get(FIELD) for product in program.catalog.product_ids()]


def test_it_is_offered_written_and_taken_back_as_one(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    program.press(Qt.Key.Key_Return, CTRL)
    program.until_counts(review=2, approved=1)
    add_field(program)
    program.until(lambda: "“Estação” ainda está vazio em 3 ficha" in program.notice("filling"))
    assert "1 já aprovada" in program.notice("filling")
    accept(program)
    program.until(lambda: all(season in ENTRIES for season in seasons(program)))
    program.until_counts(review=3)
    program.until(lambda: "passou por 3 ficha" in program.notice("filling"))
    program.until(lambda: not program.window.facets.batch.filling.isVisible())
    assert program.shown(FIELD) in ENTRIES, "the open card shows it"
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: "Desfeito: escrever “Estação”" in program.notice("undo"))
    program.until(lambda: seasons(program) == [None] * 3)
    program.until_counts(review=2, approved=1)


def test_an_order_waits_for_a_model_and_outlives_the_program(
    start: Start, short: Path, model: ModelFiles, ready: Path
) -> None:
    program = start()
    add_field(program)
    accept(program)
    batch = program.window.facets.batch
    waiting = "Campos: 0 de 3 ficha(s) · esperam um modelo"
    program.until(lambda: batch.filling.text() == waiting and batch.filling.isVisible())
    program.close()
    chosen = load_choices(short).model_copy(update={"text_model": model.text, "projector": model.projector})
    save_choices(chosen, short)
    again = start()
    again.until(lambda: all(season in ENTRIES for season in seasons(again)))


def test_what_was_ordered_is_stopped_by_a_button(start: Start, ready: Path) -> None:
    program = start()
    add_field(program)
    accept(program)
    batch = program.window.facets.batch
    program.until(batch.stop_filling.isVisible)
    program.click(batch.stop_filling)
    program.until(lambda: "3 ficha" in program.notice("filling"))
    program.until(lambda: not batch.stop_filling.isVisible())
    assert program.catalog.blanks_left() == 0


def test_a_selection_is_written_by_way_of_the_bulk_panel(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    program.presenter.dialogs.own_fields._keep(
        (CustomField(id=FIELD, type=FieldType.CHOICE, name="Estação", entries=tuple(ENTRIES)),), lambda: None
    )
    program.until(lambda: FIELD in program.window.card.form.names)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    panel = opened(program, Work.WRITE, FIELD)
    until_counted(program, panel, 2)
    assert panel.preview.lines[0].note == "o modelo escreve"
    program.click(panel.apply)
    program.until(lambda: [season in ENTRIES for season in seasons(program)] == [True, True, False])


def test_what_is_typed_while_the_model_fills_in_another_field_is_saved_beside_it(start: Start, ready: Path) -> None:
    program = start()
    product = program.opened
    assert product is not None
    keep_fields(program.catalog, [CustomField(id=FIELD, type=FieldType.TEXT, name="Estação")])
    program.catalog.ask_for([product], [FIELD], "Estação")
    blanks = program.catalog.next_blanks()
    assert blanks is not None
    program.type_over(NAME, "Digitado agora")
    assert program.catalog.fill(blanks, {FIELD: "verão"}, {}, {})
    program.until(lambda: program.values(product)[NAME] == "Digitado agora")
    assert program.values(product)[FIELD] == "verão"
    assert program.product(product).state is State.REVIEW
    assert not program.window.notices.shown()
