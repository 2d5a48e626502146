"""What works in a process of its own lets the window's go first, where that is asked for."""

import os
import sys
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from PIL import Image

from app.pipeline.surveying import SurveyorApart
from inference.guard.engine import GuardedEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.priority import NICENESS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="threads have a niceness of their own on Linux only")


def niceness(pid: int | None) -> int:
    assert pid is not None
    return int(psutil.Process(pid).nice())


@pytest.mark.parametrize("gives_way", [True, False])
def test_an_engine_gives_way_if_asked(files: ModelFiles, no_process_left: None, gives_way: bool) -> None:
    own = niceness(os.getpid())
    with closing(GuardedEngine.load(files, LoadOptions(slots=1, threads=1, gives_way=gives_way))) as engine:
        assert niceness(engine.pid) == (max(own, NICENESS) if gives_way else own)
    assert niceness(os.getpid()) == own


def test_whoever_answers_questions_gives_way(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), "teal").save(tmp_path / "a.png")
    with SurveyorApart() as surveyor:
        surveyor.survey(tmp_path / "a.png")
        assert niceness(surveyor.pid) == max(niceness(os.getpid()), NICENESS)
