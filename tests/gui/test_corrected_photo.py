"""What the model was shown of a photo stands beside the original, with a line that says what was done and why."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from app.gui.correction_words import corrections_in, line_of
from app.gui.photo_loader import KEPT, PhotoLoader, Viewed, Wanted, view
from app.settings import load_choices, save_choices
from inference.photos import read_photo
from inference.preprocess import STEPS, Corrections, When, correct
from tests.gui.conftest import Start

Photos = Callable[[int], list[Path]]


def dark(path: Path) -> Path:
    """A dark photo of something small before a plain ground."""
    pixels = np.full((240, 320, 3), 60, np.uint8)
    pixels[90:150, 120:200] = (20, 8, 10)
    Image.fromarray(pixels).save(path)
    return path


def test_a_corrected_photo_is_shown_beside_the_original(start: Start, with_model: Path, tmp_path: Path) -> None:
    chosen = load_choices(with_model)
    settings = chosen.settings.model_copy(update={"correct_exposure": "automatic", "correct_crop": "automatic"})
    save_choices(chosen.model_copy(update={"settings": settings}), with_model)
    program = start()
    program.drop(dark(tmp_path / "escura.png"))
    program.until_counts(review=1)
    pane = program.window.photo
    program.until(lambda: pane.view.compares)
    assert pane.told == (
        "O modelo viu esta foto clareada, porque estava escura; de mais perto, porque havia muito fundo vazio."
    )
    card = program.product().card
    assert card is not None
    done = corrections_in(card.provenance)
    assert [step.step for step in done] == ["exposure", "crop"]


def test_nothing_is_said_where_nothing_was_to_be_corrected(start: Start, with_model: Path, tmp_path: Path) -> None:
    chosen = load_choices(with_model)
    settings = chosen.settings.model_copy(update={"correct_crop": "off"})
    save_choices(chosen.model_copy(update={"settings": settings}), with_model)
    program = start()
    program.drop(dark(tmp_path / "escura.png"))
    program.until_counts(review=1)
    program.until(lambda: program.window.photo.view.pyramid is not None)
    assert program.window.photo.told == ""
    assert not program.window.photo.view.compares


def test_what_is_shown_is_what_the_model_was_shown(tmp_path: Path, qapp: object) -> None:
    path = dark(tmp_path / "escura.png")
    corrections = Corrections(exposure=When.AUTOMATIC, contrast=When.AUTOMATIC, crop=When.AUTOMATIC)
    expected = correct(read_photo(path, 160), corrections)
    viewed = view(Wanted.of(path, 160, expected.steps))
    assert viewed.corrected is not None
    image = viewed.corrected.image
    assert (image.height(), image.width()) == expected.pixels.shape[:2]
    middle = (image.height() // 2, image.width() // 2)
    shown = image.pixelColor(middle[1], middle[0])
    assert [shown.red(), shown.green(), shown.blue()] == expected.pixels[middle].tolist()
    assert viewed.frame[0] == pytest.approx(120 / 320, abs=0.05)
    assert view(Wanted.of(path, 160, ())).corrected is None


def test_photos_are_kept_and_made_ready_ahead(tmp_path: Path, qtbot: QtBot) -> None:
    paths = [dark(tmp_path / f"{number}.png") for number in range(KEPT + 2)]
    loader = PhotoLoader(lambda _path: None)
    came: list[Viewed] = []
    loader.loaded.connect(came.append)
    loader.load(Wanted(paths[0]))
    loader.prepare(Wanted(paths[1]))
    qtbot.waitUntil(lambda: len(came) == 1)
    qtbot.waitUntil(lambda: loader.kept(Wanted(paths[1])))
    loader.load(Wanted(paths[1]))
    assert len(came) == 2, "it was there already"
    for path in paths[2:]:
        loader.load(Wanted(path))
        qtbot.waitUntil(partial(loader.kept, Wanted(path)))
    assert not loader.kept(Wanted(paths[0])), "only some are kept"
    Image.new("RGB", (40, 30), "red").save(paths[-1])
    assert not loader.kept(Wanted(paths[-1])), "another photo has its name now"
    loader.close()


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_its_words(step: str) -> None:
    photo = np.random.default_rng(0).integers(0, 90, (60, 80, 3), dtype=np.uint8)
    photo[:, :, 2] //= 2
    (done,) = correct(photo, Corrections.taking({step: When.ALWAYS})).steps
    told = corrections_in({"corrections": [[asdict(done) | {"applied": True}]]})
    assert line_of(told).startswith("O modelo viu esta foto ")
    assert "{" not in line_of(told)


def test_of_a_photo_that_needed_nothing_nothing_is_said() -> None:
    photo = np.tile(np.linspace(0, 255, 80).astype(np.uint8)[None, :, None], (60, 1, 3))
    done = correct(photo, Corrections(exposure=When.AUTOMATIC)).steps
    assert [step.applied for step in done] == [False]
    assert line_of(done) == line_of(()) == ""
    assert corrections_in({}) == ()
