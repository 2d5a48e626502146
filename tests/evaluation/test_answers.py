"""Answers on disk: nothing that was measured is lost, nothing that changed is taken for the same."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.evaluation.answers import AnswerFile, fingerprint, stamp_of
from app.evaluation.errors import ReportUnwritable
from app.evaluation.labels import LabelledPhoto
from tests.evaluation.conftest import answer


@pytest.fixture
def labelled(photo: Callable[[str], Path]) -> LabelledPhoto:
    return LabelledPhoto("a.png", photo("a.png"), {})


def keep(folder: Path, labelled: LabelledPhoto) -> AnswerFile:
    file = AnswerFile(folder, "f")
    file.append(answer("a.png", sure=0.25).model_copy(update={"stamp": stamp_of(labelled.path)}))
    file.close()
    return file


def test_what_was_kept_is_there_again(tmp_path: Path, labelled: LabelledPhoto) -> None:
    keep(tmp_path, labelled)
    file = AnswerFile(tmp_path, "f")
    kept = file.of(labelled)
    assert kept is not None
    assert kept.confidence["color_primary"].value == 0.25
    assert kept.figures is not None
    assert kept.figures.tokens == 100
    assert not file.waits(labelled)
    file.close()


@pytest.mark.parametrize("torn", [b'{"photo": "b', b'{"photo": "b.png", "stamp": ""}', b"\x00" * 40])
def test_a_line_that_was_cut_off_costs_only_itself(tmp_path: Path, labelled: LabelledPhoto, torn: bytes) -> None:
    path = keep(tmp_path, labelled).path
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    file = AnswerFile(tmp_path, "f")
    assert file.of(labelled) is not None
    assert path.read_bytes() == whole
    file.append(answer("b.png"))
    file.close()
    assert path.read_bytes().startswith(whole)
    assert path.read_bytes().count(b"\n") == 2


def test_another_photo_under_its_name_is_asked_about_anew(tmp_path: Path, labelled: LabelledPhoto) -> None:
    keep(tmp_path, labelled)
    os.utime(labelled.path, (1, 1))
    file = AnswerFile(tmp_path, "f")
    assert file.waits(labelled)
    file.close()


def test_fresh_forgets(tmp_path: Path, labelled: LabelledPhoto) -> None:
    keep(tmp_path, labelled)
    file = AnswerFile(tmp_path, "f", fresh=True)
    assert file.waits(labelled)
    file.close()


def test_what_failed_is_tried_again(tmp_path: Path, labelled: LabelledPhoto) -> None:
    file = AnswerFile(tmp_path, "f")
    failed = {"values": None, "error": "photo.gone", "stamp": stamp_of(labelled.path)}
    file.append(answer("a.png").model_copy(update=failed))
    assert file.of(labelled) is not None
    assert file.waits(labelled)
    file.close()


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportUnwritable):
        AnswerFile(tmp_path / "file", "f")


def test_the_fingerprint_is_of_whatever_decides(tmp_path: Path) -> None:
    weights = tmp_path / "a.gguf"
    weights.write_bytes(b"a" * 3_000_000)
    first = fingerprint((weights,), {"seed": 0})
    assert fingerprint((weights,), {"seed": 0}) == first
    assert fingerprint((weights,), {"seed": 1}) != first
    weights.write_bytes(b"a" * 2_999_999 + b"b")
    assert fingerprint((weights,), {"seed": 0}) != first
