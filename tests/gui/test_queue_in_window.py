"""Cancel, pause, retry, generate again, remove, reject, take back: what a person does to the queue while it runs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.catalog.rows import Act
from app.domain.states import State
from tests.gui.program import CTRL, DESCRIPTION, NAME, SHIFT, Program, save_photo

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


def acts(program: Program, product: int) -> list[Act]:
    return [entry.act for entry in program.catalog.history(product)]


def writing(program: Program) -> int:
    """Wait until the open product's card is being written; which one that is."""
    program.until(lambda: program.opened and program.product().state is State.GENERATING and program.shown(NAME))
    assert program.opened is not None
    return program.opened


def test_one_is_cancelled_while_it_is_written_and_tried_again(start: Start, with_model: Path, photos: Photos) -> None:
    program = start()
    program.drop(*photos(2))
    first = writing(program)
    program.click(program.window.card.again)
    program.until(lambda: program.product(first).state is State.CANCELLED)
    program.until_counts(cancelled=1, review=1)
    assert "cancelada" in program.window.card.words()[0]
    program.click(program.window.card.retry)
    program.until_counts(review=2)
    program.until(lambda: program.shown(NAME) == program.values(first)[NAME])


def test_all_are_cancelled_and_that_is_taken_back(start: Start, with_model: Path, photos: Photos) -> None:
    program = start()
    paths = photos(4)
    program.drop(*paths[:2])
    program.until_counts(review=2)
    old = program.opened
    assert old is not None
    program.trigger("pause")
    program.drop(*paths[2:])
    program.until_counts(review=2, queued=2)
    program.until(program.window.facets.batch.cancel.isVisible)
    program.until(lambda: len(program.rows()) == 4)
    third, fourth = list(program.rows())[2:]
    program.presenter.window.cancel_requested.emit([fourth])
    program.open(old)
    program.press(Qt.Key.Key_R, CTRL)
    program.until_counts(review=1, queued=2, cancelled=1)
    program.click(program.window.facets.batch.cancel)
    program.until_counts(review=2, cancelled=2)
    program.answer("cancelled", "Desfazer")
    program.until_counts(review=1, queued=2, cancelled=1)
    assert program.product(third).state is State.QUEUED, "what was cancelled before stays so"
    program.until(program.window.facets.batch.pause.isVisible)
    program.click(program.window.facets.batch.pause)
    program.until_counts(review=3, cancelled=1)
    assert acts(program, old).count(Act.FINISHED) == 2


def test_the_one_being_written_comes_back_with_the_others(start: Start, with_model: Path, photos: Photos) -> None:
    program = start()
    program.drop(*photos(3))
    writing(program)
    program.trigger("cancel_all")
    program.until(lambda: program.counts().get(State.CANCELLED, 0) + program.counts().get(State.REVIEW, 0) == 3)
    assert State.CANCELLED in program.counts()
    program.answer("cancelled", "Desfazer")
    program.until_counts(review=3)


def test_a_pause_ends_the_card_in_hand_and_begins_no_other(start: Start, with_model: Path, photos: Photos) -> None:
    program = start()
    program.drop(*photos(3))
    writing(program)
    batch = program.window.facets.batch
    program.click(batch.pause)
    program.until(lambda: batch.pause.text() == "Continuar")
    program.until_counts(review=1, queued=2)
    with program.qtbot.waitSignal(program.presenter.reading.drained):
        program.presenter.wake()
    assert program.counts() == {State.REVIEW: 1, State.QUEUED: 2}
    program.click(batch.pause)
    program.until_counts(review=3)


def test_a_failed_photo_is_put_right_and_tried_again(start: Start, with_model: Path, tmp_path: Path) -> None:
    program = start()
    broken = tmp_path / "cortada.png"
    whole = save_photo(tmp_path / "inteira.png", 7).read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])
    program.drop(broken, tmp_path / "sumida.jpg")
    program.until_counts(failed=2)
    program.until(lambda: len(program.rows()) == 2)
    cut, gone = program.rows()
    program.open(cut)
    program.until(lambda: "cortada no fim" in program.window.card.words()[0])
    assert "Copie a foto de novo" in program.window.card.words()[1]
    program.open(gone)
    assert "não está mais em" in program.window.card.words()[0]
    broken.write_bytes(whole)
    save_photo(tmp_path / "sumida.jpg", 8)
    program.open(cut)
    program.click(program.window.card.retry)
    program.until_counts(review=1, failed=1)
    program.until(program.window.facets.batch.retry.isVisible)
    program.click(program.window.facets.batch.retry)
    program.until_counts(review=2)
    assert program.catalog.thumbnail(gone)


