"""A failed or killed export leaves the old file whole, and says why it failed."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.export.presets import PRESETS
from app.export.writer import (
    ExportDiskFull,
    ExportError,
    ExportFailed,
    ExportFolderMissing,
    ExportForbidden,
    write_csv,
)

ROOT = Path(__file__).resolve().parents[2]
OLD = "an earlier export\r\n"


def rows_then_fail() -> Iterator[list[str]]:
    """A source that breaks down on the way."""
    for number in range(5000):
        yield [str(number), "x" * 40]
    raise LookupError("the source broke down")


def test_failure_of_the_source_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text(OLD)
    with pytest.raises(LookupError):
        write_csv(path, ["a", "b"], rows_then_fail(), PRESETS["plain"])
    assert path.read_text() == OLD.replace("\r\n", "\n")
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_export_left_goes_with_the_next_one(tmp_path: Path) -> None:
    abandoned, another_programs = tmp_path / ".fichario-0123.tmp", tmp_path / ".fichario-4567.tmp"
    somebody_elses = tmp_path / ".fichario-notes.txt"
    for path in (abandoned, another_programs, somebody_elses):
        path.touch()
    for path in (abandoned, somebody_elses):
        os.utime(path, (0, path.stat().st_mtime - 2 * 3600))
    write_csv(tmp_path / "cards.csv", ["a"], [["1"]], PRESETS["plain"])
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / "cards.csv", another_programs, somebody_elses])


def refused(path: Path) -> ExportError:
    """The error that writing there ends in."""
    with pytest.raises(ExportError) as error:
        write_csv(path, ["a"], [["1"]], PRESETS["plain"])
    assert error.value.facts["path"] == str(path)
    return error.value


def test_missing_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "no" / "cards.csv", tmp_path / "file" / "cards.csv"):
        error = refused(path)
        assert isinstance(error, ExportFolderMissing)
        assert error.code == "export.folder_missing"


def test_folder_in_the_files_place(tmp_path: Path) -> None:
    (tmp_path / "cards.csv").mkdir()
    error = refused(tmp_path / "cards.csv")
    assert isinstance(error, ExportFailed | ExportForbidden)  # Windows says that access is denied
    assert [path.name for path in tmp_path.iterdir()] == ["cards.csv"]


@pytest.mark.skipif(os.name == "nt", reason="loops of links are POSIX's")
def test_anything_else_is_named(tmp_path: Path) -> None:
    error = refused(tmp_path / ("x" * 300))
    assert isinstance(error, ExportFailed)
    assert error.code == "export.failed"
    assert error.facts["reason"]


CHILD = """
import os, sys
from pathlib import Path
from app.export.presets import PRESETS
from app.export.writer import ExportError, write_csv

def rows():
    for number in range(20_000):
        if number == stop:
            wait()
        yield [str(number), "text " * 8]

def wait(*_):
    print("here", flush=True)
    sys.stdin.read()

path, stop = Path(sys.argv[1]), int(sys.argv[2])
"""


def child(script: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", CHILD + script, *arguments]


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits the size of files")
def test_disk_full(tmp_path: Path) -> None:
    """The kernel refuses the write half-way, as it does when the disk is full."""
    path = tmp_path / "cards.csv"
    path.write_text(OLD)
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "try: write_csv(path, ['a', 'b'], rows(), PRESETS['plain'])\n"
        "except ExportError as error: print(type(error).__name__, error.code)\n"
    )
    answer = subprocess.run(child(script, str(path), "-1"), cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == [ExportDiskFull.__name__, "export.disk_full"]
    assert path.read_text() == OLD.replace("\r\n", "\n")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are given otherwise on this system")
def test_read_only_folder(tmp_path: Path) -> None:
    """In a child process that gives up root's rights, if it has them."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "cards.csv"
        path.write_text(OLD)
        path.parent.chmod(0o555)
        script = (
            "if os.geteuid() == 0: os.setuid(65534)\n"
            "try: write_csv(path, ['a', 'b'], rows(), PRESETS['plain'])\n"
            "except ExportError as error: print(type(error).__name__, error.code)\n"
        )
        answer = subprocess.run(child(script, str(path), "-1"), cwd=ROOT, capture_output=True, text=True, check=True)
        assert answer.stdout.split() == [ExportForbidden.__name__, "export.forbidden"]
        path.parent.chmod(0o755)
        assert path.read_text() == OLD.replace("\r\n", "\n")
        assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("moment", ["0", "10000", "19999", "fsync", "replace"])
def test_killed_on_the_way(moment: str, tmp_path: Path) -> None:
    """Killed amid the rows, before they are synced, or before the renaming: the old file is whole."""
    path = tmp_path / "cards.csv"
    path.write_text(OLD)
    patches = {"fsync": "os.fsync = wait\n", "replace": "Path.replace = wait\n"}
    script = patches.get(moment, "") + "write_csv(path, ['a', 'b'], rows(), PRESETS['plain'])\n"
    stop = "-1" if moment in patches else moment
    command = child(script, str(path), stop)
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert path.read_text() == OLD.replace("\r\n", "\n")


def test_the_new_file_is_complete_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cards.csv"
    synced: list[int] = []
    sync, rename = os.fsync, Path.replace

    def seen_sync(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_size)
        sync(descriptor)

    def seen_replace(temporary: Path, target: Path) -> Path:
        assert synced == [temporary.stat().st_size]
        assert temporary.parent == target.parent
        return rename(temporary, target)

    monkeypatch.setattr(os, "fsync", seen_sync)
    monkeypatch.setattr(Path, "replace", seen_replace)
    write_csv(path, ["a"], [["x" * 100]] * 1000, PRESETS["plain"])
    assert path.stat().st_size == synced[0]
