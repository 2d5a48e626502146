"""Choosing a model, where none ships and where one does; changing it while it reads; the window waits for nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from app.domain.states import State
from app.settings import load_choices
from inference.llama.options import ModelFiles
from tests.gui.program import NAME, Program
from tests.tiny_model import make_pair
from tests.tiny_model.pair import make_projector
from ui.model_dialog import ModelDialog

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


def choose(program: Program, text: Path, projector: Path) -> ModelDialog:
    """Name two files in the dialog and press its button."""
    dialog = program.model_files()
    for line, path in ((dialog.text, text), (dialog.projector, projector)):
        line.field.setFocus()
        line.field.selectAll()
        program.qtbot.keyClicks(line.field, str(path))
    program.click(dialog.answer)
    return dialog


def test_where_none_ships_photos_wait_until_two_good_files_are_chosen(
    start: Start, choices: Path, model: ModelFiles, photos: Photos, tmp_path: Path
) -> None:
    program = start()
    assert program.window.welcome.asking.isVisible()
    program.drop(*photos(1))
    program.until(lambda: program.rows() and program.catalog.thumbnail(next(iter(program.rows()))))
    program.until(program.window.strip.isVisible)
    assert program.counts() == {State.QUEUED: 1}
    cut = tmp_path / "cortado.gguf"
    cut.write_bytes(model.text.read_bytes()[:5000])
    other = tmp_path / "outro.gguf"
    make_projector(other, width=32)
    wrong = {
        (model.projector, model.text): "não formam um par",
        (tmp_path / "nenhum.gguf", model.projector): "não está mais",
        (cut, model.projector): "cortado.gguf",
        (model.text, other): "não formam um par",
    }
    for (text, projector), sentence in wrong.items():
        dialog = choose(program, text, projector)
        program.until(lambda dialog=dialog, sentence=sentence: sentence in dialog.message)  # type: ignore[misc]
        assert dialog.isVisible()
        program.click(dialog.cancel)
        program.until(lambda: not program.window.findChildren(ModelDialog))
    choose(program, model.text, model.projector)
    program.until(lambda: not program.window.findChildren(ModelDialog))
    program.until_counts(review=1)
    program.until(lambda: "pronto" in program.window.top_bar.pill.accessibleName())
    assert not program.window.strip.isVisible()
    assert load_choices(choices).text_model == model.text


@pytest.mark.parametrize("what", ["gone", "damaged"])
def test_a_model_that_went_bad_since_is_told_and_photos_wait(
    start: Start, with_model: Path, model: ModelFiles, photos: Photos, tmp_path: Path, what: str
) -> None:
    chosen = load_choices(with_model)
    text = tmp_path / "modelo.gguf"
    if what == "damaged":
        text.write_bytes(model.text.read_bytes()[:-1000])
    with_model.write_text(chosen.model_copy(update={"text_model": text}).model_dump_json(), encoding="utf-8")
    program = start()
    program.drop(*photos(1))
    subject = "model.missing" if what == "gone" else "model.broken"
    program.until(lambda: program.notice(subject))
    assert "modelo.gguf" in program.notice(subject)
    program.until(lambda: program.counts() == {State.QUEUED: 1})
    program.answer(subject, "Escolher outro modelo")
    dialog = program.model_files()
    dialog.text.field.setText(str(model.text))
    program.click(dialog.answer)
    program.until_counts(review=1)


def test_changing_the_model_puts_the_photo_in_hand_back_and_the_new_one_reads_it(
    start: Start, longest_texts: Path, photos: Photos, tmp_path: Path
) -> None:
    pair = make_pair(tmp_path / "outro", seed=3)
    program = start()
    program.drop(*photos(1))
    program.until(lambda: program.opened and program.product().state is State.GENERATING and program.shown(NAME))
    choose(program, pair.text, pair.projector)
    program.until_counts(review=1)
    card = program.product().card
    assert card is not None
    assert program.product().attempt == 2
    assert program.shown(NAME) == card.values[NAME]


def test_the_window_lives_while_a_model_loads_and_reads(start: Start, with_model: Path, photos: Photos) -> None:
    beats: list[str] = []
    program = start()
    heart = QTimer()
    heart.setInterval(0)
    heart.timeout.connect(lambda: beats.append(program.window.top_bar.pill.accessibleName()))
    heart.start()
    program.drop(*photos(1))
    program.until_counts(review=1)
    heart.stop()
    assert sum("lendo" in beat for beat in beats) > 20
    assert any("Carregando" in beat for beat in beats)


def test_closing_while_a_model_loads_ends_at_once(start: Start, with_model: Path, photos: Photos) -> None:
    program = start()
    program.until(lambda: "Carregando" in program.window.top_bar.pill.accessibleName())
    program.close()
    assert not program.window.isVisible()
