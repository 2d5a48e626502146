"""The real program on a catalogue of illustrations: filled as by intake and generation, assembled as in ``main``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Final

from pictures.cast import Role
from PySide6.QtCore import QEventLoop, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.catalog.catalog import Catalog
from app.gui.main import assemble
from app.gui.presenter import Presenter
from app.gui.translation import install_translation
from app.gui.workplace import Workplace
from app.pipeline.intake import prepare_photos, take_photos
from app.settings import Choices, Settings
from app.shipped import Shipped
from app.wording import Language
from inference.events import Figures, Provenance
from ui.style import Appearance
from ui.theme import Theme
from ui.top_bar import ModelState, ModelStatus

CATALOGUE: Final = {Language.PT: "Coleção Verão 2027", Language.EN: "Summer 2027"}
MODEL: Final = "Qwen3-VL-4B-Q4_K_M"
MONDAY: Final = datetime(2027, 1, 4, 11, 2, tzinfo=UTC)
PATIENCE: Final = 20.0
"""Seconds that anything shown may take to appear."""


class Stage:
    """One open window.

    Attributes:
        presenter: What runs it.
        window: The window itself.
        cast: The products, in the order of the list; the first has the catalogue's number 1.
        theme: Its colours.
    """

    def __init__(self, app: QApplication, presenter: Presenter, cast: list[Role], theme: Theme) -> None:
        self.presenter = presenter
        self.window = presenter.window
        self.cast = cast
        self.theme = theme
        self._app = app

    def open(self, photo: str) -> int:
        """Open a product and wait for its photo. Returns its number."""
        number = 1 + [role.photo for role in self.cast].index(photo)
        self.window.queue.view.open(number)
        self.wait(lambda: self.presenter.bench.id == number)
        if self.cast[number - 1].state != "broken":
            self.wait(lambda: self.window.photo.view.pyramid is not None)
        return number

    def say_model(self) -> None:
        """The model's name, as while it reads photos."""
        words = self.presenter.reading.tr("{model} · lendo fotos").format(model=MODEL)
        self.presenter.reading.status_changed.emit(ModelStatus(ModelState.READING, words))

    def settle(self, seconds: float = 0.6) -> None:
        """Let what is on its way (thumbnails, counts, animations) arrive."""
        end = monotonic() + seconds
        self.wait(lambda: monotonic() > end)

    def wait(self, condition: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Let the program run until something is so, or for so many seconds.

        Raises:
            TimeoutError: It never was.
        """
        end = monotonic() + patience
        while not condition():
            if monotonic() > end:
                raise TimeoutError("what should be shown did not appear")
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            sleep(0.002)

    def close(self) -> None:
        """Close the window and end its threads."""
        closed: list[bool] = []
        self.presenter.closed.connect(lambda: closed.append(True))
        self.window.close()
        self.wait(lambda: bool(closed))


@contextmanager
def opened(
    app: QApplication,
    theme: str,
    language: Language,
    cast: list[Role],
    photos: list[Path],
    shipped: Shipped | None = None,
) -> Iterator[Stage]:
    """A window on a fresh catalogue of these products, closed at the end."""
    appearance = Appearance(app)
    appearance.choose("dark" if theme == "dark" else "light")
    with TemporaryDirectory() as scratch, _speaking(app, language):
        folder = Path(scratch, CATALOGUE[language])
        catalog = Catalog.open(folder, clock=_clock())
        fill(catalog, cast, photos)
        choices = Choices(settings=Settings(interface=language.value, theme=appearance.theme.name))
        workplace = Workplace(catalog, choices, Path(scratch, "settings.json"), language, shipped)
        presenter = assemble(catalog, workplace, appearance)
        stage = Stage(app, presenter, cast, appearance.theme)
        presenter.window.show()
        presenter.start()
        try:
            yield stage
        finally:
            stage.close()
            appearance.deleteLater()


def fill(catalog: Catalog, cast: list[Role], photos: list[Path]) -> None:
    """Take the photos in, and give each product the card and the state of its role."""
    for _ in [*take_photos(catalog, photos), *prepare_photos(catalog)]:
        pass
    provenance = asdict(Provenance(f"{MODEL}.gguf", "mmproj-F16.gguf", "Q4_K_M", "1", 0.2, 0.95, 0, "illustration"))
    figures = asdict(Figures(11.0, 1.4, 430, 402, 9, 910, 640))
    for role in cast:
        if role.state not in {"review", "approved", "rejected", "writing"}:
            continue
        claimed = catalog.claim_next()
        if claimed is None or role.state == "writing":
            continue
        confidence = {field: asdict(one) for field, one in role.confidence.items()}
        version = catalog.finish(claimed.product_id, role.values, confidence, provenance, figures)
        if role.state == "approved":
            catalog.approve(claimed.product_id, version)
        if role.state == "rejected":
            catalog.reject(claimed.product_id)


@contextmanager
def _speaking(app: QApplication, language: Language) -> Iterator[None]:
    before = QLocale()
    install_translation(app, language)
    yield
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def _clock() -> Callable[[], datetime]:
    """A Monday morning on which every look at the clock takes a second."""
    looks = iter(range(10**9))
    return lambda: MONDAY + timedelta(seconds=next(looks))
