"""A photo is read once: what was read is kept under what is in its file, and found from any thread."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from inference.cache import Place, contents
from inference.labels.readings import LabelReadings
from tests.labels.pictures import save_label

pytestmark = pytest.mark.usefixtures("reader")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "kept", 1_000_000)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return save_label(tmp_path / "cafe.jpg", "Cafe Serra Azul", "500 g")


def test_reads_and_finds_again_in_another_run(place: Place, photo: Path) -> None:
    first = LabelReadings(place)
    assert first.find(photo) is None
    lines = first.read(photo)
    assert lines is not None
    assert [line.text for line in lines] == ["Cafe Serra Azul", "500 g"]
    again = LabelReadings(place)
    assert again.find(photo) == lines
    assert again.reader.startswith("rapidocr ")


def test_the_same_picture_under_another_name_is_known(place: Place, photo: Path, tmp_path: Path) -> None:
    readings = LabelReadings(place)
    lines = readings.read(photo)
    copy = shutil.copy(photo, tmp_path / "copia.jpg")
    assert readings.find(Path(copy)) == lines


def test_another_picture_under_the_same_name_is_read_anew(place: Place, photo: Path) -> None:
    readings = LabelReadings(place)
    readings.read(photo)
    save_label(photo, "Suco de uva")
    assert readings.find(photo) is None
    lines = readings.read(photo)
    assert lines is not None
    assert [line.text for line in lines] == ["Suco de uva"]


def test_a_photo_without_text_is_remembered_as_such(place: Place, tmp_path: Path) -> None:
    plain = save_label(tmp_path / "liso.jpg")
    readings = LabelReadings(place)
    assert readings.read(plain) == ()
    assert LabelReadings(place).find(plain) == ()


def test_a_damaged_entry_is_read_anew_and_mended(place: Place, photo: Path) -> None:
    lines = LabelReadings(place).read(photo)
    (entry,) = place.folder.glob("*.kept")
    octets = bytearray(entry.read_bytes())
    octets[-3] ^= 0xFF
    entry.write_bytes(octets)
    readings = LabelReadings(place)
    assert readings.find(photo) is None
    assert readings.read(photo) == lines
    assert LabelReadings(place).find(photo) == lines


def test_without_a_place_the_last_ones_are_known_in_memory(photo: Path) -> None:
    readings = LabelReadings()
    lines = readings.read(photo)
    assert lines
    assert readings.find(photo) == lines
    assert LabelReadings().find(photo) is None


def test_a_photo_that_cannot_be_read_has_no_reading(place: Place, tmp_path: Path) -> None:
    broken = tmp_path / "quebrada.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 never a photo")
    readings = LabelReadings(place)
    assert readings.read(broken) is None
    assert readings.read(tmp_path / "nenhuma.jpg") is None
    assert contents(place.folder).entries == 0


def test_reads_on_after_a_rest(place: Place, photo: Path, tmp_path: Path) -> None:
    readings = LabelReadings(place)
    readings.read(photo)
    readings.rest()
    assert readings.read(save_label(tmp_path / "suco.jpg", "Suco de uva"))


def test_many_threads_get_the_same_from_one_reading(place: Place, photo: Path) -> None:
    readings = LabelReadings(place)
    begin = threading.Barrier(4)

    def ask() -> object:
        begin.wait()
        return readings.read(photo)

    with ThreadPoolExecutor(4) as pool:
        answers = [asked.result() for asked in [pool.submit(ask) for _ in range(4)]]
    assert answers[0]
    assert all(answer is answers[0] for answer in answers), "read more than once"
