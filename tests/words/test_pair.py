"""Photos and words in one space: the figures, what is asked together, and what is wrong with files."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.embed import Vector, similarity
from inference.engine import PhotoFile
from inference.errors import ModelBroken, ModelMismatch, ModelMissing, ModelUnsupported, PhotoUnreadable
from inference.words.files import PIXELS, TEXT, TOKENIZER, TOKENS, VISION, PairFiles
from inference.words.pair import WordPair, check_towers
from inference.words.pixels import PixelRecipe
from tests.inference.cards import photo
from tests.words import reference
from tests.words.tiny import COLOURS, DIMENSION, SPREAD, make_clip, make_siglip, table

Kind = tuple[Callable[[Path], PairFiles], Callable[[NDArray[np.uint8]], NDArray[np.float64]]]
KINDS: dict[str, Kind] = {
    "clip": (make_clip, reference.as_clip),
    "siglip": (make_siglip, reference.as_siglip),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


@pytest.fixture
def files(kind: Kind, tmp_path: Path) -> PairFiles:
    return kind[0](tmp_path / "par")


@pytest.fixture
def pair(files: PairFiles) -> WordPair:
    return WordPair(files, "f00d")


def cut(seed: int, height: int, width: int) -> NDArray[np.uint8]:
    """A part of a photo."""
    return np.ascontiguousarray(photo(seed)[:height, :width])


def plain(colour: str) -> NDArray[np.uint8]:
    """A photo of one colour."""
    return np.tile(np.array([225 if one > 0 else 30 for one in COLOURS[colour]], np.uint8), (40, 60, 1))


def vector(found: object) -> Vector:
    assert isinstance(found, np.ndarray)
    return found


@pytest.mark.parametrize(("height", "width"), [(60, 91), (97, 40), (9, 12)])
def test_photos_are_prepared_as_the_configuration_says(kind: Kind, files: PairFiles, height: int, width: int) -> None:
    picture = cut(3, height, width)
    prepared, right = PixelRecipe.read(files.pixels).prepare(picture), kind[1](picture)
    assert prepared.shape == right.shape
    assert prepared.dtype == np.float32
    # Pillow reckons in whole numbers: one step of 255 at most.
    assert np.abs(prepared - right).max() <= 1.01 / 255 / min(SPREAD)
    assert np.abs(prepared - right).mean() < 0.1 / 255 / min(SPREAD)


def test_vectors_are_what_plain_arithmetic_makes(kind: Kind, pair: WordPair) -> None:
    photos = [cut(seed, 40 + seed, 70 - seed) for seed in range(11)]  # more than one batch
    found = [vector(one) for one in pair.embed_image(photos)]
    for one, picture in zip(found, photos, strict=True):
        assert one == pytest.approx(reference.placed(kind[1](picture)), abs=2e-3)
    assert all(one.dtype == np.float32 and np.linalg.norm(one) == pytest.approx(1, abs=1e-6) for one in found)
    assert pair.space.dimension == DIMENSION == len(found[0])
    assert found[10] == pytest.approx(vector(pair.embed_image(photos[10:])[0]), abs=1e-6), "alone as among others"


def test_words_are_what_plain_arithmetic_makes(kind: Kind, pair: WordPair) -> None:
    rows = table()
    one, two, long = pair.embed_text(["Vermelho", "sofá de festa AZUL", "verde " * 50])
    places = {name: len(rows) - len(COLOURS) + at for at, name in enumerate(COLOURS)}
    vermelho, azul, verde = places["vermelho"], places["azul"], places["verde"]
    fill = 0 if kind[0] is make_clip else 1
    assert one == pytest.approx(reference.unit(rows[[1, vermelho, 2]].sum(0) + fill * 9 * rows[0]), abs=1e-5)
    assert two == pytest.approx(reference.unit(rows[[1, 4, 6, 8, azul, 2]].sum(0) + fill * 6 * rows[0]), abs=1e-5)
    assert long == pytest.approx(reference.unit(rows[1] + 10 * rows[verde] + rows[2]), abs=1e-5), "cut at 12 tokens"
    assert two == pytest.approx(pair.embed_text(["sofá de festa azul"])[0], abs=1e-6), "alone as among others"
    assert pair.embed_text([]) == []


def test_words_lie_near_the_photos_that_they_describe(pair: WordPair) -> None:
    photos = dict(zip(COLOURS, map(vector, pair.embed_image([*map(plain, COLOURS)])), strict=True))
    for colour in COLOURS:
        (asked,) = pair.embed_text([f"vestido {colour} de festa"])
        assert max(photos, key=lambda name: similarity(photos[name], asked)) == colour


def test_a_photo_that_cannot_be_read_is_told_in_its_place(pair: WordPair, tmp_path: Path) -> None:
    bad = tmp_path / "foto.png"
    bad.write_bytes(b"no photo")
    first, second, third = pair.embed_image([plain("azul"), PhotoFile(bad), plain("verde")])
    assert isinstance(second, PhotoUnreadable)
    assert similarity(vector(first), vector(third)) < 0.9
    pair.rest()
    assert np.array_equal(vector(pair.embed_image([plain("azul")])[0]), vector(first)), "loaded again"


@pytest.mark.parametrize("name", [VISION, TEXT, PIXELS, TOKENIZER, TOKENS])
def test_a_file_that_is_no_such_file_is_named(tmp_path: Path, name: str) -> None:
    files = make_clip(tmp_path)
    (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ModelBroken) as told:
        check_towers(files)
    assert Path(told.value.facts["path"]).name == (TOKENIZER if name == TOKENS else name)
    (tmp_path / name).unlink()
    with pytest.raises(ModelMissing) as missed:
        PairFiles.of(tmp_path)
    assert missed.value.facts["path"] == str(tmp_path / name)


def test_towers_of_two_spaces_are_no_pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_towers(make_clip(tmp_path / "par"))
    monkeypatch.setattr("tests.words.tiny.WEIGHTS", np.eye(3, 5, dtype=np.float32))
    monkeypatch.setattr("tests.words.tiny.DIMENSION", 5)
    monkeypatch.setattr("tests.words.tiny.table", lambda: np.zeros((15, 5), np.float32))
    shutil.copy(make_clip(tmp_path / "outro").vision, tmp_path / "par" / VISION)
    with pytest.raises(ModelMismatch):
        check_towers(PairFiles.of(tmp_path / "par"))


@pytest.mark.parametrize(
    "change",
    [
        {"image_processor_type": "Siglip2ImageProcessor"},
        {"do_center_crop": False},
        {"do_resize": False},
        {"image_std": [0, 1, 1]},
        {"size": "big"},
    ],
)
def test_other_ways_to_prepare_photos_are_refused(tmp_path: Path, change: dict[str, object]) -> None:
    files = make_clip(tmp_path)
    said = json.loads(files.pixels.read_text())
    files.pixels.write_text(json.dumps({**said, **change}))
    with pytest.raises(ModelBroken):
        PixelRecipe.read(files.pixels)


def test_older_configurations_have_plain_numbers(tmp_path: Path) -> None:
    files = make_clip(tmp_path)
    said = json.loads(files.pixels.read_text())
    new = PixelRecipe.read(files.pixels)
    files.pixels.write_text(json.dumps({**said, "size": 16, "crop_size": 16, "image_processor_type": None}))
    assert np.array_equal(PixelRecipe.read(files.pixels).prepare(photo(5)), new.prepare(photo(5)))


def test_a_network_without_vectors_is_of_another_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = make_clip(tmp_path)
    monkeypatch.setattr("inference.words.towers._VECTORS", ())
    check_towers(files)  # by their shape
    from onnx import TensorProto, helper  # noqa: PLC0415

    from tests.words.tiny import _save  # noqa: PLC0415

    value = helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["batch", 3, 16, 16])
    out = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["batch", 3, 16, 16])
    _save(files.vision, [helper.make_node("Identity", ["pixel_values"], ["rows"])], [value], [out], {})
    with pytest.raises(ModelUnsupported):
        check_towers(files)
