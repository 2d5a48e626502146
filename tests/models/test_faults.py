"""Downloads that do not go well: what has come is kept, what is wrong is never taken for right, and it is said why."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import explain, messages
from app.models.check import check_model
from app.models.control import Stage, Transfer
from app.models.errors import DiskFull, ModelStoreError, StoreUnwritable
from app.models.hub_errors import (
    AccessDenied,
    ChecksumUnknown,
    ChecksumWrong,
    ConnectionLost,
    HubFailed,
    HubUnreachable,
    ModelGated,
    NotOnHub,
)
from app.models.install import Order
from app.models.manifest import MANIFEST
from app.models.orders import ORDER
from app.models.store import ModelStore
from app.wording import Language
from inference.llama.options import ModelFiles
from tests.models.conftest import PROJECTOR, REPOSITORY, TEXT, Watch, installing, names, offered
from tests.models.hub_server import Fault, Hub

HALF = 100_000
SECRET = "hf_secret"  # noqa: S105


def refused(store: ModelStore, kind: type[ModelStoreError]) -> ModelStoreError:
    """The error with which installing fails; its sentence is whole in both languages."""
    with pytest.raises(kind) as raised:
        installing(store)
    assert type(raised.value) is kind
    for language in (Language.PT, Language.EN):
        assert raised.value.code in messages(language)
        assert "…" not in str(explain(raised.value, language))
    assert store.installed() == ()
    return raised.value


def parts(store: ModelStore) -> dict[str, int]:
    """What is left of a download: name of the file → bytes that have come."""
    return {path.name.split(".gguf.")[0]: path.stat().st_size for path in (store.root / "tiny").glob("*.part")}


class TestTheConnectionBreaks:
    def test_it_goes_on_from_there(self, hub: Hub, store: ModelStore, pair: ModelFiles) -> None:
        hub.break_next("GET", TEXT, Fault(sent=HALF), Fault(sent=HALF))
        installed = installing(store)
        assert hub.ranges(TEXT) == ["", f"bytes={HALF}-", f"bytes={2 * HALF}-"]
        assert installed.files.text.read_bytes() == pair.text.read_bytes()
        assert check_model(installed) == ()

    def test_it_is_given_up_while_nothing_comes(self, hub: Hub, store: ModelStore) -> None:
        hub.break_next("GET", TEXT, Fault(sent=HALF), *[Fault(sent=0)] * 3)
        error = refused(store, ConnectionLost)
        assert parts(store) == {"tiny-Q4_K_M": HALF}
        assert error.retryable
        assert installing(store).id == "tiny"
        assert hub.ranges(TEXT)[-1] == f"bytes={HALF}-"

    def test_before_the_first_byte(self, hub: Hub, store: ModelStore) -> None:
        hub.break_next("GET", TEXT, *[Fault(sent=0)] * 3)
        refused(store, HubUnreachable)

    def test_ranges_are_ignored_on_the_way(self, hub: Hub, store: ModelStore, pair: ModelFiles) -> None:
        hub.break_next("GET", TEXT, Fault(sent=HALF), Fault(no_ranges=True))
        assert installing(store).files.text.read_bytes() == pair.text.read_bytes()
        assert hub.ranges(TEXT) == ["", f"bytes={HALF}-"]

    def test_the_range_does_not_exist(self, hub: Hub, store: ModelStore, pair: ModelFiles) -> None:
        hub.break_next("GET", TEXT, Fault(sent=HALF), Fault(status=416))
        assert installing(store).files.text.read_bytes() == pair.text.read_bytes()
        assert hub.ranges(TEXT) == ["", f"bytes={HALF}-", ""]


class TestTheHubRefuses:
    def test_no_such_file(self, hub: Hub, store: ModelStore) -> None:
        del hub.files[REPOSITORY, PROJECTOR]
        error = refused(store, NotOnHub)
        assert error.facts["name"] == PROJECTOR
        assert names(store.root) <= {".tiny.lock"}

    def test_conditions_to_accept_first(self, hub: Hub, store: ModelStore) -> None:
        hub.token = SECRET
        refused(store, ModelGated)

    def test_the_token_opens_it_and_stays_with_the_hub(
        self, hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hub.token = SECRET
        monkeypatch.setenv("HF_TOKEN", hub.token)
        installing(store)
        tokens = {one.host.split(":")[0]: one.token for one in hub.asked}
        assert tokens == {"127.0.0.1": f"Bearer {SECRET}", "localhost": ""}

    @pytest.mark.parametrize("status", [401, 403])
    def test_it_does_not_know_us(self, status: int, hub: Hub, store: ModelStore) -> None:
        hub.break_next("HEAD", TEXT, Fault(status=status))
        refused(store, AccessDenied)

    def test_it_is_ill(self, hub: Hub, store: ModelStore) -> None:
        hub.break_next("HEAD", TEXT, Fault(status=500))
        error = refused(store, HubFailed)
        assert error.facts["status"] == "500"
        assert error.retryable

    def test_it_is_ill_for_a_moment_while_it_sends(self, hub: Hub, store: ModelStore) -> None:
        hub.break_next("GET", TEXT, Fault(status=503), Fault(sent=HALF), Fault(status=500), Fault(status=429))
        assert installing(store).id == "tiny"

    def test_it_is_ill_for_longer(self, hub: Hub, store: ModelStore) -> None:
        hub.break_next("GET", TEXT, Fault(sent=HALF), *[Fault(status=500)] * 3)
        refused(store, HubFailed)
        assert parts(store) == {"tiny-Q4_K_M": HALF}

    def test_what_it_sends_is_forbidden(self, hub: Hub, store: ModelStore) -> None:
        hub.break_next("GET", TEXT, Fault(status=403))
        refused(store, AccessDenied)
        assert hub.ranges(TEXT) == [""], "there is no use in asking again"

    @pytest.mark.parametrize("header", ["X-Linked-Etag", "X-Linked-Size", "X-Repo-Commit"])
    def test_it_does_not_say_what_will_come(self, header: str, hub: Hub, store: ModelStore) -> None:
        hub.break_next("HEAD", TEXT, Fault(drop=(header,)))
        refused(store, ChecksumUnknown)


class TestTheContentIsWrong:
    def test_it_is_thrown_away(self, hub: Hub, store: ModelStore, pair: ModelFiles) -> None:
        wrong = bytearray(pair.projector.read_bytes())
        wrong[-1] ^= 1
        hub.break_next("GET", PROJECTOR, Fault(content=bytes(wrong)))
        refused(store, ChecksumWrong)
        assert parts(store) == {"tiny-Q4_K_M": pair.text.stat().st_size}, "the other file is kept"
        assert installing(store).files.projector.read_bytes() == pair.projector.read_bytes()
        assert hub.ranges(TEXT) == [""]

    def test_more_than_was_promised(self, hub: Hub, store: ModelStore, pair: ModelFiles) -> None:
        hub.break_next("GET", PROJECTOR, Fault(content=pair.projector.read_bytes() + bytes(HALF)))
        refused(store, ChecksumWrong)
        assert installing(store).id == "tiny"

    def test_less_than_was_promised_is_asked_for_once_more(self, hub: Hub, store: ModelStore, pair: ModelFiles) -> None:
        hub.break_next("GET", PROJECTOR, Fault(content=pair.projector.read_bytes()[:HALF]))
        assert installing(store).id == "tiny"
        assert hub.ranges(PROJECTOR) == ["", f"bytes={HALF}-"]

    def test_the_rest_of_another_content_is_not_gone_on_from(self, hub: Hub, store: ModelStore) -> None:
        hub.break_next("GET", TEXT, Fault(sent=HALF), *[Fault(sent=0)] * 3)
        refused(store, ConnectionLost)
        hub.files[REPOSITORY, TEXT] = hub.files[REPOSITORY, TEXT][:-1] + b"\1"
        hub.asked.clear()
        installed = installing(store)
        assert installed.files.text.read_bytes() == hub.files[REPOSITORY, TEXT]
        assert hub.ranges(TEXT) == [""]
        assert names(installed.folder) == {TEXT, PROJECTOR, MANIFEST, ORDER}


class TestTheOldVersion:
    """A newer version on the Hub that does not come whole leaves the one that is installed as it is."""

    def test_it_stays_until_the_new_one_is_whole(self, hub: Hub, store: ModelStore) -> None:
        installing(store)
        for name in (TEXT, PROJECTOR):
            hub.files[REPOSITORY, name] = hub.files[REPOSITORY, name][:-1] + b"\1"
        hub.break_next("GET", PROJECTOR, *[Fault(status=500)] * 3)
        with pytest.raises(HubFailed):
            installing(store)
        assert check_model(store.find("tiny")) == ()
        newer = installing(store)
        assert newer.files.text.read_bytes() == hub.files[REPOSITORY, TEXT]
        assert check_model(newer) == ()


class TestNoRoom:
    @pytest.fixture
    def small(self, tmp_path: Path, pair: ModelFiles) -> Iterator[Path]:
        """A disk that has room for the model, and for little else."""
        disk = tmp_path / "disk"
        disk.mkdir()
        room = pair.text.stat().st_size + pair.projector.stat().st_size + 200_000
        mount = shutil.which("mount")
        command = [str(mount), "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(disk)]
        if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("only root may make a small disk")
        yield disk
        subprocess.run(["umount", str(disk)], check=True)

    def test_it_is_found_before_anything_is_fetched(self, hub: Hub, small: Path) -> None:
        (small / "other").write_bytes(bytes(300_000))
        error = refused(ModelStore(small / "models"), DiskFull)
        assert int(error.facts["needed"]) > int(error.facts["free"])
        assert hub.ranges(TEXT) == []

    def test_a_corrected_copy_of_the_projector_counts_too(self, hub: Hub, small: Path) -> None:
        with pytest.raises(DiskFull):
            installing(ModelStore(small / "models"), Order(offered(mended=True)))
        assert installing(ModelStore(small / "models")).id == "tiny"

    def test_it_fills_up_meanwhile(self, hub: Hub, small: Path, pair: ModelFiles) -> None:
        store, other = ModelStore(small / "models"), small / "other"

        class Filling(Watch):
            def __call__(self, transfer: Transfer) -> None:
                if transfer.stage is Stage.FETCHING and transfer.done and not other.exists():
                    other.write_bytes(bytes(400_000))

        with pytest.raises(DiskFull) as raised:
            installing(store, watch=Filling())
        assert int(raised.value.facts["needed"]) > 0
        kept = sum(parts(store).values())
        assert kept > 0
        other.unlink()
        installed = installing(store)
        assert check_model(installed) == ()
        assert len(hub.ranges(TEXT) + hub.ranges(PROJECTOR)) == 3


def test_a_folder_that_cannot_be_made(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file in its place")
    refused(ModelStore(tmp_path / "models"), StoreUnwritable)


def test_no_hub_at_all(hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    error = refused(store, HubUnreachable)
    assert error.facts["host"] == "127.0.0.1:9"
