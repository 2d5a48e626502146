"""A whole review without a mouse: ten cards with what models get wrong, and the checks that point to it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.catalog.catalog import Catalog
from app.catalog.rows import Facet, ProductFilter
from app.domain.states import State
from app.gui.checks import AFTER
from app.review.marks import Code
from app.review.preferences import Preferences
from tests.catalog.bench import Clock
from tests.gui.conftest import Start
from tests.gui.program import ALT, CATEGORY, COLOUR, CTRL, DESCRIPTION, NAME, Program
from ui.form_dialog import FormDialog
from ui.forms.advice import Advice

# Said by the offscreen platform whenever a list pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


def advice(program: Program, field: str) -> tuple[Advice, ...]:
    found: tuple[Advice, ...] = program.window.card.form.field(field).advice
    return found


def until_said(program: Program, field: str, text: str) -> None:
    program.until(lambda: any(text in one.text for one in advice(program, field)))


def message(program: Program, field: str) -> str:
    label: QLabel = program.window.card.form.field(field).message
    return label.text()


def approve(program: Program, following: int) -> None:
    """Approve, and find the next one open."""
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.opened == following)


def selected(program: Program) -> str:
    """The words that are selected in the description."""
    words: str = program.entry(DESCRIPTION).textCursor().selectedText()
    return words


def take_the_colour_of_the_words(program: Program) -> None:
    until_said(program, DESCRIPTION, "fala em azul, mas a cor é vermelho")
    while program.window.card.form.current_field != DESCRIPTION:
        program.press(Qt.Key.Key_F3)
    assert selected(program) == "azul"
    program.press(Qt.Key.Key_Return, ALT)
    assert program.shown(COLOUR) == "azul"
    program.until(lambda: not advice(program, DESCRIPTION))


def take_the_category_of_the_name(program: Program) -> None:
    until_said(program, CATEGORY, "costuma ficar em Cozinha e mesa")
    program.press(Qt.Key.Key_F3)
    assert program.window.card.form.current_field == CATEGORY
    program.press(Qt.Key.Key_Return, ALT)
    assert program.shown(CATEGORY) == "Cozinha e mesa"


def type_over_a_claim(program: Program) -> None:
    until_said(program, DESCRIPTION, "garantia")
    program.press(Qt.Key.Key_F3)
    program.press(Qt.Key.Key_F3)
    assert selected(program) == "garantia"
    program.press(Qt.Key.Key_F3)
    assert selected(program) == "100 % algodão"
    program.write("um tecido macio")
    program.until(lambda: len(advice(program, DESCRIPTION)) == 1)


def answer_a_doubt_and_delete_a_repetition(program: Program) -> None:
    until_said(program, DESCRIPTION, "já está na ficha")
    program.press(Qt.Key.Key_1, CTRL)
    assert program.window.card.form.current_field == NAME
    program.press(Qt.Key.Key_F3)
    assert program.window.card.form.current_field == CATEGORY
    program.press(Qt.Key.Key_2, ALT)
    program.press(Qt.Key.Key_F3)
    assert selected(program).startswith("A boca aberta facilita")
    program.press(Qt.Key.Key_Delete)


def test_ten_cards_by_keyboard_alone(start: Start, ten: list[int]) -> None:
    program = start()
    program.until(lambda: program.opened == ten[0])
    acts = (
        take_the_colour_of_the_words,
        take_the_category_of_the_name,
        type_over_a_claim,
        answer_a_doubt_and_delete_a_repetition,
    )
    for act, following in zip(acts, ten[1:], strict=False):
        act(program)
        approve(program, following)
    # Nothing blocks: the rest is approved as it stands, the last ones in one breath.
    until_said(program, CATEGORY, "não diz o que o produto é")
    for _ in ten[4:]:
        program.press(Qt.Key.Key_Return, CTRL)
    program.until_counts(approved=10)
    assert program.values(ten[0])[COLOUR] == "azul"
    assert program.values(ten[3])[CATEGORY] == "Cozinha e mesa"
    assert "um tecido macio" in program.values(ten[2])[DESCRIPTION]


def test_flags_follow_what_is_typed(start: Start, ten: list[int]) -> None:
    program = start()
    flagged = ProductFilter(facets={Facet.FLAG: frozenset({Code.COLOUR})})
    program.until(lambda: program.catalog.product_ids(flagged) == [ten[0]])
    program.type_over(COLOUR, "azul")
    program.press(Qt.Key.Key_Tab)
    program.until(lambda: program.catalog.product_ids(flagged) == [])


def test_nothing_to_look_at_is_said(start: Start, ten: list[int]) -> None:
    program = start()
    program.open(ten[7])
    program.qtbot.wait(2 * AFTER)
    program.press(Qt.Key.Key_F3)
    assert program.notice("doubt") == "Nada a conferir nesta ficha."


def test_marks_do_not_keep_anybody_from_typing(start: Start, ten: list[int]) -> None:
    program = start()
    until_said(program, DESCRIPTION, "fala em azul")
    assert message(program, DESCRIPTION).startswith("A descrição fala em azul")
    program.type_over(NAME, "Caneca preta com garantia")
    until_said(program, NAME, "O nome fala em preto, mas a cor é vermelho.")
    assert program.shown(NAME) == "Caneca preta com garantia"
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.product(ten[0]).state is State.APPROVED)


def test_a_check_that_is_switched_off_is_silent_and_stays_so(start: Start, ten: list[int]) -> None:
    program = start()
    until_said(program, DESCRIPTION, "fala em azul")
    program.trigger("checks")
    dialog = program.dialog(FormDialog)
    dialog.document.set_value("colour", "off")
    dialog.document.set_value("words", ["larga"])
    program.click(dialog.ok)
    until_said(program, NAME, "“larga” está entre as palavras proibidas.")
    assert not [one for one in advice(program, DESCRIPTION) if "fala em" in one.text]
    program.close()
    with Catalog.open(program.folder, clock=Clock()) as catalog:
        kept = Preferences.model_validate(catalog.setting("checks"))
    assert (kept.colour, kept.words) == ("off", ["larga"])


def test_the_other_with_the_same_description_is_a_key_away(start: Start, ten: list[int]) -> None:
    program = start()
    program.open(ten[8])
    program.type_over(DESCRIPTION, program.values(ten[9])[DESCRIPTION])
    until_said(program, DESCRIPTION, "A descrição é igual à de “Caneca azul número 4 da loja”.")
    program.press(Qt.Key.Key_F3)
    program.press(Qt.Key.Key_Return, ALT)
    program.until(lambda: program.opened == ten[9])
