"""A Hub on this machine with the tiny model on it, a store to install it in, and what is offered of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import huggingface_hub
import pytest

from app.domain.offered import OfferedModel
from app.models.control import Control, Transfer
from app.models.install import Order, install
from app.models.store import InstalledModel, ModelStore
from inference.llama.options import ModelFiles
from tests.cli.program import Program
from tests.models.hub_server import Hub, serve
from tests.tiny_model import make_pair

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
REPOSITORY, TEXT, PROJECTOR = "tiny/model-gguf", "tiny-Q4_K_M.gguf", "mmproj-model-f16.gguf"


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    return make_pair(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of this machine's own: no proxy, no token, no certificate; and connections are closed afterwards."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "HF_TOKEN", "HF_ENDPOINT", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    huggingface_hub.set_client_factory(huggingface_hub.utils._http.default_client_factory)
    huggingface_hub.close_session()
    yield
    huggingface_hub.close_session()


@pytest.fixture
def hub(pair: ModelFiles, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A Hub that has the tiny model, and that downloads go to."""
    files = {(REPOSITORY, TEXT): pair.text.read_bytes(), (REPOSITORY, PROJECTOR): pair.projector.read_bytes()}
    made = Hub(files)
    close = serve(made)
    monkeypatch.setenv("HF_ENDPOINT", made.endpoint)
    yield made
    close()


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models")


def offered(**changes: object) -> OfferedModel:
    """The tiny model as the registry would offer it."""
    words = {"pt": "Minúsculo", "en": "Tiny"}
    entry = {
        "id": "tiny",
        "name": words,
        "repository": REPOSITORY,
        "quantisation": [{"id": "Q4_K_M", "name": TEXT, "size": 1_000_000}],
        "projector": {"name": PROJECTOR, "size": 100_000},
        "licence": "MIT",
        "terms": words,
        "commercial_use": True,
        "languages": ["pt"],
        "context": 8192,
    }
    return OfferedModel.model_validate({**entry, **changes})


class Watch:
    """Keeps what is told of progress, and does something at a moment of it."""

    def __init__(self) -> None:
        self.told: list[Transfer] = []

    def __call__(self, transfer: Transfer) -> None:
        self.told.append(transfer)


def installing(
    store: ModelStore,
    order: Order | None = None,
    control: Control | None = None,
    watch: Watch | None = None,
    patience: tuple[float, ...] = (0, 0),
) -> InstalledModel:
    """Install the tiny model, without waiting between attempts."""
    return install(
        store, order or Order(offered()), now=NOW, control=control, report=watch or Watch(), patience=patience
    )


def names(folder: Path) -> set[str]:
    """What a folder holds."""
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


@pytest.fixture
def program(home: Path, hub: Hub) -> Program:
    """The program as a process of its own, whose Hub is the one on this machine."""
    return Program(home)
