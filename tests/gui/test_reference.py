"""A photo of one's own as the reference of the lighting: chosen in the settings, lasting, and shown as it was used."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.gui.photo_loader import Wanted, view
from app.pipeline.reference import reference_of
from app.settings import load_choices
from inference.photos import read_photo
from inference.preprocess import Corrections, When, correct
from tests.gui.conftest import Start
from tests.gui.program import save_photo
from tests.gui.test_preferences import settings

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A light photo, unlike most."""
    path = tmp_path / "loja clara.png"
    Image.fromarray(np.tile(np.linspace(130, 250, 90, dtype=np.uint8)[None, :, None], (60, 1, 3))).save(path)
    return path


def test_a_reference_is_read_once_used_and_kept(start: Start, with_model: Path, shop: Path, tmp_path: Path) -> None:
    program = start()
    settings(program, correct_histogram="Sempre", histogram_reference=str(shop))
    program.until(lambda: program.presenter.workplace.choices.histogram_luma)
    own = reference_of(shop)
    assert load_choices(with_model).histogram_luma == own
    assert load_choices(with_model).settings.histogram_reference == shop
    shop.unlink()  # it was read, and is not needed any more
    photo = save_photo(tmp_path / "foto.png", 5)
    program.drop(photo)
    program.until_counts(review=1)
    program.until(lambda: program.window.photo.view.compares)
    corrections = Corrections(histogram=When.ALWAYS, crop=When.AUTOMATIC, reference=own)
    expected = correct(read_photo(photo, 1024), corrections)
    viewed = view(Wanted.of(photo, 1024, expected.steps))
    assert viewed.corrected is not None
    shown = viewed.corrected.image.pixelColor(3, 3)
    assert [shown.red(), shown.green(), shown.blue()] == expected.pixels[3, 3].tolist()
    settings(program, histogram_reference="\b")
    program.until(lambda: not program.presenter.workplace.choices.histogram_luma)
    assert load_choices(with_model).settings.histogram_reference is None


def test_what_cannot_be_read_is_told_and_the_reference_from_before_holds(
    start: Start, choices: Path, shop: Path, tmp_path: Path
) -> None:
    program = start()
    settings(program, histogram_reference=str(shop))
    program.until(lambda: program.presenter.workplace.choices.histogram_luma)
    wall = tmp_path / "parede.png"
    Image.new("RGB", (90, 60), "#777777").save(wall)
    settings(program, histogram_reference=str(wall), minimum_words="60")
    program.until(lambda: program.notice("photo.flat"))
    assert "parede.png" in program.notice("photo.flat")
    kept = load_choices(choices)
    assert (kept.settings.histogram_reference, kept.histogram_luma) == (shop, reference_of(shop))
    assert kept.settings.minimum_words == 60
