"""What goes in comes out again, in Python's csv and in a spreadsheet; a failed export leaves the old file whole."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.export.presets import PRESETS, Preset
from app.export.rows import SEPARATOR, card_row, defused
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
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
TRICKY = st.sampled_from(
    ['"', '""', ";", ",", "\n", "\r\n", "\r", "\t", "'", "=1+1", "-5", "@a", "+", "'=x", "''-", " ", "ç"]
)
CELL = st.one_of(TEXT, st.lists(TRICKY, max_size=6).map("".join))


def read(path: Path, preset: Preset) -> list[list[str]]:
    """Read a file back with Python's csv."""
    with path.open(encoding="utf-8-sig" if preset.bom else "utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=preset.delimiter))


def restored(cell: str) -> str:
    """Undo the defusing, as an import would."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r")) else cell


@pytest.fixture(params=list(PRESETS.values()), ids=list(PRESETS))
def preset(request: pytest.FixtureRequest) -> Preset:
    found = request.param
    assert isinstance(found, Preset)
    return found


@given(table=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=5))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives(preset: Preset, table: list[list[str]]) -> None:
    header = ["photo", "=title", 'a "quoted" one']
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cards.csv"
        assert write_csv(path, header, iter(table), preset) == len(table)
        back = read(path, preset)
        assert [path.name for path in Path(folder).iterdir()] == ["cards.csv"]
    if preset.defuse:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in back for cell in row)
        back = [[restored(cell) for cell in row] for row in back]
    assert back == [header, *table]


@given(cell=CELL)
def test_defusing_can_be_undone(cell: str) -> None:
    assert restored(defused(cell)) == cell


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])
def test_formulas_are_defused_where_the_preset_says_so(cell: str, preset: Preset, tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    write_csv(path, ["field"], [[cell]], preset)
    assert read(path, preset)[1] == ["'" + cell if preset.id.startswith("excel") else cell]


@pytest.mark.parametrize(
    ("preset_id", "expected"),
    [
        ("excel-pt", '\ufeffname;text\r\nsofá;"a;b"\r\n'),
        ("excel-en", "\ufeffname,text\r\nsofá,a;b\r\n"),
        ("plain", "name,text\r\nsofá,a;b\r\n"),
    ],
)
def test_bytes(preset_id: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    write_csv(path, ["name", "text"], [["sofá", "a;b"]], PRESETS[preset_id])
    assert path.read_bytes() == expected.encode()


def test_presets_have_names_for_people() -> None:
    assert [preset.id for preset in PRESETS.values()] == list(PRESETS) == ["excel-pt", "excel-en", "plain"]
    assert PRESETS["excel-pt"].title("pt_BR") == PRESETS["excel-pt"].title("fr") == "Excel (português)"
    assert PRESETS["excel-en"].title("en-GB") == "Excel (English)"


def test_card_becomes_cells() -> None:
    values = {"name": "Sofá", "features": ["a", "b; c"], "price": 1.5, "new": True, "size": {"é": [1]}, "none": None}
    names = ["features", "name", "missing", "none", "price", "new", "size"]
    assert card_row(values, names) == [f"a{SEPARATOR}b; c", "Sofá", "", "", "1.5", "true", '{"é": [1]}']


def test_names_that_are_no_text_do_not_stop_the_export(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    write_csv(path, ["photo"], [[os.fsdecode(b"foto\xff.jpg")]], PRESETS["plain"])
    assert path.read_text() == "photo\nfoto\\udcff.jpg\n"


@pytest.mark.skipif(os.name == "nt", reason="file modes and links are POSIX's")
def test_a_replaced_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text(OLD)
    real.chmod(0o640)
    link.symlink_to(real)
    write_csv(link, ["a"], [["1"]], PRESETS["plain"])
    assert link.is_symlink()
    assert real.read_text() == "a\n1\n"
    assert real.stat().st_mode & 0o777 == 0o640


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


SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("preset_id", ["excel-pt", "excel-en"])
def test_libreoffice_reads_the_same_cells(preset_id: str, tmp_path: Path) -> None:
    preset = PRESETS[preset_id]
    header = ["photo", "product_name", "features_list", "description_long"]
    rows = [
        ["sofá | detalhe.jpg", 'Sofá retrátil "Ipê"; 3 lugares', "a | b | c", "Primeiro parágrafo.\n\nSegundo, longo."],
        ["产品.jpg", "صندوق 🛋️", 'vírgula, ponto; aspas "', '=CONCATENATE("a";"b")'],
        ["c.jpg", "-desconto", "@casa", "+ prático"],
    ]
    source = tmp_path / "cards.csv"
    write_csv(source, header, rows, preset)
    # Tokens of LibreOffice's CSV filter: separator, quote, 76 = UTF-8, first line; then per column 1 = standard.
    filter_name = "Text - txt - csv (StarCalc)"
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        f"--infilter={filter_name}:{ord(preset.delimiter)},34,76,1,1/1/2/1/3/1/4/1,0,false,true",
        "--convert-to",
        f"csv:{filter_name}:44,34,76,1",
        "--outdir",
        str(tmp_path / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert read(tmp_path / "out" / "cards.csv", PRESETS["plain"]) == [
        header,
        *([defused(cell) for cell in row] for row in rows),
    ]
