"""Photos come in, each once."""

import sys
from hashlib import sha256
from pathlib import Path

import pytest

from app.catalog.errors import PhotoGone, ProductGone
from app.catalog.photos import Duplicate, Kept
from app.catalog.rows import Act, ProductFilter
from app.domain.states import State
from tests.catalog.bench import Bench, preparation

ON_BOTH = True


def test_each_photo_becomes_a_product_in_its_order(bench: Bench) -> None:
    added = bench.catalog.add_photos([Path(f"/fotos/{number}.jpg") for number in range(250)])
    assert added.already == 0
    assert bench.catalog.product_ids() == list(added.ids)
    assert [row.file_name for row in bench.catalog.rows(added.ids)] == [f"{number}.jpg" for number in range(250)]
    assert bench.catalog.counts()[State.QUEUED] == 250


def test_a_path_that_is_there_is_skipped(bench: Bench) -> None:
    bench.add("a.jpg")
    added = bench.catalog.add_photos([Path("/fotos/a.jpg"), Path("/fotos/b.jpg"), Path("/fotos/b.jpg")])
    assert (len(added.ids), added.already) == (1, 2)
    assert bench.catalog.add_photos([]).ids == ()


def test_a_removed_products_path_may_come_in_again(bench: Bench) -> None:
    bench.catalog.remove(bench.add("a.jpg"))
    assert len(bench.add("a.jpg")) == 1


