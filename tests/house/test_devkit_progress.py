"""Progress is read from what pip and the compilers really print, and drawn for terminals and for logs."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from devkit import installer, words
from devkit.failures import COMPILER, DISK, HASH, KNOWN, NETWORK, OTHER, explained, recognised
from devkit.progress import Compiling, Downloading, Line, Step, build_step, clock_text


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("  [12/193] /usr/bin/g++ -DGGML_BUILD -c ggml.cpp\n", Step(12, 193)),
        ("[193/193] : && /usr/bin/g++ -fPIC\n", Step(193, 193)),
        ("  [ 42%] Building CXX object src/llama.cpp.o\n", Step(42, 100)),
        ("  [100%] Built target mtmd\n", Step(100, 100)),
        ("Collecting numpy==2.4.6\n", None),
        ("  warning: array[3/4] is used uninitialized\n", None),
        ("", None),
    ],
)
def test_build_steps(line: str, step: Step | None) -> None:
    assert build_step(line) == step


def test_compiling_tells_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    compiling = Compiling()
    assert compiling.text(3) == "Preparing llama.cpp, 0:03"
    compiling.read("  [1/200] g++\n")
    assert compiling.text(10) == "Compiling llama.cpp: 1/200 (0%), 0:10"
    compiling.read("  [50/200] g++\n")
    compiling.read("  a warning\n")
    assert compiling.text(70) == "Compiling llama.cpp: 50/200 (25%), 1:10, about 3:00 left"


def test_downloading_counts_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "pt_BR.UTF-8")
    downloading = Downloading("Instalando", 3)
    downloading.read("Collecting numpy==2.4.6 (from -r lock.txt (line 1))\n")
    downloading.read("  Downloading numpy-2.4.6.whl (16 MB)\n")
    assert downloading.text(61) == "Instalando: numpy (1/3), 1:01"
    downloading.read("Processing /mirror/files/pyside6_essentials-6.12.0-cp310-abi3.whl (from -r lock.txt (line 9))\n")
    assert downloading.text(62) == "Instalando: pyside6_essentials (2/3), 1:02"
    downloading.read("Collecting pytest-qt==4.5.0 (from -r lock.txt (line 12))\n")
    assert downloading.text(63) == "Instalando: pytest-qt (3/3), 1:03"
    downloading.read("Installing collected packages: numpy, pyside6-essentials, pytest-qt\n")
    assert downloading.text(64) == "Instalando, 1:04"


def test_clock() -> None:
    assert [clock_text(seconds) for seconds in (0, 59.9, 60, 3599)] == ["0:00", "0:59", "1:00", "59:59"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_one_line_rewritten() -> None:
    screen = Terminal()
    line = Line(screen)
    for text in ("one", "one", "two"):
        line.show(text)
    line.close()
    assert screen.getvalue() == "\r\x1b[2Kone\r\x1b[2Ktwo\r\x1b[2K"


def test_a_log_gets_a_line_every_twenty_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    now = iter([0.0, 0.0, 5.0, 19.9, 20.0, 20.0, 30.0])
    line = Line(io.StringIO(), clock=lambda: next(now))
    for text in ("one", "two", "three", "four", "five"):
        line.show(text)
    line.close()
    assert capsys.readouterr().err.splitlines() == ["one", "four"]


def test_a_command_is_followed_and_logged(tmp_path: Path) -> None:
    script = "import os, sys; print('[3/4] ação'); print(os.environ['EXTRA'], file=sys.stderr); sys.exit(7)"
    reader, log = Compiling(), tmp_path / "log.txt"
    log.write_text("before\n", encoding="utf-8")
    status = installer.follow([sys.executable, "-c", script], reader, log, {"EXTRA": "given"})
    assert status == 7
    assert reader.step == Step(3, 4)
    assert sorted(log.read_text(encoding="utf-8").splitlines()) == ["[3/4] ação", "before", "given"]


@pytest.mark.parametrize(
    ("output", "failure"),
    [
        ("WARNING: Retrying … NewConnectionError('Failed to establish a new connection: [Errno 111]')", NETWORK),
        ("ERROR: No matching distribution found for numpy==2.4.6", NETWORK),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", DISK),
        ("fatal error: error writing to /tmp/cc.s: No space left on device\nninja: build stopped", DISK),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", HASH),
        ("ninja: build stopped: subcommand failed.\nERROR: Failed building wheel for llama-cpp-python", COMPILER),
        ("*** CMake configuration failed", COMPILER),
        ("Segmentation fault", OTHER),
    ],
)
def test_failures_are_recognised(output: str, failure: object) -> None:
    assert recognised(output) is failure


def test_a_failure_shows_the_end_of_the_log_and_where_it_is(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    lines = [f"line {number}\n" for number in range(300)]
    log.write_text("".join([*DISK.signs, *lines, "ninja: build stopped\n"]), encoding="utf-8")
    problem = explained(log)
    assert problem.sentence.startswith("line 281\n")
    assert problem.sentence.endswith("ninja: build stopped\n\nllama.cpp did not compile.")
    assert str(log) in problem.remedy


def test_every_failure_has_a_sentence_and_a_remedy_in_both_languages() -> None:
    assert all(text for failure in (*KNOWN, OTHER) for text in (*failure.sentence, *failure.remedy))


@pytest.mark.parametrize(
    ("environ", "portuguese"),
    [
        ({"LANG": "pt_BR.UTF-8"}, True),
        ({"LANG": "pt_BR.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "pt_PT"}, True),
        ({"LANG": "de_DE"}, False),
    ],
)
def test_language(environ: dict[str, str], portuguese: bool) -> None:
    assert words.portuguese_spoken(environ) is portuguese


def test_any_terminal_can_be_spoken_to() -> None:
    code = "from devkit.words import say; say('Fichário…')"
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(words.__file__).parents[1])}
    result = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert result.stderr == "Fich?rio?\n"
