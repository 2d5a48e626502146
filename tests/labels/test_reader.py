"""Text on products is found where it stands, and read as it is written."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from inference.labels.lines import Line
from inference.labels.reader import LabelReader
from tests.labels.pictures import label

LINES = ("Cafe Serra Azul", "Torrado e moido", "Peso liquido 500 g", "100% arabica")


def texts(lines: tuple[Line, ...]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)


@pytest.mark.parametrize("turned", [0.0, 8.0, 180.0], ids=["upright", "leaning", "upside down"])
def test_reads_what_is_written(reader: LabelReader, turned: float) -> None:
    read = reader.read(np.asarray(label(LINES, turned=turned)))
    assert {*texts(read)} == {*LINES}
    assert all(0.8 < line.score <= 1 for line in read)


@pytest.mark.parametrize("turned", [90.0, 270.0])
def test_reads_the_words_of_a_pack_that_lies(reader: LabelReader, turned: float) -> None:
    """Lines may come apart at their spaces then."""
    read = reader.read(np.asarray(label(LINES, turned=turned)))
    assert sorted(" ".join(texts(read)).split()) == sorted(" ".join(LINES).split())


def test_lines_come_from_top_to_bottom(reader: LabelReader) -> None:
    assert texts(reader.read(np.asarray(label(LINES)))) == LINES


def test_corners_lie_around_the_text_as_parts_of_the_photo(reader: LabelReader) -> None:
    small, large = (reader.read(np.asarray(label(["Suco de uva"], side=side)))[0] for side in (600, 1500))
    for line in (small, large):
        (left, top), (right, _), (_, bottom), _ = line.corners
        assert left < 0.5 < right
        assert top < 0.2 < bottom
        assert bottom - top < 0.15
    assert np.allclose(small.corners, large.corners, atol=0.02)


def test_corners_begin_at_the_first_letter_of_text_that_is_upside_down(reader: LabelReader) -> None:
    (line,) = reader.read(np.asarray(label(["Suco de uva"], turned=180)))
    assert line.text == "Suco de uva"
    assert all(0 <= part <= 1 for corner in line.corners for part in corner)


def test_accents_of_portuguese_are_its_own(reader: LabelReader, full_font: str) -> None:
    """The models know ``ā`` and ``ę`` as well, and take one for the other unless they are kept from it."""
    lines = ("AÇAÍ ORGÂNICO", "Pão de maçã", "Café e chá", "SABÃO EM PÓ", "Óleo de coco 200 ml")
    assert texts(reader.read(np.asarray(label(lines, font=full_font)))) == lines


@pytest.mark.parametrize("shape", [(400, 600), (32, 32), (1, 1), (1600, 20)], ids=str)
def test_nothing_is_written_on_plain_ground(reader: LabelReader, shape: tuple[int, int]) -> None:
    assert reader.read(np.full((*shape, 3), 214, np.uint8)) == ()


@pytest.mark.usefixtures("reader")
def test_reading_leaves_nothing_on_the_disk(home: Path) -> None:
    """Some versions of the runtime keep a diary of their use there, to be sent to their maker."""
    read = (
        "import numpy; from inference.labels.reader import LabelReader; from tests.labels.pictures import label;"
        "print(*(line.text for line in LabelReader().read(numpy.asarray(label(['Cafe', '500 g'])))))"
    )
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-B", "-c", read]
    ended = subprocess.run(command, cwd=root, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr, ended.returncode) == ("Cafe 500 g\n", "", 0)
    assert [path for path in home.rglob("*") if path.is_file()] == []
