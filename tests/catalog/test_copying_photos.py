"""The photos of colleagues come along when a shared catalogue is copied, and go on to the next one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.deposit_errors import PhotosAway
from app.catalog.photos import PhotoRef
from tests.catalog.bench import Clock, preparation
from tests.catalog.conftest import desk
from tests.catalog.test_copying import everything, untold
from tests.catalog.test_shared_photos import Team, bring_all, drop, look_in, seen, shelf, team
from tests.postgresql import Cluster

__all__ = ["shelf", "team"]


@pytest.fixture
def back(tmp_path: Path, empty_catalogue: Callable[[Path], Path], clock: Clock) -> Iterator[Catalog]:
    """The folder to which it is copied, at Rui's computer."""
    with Catalog.open(empty_catalogue(tmp_path / "de volta"), clock=clock) as opened:
        yield opened


@pytest.fixture
def dropped(team: Team, tmp_path: Path, shelf: Path) -> tuple[PhotoRef, PhotoRef]:
    """A photo of Ana's, of which Rui sees no file, and one of his own; and both have pasted the same picture."""
    look_in(shelf, *team)
    hers, his = (drop(one, tmp_path / one._who / "a.jpg", f"of {one._who}") for one in team)
    assert [bring_all(one) for one in team] == [1, 1]
    assert [len(one.add_stored_photo(b"png", ".png").ids) for one in team] == [1, 0]
    (pasted,) = team[0].unprepared(9)
    team[0].prepared(pasted.id, preparation("png"))
    hers.path.unlink()
    return hers, his


def test_they_come_along_under_their_names_and_ones_own_stay_where_they_are(
    team: Team, dropped: tuple[PhotoRef, PhotoRef], back: Catalog
) -> None:
    rui, (hers, his) = team[1], dropped
    copied = back.copy_from(rui, untold)
    assert (copied.photos, copied.files, copied.missing) == (3, 2, 0)
    assert everything(back) == everything(rui)
    (came,), (stayed,) = (back.product(one.product_id).photos for one in (hers, his))
    assert came.path == back.folder / "photos" / f"{hers.sha256}.jpg"
    assert (came.path.read_text(), came.file_name, came.origin) == ("of ana", "a.jpg", hers.origin)
    assert stayed.path == stayed.origin == his.path
    assert len(list((back.folder / "photos").iterdir())) == 2


@pytest.mark.parametrize("in_folder", [True, False], ids=["folder", "catalogue"])
def test_they_go_on_to_the_next_server(
    team: Team, dropped: tuple[PhotoRef, PhotoRef], back: Catalog, cluster: Cluster, tmp_path: Path, in_folder: bool
) -> None:
    rui, (hers, _) = team[1], dropped
    back.copy_from(rui, untold)
    with cluster.database() as address, desk(address, tmp_path / "outra mesa", Clock()) as there:
        if in_folder:
            look_in(tmp_path, there)
        copied = there.copy_from(back, untold)
        assert (copied.files, copied.missing) == (2, 0)
        assert seen_there(there.product(hers.product_id).photos[0], there) == "of ana"
        with desk(address, tmp_path / "mesa de bia", Clock()) as elsewhere:
            elsewhere.depot = there.depot
            assert seen_there(elsewhere.product(hers.product_id).photos[0], elsewhere) == "of ana"


def seen_there(photo: PhotoRef, catalog: Catalog) -> str:
    catalog.fetch(photo.path)
    return photo.path.read_text()


def test_while_their_place_is_away_nothing_is_copied(
    team: Team, dropped: tuple[PhotoRef, PhotoRef], back: Catalog, shelf: Path
) -> None:
    rui, before = team[1], everything(back)
    away = shelf.rename(shelf.with_name("longe"))
    with pytest.raises(PhotosAway):
        back.copy_from(rui, untold)
    assert everything(back) == before
    away.rename(shelf)
    assert back.copy_from(rui, untold).missing == 0


def test_what_cannot_be_had_is_counted_and_its_cards_come(
    team: Team, dropped: tuple[PhotoRef, PhotoRef], back: Catalog, tmp_path: Path, shelf: Path
) -> None:
    ana, rui = team
    (lost,) = shelf.rglob(dropped[0].sha256 or "")
    lost.unlink()
    underway = drop(ana, tmp_path / "ana" / "b.jpg")
    underway.path.unlink()
    (unread,) = ana.add_photos([tmp_path / "ana" / "c.jpg"]).ids
    copied = back.copy_from(rui, untold)
    assert (copied.products, copied.files, copied.missing) == (5, 1, 3)
    assert [photo.path == photo.origin for photo in back.product(unread).photos] == [True]


def test_a_spoiled_copy_at_a_desk_is_not_taken_for_the_photo(
    team: Team, dropped: tuple[PhotoRef, PhotoRef], back: Catalog
) -> None:
    rui, (hers, _) = team[1], dropped
    assert seen(rui, hers) == "of ana"
    rui.product(hers.product_id).photos[0].path.write_text("spoiled")
    assert back.copy_from(rui, untold).missing == 0
    assert back.product(hers.product_id).photos[0].path.read_text() == "of ana"
