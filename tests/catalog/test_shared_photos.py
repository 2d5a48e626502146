"""Photos that were dropped at one desk are brought to where the others find them, and are read there."""

import socket
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.deposit_errors import PhotosAway, PhotosEmpty, PhotosNowhere, PhotoUnderway
from app.catalog.photos import PhotoRef
from app.catalog.shared import SharedCatalog
from app.errors import message
from app.pipeline.depositing import Depositing
from app.pipeline.depots import PhotoDepot
from app.wording import Language
from tests.catalog.bench import preparation
from tests.catalog.conftest import Desk
from tests.catalog.test_copying import untold

Team = tuple[SharedCatalog, SharedCatalog]


@pytest.fixture
def team(desks: Desk, monkeypatch: pytest.MonkeyPatch) -> Team:
    """Ana and Rui, each at a computer of their own."""
    monkeypatch.setattr(socket, "gethostname", lambda: "computador-de-ana")
    ana = desks("ana")
    monkeypatch.setattr(socket, "gethostname", lambda: "computador-de-rui")
    return ana, desks("rui")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder of the network."""
    folder = tmp_path / "rede"
    folder.mkdir()
    return folder


def look_in(folder: Path, *catalogs: SharedCatalog) -> None:
    """Have desks bring their photos to a folder, and look for others there."""
    for catalog in catalogs:
        catalog.depot = PhotoDepot(str(folder), catalog.has_brought)


def drop(catalog: Catalog, path: Path, content: str = "") -> PhotoRef:
    """Drop a photo at a desk, at which it is read through; what is in it is its name, unless said."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(content or path.name)
    (product,) = catalog.add_photos([path]).ids
    (photo,) = catalog.unprepared(9)
    catalog.prepared(photo.id, preparation(content or path.name))
    return catalog.product(product).photos[0]


def bring_all(catalog: SharedCatalog) -> int:
    """Let a desk bring what it has; returns how many photos others can read since."""
    before, depositing = len(catalog.undeposited(0, 99)), Depositing(catalog)
    while depositing.bring_next():
        pass
    return before - len(catalog.undeposited(0, 99))


def seen(catalog: SharedCatalog, photo: PhotoRef) -> str:
    """What is in a photo, at a desk."""
    (found,) = catalog.product(photo.product_id).photos
    assert found.origin == photo.path
    catalog.fetch(found.path)
    return found.path.read_text()


@pytest.mark.parametrize("in_folder", [True, False], ids=["folder", "catalogue"])
def test_a_photo_is_seen_at_another_desk_once_it_was_brought(
    team: Team, tmp_path: Path, shelf: Path, in_folder: bool
) -> None:
    ana, rui = team
    if in_folder:
        look_in(shelf, ana, rui)
    photo = drop(ana, tmp_path / "fotos" / "a.jpg")
    assert seen(ana, photo) == "a.jpg"
    assert bring_all(rui) == 0, "only whose photo it is can bring it"
    assert bring_all(ana) == 1
    assert bring_all(ana) == 0
    photo.path.unlink()
    assert seen(rui, photo) == seen(ana, photo) == "a.jpg"
    assert len(list(shelf.rglob(photo.sha256 or ""))) == in_folder


def test_another_photo_under_the_same_path_is_never_taken_for_it(team: Team, tmp_path: Path) -> None:
    ana, rui = team
    photo = drop(ana, tmp_path / "fotos" / "a.jpg")
    photo.path.write_text("a photo of his")
    with pytest.raises(PhotoUnderway) as caught:
        seen(rui, photo)
    assert caught.value.facts["machine"] == "computador-de-ana"
    assert rui.claim_next() is None
    assert bring_all(ana) == 0, "what is not what was dropped any more is not brought"
    with pytest.raises(PhotoUnderway):
        seen(rui, photo)


def test_who_has_a_model_reads_what_was_brought(team: Team, tmp_path: Path) -> None:
    ana, rui = team
    photo = drop(ana, tmp_path / "fotos" / "a.jpg")
    gone = photo.path.rename(tmp_path / "fotos" / "b.jpg")
    assert rui.claim_next() is None
    gone.rename(photo.path)
    bring_all(ana)
    photo.path.unlink()
    job = rui.claim_next()
    assert job is not None
    assert [shown.path.read_text() for shown in job.photos] == ["a.jpg"]


