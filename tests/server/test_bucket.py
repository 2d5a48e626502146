"""Photos in an S3-compatible bucket: the same storage, on a server that speaks S3 (moto's), through the real driver."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.pipeline.storage import BucketStorage, storage_at
from app.pipeline.storage_errors import StorageAway, StorageWrong
from app.server.shelf import Shelf
from inference.errors import PhotoUnreadable
from tests.server.house import House, asked, client, ended, free_port, sent
from tests.server.storing import assert_kept_whole_and_once

pytest.importorskip("s3fs", reason="s3fs is not installed")
pytest.importorskip("moto", reason="moto is not installed")


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """A server that speaks S3, to which this process and those it starts are sent by the environment."""
    port, log = free_port(), tmp_path_factory.mktemp("s3") / "log"
    with log.open("w") as output, pytest.MonkeyPatch.context() as patch:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, encoding="utf-8")
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "chave")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "segredo")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_MAX_ATTEMPTS", "1")
        try:
            _await(process)
            yield process
        finally:
            process.kill()
            process.wait()


def _await(process: subprocess.Popen[str]) -> None:
    """Wait until the server answers, which starts the driver's threads, too: they stay for good."""
    while process.poll() is None:
        with contextlib.suppress(StorageWrong):
            storage_at("s3://fichario/first")
            return
    raise OSError(f"moto's server ended with {process.returncode}")


@pytest.fixture
def storage(s3: subprocess.Popen[str], request: pytest.FixtureRequest) -> BucketStorage:
    """A bucket of this test's own, begun."""
    made = storage_at(f"s3://fichario-{request.node.name.replace('_', '-')[:40]}/fotos")
    assert isinstance(made, BucketStorage)
    return made


def test_what_is_stored_is_whole_and_once(storage: BucketStorage) -> None:
    assert_kept_whole_and_once(storage)


def test_a_card_whose_photo_is_in_a_bucket(house: House, s3: subprocess.Popen[str], photos: tuple[Path, ...]) -> None:
    house.storage = "s3://fichario/fotos"
    address = house.begin_front()
    house.begin_worker("tiny")
    with client(address) as by:
        photo = sent(by, photos[0])
        assert sent(by, photos[0]) == photo
        assert ended(by, asked(by, photo, options={"minimum_words": 30}))["state"] == "SUCCESS"
        assert by.get(f"/v1/photos/{'0' * 64}").status_code == 404
    with pytest.raises(PhotoUnreadable, match="gone"), Shelf(storage_at(house.storage), 1).files(("0" * 64,)):
        pass


def test_a_bucket_that_is_away(s3: subprocess.Popen[str], storage: BucketStorage) -> None:
    s3.kill()
    s3.wait()
    with pytest.raises(StorageAway):
        storage.has("a/b/name")
    with pytest.raises(StorageWrong):
        storage_at("s3://other/fotos")
