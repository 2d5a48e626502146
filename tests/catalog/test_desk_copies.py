"""What a desk keeps of photos that lie elsewhere is bounded, and nothing is lost by it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from app.catalog.address import ServerAddress
from app.catalog.desk_copies import DeskCopies
from app.catalog.photos import PhotoRef
from tests.catalog.bench import Clock, preparation
from tests.catalog.conftest import desk
from tests.catalog.test_shared_photos import Team, bring_all, drop, look_in, seen, shelf, team

__all__ = ["shelf", "team"]

LONG_AGO = 10**18
"""Nanoseconds: in 2001."""
HOLDS = """
import sys, time
from pathlib import Path
from app.catalog.desk_copies import DeskCopies
with DeskCopies(Path(sys.argv[1]))._held():
    print("holds", flush=True)
    time.sleep(600)
"""


def keep(folder: Path, *contents: str) -> list[Path]:
    """Copies of ten bytes each, in the order in which they were wanted, long ago."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{sha256(content.encode()).hexdigest()}.jpg" for content in contents]
    for number, path in enumerate(paths):
        path.write_bytes(b"0123456789")
        age(path, number)
    return paths


def age(path: Path, number: int = 0) -> None:
    """Let nobody have wanted a copy for long."""
    os.utime(path, ns=(LONG_AGO + number * 10**9, LONG_AGO))


def anything(digests: Sequence[str]) -> set[str]:
    """Everything lies elsewhere, too."""
    return {*digests}


def test_what_was_not_wanted_longest_goes_first(tmp_path: Path) -> None:
    copies, paths = DeskCopies(tmp_path / "photos", limit=40), keep(tmp_path / "photos", *"abcde")
    others = [tmp_path / "photos" / name for name in ("leia-me.txt", f"{'0' * 63}.jpg")]
    for other in others:
        other.write_bytes(b"0" * 100)
        age(other)
    changed = paths[0].stat().st_mtime_ns
    assert copies.want(paths[0])
    assert paths[0].stat().st_mtime_ns == changed, "by that others tell whether it is the same photo"
    copies.added(paths[4], anything)
    assert [path.exists() for path in paths] == [True, False, False, True, True]
    assert all(other.exists() for other in others)
    assert not copies.want(paths[1])


def test_few_are_left_alone(tmp_path: Path) -> None:
    copies, paths = DeskCopies(tmp_path / "photos", limit=40), keep(tmp_path / "photos", *"abcd")
    copies.added(paths[3], anything)
    assert all(path.exists() for path in paths)


def test_what_lies_nowhere_else_and_what_is_wanted_stays_whatever_the_bound(tmp_path: Path) -> None:
    copies, paths = DeskCopies(tmp_path / "photos", limit=10), keep(tmp_path / "photos", *"abcd")

    def vouched(digests: Sequence[str]) -> set[str]:
        other = DeskCopies(tmp_path / "photos")  # another program, that wants one while this one asks
        assert other.want(paths[1])
        return {*digests} - {paths[0].stem}

    copies.added(paths[3], vouched)
    assert [path.exists() for path in paths] == [True, True, False, False]


def test_a_program_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    copies, paths = DeskCopies(tmp_path / "photos", limit=10), keep(tmp_path / "photos", *"ab")
    command = [sys.executable, "-c", HOLDS, str(tmp_path / "photos")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holds\n"
        holder.kill()
    assert copies.want(paths[1])
    copies.added(paths[1], anything)
    assert [path.exists() for path in paths] == [False, True]


@pytest.fixture
def hers(team: Team, tmp_path: Path, shelf: Path) -> list[PhotoRef]:
    """Photos of Ana's, of which Rui sees no file and has copies that he has not wanted for long."""
    ana, rui = team
    look_in(shelf, ana, rui)
    photos = [drop(ana, tmp_path / "fotos" / name) for name in ("a.jpg", "b.jpg", "c.jpg")]
    bring_all(ana)
    for photo in photos:
        photo.path.unlink()
        assert seen(rui, photo) == photo.file_name
        age(copy_at(rui.folder, photo))
    rui.copies = DeskCopies(rui.folder / "photos", limit=1)
    return photos


def copy_at(folder: Path, photo: PhotoRef) -> Path:
    return folder / "photos" / f"{photo.sha256}.jpg"


def test_photos_that_were_cleared_are_had_again(team: Team, hers: list[PhotoRef], tmp_path: Path) -> None:
    ana, rui = team
    more = drop(ana, tmp_path / "fotos" / "d.jpg")
    bring_all(ana)
    more.path.unlink()
    assert seen(rui, more) == "d.jpg"
    assert [copy_at(rui.folder, photo).exists() for photo in (*hers, more)] == [False] * 3 + [True]
    assert [seen(rui, photo) for photo in hers] == ["a.jpg", "b.jpg", "c.jpg"]


def test_two_programs_of_a_computer_share_them(
    team: Team, hers: list[PhotoRef], server_address: ServerAddress, clock: Clock
) -> None:
    rui = team[1]
    with closing(desk(server_address, rui.folder, clock, exclusive=False)) as other:
        other.depot, other.copies = rui.depot, DeskCopies(rui.folder / "photos", limit=1)
        assert seen(rui, hers[0]) == "a.jpg"
        copy_at(rui.folder, hers[2]).unlink()
        assert seen(other, hers[2]) == "c.jpg"
        assert [copy_at(rui.folder, photo).exists() for photo in hers] == [True, False, True], "one wants the first"
        assert seen(rui, hers[1]) == "b.jpg"


@pytest.mark.parametrize("emptied", [True, False], ids=["not there any more", "away"])
def test_nothing_is_cleared_that_the_place_for_photos_does_not_have(
    team: Team, hers: list[PhotoRef], shelf: Path, emptied: bool
) -> None:
    ana, rui = team
    pasted = ana.product(ana.add_stored_photo(b"png", ".png").ids[0]).photos[0]
    (unread,) = ana.unprepared(9)
    ana.prepared(unread.id, preparation("png"))
    if emptied:
        for file in shelf.rglob("*"):
            if len(file.name) == 64:
                file.unlink()
    else:
        shelf.rename(shelf.with_name("longe"))
    rui.fetch(rui.product(pasted.product_id).photos[0].path)
    assert [copy_at(rui.folder, photo).exists() for photo in hers] == [True] * 3


def test_a_pasted_picture_is_had_again_from_the_catalogue(team: Team, hers: list[PhotoRef]) -> None:
    rui = team[1]
    (product,) = rui.add_stored_photo(b"png", ".png").ids
    (pasted,) = rui.product(product).photos
    age(pasted.path)
    copy_at(rui.folder, hers[0]).unlink()
    assert seen(rui, hers[0]) == "a.jpg"
    assert not pasted.path.exists()
    rui.fetch(rui.product(product).photos[0].path)
    assert pasted.path.read_bytes() == b"png"
