"""Labels read in a process apart: the same lines, and an end of it that costs one photo."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from inference.errors import PhotoUnreadable
from inference.guard.respondent import RespondentLost
from inference.labels.apart import ReaderApart
from inference.labels.reader import LabelReader
from inference.labels.readings import LabelReadings
from tests.labels.pictures import save_label


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return save_label(tmp_path / "cafe.jpg", "Cafe Serra Azul", "500 g")


@pytest.fixture
def apart(reader: LabelReader) -> Iterator[ReaderApart]:
    opened = ReaderApart()
    yield opened
    opened.close()
    opened.close()


def test_reads_what_the_reader_reads(reader: LabelReader, apart: ReaderApart, photo: Path, tmp_path: Path) -> None:
    assert apart.read_file(photo) == reader.read_file(photo)
    with pytest.raises(PhotoUnreadable):
        apart.read_file(tmp_path / "nenhuma.jpg")
    assert apart.read_file(photo)


def test_one_that_is_killed_costs_a_photo(apart: ReaderApart, photo: Path) -> None:
    loaded = [apart]
    readings = LabelReadings(load=lambda: loaded.pop() if loaded else ReaderApart())
    os.kill(apart._respondent.pid, signal.SIGKILL)
    assert readings.read(photo) is None
    lines = readings.read(photo)
    assert lines is not None
    assert [line.text for line in lines] == ["Cafe Serra Azul", "500 g"]
    readings.close()
    assert readings.read(save_label(photo.with_name("suco.jpg"), "Suco de uva")) is None
    assert readings.read(photo) == lines, "what was read before is still found"


def test_closed_it_reads_nothing(apart: ReaderApart, photo: Path) -> None:
    apart.close()
    with pytest.raises(RespondentLost):
        apart.read_file(photo)
