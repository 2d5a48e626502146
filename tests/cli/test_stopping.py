"""Ctrl+C and a reader that goes away: what was done is kept."""

import csv
import os
import signal
import sys
from pathlib import Path

import pytest

from app.cli.engine_thread import EngineThread
from app.cli.interruption import Interruption
from inference.errors import LoadCancelled
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from tests.cli.program import Program, lines, with_model

ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@ON_POSIX
def test_ctrl_c_keeps_what_was_done(photos: Path, model: ModelFiles, program: Program, tmp_path: Path) -> None:
    out = tmp_path / "fichas.csv"
    many = tmp_path / "muitas"
    many.mkdir()
    for number in range(24):
        (many / f"{number:02}.png").write_bytes((photos / "boné.png").read_bytes())
    process = program.begin("generate", many, "--csv", out, "--preset", "plain", *with_model(model))
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    # Not by communicate(), which does not know what readline() has read ahead.
    rest, said = process.stdout.read(), process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    assert process.wait() == 130
    done = lines(first + rest)
    assert 1 <= len(done) < 24
    assert "Interrompido: o que já estava pronto foi mantido." in said
    assert "Traceback" not in said
    with out.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 1 + len(done)


@ON_POSIX
def test_a_reader_that_goes_away_ends_it_quietly(photos: Path, model: ModelFiles, program: Program) -> None:
    process = program.begin("generate", photos / "a camiseta.jpg", photos / "boné.png", *with_model(model))
    assert process.stdout is not None
    assert process.stderr is not None
    assert lines(process.stdout.readline())
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 141
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


def test_loading_can_be_stopped(model: ModelFiles) -> None:
    with Interruption() as interruption:
        signal.raise_signal(signal.SIGINT)
        assert interruption.asked
        with pytest.raises(LoadCancelled):
            EngineThread(
                lambda: LlamaEngine.load(model, progress=lambda _fraction: not interruption.asked),
                lambda: interruption.asked,
            )
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_was_started_deaf_to_it_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interruption() as interruption:
            signal.raise_signal(signal.SIGINT)
            assert not interruption.asked
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
def test_the_bar_fits_a_narrow_terminal(photos: Path, model: ModelFiles, program: Program) -> None:
    redraws = on_terminal(44, program, photos / "boné.png", model)
    assert max(map(len, redraws)) <= 43
    assert any("0/1 |" in line and "faltam" in line and "lendo" in line for line in redraws)
    assert any("escreve" in line for line in redraws)
    assert redraws[-3:] == ["Fichas escritas: 1 de 1.", "", ""]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
def test_the_bar_shows_on_a_terminal_that_does_not_know_its_size(
    model: ModelFiles, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "ficou.jpg").touch()  # in an empty folder no single photo would be missing
    redraws = on_terminal(0, program, tmp_path / "não há.jpg", model)
    assert any("0/1 |" in line and "não há.jpg" in line for line in redraws)
    assert any(line.startswith("1/1 não há.jpg: A foto não está mais em") for line in redraws)


def on_terminal(columns: int, program: Program, photo: Path, model: ModelFiles) -> list[str]:
    """Everything that one photo draws on a terminal of that width, redraw by redraw."""
    import pty  # noqa: PLC0415  # not there on Windows
    import termios  # noqa: PLC0415

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(ours, (30, columns) if columns else (0, 0))
    process = program.begin("generate", photo, *with_model(model), stderr=theirs)
    os.close(theirs)
    shown = _everything(ours)
    out, _ = process.communicate()
    assert len(lines(out)) == 1
    return shown.replace("\n", "\r").split("\r")


def _everything(terminal: int) -> str:
    parts = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # on Linux a terminal whose other side is closed says so like this
            break
        if not part:
            break
        parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()
