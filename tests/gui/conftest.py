"""The program as a whole: one tiny model and one catalogue with real cards for the session, a fresh copy for a test."""

import functools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.fit import Machine
from app.models.install import install
from app.settings import Choices, Settings, load_choices, save_choices
from app.shipped import Shipped
from inference.llama.options import ModelFiles
from tests.endpoint.keyring_file import FileKeyring
from tests.endpoint.products import written_product
from tests.endpoint.replies import served
from tests.endpoint.server import House
from tests.gui.manager import PROJECTOR, REPOSITORY, TEXT, TRIAL_PROJECTOR, TRIAL_REPOSITORY, TRIAL_TEXT
from tests.gui.program import NOTHING, Program, save_photo
from tests.gui.ten_cards import make_ten
from tests.models.hub_server import Hub, serve
from tests.tiny_model import make_pair
from ui.style import Appearance

Start = Callable[..., Program]
USUAL: dict[str, Any] = {"interface": "pt", "theme": "light", "read_labels": False}
"""Settings of nearly all tests; those of labels switch reading on, the others' photos show nothing to read."""
READY = 3
"""How many cards the ready catalogue holds."""


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    """The tiny text model and its projector."""
    return make_pair(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A card for servers to write."""
    return written_product(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def shop(product: dict[str, Any]) -> Iterator[House]:
    """A server on this machine that writes cards."""
    with served(product) as made:
        yield made


@pytest.fixture(autouse=True)
def keyring(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A keyring of this test's own; the file that it is."""
    monkeypatch.setattr("keyring.core._keyring_backend", FileKeyring())
    return home / "keys.json"


@pytest.fixture
def no_keyring(keyring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No keyring, as in a bare session."""
    monkeypatch.setattr("keyring.core._keyring_backend", NoKeyring())  # type: ignore[no-untyped-call]  # as above


@pytest.fixture
def photos(tmp_path: Path) -> Callable[[int], list[Path]]:
    """Makes so many photos of this test's own."""

    def make(count: int) -> list[Path]:
        folder = tmp_path / "fotos"
        folder.mkdir(exist_ok=True)
        return [save_photo(folder / f"produto-{number}.png", number) for number in range(1, count + 1)]

    return make


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """The application in the light theme."""
    dressed = Appearance(qapp)
    dressed.choose("light")
    yield dressed
    dressed.deleteLater()


@pytest.fixture
def choices(tmp_path: Path) -> Path:
    """Where the settings of this test lie: a Portuguese window, no model chosen yet."""
    path = tmp_path / "config" / "settings.json"
    save_choices(Choices(settings=Settings(**USUAL, threads=1)), path)
    return path


@pytest.fixture
def with_model(choices: Path, model: ModelFiles) -> Path:
    """The settings with the tiny model chosen, one photo at a time, and short texts: most tests only wait for them."""
    settings = Settings(**USUAL, threads=1, slots=1, minimum_words=40)
    save_choices(Choices(settings=settings, text_model=model.text, projector=model.projector), choices)
    return choices


def with_words(path: Path, words: int) -> Path:
    """The settings at a path, with descriptions of at least so many words from now on."""
    chosen = load_choices(path)
    settings = chosen.settings.model_copy(update={"minimum_words": words})
    save_choices(chosen.model_copy(update={"settings": settings}), path)
    return path


@pytest.fixture
def short(choices: Path) -> Path:
    """Settings in which no model is chosen, and short texts."""
    return with_words(choices, 40)


@pytest.fixture
def long_texts(with_model: Path) -> Path:
    """The settings with the tiny model and texts that are long enough to type meanwhile."""
    return with_words(with_model, 150)


@pytest.fixture
def longest_texts(with_model: Path) -> Path:
    """The settings with the tiny model and texts that take so long that something can be done to who writes them."""
    return with_words(with_model, 400)


@pytest.fixture
def start(
    qtbot: QtBot, appearance: Appearance, tmp_path: Path, choices: Path, empty_catalogue: Callable[[Path], Path]
) -> Iterator[Start]:
    """Starts the program on this test's catalogue and settings; what is still open at the end is closed.

    Nothing ships with it unless a test says so.
    """
    started: list[Program] = []

    def run(shipped: Shipped = NOTHING) -> Program:
        folder = tmp_path / "catalogo"
        if not folder.exists():
            empty_catalogue(folder)
        program = Program(qtbot, appearance, folder, choices, shipped)
        started.append(program)
        return program.start()

    yield run
    for program in started:
        program.close()


@pytest.fixture(scope="session")
def cards(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, model: ModelFiles, qapp: QApplication
) -> Path:
    """A catalogue with cards that the program wrote itself, once; to be copied, never opened."""
    folder = tmp_path_factory.mktemp("ready")
    settings = Settings(**USUAL, threads=1)
    save_choices(Choices(settings=settings, text_model=model.text, projector=model.projector), folder / "settings.json")
    dressed = Appearance(qapp)
    program = Program(QtBot(request), dressed, folder / "catalogo", folder / "settings.json").start()
    program.drop(*(save_photo(folder / f"foto-{number}.png", 100 + number) for number in range(1, READY + 1)))
    program.until_counts(review=READY)
    program.close()
    dressed.deleteLater()
    return folder / "catalogo"


@pytest.fixture
def ready(cards: Path, tmp_path: Path) -> Path:
    """This test's own copy of the catalogue with cards, in the place where the program will look."""
    return shutil.copytree(cards, tmp_path / "catalogo")


@pytest.fixture
def ten(
    tmp_path: Path,
    photos: Callable[[int], list[Path]],
    short: Path,
    empty_catalogue: Callable[[Path], Path],
) -> list[int]:
    """A catalogue with ten cards to review, in the place where the program will look; their products."""
    assert short
    return make_ten(empty_catalogue(tmp_path / "catalogo"), photos(10))


@pytest.fixture
def hub(model: ModelFiles, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A Hub on this machine that gives the tiny model out as two of those that are offered.

    The program finds a desktop machine's room, whatever this one has, and does not wait between two attempts.
    """
    free = Machine(16_000_000_000, 100_000_000_000)
    monkeypatch.setattr("app.gui.models.survey.this_machine", lambda *_about: free)
    monkeypatch.setattr("app.gui.models.tasks.install", functools.partial(install, patience=(0, 0)))
    certificates = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "HF_TOKEN", "HF_HUB_OFFLINE", *certificates):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    text, projector = model.text.read_bytes(), model.projector.read_bytes()
    files = {
        (REPOSITORY, TEXT): text,
        (REPOSITORY, PROJECTOR): projector,
        (TRIAL_REPOSITORY, TRIAL_TEXT): text + b"trial",  # other content, so that the server tells them apart
        (TRIAL_REPOSITORY, TRIAL_PROJECTOR): projector + b"trial",
    }
    made = Hub(files)
    close = serve(made)
    monkeypatch.setenv("HF_ENDPOINT", made.endpoint)
    huggingface_hub.close_session()
    before = QLocale()
    QLocale.setDefault(QLocale("pt_BR"))
    yield made
    QLocale.setDefault(before)
    close()
    huggingface_hub.close_session()
