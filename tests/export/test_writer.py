"""What goes in comes out again, in Python's csv and in a spreadsheet."""

import csv
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.export.presets import PRESETS, Preset
from app.export.rows import SEPARATOR, card_row, defused
from app.export.writer import write_csv

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
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    assert card_row(values, names, PRESETS["plain"]) == [
        f"a{SEPARATOR}b; c",
        "Sofá",
        "",
        "",
        "1.5",
        "true",
        '{"é": [1]}',
    ]
    assert card_row(values, ["price", "new"], PRESETS["excel-pt"]) == ["1,5", "sim"]
    assert card_row({"price": 2.0, "new": False}, ["price", "new"], PRESETS["excel-en"]) == ["2", "no"]


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
