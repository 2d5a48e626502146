"""One field written anew in the real program: asked by mouse and keys, compared, taken or left, undone."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.states import State
from tests.gui.program import CTRL, DESCRIPTION, FEATURES, NAME, SHIFT, Program

Start = Callable[..., Program]


def begun(program: Program, field: str) -> None:
    """The panel, by keys, for a field."""
    program.until(lambda: program.presenter.reading.info is not None)
    program.window.card.form.focus_field(field)
    program.press(Qt.Key.Key_R, CTRL | SHIFT)
    program.until(program.window.card.help.rewrite.isVisible)


def compared(program: Program) -> str:
    """What stands to be taken: all its words, those that go among them."""
    panel = program.window.card.help.rewrite
    program.until(panel.accept.isVisible)
    text: str = panel.view.toPlainText()
    return text


def test_a_field_is_asked_for_taken_and_undone(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    before = program.values()
    begun(program, NAME)
    program.write("sem adjetivos")
    program.press(Qt.Key.Key_Return)
    compared(program)
    assert program.values() == before
    program.press(Qt.Key.Key_Return)
    program.until(lambda: program.values()[NAME] != before[NAME])
    after = program.values()
    assert after == {**before, NAME: program.shown(NAME)}
    assert program.window.card.form.locks.locked == {NAME}
    assert not program.window.card.help.rewrite.isVisible()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: program.values() == before)


def test_it_is_refused_by_a_key_and_nothing_changes(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    before = program.values()
    begun(program, FEATURES)
    program.click(program.window.card.help.rewrite.usual[0])
    compared(program)
    program.press(Qt.Key.Key_Escape)
    assert not program.window.card.help.rewrite.isVisible()
    assert program.values() == before
    assert not program.window.card.form.document.undo_stack.canUndo()


def test_a_long_text_may_become_shorter_than_cards_are(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    long = program.values()[DESCRIPTION]
    program.click(program.window.card.form.field(DESCRIPTION).again)
    program.until(program.window.card.help.rewrite.isVisible)
    program.until(lambda: program.presenter.reading.info is not None)
    program.click(program.window.card.help.rewrite.usual[0])
    compared(program)
    program.click(program.window.card.help.rewrite.accept)
    program.until(lambda: program.values()[DESCRIPTION] != long)
    assert len(program.values()[DESCRIPTION].split()) >= len(long.split()) // 3


def test_the_queue_goes_on_beside_it(
    start: Start, with_model: Path, ready: Path, photos: Callable[[int], list[Path]]
) -> None:
    program = start()
    program.until(lambda: program.presenter.reading.info is not None)
    before = program.values()
    program.drop(*photos(3))
    program.until(lambda: program.counts().get(State.GENERATING) == 1)
    begun(program, NAME)
    program.click(program.window.card.help.rewrite.usual[0])
    compared(program)
    assert program.catalog.counts()[State.QUEUED] > 0  # it went before those that wait
    program.press(Qt.Key.Key_Escape)
    program.until_counts(review=6)
    assert program.values() == before


def test_another_product_calls_it_off(start: Start, longest_texts: Path, ready: Path) -> None:
    program = start()
    _, second, _ = program.rows()
    begun(program, DESCRIPTION)
    program.click(program.window.card.help.rewrite.usual[1])
    program.open(second)
    assert not program.window.card.help.rewrite.isVisible()
    program.until(lambda: program.presenter.reading.status.hint != "" and not program.presenter.reading._busy)
    assert program.counts() == {State.REVIEW: 3}


def test_without_a_model_it_says_so(start: Start, ready: Path) -> None:
    program = start()
    program.click(program.window.card.form.field(NAME).again)
    panel = program.window.card.help.rewrite
    assert "Nenhum modelo" in panel.note.text()
    program.click(panel.usual[0])
    assert not panel.accept.isVisible()
