"""The real program in this process, for the benchmarks that look into it."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.catalog.catalog import Catalog
from app.gui.main import assemble
from app.gui.presenter import Presenter
from app.gui.translation import install_translation
from app.gui.workplace import Workplace
from app.settings import Choices
from app.wording import Language
from inference.priority import settle_interpreter
from ui.style import Appearance


def clock() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


@contextmanager
def made_application() -> Iterator[QApplication]:
    """A Qt application that speaks Portuguese and looks as the program does."""
    logging.basicConfig(level=logging.ERROR)
    application = QApplication(["fichario"])
    install_translation(application, Language.PT)
    yield application


@contextmanager
def opened(folder: Path, choices: Choices | None = None) -> Iterator[Presenter]:
    """Open the window on a catalogue and close it in the end, as a person would."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    appearance = Appearance(application)
    appearance.choose("light")
    with tempfile.TemporaryDirectory() as home:
        catalog = Catalog.open(folder, clock=clock)
        workplace = Workplace(catalog, choices or Choices(), Path(home) / "settings.json", Language.PT)
        presenter = assemble(catalog, workplace, appearance)
        presenter.window.resize(1440, 900)
        presenter.window.show()
        presenter.start()
        settle_interpreter()
        try:
            yield presenter
        finally:
            closed: list[bool] = []
            presenter.closed.connect(lambda: closed.append(True))
            presenter.window.close()
            until(lambda: bool(closed), 60)


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Run a real event loop until something holds; whether it did in time."""
    loop = QEventLoop()
    check = QTimer()
    check.timeout.connect(lambda: loop.quit() if condition() else None)
    check.start(20)
    QTimer.singleShot(round(1000 * seconds), loop, loop.quit)
    loop.exec()
    check.stop()
    return condition()


def rest(seconds: float) -> None:
    """Run the event loop for a while."""
    until(lambda: False, seconds)
