"""What is kept in a folder comes back as it was, or not at all."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from inference.cache import Contents, DiskCache, Place, contents, empty

KEY, OTHER = b"\x01" * 32, b"\x02" * 32
MUCH = 1 << 20


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.kept"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "guardado"


@pytest.fixture
def cache(folder: Path) -> DiskCache:
    return DiskCache(Place(folder, MUCH))


def test_what_was_kept_comes_back(cache: DiskCache, folder: Path) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, b"uma ", memoryview(b"foto"))
    cache.put(OTHER, b"")
    assert cache.get(KEY) == b"uma foto"
    assert cache.get(OTHER) == b""
    assert DiskCache(Place(folder, MUCH)).get(KEY) == b"uma foto"
    cache.put(KEY, b"outra")
    assert cache.get(KEY) == b"outra"
    assert contents(folder) == Contents(2, 64 + 5 + 64)


@pytest.mark.parametrize("place", [0, 7, 8, 40, 63, 64, 70, -1])
def test_a_damaged_entry_is_none(cache: DiskCache, folder: Path, place: int) -> None:
    cache.put(KEY, b"tudo o que foi lido")
    (path,) = entries(folder)
    octets = bytearray(path.read_bytes())
    octets[place] ^= 0x10
    path.write_bytes(octets)
    assert cache.get(KEY) is None
    assert not path.exists()
    cache.put(KEY, b"de novo")
    assert cache.get(KEY) == b"de novo"


@pytest.mark.parametrize("size", [0, 1, 63, 64, 82])
def test_an_entry_that_was_cut_off_is_none(cache: DiskCache, folder: Path, size: int) -> None:
    cache.put(KEY, b"tudo o que foi lido")
    os.truncate(entries(folder)[0], size)
    assert cache.get(KEY) is None


def test_an_entry_under_another_name_is_none(cache: DiskCache, folder: Path) -> None:
    cache.put(KEY, b"desta foto")
    cache.put(OTHER, b"daquela")
    first, second = entries(folder)
    shutil.copyfile(first, second)
    assert cache.get(OTHER) is None
    assert cache.get(KEY) == b"desta foto"


def test_what_was_not_asked_for_longest_goes_first(folder: Path) -> None:
    cache = DiskCache(Place(folder, 100_000))
    keys = [bytes([number]) * 32 for number in range(12)]
    for number, key in enumerate(keys[:9]):
        cache.put(key, bytes(10_000))
        os.utime(folder / f"{key.hex()}.kept", (number, number))
    assert cache.get(keys[0]) is not None  # which makes it the newest
    for key in keys[9:]:
        cache.put(key, bytes(10_000))
    assert contents(folder).size <= 100_000
    assert cache.get(keys[0]) is not None
    assert cache.get(keys[1]) is None
    assert all(cache.get(key) is not None for key in keys[9:])


def test_it_never_outgrows_its_limit(folder: Path) -> None:
    cache = DiskCache(Place(folder, 50_000))
    sizes = random.Random(0)
    for number in range(200):
        cache.put(number.to_bytes(32, "big"), bytes(sizes.randrange(20_000)))
        assert contents(folder).size <= 50_000
    assert contents(folder).entries > 1


def test_what_alone_is_too_large_is_not_kept(folder: Path) -> None:
    cache = DiskCache(Place(folder, 1000))
    cache.put(OTHER, bytes(500))
    cache.put(KEY, bytes(1000))
    assert cache.get(KEY) is None
    assert cache.get(OTHER) is not None


def test_a_disk_that_is_nearly_full_is_left_to_others(
    cache: DiskCache, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1 << 28))
    cache.put(KEY, b"foto")
    assert cache.get(KEY) is None
    assert contents(folder) == Contents(0, 0)


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "arquivo").write_text("não é pasta", encoding="utf-8")
    cache = DiskCache(Place(tmp_path / "arquivo" / "dentro", MUCH))
    cache.put(KEY, b"foto")
    assert cache.get(KEY) is None
    assert empty(tmp_path / "arquivo" / "dentro") == Contents(0, 0)


def test_everything_can_be_taken_out(cache: DiskCache, folder: Path) -> None:
    cache.put(KEY, b"foto")
    cache.put(OTHER, b"ficha")
    (folder / "de outra pessoa.txt").write_text("fica", encoding="utf-8")
    assert empty(folder) == Contents(2, 64 + 4 + 64 + 5)
    assert [path.name for path in folder.iterdir()] == ["de outra pessoa.txt"]
    assert cache.get(KEY) is None
    cache.put(KEY, b"foto")
    assert cache.get(KEY) == b"foto"


def test_what_was_left_half_written_is_taken_away_later(cache: DiskCache, folder: Path) -> None:
    folder.mkdir()
    old, new = folder / ".a.0.part", folder / ".b.0.part"
    for path in (old, new):
        path.write_bytes(b"meia foto")
    os.utime(old, (time.time() - 7200,) * 2)
    cache.put(KEY, b"foto")
    assert not old.exists()
    assert new.exists()


WRITER = """
import hashlib, sys
from pathlib import Path
from inference.cache import DiskCache, Place
cache, number = DiskCache(Place(Path(sys.argv[1]), 400_000)), int(sys.argv[2])
while True:
    key = hashlib.blake2b(bytes([number % 40]), digest_size=32).digest()
    found = cache.get(key)
    assert found is None or bytes(found) == key * 500, "another one's bytes"
    cache.put(key, key * 250, key * 250)
    number += 7
    if number % 3 == 0:
        print(number, flush=True)
"""


def test_two_programs_that_are_killed_leave_nothing_wrong(folder: Path) -> None:
    moments = random.Random(1)
    for _ in range(6):
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(start)], stdout=subprocess.PIPE)
            for start in (0, 20)
        ]
        for writer in writers:
            assert writer.stdout is not None
            for _ in range(moments.randrange(1, 30)):
                assert writer.stdout.readline()
        for writer in writers:
            assert writer.poll() is None  # what it read was never another one's
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            assert writer.stdout is not None
            writer.stdout.close()
    paths = entries(folder)
    assert paths
    cache = DiskCache(Place(folder, 400_000))
    for path in paths:
        key = bytes.fromhex(path.stem)
        assert cache.get(key) == key * 500
    assert contents(folder).size <= 400_000 * 1.2