def test_generating_again_replaces_the_card_and_keeps_the_old_one_in_the_history(
    start: Start, with_model: Path, ready: Path
) -> None:
    program = start()
    product = program.opened
    assert product is not None
    program.type_over(NAME, "Nome de antes")
    program.click(program.window.card.again)
    assert program.product().state in {State.QUEUED, State.GENERATING}
    program.until_counts(review=3)
    finished = [entry for entry in program.catalog.history(product) if entry.act is Act.FINISHED]
    assert finished[-1].detail["replaced"]["generated"]
    assert finished[-1].changes[DESCRIPTION][0] != program.values(product)[DESCRIPTION]
    assert program.values()[NAME] == "Nome de antes", "what a person wrote is settled"
    program.until(lambda: program.shown(DESCRIPTION) == program.values()[DESCRIPTION])
    assert program.shown(NAME) == program.values()[NAME]


def test_removing_is_taken_back_with_everything_as_it_was(start: Start, ready: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.type_over(NAME, "Fica como está")
    program.open(first)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Delete)
    program.until(lambda: list(program.rows()) == [second, third])
    assert program.opened in {second, third}
    assert "continuam onde estão" in program.notice("removed")
    program.answer("removed", "Desfazer")
    program.until(lambda: list(program.rows()) == [first, second, third])
    assert program.opened == first
    assert program.shown(NAME) == "Fica como está"


def test_removing_the_last_one_leaves_nothing_open(start: Start, ready: Path) -> None:
    program = start()
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_A, CTRL)
    program.press(Qt.Key.Key_Delete)
    program.until(lambda: not program.rows())
    assert program.opened is None
    assert program.window.card.form.document is None
    program.until(program.window.welcome.isVisible)
    program.answer("removed", "Desfazer")
    program.until(lambda: len(program.rows()) == 3)
    program.until(lambda: program.opened is not None)


def test_rejecting_goes_on_and_can_be_taken_back_in_two_ways(start: Start, ready: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.press(Qt.Key.Key_Backspace, CTRL | SHIFT)
    assert program.product(first).state is State.REJECTED
    assert program.opened == second
    program.answer("decision", "Desfazer")
    program.until(lambda: program.product(first).state is State.REVIEW)
    program.until(lambda: program.opened == first)
    program.click(program.window.card.reject)
    program.open(first)
    assert program.window.card.reject.text() == "Voltar à revisão"
    program.click(program.window.card.reject)
    assert program.product(first).state is State.REVIEW
    assert program.window.card.reject.text() == "Rejeitar"
    assert program.counts() == {State.REVIEW: 3}
    assert third in program.rows()


def test_an_approval_is_taken_back(start: Start, ready: Path) -> None:
    program = start()
    first, second, _ = program.rows()
    program.press(Qt.Key.Key_Return, CTRL)
    assert (program.product(first).state, program.opened) == (State.APPROVED, second)
    program.answer("decision", "Desfazer")
    program.until(lambda: (program.product(first).state, program.opened) == (State.REVIEW, first))
    assert not program.window.card.view.approved


def test_a_blocking_problem_keeps_the_card_open_and_is_shown(start: Start, ready: Path) -> None:
    program = start()
    first = program.opened
    program.type_over(NAME, "ab")
    program.entry(DESCRIPTION).setFocus()
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.opened == first
    assert program.product().state is State.REVIEW
    assert program.focused() is program.entry(NAME)
    assert program.window.card.form.field(NAME).message.text()
    assert program.shown(NAME) == "ab"
    program.write("Bota")
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.opened != first


def test_too_few_words_are_marked_and_can_be_approved(start: Start, ready: Path) -> None:
    program = start()
    first = program.opened
    assert first is not None
    program.type_over(DESCRIPTION, "Bota curta.")
    field = program.window.card.form.field(DESCRIPTION)
    assert "2 palavras" in field.counter.text()
    assert field.message.text()
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.product(first).state is State.APPROVED
    assert program.values(first)[DESCRIPTION] == "Bota curta."


def test_the_last_review_says_so(start: Start, ready: Path) -> None:
    program = start()
    for _ in range(3):
        program.press(Qt.Key.Key_Return, CTRL)
    assert program.counts() == {State.APPROVED: 3}
    assert program.notice("reviewed") == "Tudo revisado."
    assert program.window.card.view.approved


@pytest.mark.parametrize("moment", ["writing", "loading"])
def test_closing_in_the_middle_loses_nothing_and_reopening_goes_on(
    start: Start, with_model: Path, photos: Photos, moment: str
) -> None:
    program = start()
    program.drop(*photos(2))
    if moment == "writing":
        writing(program)
    else:
        program.until(program.counts)
    program.close()
    again = start()
    again.until_counts(review=2)
    assert len(again.rows()) == 2
