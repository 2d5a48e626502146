"""A photo is encoded once: not again for another question, another loading or another program, and never mistaken."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.cache import Place, contents
from inference.engine import PhotoFile, Prompt, Request
from inference.errors import EngineCrashed
from inference.events import Finished
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from inference.llama.rows import Album, Rows
from tests.inference.cards import COLOURS, LINE, answer, answers, photo, request
from tests.inference.clip_reference import Shape, weights, write_tower
from tests.inference.conftest import OPTIONS
from tests.tiny_model import make_pair
from tests.tiny_model.pair import make_projector

OTHERWISE = Prompt("Descreva com outras palavras. " * 8, "Escreva em JSON, de outro modo.", "2")
MANY = 40
SMALL = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": LINE, "minLength": 3, "maxLength": 80},
        "colour": {"enum": list(COLOURS)},
    },
}


def short(job: str, seed: int) -> Request:
    """A small answer about the photo of that seed."""
    return request(job, seed, schema=SMALL)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "fotos lidas", 1 << 24)


@pytest.fixture
def load(files: ModelFiles, place: Place) -> Iterator[Callable[..., LlamaEngine]]:
    """Loads an engine that keeps photos; all are closed at the end."""
    loaded: list[LlamaEngine] = []

    def make(these: ModelFiles = files, **options: object) -> LlamaEngine:
        kept: dict[str, object] = {"photos": place, **options}
        loaded.append(LlamaEngine.load(these, replace(OPTIONS, **kept)))  # type: ignore[arg-type]
        return loaded[-1]

    yield make
    for engine in loaded:
        engine.close()


def same(one: Finished, other: Finished) -> bool:
    """Whether two answers say the same, up to the rounding of sums in another order of cells."""
    sure = {name: confidence.value for name, confidence in one.confidence.items()}
    return one.values == other.values and sure == pytest.approx(
        {name: confidence.value for name, confidence in other.confidence.items()}, rel=1e-3
    )


def test_another_question_about_a_photo_costs_no_encoding(engine: LlamaEngine) -> None:
    first = answer(engine, short("a", 501))
    again = answer(engine, replace(short("a", 501), prompt=OTHERWISE))
    assert (first.figures.reused_photos, again.figures.reused_photos) == (0, 1)
    assert first.figures.image_seconds > 0
    assert again.figures.image_seconds == 0


def test_nor_in_another_loading(load: Callable[..., LlamaEngine], engine: LlamaEngine) -> None:
    asked = replace(short("a", 502), prompt=OTHERWISE)
    alone = answer(engine, asked)
    first = answer(load(), asked)
    again = answer(load(), asked)
    assert (first.figures.reused_photos, again.figures.reused_photos) == (0, 1)
    assert again.figures.image_seconds == 0
    assert same(first, alone)
    assert same(again, alone)


def test_all_photos_of_a_request(load: Callable[..., LlamaEngine]) -> None:
    both = replace(short("a", 1), photos=(photo(503), photo(504)))
    answer(load(), short("a", 503))
    assert answer(load(), both).figures.reused_photos == 1
    assert answer(load(), both).figures.reused_photos == 2


def test_a_file_and_its_pixels_are_the_same_photo(load: Callable[..., LlamaEngine], tmp_path: Path) -> None:
    Image.fromarray(photo(505, 64, 64)).save(tmp_path / "a.png")
    loaded = load()
    answer(loaded, replace(short("a", 1), photos=(PhotoFile(tmp_path / "a.png"),)))
    assert answer(loaded, replace(short("b", 1), photos=(photo(505, 64, 64),))).figures.reused_photos == 1
    smaller = replace(short("c", 1), photos=(PhotoFile(tmp_path / "a.png", 48),))
    assert answer(loaded, smaller).figures.reused_photos == 0


def test_no_photo_gets_the_rows_of_another(load: Callable[..., LlamaEngine], engine: LlamaEngine) -> None:
    """Many photos in a row, twice, from memory and from disk, in an order of their own: each has its own answer."""
    asked = [short(str(seed), 600 + seed) for seed in range(MANY)]
    expected = {end.job: end for end in answers(engine, asked)}
    assert len({repr((end.values, end.confidence)) for end in expected.values()}) == MANY
    for round_ in range(3):
        shuffled = [asked[number] for number in np.random.default_rng(round_).permutation(MANY)]
        finished = answers(load(), shuffled)
        assert all(same(end, expected[end.job]) for end in finished)
        assert all(end.figures.reused_photos == (round_ > 0) for end in finished)


def test_a_photo_that_is_kept_keeps_its_rows_and_no_pixels(load: Callable[..., LlamaEngine]) -> None:
    tower = load()._machine.tower
    (rows,) = tower.keep(tower.encode(photo(506))).parts
    assert isinstance(rows, Rows)
    assert (rows.plain, rows.chunk) == (True, None)
    assert rows.positions == rows.cells == len(rows.embeddings)


def test_photos_that_differ_in_one_pixel_or_in_shape_are_others(load: Callable[..., LlamaEngine]) -> None:
    pixels = photo(506)
    touched = pixels.copy()
    touched[-1, -1, 2] ^= 1
    turned = pixels.reshape(pixels.shape[1], pixels.shape[0], 3)
    loaded = load()
    costs = [answer(loaded, replace(short("a", 1), photos=(one,))).figures for one in (pixels, touched, turned, pixels)]
    assert [cost.reused_photos for cost in costs] == [0, 0, 0, 1]


def test_another_projector_sees_for_itself(load: Callable[..., LlamaEngine], files: ModelFiles, tmp_path: Path) -> None:
    answer(load(), short("a", 507))
    other = ModelFiles(files.text, tmp_path / files.projector.name)
    make_projector(other.projector, seed=1)
    assert answer(load(other), short("a", 507)).figures.reused_photos == 0
    assert answer(load(), short("a", 507)).figures.reused_photos == 1


def test_a_mended_projector_sees_otherwise(load: Callable[..., LlamaEngine], files: ModelFiles, folder: Path) -> None:
    pair = ModelFiles(files.text, folder / "mmproj.gguf")
    write_tower(pair.projector, Shape(), weights(Shape()))
    mended = answer(load(pair), short("a", 510))
    assert mended.provenance.repaired
    as_it_comes = answer(load(pair, repair=False), short("a", 510))
    assert as_it_comes.figures.reused_photos == 0
    again = answer(load(pair), short("a", 510))
    assert again.figures.reused_photos == 1
    assert same(again, mended)
    assert not same(again, as_it_comes)


def test_a_projector_that_was_written_anew_in_its_place(load: Callable[..., LlamaEngine], tmp_path: Path) -> None:
    own = make_pair(tmp_path / "own")
    answer(load(own), short("a", 508))
    make_projector(own.projector, seed=1)
    assert answer(load(own), short("a", 508)).figures.reused_photos == 0


def test_damaged_rows_are_encoded_again(load: Callable[..., LlamaEngine], place: Place) -> None:
    first = answer(load(), short("a", 509))
    (path,) = place.folder.glob("*.kept")
    octets = bytearray(path.read_bytes())
    octets[len(octets) // 2] ^= 1
    path.write_bytes(octets)
    again = answer(load(), short("a", 509))
    assert again.figures.reused_photos == 0
    assert same(first, again)
    assert answer(load(), short("a", 509)).figures.reused_photos == 1


def test_rows_of_another_shape_are_none(place: Place) -> None:
    album = Album(b"", place)
    rows = np.arange(12, dtype=np.float32).reshape(3, 4)
    album.write(b"k" * 32, [rows, rows[:1]])
    found = album.read(b"k" * 32, [(3, 4), (1, 4)])
    assert found is not None
    assert all(np.array_equal(one, other) for one, other in zip(found, (rows, rows[:1]), strict=True))
    for shapes in ([(3, 4)], [(4, 4)], [(4, 3), (1, 4)], [(3, 4), (1, 4), (0, 4)], []):
        assert album.read(b"k" * 32, shapes) is None


def test_memory_is_bounded_and_keeps_the_last(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    size = 16 * 64 * 4  # bytes of a tiny photo's rows
    album = Album(memory=3 * size)
    monkeypatch.setattr(engine._machine.tower, "album", album)
    costs = [answer(engine, short("a", seed)).figures for seed in (511, 512, 513, 511, 514, 512, 511)]
    assert [cost.reused_photos for cost in costs] == [0, 0, 0, 1, 0, 0, 1]
    assert album._held <= 3 * size
    assert len(album._recent) == 3


def test_on_disk_it_is_bounded(load: Callable[..., LlamaEngine], place: Place) -> None:
    small = replace(place, limit=20_000)
    loaded = load(photos=small)
    answers(loaded, [short(str(seed), 700 + seed) for seed in range(12)])
    assert 0 < contents(place.folder).size <= 20_000


def test_what_was_stopped_is_not_kept(load: Callable[..., LlamaEngine], place: Place) -> None:
    loaded, release = load(), threading.Event()
    answer(loaded, short("warm", 520))
    before = contents(place.folder)
    tower = loaded._machine.tower
    busy = tower._worker.submit(release.wait)
    encoding = tower.encode(photo(521))
    encoding.stopped = True
    release.set()
    assert isinstance(encoding.result.exception(), EngineCrashed)
    assert busy.result()
    assert contents(place.folder) == before
    assert answer(loaded, short("a", 521)).figures.reused_photos == 0
