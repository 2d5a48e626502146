"""Any photo becomes a reference, but for one that has no light and dark, and for what is no photo."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.errors import explain
from app.pipeline.recipe import make_recipe
from app.pipeline.reference import ReferenceFlat, reference_of
from app.settings import Settings
from app.wording import Language
from inference.errors import PhotoUnreadable
from inference.photos import read_photo
from inference.preprocess.histogram import REFERENCE, quantiles


@pytest.fixture
def shaded(tmp_path: Path) -> Path:
    """A photo that goes from dark to light."""
    path = tmp_path / "loja.png"
    Image.fromarray(np.tile(np.linspace(20, 240, 400, dtype=np.uint8)[None, :, None], (300, 1, 3))).save(path)
    return path


def test_a_photo_becomes_a_reference(shaded: Path) -> None:
    found = reference_of(shaded)
    assert len(found) == len(REFERENCE)
    assert list(found) == sorted(found)
    assert found == pytest.approx(quantiles(read_photo(shaded)), abs=3)


def test_one_without_light_and_dark_is_refused(tmp_path: Path) -> None:
    Image.new("RGB", (90, 60), "#777777").save(tmp_path / "parede.png")
    with pytest.raises(ReferenceFlat) as refused:
        reference_of(tmp_path / "parede.png")
    assert "parede.png" in explain(refused.value, Language.PT).sentence


def test_what_is_no_photo_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nota.jpg").write_text("isto não é uma foto")
    with pytest.raises(PhotoUnreadable):
        reference_of(tmp_path / "nota.jpg")


def test_it_goes_into_the_request_only_where_it_decides_something(shaded: Path) -> None:
    own = reference_of(shaded)
    assert make_recipe(Settings(correct_histogram="always"), reference=own).corrections.reference == own
    assert make_recipe(Settings(correct_histogram="always")).corrections.reference == ()
    assert make_recipe(Settings(), reference=own).corrections == make_recipe(Settings()).corrections