def test_a_relative_path_is_made_absolute(bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (product_id,) = bench.catalog.add_photos([Path("a.jpg")]).ids
    assert bench.catalog.product(product_id).photos[0].path == tmp_path / "a.jpg"
    assert bench.catalog.add_photos([tmp_path / "a.jpg"]).already == 1


@pytest.mark.parametrize(
    "name", ["ação 写真 фото.jpg", "🛋️.png", "a\udcff\udc80.jpg", "\ufdd0dcff.jpg", "100%_é'\".jpg"]
)
def test_names_in_any_script_come_back_as_they_were(bench: Bench, name: str) -> None:
    (product_id,) = bench.queue(name)
    assert bench.catalog.product(product_id).photos[0].path == Path("/fotos") / name
    assert bench.catalog.rows([product_id])[0].file_name == name
    assert bench.catalog.add_photos([Path("/fotos") / name]).already == 1


def test_photos_are_prepared_in_their_order_and_once(bench: Bench) -> None:
    ids = bench.add("a.jpg", "b.jpg", "c.jpg")
    first, second = bench.catalog.unprepared(2)
    assert [first.product_id, second.product_id] == ids[:2]
    assert bench.catalog.prepared(first.id, preparation("a")) == Kept(ids[0])
    assert [photo.product_id for photo in bench.catalog.unprepared(9)] == ids[1:]
    photo = bench.catalog.product(ids[0]).photos[0]
    assert (photo.sha256, photo.width, photo.height) == (sha256(b"a").hexdigest(), 640, 480)
    assert bench.catalog.thumbnail(ids[0]) == preparation("a").thumbnail
    assert bench.catalog.thumbnails(ids) == {ids[0]: preparation("a").thumbnail}


def test_an_unprepared_photo_is_not_claimed(bench: Bench) -> None:
    bench.add("a.jpg")
    assert bench.catalog.claim_next() is None


def test_the_same_picture_under_another_name_goes_out_again(bench: Bench) -> None:
    first, second, third = bench.add("a.jpg", "copy.jpg", "b.jpg")
    photos = bench.catalog.unprepared(9)
    bench.catalog.prepared(photos[0].id, preparation("same"))
    assert bench.catalog.prepared(photos[1].id, preparation("same")) == Duplicate(second, of=first)
    assert bench.catalog.product_ids() == [first, third]
    with pytest.raises(ProductGone):
        bench.catalog.product(second)
    with pytest.raises(PhotoGone):
        bench.catalog.prepared(photos[1].id, preparation("same"))
    assert bench.add("c.jpg") == [third + 1]  # the number of the one that is gone is not used again


def test_a_picture_of_a_removed_product_is_new(bench: Bench) -> None:
    (first,) = bench.queue("a.jpg")
    bench.catalog.remove([first])
    (second,) = bench.add("b.jpg")
    (photo,) = bench.catalog.unprepared(1)
    assert bench.catalog.prepared(photo.id, preparation("/fotos/a.jpg")) == Kept(second)


def test_a_product_with_a_card_is_never_taken_out(bench: Bench) -> None:
    first, _ = bench.review("a.jpg")
    second, _ = bench.review("b.jpg")
    photo = bench.catalog.product(second).photos[0]
    assert bench.catalog.prepared(photo.id, preparation("/fotos/a.jpg")) == Kept(second)
    assert [found.product_id for found in bench.catalog.photos_by_sha(preparation("/fotos/a.jpg").sha256)] == [
        first,
        second,
    ]


def test_an_unreadable_photo_fails_and_can_be_tried_again(bench: Bench) -> None:
    (product_id,) = bench.add("a.jpg")
    (photo,) = bench.catalog.unprepared(1)
    bench.catalog.unreadable(photo.id, "photo.truncated", {"path": "/fotos/a.jpg"})
    failure = bench.catalog.product(product_id).failure
    assert failure is not None
    assert (failure.code, failure.facts, failure.retryable) == ("photo.truncated", {"path": "/fotos/a.jpg"}, False)
    assert bench.catalog.unprepared(9) == []
    assert bench.catalog.retry().ids == [product_id]
    assert bench.catalog.product(product_id).failure is None
    assert bench.catalog.unprepared(9) == [photo]


def test_an_unreadable_photo_of_a_cancelled_product_changes_nothing(bench: Bench) -> None:
    (product_id,) = bench.add("a.jpg")
    (photo,) = bench.catalog.unprepared(1)
    bench.catalog.cancel()
    bench.catalog.unreadable(photo.id, "photo.empty", {})
    assert bench.catalog.product(product_id).state is State.CANCELLED


def test_a_pasted_picture_is_kept_in_the_folder(bench: Bench) -> None:
    data = b"\x89PNG pixels"
    (product_id,) = bench.catalog.add_stored_photo(data, ".PNG").ids
    (photo,) = bench.catalog.product(product_id).photos
    assert photo.path == bench.catalog.folder / "photos" / f"{sha256(data).hexdigest()}.png"
    assert photo.path.read_bytes() == data
    assert photo.stored
    assert bench.catalog.add_stored_photo(data, ".png").already == 1
    assert bench.catalog.rows([product_id])[0].file_name == ""
    assert sorted(path.name for path in photo.path.parent.iterdir()) == [photo.path.name]


def test_a_suffix_cannot_leave_the_folder(bench: Bench) -> None:
    with pytest.raises(ValueError, match="not a suffix"):
        bench.catalog.add_stored_photo(b"x", "/../../evil")
    assert bench.catalog.product_ids() == []


def test_a_photo_that_moved_is_found_by_its_new_name(bench: Bench) -> None:
    product_id, _ = bench.review("velho.jpg")
    photo = bench.catalog.product(product_id).photos[0]
    bench.catalog.relocate(photo.id, Path("/outra/novo.jpg"))
    assert bench.catalog.product(product_id).photos[0].path == Path("/outra/novo.jpg")
    assert bench.catalog.product_ids(ProductFilter(text="novo")) == [product_id]
    assert bench.catalog.product_ids(ProductFilter(text="velho")) == []
    assert bench.catalog.product_ids(ProductFilter(text="sofa")) == [product_id]


def test_coming_in_is_in_the_history(bench: Bench) -> None:
    (product_id,) = bench.add("a.jpg")
    (line,) = bench.catalog.history(product_id)
    assert (line.act, line.before, line.after) == (Act.ADDED, None, State.QUEUED)
    assert line.at == bench.catalog.product(product_id).created_at
    assert line.at.utcoffset() is not None


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no Unicode exist on Linux")
def test_a_real_file_whose_name_is_no_unicode(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "foto\udce7.jpg").write_bytes(b"x")
    (path,) = tmp_path.glob("*.jpg")
    (product_id,) = bench.catalog.add_photos([path]).ids
    assert bench.catalog.product(product_id).photos[0].path.read_bytes() == b"x"
