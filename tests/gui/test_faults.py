"""What the environment does to the program: files that go, disks that fill, folders that refuse, a second program."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import event

from app.catalog.catalog import FILE_NAME
from app.domain.states import State
from app.gui import main
from tests.gui.program import CTRL, DESCRIPTION, NAME, Program

resource = pytest.importorskip("resource", reason="limits on file sizes are POSIX's")

Fault = Callable[[Program], AbstractContextManager[None]]
Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


@contextmanager
def full_disk(program: Program) -> Iterator[None]:
    """Let no file grow beyond what the database's log has now: the system refuses every further write."""
    size = (program.folder / f"{FILE_NAME}-wal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def no_pages(program: Program) -> Iterator[None]:
    """Let the database have no further page, which SQLite reports as it does a full disk."""
    engine = program.catalog._database._engine
    most = [1]

    def limit(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        connection.execute(f"PRAGMA max_page_count={most[0]}").fetchall()

    event.listen(engine, "checkout", limit)
    try:
        yield
    finally:
        most[0] = 1_073_741_823
        with closing(engine.raw_connection()):
            event.remove(engine, "checkout", limit)


def test_a_photo_that_went_between_import_and_reading_fails_and_is_tried_again(
    start: Start, with_model: Path, photos: Photos
) -> None:
    program = start()
    program.trigger("pause")
    path = photos(1)[0]
    program.drop(path)
    program.until(lambda: program.rows() and program.catalog.thumbnail(next(iter(program.rows()))))
    away = path.rename(path.with_name("guardada.png"))
    program.trigger("pause")
    program.until_counts(failed=1)
    program.until(lambda: "não está mais em" in program.window.card.words()[0])
    assert "Devolva o arquivo" in program.window.card.words()[1]
    away.rename(path)
    program.click(program.window.card.retry)
    program.until_counts(review=1)


def test_a_photo_that_is_gone_is_said_in_the_viewer_and_the_card_can_be_approved(
    start: Start, ready: Path, cards: Path
) -> None:
    program = start()
    first, second, _ = program.rows()
    program.until(lambda: program.window.photo.view.pyramid is not None)
    path = program.product(second).photos[0].path
    away = path.rename(path.with_name("longe.png"))
    try:
        program.open(second)
        program.until(lambda: "não está mais em" in program.window.photo.view.message)
        program.click(program.window.card.approve)
        assert program.product(second).state is State.APPROVED
    finally:
        away.rename(path)
    program.open(first)
    program.until(lambda: program.window.photo.view.pyramid is not None)


def paste_much(program: Program) -> str:
    """Paste a text that needs room."""
    text = " ".join(["palavra"] * 40_000)
    QGuiApplication.clipboard().setText(text)
    program.entry(DESCRIPTION).setFocus()
    program.press(Qt.Key.Key_A, CTRL)
    program.press(Qt.Key.Key_V, CTRL)
    return text


@pytest.mark.parametrize(("fault", "subject"), [(no_pages, "storage.full"), (full_disk, "catalogue.unwritable")])
def test_what_is_typed_on_a_full_disk_stays_in_the_form_until_there_is_room(
    start: Start, ready: Path, fault: Fault, subject: str
) -> None:
    program = start()
    first, second, _ = program.rows()
    program.type_over(NAME, "Antes")
    program.until(lambda: program.values(first)[NAME] == "Antes")
    old = program.values(first)[DESCRIPTION]
    with fault(program):
        text = paste_much(program)
        program.until(lambda: program.notice(subject))
        assert program.shown(DESCRIPTION) == text
        assert program.values(first)[DESCRIPTION] == old
        program.press(Qt.Key.Key_Return, CTRL)
        assert program.opened == first, "nothing is approved that is not saved"
        view = program.window.queue.view
        at = view.visualRect(view.queue().index_of(second)).center()
        program.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        program.until(lambda: view.current() == first)
        assert program.shown(DESCRIPTION) == text
        program.window.close()
        assert program.window.isVisible()
        assert "para nada se perder" in program.notice("unsaved")
    program.until(lambda: program.values(first)[DESCRIPTION] == text)
    assert program.product(first).state is State.REVIEW
    program.open(second)


def test_a_window_that_cannot_save_can_be_closed_all_the_same(start: Start, ready: Path) -> None:
    program = start()
    first = program.opened
    assert first is not None
    old = program.values(first)
    with no_pages(program):
        paste_much(program)
        program.window.close()
        program.closed = True
        with program.qtbot.waitSignal(program.presenter.closed):
            program.answer("unsaved", "Fechar assim mesmo")
    program.leave()
    assert start().values(first) == old


def test_no_export_into_a_folder_that_is_not_there(start: Start, ready: Path, tmp_path: Path) -> None:
    program = start()
    program.click(program.window.card.approve)
    gone = tmp_path / "pendrive"
    program.presenter.exporting.write(gone / "fichas.csv", "plain")
    program.until(lambda: "não existe" in program.notice("export.folder_missing"))
    assert program.counts() == {State.APPROVED: 1, State.REVIEW: 2}
    program.answer("export.folder_missing", "Escolher outro lugar")
    dialog = program.dialog(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path / "fichas.csv"))
    dialog.accept()
    program.until((tmp_path / "fichas.csv").exists)
    program.until(lambda: program.counts() == {State.EXPORTED: 1, State.REVIEW: 2})


def test_no_export_over_a_folder(start: Start, ready: Path, tmp_path: Path) -> None:
    program = start()
    program.click(program.window.card.approve)
    (tmp_path / "fichas.csv").mkdir()
    program.presenter.exporting.write(tmp_path / "fichas.csv", "plain")
    program.until(lambda: program.notice("export.failed"))
    assert program.counts() == {State.APPROVED: 1, State.REVIEW: 2}


def test_nothing_to_export_is_said(start: Start, ready: Path) -> None:
    program = start()
    assert not program.window.top_bar.export.isEnabled()
    program.presenter.exporting.export("plain")
    assert "aprove ao menos uma" in program.notice("export.nothing")


SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from app.gui import main
from app.shipped import Shipped

class Application(QApplication):
    def __init__(self, arguments):
        super().__init__(arguments)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        self.timer.start(10)

    def look(self):
        box = self.activeModalWidget()
        if isinstance(box, QMessageBox):
            print(box.text(), box.informativeText())
            box.accept()

main.QApplication = Application
sys.exit(main.open_window(Path(sys.argv[1]), Path(sys.argv[2]), Shipped()))
"""


def second_program(folder: Path, choices: Path) -> str:
    """Start the program once more, in a process of its own; what its message box says before it ends."""
    arguments = [sys.executable, "-c", SECOND, str(folder), str(choices)]
    ended = subprocess.run(arguments, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert ended.returncode == main.FAILED, ended.stderr
    return ended.stdout


def test_a_second_program_on_the_same_catalogue_says_so(start: Start, ready: Path, choices: Path) -> None:
    program = start()
    assert "já está aberto em outra janela" in second_program(ready, choices)
    assert len(program.rows()) == 3


def test_a_damaged_catalogue_is_left_as_it_is(ready: Path, choices: Path) -> None:
    path = ready / FILE_NAME
    path.write_bytes(b"isto nao e um banco de dados" * 1000)
    before = path.read_bytes()
    assert "danificado" in second_program(ready, choices)
    assert path.read_bytes() == before
