"""The main job, from a dropped photo to a row of CSV, with mouse, keys and files, through the real engine."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.domain.states import State
from tests.gui.program import ALT, CATEGORY, CTRL, DESCRIPTION, FEATURES, NAME, SHIFT, Program
from ui.form_dialog import FormDialog

Start = Callable[[], Program]
READERS = {"excel-pt": ("utf-8-sig", ";"), "excel-en": ("utf-8-sig", ","), "plain": ("utf-8", ",")}


def export(program: Program, preset: str, path: Path) -> None:
    """Choose a preset from the button's menu and a file in the dialog."""
    menu = program.window.top_bar.export.menu()
    next(action for at, action in enumerate(menu.actions()) if list(READERS)[at] == preset).trigger()
    dialog = program.dialog(QFileDialog)
    dialog.selectFile(str(path))
    dialog.accept()


def read(path: Path, preset: str) -> list[dict[str, str]]:
    encoding, delimiter = READERS[preset]
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def correct(program: Program) -> dict[str, Any]:
    """Correct the open card by keys; returns what it should hold then."""
    program.press(Qt.Key.Key_Return)
    program.press(Qt.Key.Key_A, CTRL)
    program.write('Bota de couro; cano "alto"')
    program.press(Qt.Key.Key_Tab)
    second = program.window.card.form.field(CATEGORY).chips.guesses[1]
    program.press(Qt.Key.Key_2, ALT)
    features = program.shown(FEATURES)
    line = program.window.card.form.field(FEATURES).editor.rows[0].line
    program.qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    program.press(Qt.Key.Key_Down, ALT)
    program.press(Qt.Key.Key_Z, CTRL)
    assert program.shown(FEATURES) == features
    program.press(Qt.Key.Key_Z, CTRL | SHIFT)
    features[0], features[1] = features[1], features[0]
    assert program.shown(FEATURES) == features
    return {NAME: 'Bota de couro; cano "alto"', CATEGORY: second, FEATURES: features}


def no_photo(folder: Path) -> Path:
    """A file that is named like a photo and is none."""
    path = folder / "notas.jpg"
    path.write_text("isto não é uma foto")
    return path


def check_export(program: Program, preset: str, path: Path, expected: dict[str, Any]) -> None:
    """Export, and find in the file's first row what was typed."""
    export(program, preset, path)
    program.until(path.exists)
    row = read(path, preset)[0]
    assert len(read(path, preset)) == 2
    assert row["photo"] == "produto-1.png"
    assert row[NAME] == expected[NAME]
    assert row[CATEGORY] == expected[CATEGORY]
    assert [part in row[FEATURES] for part in expected[FEATURES]] == [True] * len(expected[FEATURES])
    assert row[DESCRIPTION].splitlines() == expected[DESCRIPTION].splitlines()


def test_from_a_dropped_photo_to_a_csv_row(
    start: Start, long_texts: Path, photos: Callable[[int], list[Path]], tmp_path: Path
) -> None:
    program = start()
    assert program.window.welcome.isVisible()
    growing: list[str] = []
    program.window.card.form.field(DESCRIPTION).editor.entry.document().contentsChanged.connect(
        lambda: growing.append(program.shown(DESCRIPTION))
    )
    program.drop(*photos(3), no_photo(tmp_path))
    program.until_counts(review=3, failed=1)
    assert len({len(text) for text in growing}) > 3, "the text grew in front of the person"
    rows = program.rows()
    assert [row.title for row in rows.values()][3] == "notas.jpg"
    assert all(program.catalog.thumbnail(number) for number in list(rows)[:3])
    first, second, third, failed = rows
    assert rows[failed].failure

    program.open(first)
    expected = correct(program)
    description = program.shown(DESCRIPTION)
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.opened == second
    assert program.product(first).state is State.APPROVED
    assert "Bota de couro" in program.notice("decision")
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.opened == third

    for preset in READERS:
        check_export(program, preset, tmp_path / f"{preset}.csv", {**expected, DESCRIPTION: description})
    program.until_counts(exported=2, review=1, failed=1)
    assert program.values(first) | expected == program.values(first)


def test_photos_go_along_where_the_catalogue_wants_that(start: Start, ready: Path, tmp_path: Path) -> None:
    program = start()
    program.press(Qt.Key.Key_Return, CTRL)
    program.until_counts(review=2, approved=1)
    program.trigger("pictures")
    dialog = program.dialog(FormDialog)
    dialog.document.set_value("copies", True)
    program.click(dialog.ok)
    path = tmp_path / "saida.csv"
    export(program, "plain", path)
    program.until(path.exists)
    program.until_counts(review=2, exported=1)
    copied = [file.name for file in (tmp_path / "saida-fotos").iterdir()]
    assert copied == [read(path, "plain")[0]["photo"]]
    assert not program.notice("copying")
