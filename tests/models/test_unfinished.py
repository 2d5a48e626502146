"""What a download that did not come to its end leaves behind: it is found, and taken away without harm to the rest."""

import pytest

from app.models.control import Control, Stage, Transfer
from app.models.errors import DownloadPaused, ModelBusy
from app.models.install import Order
from app.models.store import ModelStore
from app.models.unfinished import discard, unfinished
from tests.models.conftest import PROJECTOR, REPOSITORY, TEXT, Watch, installing, names, offered
from tests.models.hub_server import Hub

QUANTISATIONS = [
    {"id": "Q4_K_M", "name": TEXT, "size": 1_000_000},
    {"id": "Q8_0", "name": "tiny-Q8_0.gguf", "size": 2_000_000},
]
MODEL = offered(quantisation=QUANTISATIONS)


class PausedAt(Watch):
    """Pauses when the first bytes of a file come."""

    def __init__(self, control: Control, name: str) -> None:
        super().__init__()
        self._control, self._name = control, name

    def __call__(self, transfer: Transfer) -> None:
        super().__call__(transfer)
        if (transfer.file, transfer.stage) == (self._name, Stage.FETCHING) and transfer.done:
            self._control.pause()


def begin(store: ModelStore, order: Order, name: str) -> None:
    """Download until the first bytes of a file are here."""
    control = Control()
    with pytest.raises(DownloadPaused):
        installing(store, order, control, PausedAt(control, name))


def test_nothing_begun_is_nothing_unfinished(hub: Hub, store: ModelStore) -> None:
    assert unfinished(store, MODEL) is None
    installing(store, Order(MODEL))
    assert unfinished(store, MODEL) is None


def test_it_says_what_was_coming_and_how_much_is_here(hub: Hub, store: ModelStore) -> None:
    hub.files[REPOSITORY, "tiny-Q8_0.gguf"] = hub.files[REPOSITORY, TEXT] + b"8"
    begin(store, Order(MODEL, MODEL.quantisations[1]), PROJECTOR)
    found = unfinished(store, MODEL)
    assert found is not None
    assert found.quantisation.id == "Q8_0"
    assert found.size == sum(path.stat().st_size for path in (store.root / "tiny").glob("*.part"))


def test_discarding_leaves_no_folder(hub: Hub, store: ModelStore) -> None:
    begin(store, Order(MODEL), TEXT)
    discard(store, "tiny")
    assert not (store.root / "tiny").exists()
    discard(store, "tiny")


def test_discarding_leaves_what_is_installed(hub: Hub, store: ModelStore) -> None:
    hub.files[REPOSITORY, "tiny-Q8_0.gguf"] = hub.files[REPOSITORY, TEXT] + b"8"
    installed = installing(store, Order(MODEL))
    before = names(installed.folder)
    begin(store, Order(MODEL, MODEL.quantisations[1]), "tiny-Q8_0.gguf")
    assert unfinished(store, MODEL) is not None
    discard(store, "tiny")
    assert names(installed.folder) == before
    assert unfinished(store, MODEL) is None


def test_what_another_program_is_at_is_left(hub: Hub, store: ModelStore) -> None:
    begin(store, Order(MODEL), TEXT)
    with store.holding("tiny"), pytest.raises(ModelBusy):
        discard(store, "tiny")
    assert unfinished(store, MODEL) is not None