def test_a_place_that_is_away_costs_nothing(team: Team, tmp_path: Path, shelf: Path) -> None:
    ana, rui = team
    look_in(shelf, ana, rui)
    depositing = Depositing(ana)
    first, second = (drop(ana, tmp_path / "fotos" / name) for name in ("a.jpg", "b.jpg"))
    assert [depositing.bring_next(), depositing.bring_next()] == [True, True], "it looks, and then it brings"
    away = shelf.rename(tmp_path / "fora")
    for _ in range(2):
        with pytest.raises(PhotosAway):
            depositing.bring_next()
    first.path.unlink()
    with pytest.raises(PhotosAway):
        seen(rui, first)
    assert rui.claim_next() is None, "it waits: nothing failed"
    away.rename(shelf)
    assert [depositing.bring_next(), depositing.bring_next()] == [True, False]
    assert [seen(rui, first), seen(rui, second)] == ["a.jpg", "b.jpg"]


@pytest.mark.parametrize("opened_since", [True, False])
def test_a_drive_that_is_not_connected_is_no_empty_folder(
    team: Team, tmp_path: Path, shelf: Path, opened_since: bool
) -> None:
    ana, rui = team
    look_in(shelf, ana, rui)
    first, second = drop(ana, tmp_path / "fotos" / "a.jpg"), drop(ana, tmp_path / "fotos" / "b.jpg")
    assert ana.deposit(first)
    drive = shelf.rename(tmp_path / "unidade")
    shelf.mkdir()  # what is seen of it: the folder to which it is connected
    if opened_since:
        look_in(shelf, ana, rui)
    first.path.unlink()
    with pytest.raises(PhotosEmpty) as caught:
        ana.deposit(second)
    with pytest.raises(PhotosEmpty):
        seen(rui, first)
    assert rui.claim_next() is None, "it waits: nothing failed"
    assert list(shelf.iterdir()) == [], "nothing is put where nobody would find it"
    for language in Language:
        said = str(message(caught.value.code, caught.value.facts, language))
        assert str(shelf) in said
        assert "fichario-catalogue" in said
        assert "…" not in said
    shelf.rmdir()
    drive.rename(shelf)
    assert bring_all(ana) == 1
    assert seen(rui, first) == "a.jpg"


def test_a_folder_that_somebody_made_for_photos_is_begun_anew(team: Team, tmp_path: Path, shelf: Path) -> None:
    ana, rui = team
    look_in(shelf, ana)
    drop(ana, tmp_path / "fotos" / "a.jpg")
    bring_all(ana)
    other = tmp_path / "outra"
    (other / "fichario-catalogue").mkdir(parents=True)
    look_in(other, ana, rui)
    photo = drop(ana, tmp_path / "fotos" / "b.jpg")
    assert bring_all(ana) == 1
    photo.path.unlink()
    assert seen(rui, photo) == "b.jpg"


def test_a_program_that_was_killed_while_it_brought_photos_brings_them_again(
    team: Team, tmp_path: Path, shelf: Path
) -> None:
    ana, rui = team
    look_in(shelf, ana, rui)
    photo = drop(ana, tmp_path / "fotos" / "a.jpg")
    # Killed after the file was there and before that was noted: nothing else lasts of it.
    assert ana.depot is not None
    assert ana.depot.bring(photo.path, photo.sha256 or "")
    aside = photo.path.rename(tmp_path / "fotos" / "c.jpg")
    with pytest.raises(PhotoUnderway):
        seen(rui, photo)
    aside.rename(photo.path)
    assert bring_all(ana) == 1
    photo.path.unlink()
    assert seen(rui, photo) == "a.jpg"
    assert len(list(shelf.rglob(sha256(b"a.jpg").hexdigest()))) == 1


def test_a_desk_that_looks_elsewhere_is_told_where_photos_are(team: Team, tmp_path: Path, shelf: Path) -> None:
    ana, rui = team
    look_in(shelf, ana)
    photo = drop(ana, tmp_path / "fotos" / "a.jpg")
    bring_all(ana)
    photo.path.unlink()
    with pytest.raises(PhotosNowhere) as caught:
        seen(rui, photo)
    assert caught.value.facts["place"] == str(shelf)
    assert rui.claim_next() is None


def test_photos_of_a_catalogue_that_was_moved_to_a_server_are_brought_by_whoever_moved_it(
    team: Team, tmp_path: Path, empty_catalogue: Callable[[Path], Path]
) -> None:
    ana, rui = team
    with Catalog.open(empty_catalogue(tmp_path / "antes"), clock=ana._clock) as before:
        photo = drop(before, tmp_path / "fotos" / "a.jpg")
        ana.copy_from(before, untold)
    assert bring_all(ana) == 1
    photo.path.unlink()
    assert seen(rui, photo) == "a.jpg"
