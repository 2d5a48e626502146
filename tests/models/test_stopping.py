"""Pausing and cancelling: within moments, also while nothing comes; and what is there afterwards."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.models.check import check_model
from app.models.control import Control, Stage, Transfer
from app.models.errors import DownloadCancelled, DownloadPaused, DownloadStopped
from app.models.store import ModelStore
from inference.llama.options import ModelFiles
from tests.models.conftest import PROJECTOR, TEXT, Watch, installing, names
from tests.models.hub_server import Fault, Hub

HALF = 100_000


class At(Watch):
    """Does something once, when the work comes to a stage of a file."""

    def __init__(self, name: str, stage: Stage, act: Callable[[], None]) -> None:
        super().__init__()
        self._moment = (name, stage)
        self._act = act

    def __call__(self, transfer: Transfer) -> None:
        super().__call__(transfer)
        if (transfer.file, transfer.stage) == self._moment and transfer.done:
            self._act()


def part(store: ModelStore, name: str) -> Path | None:
    return next((store.root / "tiny").glob(f"{name}.*.part"), None)


def test_paused_while_bytes_come(hub: Hub, store: ModelStore, pair: ModelFiles) -> None:
    control = Control()
    watch = At(TEXT, Stage.FETCHING, control.pause)
    with pytest.raises(DownloadPaused):
        installing(store, control=control, watch=watch)
    kept = part(store, TEXT)
    assert kept is not None
    size = kept.stat().st_size
    assert 0 < size < pair.text.stat().st_size
    assert store.installed() == ()
    assert check_model(installing(store)) == ()
    assert hub.ranges(TEXT) == ["", f"bytes={size}-"]


def test_cancelled_while_bytes_come(hub: Hub, store: ModelStore) -> None:
    control = Control()
    with pytest.raises(DownloadCancelled):
        installing(store, control=control, watch=At(PROJECTOR, Stage.FETCHING, control.cancel))
    assert names(store.root) == {".tiny.lock"}


def test_cancelling_a_new_version_leaves_the_old_one(hub: Hub, store: ModelStore) -> None:
    installed = installing(store)
    installed.files.text.unlink()
    control = Control()
    with pytest.raises(DownloadCancelled):
        installing(store, control=control, watch=At(TEXT, Stage.FETCHING, control.cancel))
    assert store.find("tiny").files == installed.files
    assert part(store, TEXT) is None


@pytest.mark.parametrize(("how", "kind"), [("pause", DownloadPaused), ("cancel", DownloadCancelled)])
def test_stopped_while_nothing_comes(how: str, kind: type[DownloadStopped], hub: Hub, store: ModelStore) -> None:
    hub.break_next("GET", TEXT, Fault(sent=HALF, stalls=True))
    control = Control()
    with ThreadPoolExecutor(max_workers=1) as thread:
        work = thread.submit(installing, store, control=control)
        assert hub.stalled.wait(60)
        getattr(control, how)()
        with pytest.raises(kind):
            work.result()
    assert (part(store, TEXT) is None) == (kind is DownloadCancelled)


class Patient(Control):
    """Says when it waits."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = threading.Event()

    def wait(self, seconds: float) -> None:
        self.waits.set()
        super().wait(seconds)


def test_stopped_while_it_waits_for_another_attempt(hub: Hub, store: ModelStore) -> None:
    hub.break_next("GET", TEXT, Fault(status=503))
    control = Patient()
    with ThreadPoolExecutor(max_workers=1) as thread:
        work = thread.submit(installing, store, control=control, patience=(3600.0,))
        assert control.waits.wait(60)
        control.pause()
        with pytest.raises(DownloadPaused):
            work.result()


def test_stopped_while_it_is_verified(hub: Hub, store: ModelStore) -> None:
    control = Control()
    with pytest.raises(DownloadPaused):
        installing(store, control=control, watch=At(TEXT, Stage.VERIFYING, control.pause))
    assert installing(store).id == "tiny"
    assert hub.ranges(TEXT) == [""]


def test_stopped_before_it_began(hub: Hub, store: ModelStore) -> None:
    control = Control()
    control.pause()
    control.cancel()
    control.pause()
    assert control.stopped
    with pytest.raises(DownloadCancelled):
        installing(store, control=control)
    assert hub.ranges(TEXT) == []
