"""A sample first, in the real program: five are written, the others wait, and everything goes on as the person says."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.catalog.catalog import Catalog
from tests.catalog.bench import Clock, preparation
from tests.gui.conftest import Start
from tests.gui.program import CTRL, SHIFT, Program
from tests.gui.ten_cards import confidence
from tests.review.conftest import card
from ui.hint_dialog import HintDialog

Photos = Callable[[int], list[Path]]


def sampled(folder: Path, paths: list[Path]) -> tuple[int, ...]:
    """Fill a catalogue with products of which five were written first; those."""
    with Catalog.open(folder, clock=Clock()) as catalog:
        catalog.add_photos(paths)
        for photo in catalog.unprepared(len(paths)):
            catalog.prepared(photo.id, preparation(str(photo.path)))
        sample = catalog.begin_sample(5)
        assert sample is not None
        while (job := catalog.claim_next()) is not None:
            catalog.finish(job.product_id, card(), confidence(1), {"model": "m.gguf"}, {})
        return sample.ids


def line_says(program: Program, words: str) -> None:
    line = program.window.queue.sample
    program.until(lambda: line.isVisible() and words in line.text)


def give_hint(program: Program, hint: str) -> None:
    """Say something of all by the line's button."""
    program.click(program.window.queue.sample.hint)
    asked = program.dialog(HintDialog)
    program.until(asked.entry.hasFocus)
    program.write(hint)
    program.click(asked.answer)
    program.until(lambda: all(program.product(id_).guidance.hint == hint for id_ in program.rows()))


def look_at_next(program: Program) -> int | None:
    """The product that the line's button opens."""
    before = program.opened
    program.click(program.window.queue.sample.look)
    program.until(lambda: program.opened != before)
    return program.opened


def test_a_large_batch_is_offered_a_sample_that_outlives_the_program(start: Start, short: Path, photos: Photos) -> None:
    program = start()
    program.drop(*photos(24))
    program.until_counts(queued=24)
    program.until(lambda: "24 foto" in program.notice("sample"))
    program.answer("sample", "Cinco primeiro")
    line_says(program, "0 de 5 pronta(s). 19 produto")
    assert not program.window.facets.batch.sample.isVisible()
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_A, CTRL | SHIFT)
    program.until(program.window.queue.sample.everything.hasFocus)
    program.close()
    again = start()
    line_says(again, "19 produto")
    again.click(again.window.queue.sample.everything)
    again.until(lambda: not again.window.queue.sample.isVisible())
    assert again.catalog.sample() is None
    assert "19" in again.notice("sample"), "and it is not offered anew"


def test_few_photos_are_no_batch_for_a_sample(start: Start, short: Path, photos: Photos) -> None:
    program = start()
    program.drop(*photos(5))
    program.until_counts(queued=5)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_A, CTRL | SHIFT)
    program.until(lambda: "poucas fotos" in program.notice("sample"))
    assert not program.window.queue.sample.isVisible()


def test_look_say_more_and_have_these_written_again(start: Start, short: Path, photos: Photos, tmp_path: Path) -> None:
    ids = sampled(tmp_path / "catalogo", photos(8))
    program = start()
    line = program.window.queue.sample
    line_says(program, "está pronta: olhe e diga como seguir. 3 produto")
    seen = {look_at_next(program) for _ in ids}
    assert seen == {*ids}
    give_hint(program, "linho")
    program.click(line.again)
    program.until_counts(queued=8)
    line_says(program, "0 de 5 pronta(s). 3 produto")
    program.window.activateWindow()
    program.until(program.window.isActiveWindow)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until_counts(review=5, queued=3)
    line_says(program, "está pronta")


def test_the_rest_is_written_once_it_is_let_go(start: Start, with_model: Path, photos: Photos, tmp_path: Path) -> None:
    sampled(tmp_path / "catalogo", photos(6))
    program = start()
    program.until(lambda: program.presenter.reading.info is not None)
    line_says(program, "está pronta")
    program.click(program.window.queue.sample.everything)
    program.until_counts(review=6)
    program.until(lambda: not program.window.queue.sample.isVisible())
