"""Vectors in step with photos: whoever changes a photo changes what is said of its vector, in the same transaction."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.catalog.catalog import Catalog
from app.catalog.photos import Duplicate
from app.catalog.tables import PhotoTable
from app.catalog.vector_tables import VectorTable
from app.catalog.vectors import Coverage, tag_of
from app.domain.states import State
from tests.catalog.bench import Bench, Clock, preparation

SPACE = "f00d"


def photo_of(bench: Bench, product_id: int) -> int:
    return bench.catalog.product(product_id).photos[0].id


def seen(bench: Bench, name: str, data: bytes = b"1234") -> tuple[int, int]:
    """A product in review whose photo has a vector: product and photo."""
    product, _ = bench.review(name)
    photo = photo_of(bench, product)
    bench.catalog.keep_vectors(SPACE, {photo: data})
    return product, photo


def rows(catalog: Catalog) -> dict[int, bytes | None]:
    with catalog._reading() as session:
        found = session.execute(select(VectorTable.photo_id, VectorTable.data))
        return {row.photo_id: row.data for row in found}


@pytest.fixture
def bench(bench: Bench) -> Bench:
    bench.catalog.adopt_shelf("first", SPACE)
    return bench


def test_a_vector_waits_until_it_is_on_the_shelf(bench: Bench) -> None:
    product, photo = seen(bench, "a.jpg")
    (waiting,) = bench.catalog.waiting_vectors(SPACE, 10)
    owner = bench.catalog.owners([photo])[photo]
    assert (waiting.photo_id, waiting.data, waiting.tag) == (photo, b"1234", owner.tag)
    assert (owner.product_id, owner.state) == (product, State.REVIEW)
    assert bench.catalog.waiting_vectors("beef", 10) == []
    bench.catalog.shelved([waiting.id])
    assert bench.catalog.waiting_vectors(SPACE, 10) == []
    assert rows(bench.catalog) == {photo: None}
    assert bench.catalog.shelved_count() == 1


def test_one_that_came_meanwhile_still_waits(bench: Bench) -> None:
    _, photo = seen(bench, "a.jpg")
    (old,) = bench.catalog.waiting_vectors(SPACE, 10)
    bench.catalog.keep_vectors(SPACE, {photo: b"5678"})
    bench.catalog.shelved([old.id])
    (new,) = bench.catalog.waiting_vectors(SPACE, 10)
    assert new.data == b"5678"
    assert bench.catalog.stray_vectors(10) == []


def test_photos_to_look_at_are_those_nobody_else_looks_at(bench: Bench) -> None:
    reviewed, photo = seen(bench, "a.jpg")
    waiting, plain = bench.queue("b.jpg", "c.jpg")
    bench.add("unread.jpg")
    assert bench.catalog.unseen_photos(0, 10) == []
    bench.catalog.cancel([plain])
    bench.catalog.cancel([waiting])
    wanted = [photo_of(bench, waiting), photo_of(bench, plain)]
    assert [each.id for each in bench.catalog.unseen_photos(0, 10)] == wanted
    assert [each.id for each in bench.catalog.unseen_photos(wanted[0], 10)] == wanted[1:]
    assert bench.catalog.coverage() == Coverage(3, 1)
    removed = bench.catalog.remove([reviewed, plain])
    assert [each.id for each in bench.catalog.unseen_photos(0, 10)] == wanted[:1]
    assert bench.catalog.coverage() == Coverage(1, 0)
    assert bench.catalog.owners([photo]) == {}
    assert bench.catalog.undo(removed.deed) is not None
    assert bench.catalog.owners([photo])[photo].product_id == reviewed


def test_a_photo_that_goes_takes_its_vector_off_the_shelf(bench: Bench) -> None:
    product, photo = seen(bench, "a.jpg")
    with bench.catalog._writing() as session:
        session.delete(session.get_one(PhotoTable, photo))
    assert bench.catalog.stray_vectors(10) == [photo]
    assert rows(bench.catalog) == {}
    bench.catalog.taken_off([photo])
    assert bench.catalog.stray_vectors(10) == []
    bench.catalog.keep_vectors(SPACE, {photo: b"late"})
    assert rows(bench.catalog) == {}
    assert bench.catalog.product(product).photos == ()


def test_another_picture_in_a_photo_s_place_has_another_vector(bench: Bench) -> None:
    product, photo = seen(bench, "a.jpg")
    before = bench.catalog.owners([photo])[photo].tag
    bench.catalog.prepared(photo, preparation("another"))
    after = bench.catalog.owners([photo])[photo].tag
    assert after == tag_of(preparation("another").sha256) != before
    assert bench.catalog.stray_vectors(10) == [photo]
    assert [each.id for each in bench.catalog.unseen_photos(0, 10)] == [photo]
    bench.catalog.keep_vectors(SPACE, {photo: b"anew"})
    assert bench.catalog.stray_vectors(10) == []
    bench.catalog.relocate(photo, Path("/elsewhere/a.jpg"))
    assert rows(bench.catalog) == {photo: b"anew"}
    assert bench.catalog.product(product).photos[0].path == Path("/elsewhere/a.jpg")


def test_a_copy_that_is_taken_out_again_leaves_nothing(bench: Bench) -> None:
    bench.queue("a.jpg")
    bench.add("copy.jpg")
    (photo,) = bench.catalog.unprepared(5)
    bench.catalog.keep_vectors(SPACE, {photo.id: b"none"})
    assert isinstance(bench.catalog.prepared(photo.id, preparation("/fotos/a.jpg")), Duplicate)
    assert (rows(bench.catalog), bench.catalog.stray_vectors(5)) == ({}, [])


def test_what_was_said_of_another_shelf_or_space_counts_no_more(bench: Bench, folder: Path, clock: Clock) -> None:
    _, photo = seen(bench, "a.jpg")
    bench.catalog.adopt_shelf("first", SPACE)
    assert rows(bench.catalog) == {photo: b"1234"}
    bench.catalog.keep_vectors("beef", {photo: b"beef"})
    bench.catalog.adopt_shelf("first", SPACE)
    assert rows(bench.catalog) == {}
    bench.catalog.keep_vectors(SPACE, {photo: b"1234"})
    bench.catalog.adopt_shelf("second", SPACE)
    assert rows(bench.catalog) == {photo: b"1234"}  # it was on no shelf yet
    bench.catalog.shelved([waiting.id for waiting in bench.catalog.waiting_vectors(SPACE, 5)])
    bench.catalog.adopt_shelf("third", SPACE)
    assert (rows(bench.catalog), bench.catalog.stray_vectors(5)) == ({}, [])
    bench.catalog.keep_vectors(SPACE, {photo: b"1234"})
    bench.catalog.close()
    with Catalog.open(folder, clock=clock) as again:
        again.adopt_shelf("third", SPACE)
        assert rows(again) == {photo: b"1234"}


def test_whose_photo_is_to_be_looked_at_next(bench: Bench) -> None:
    first, second = bench.queue("a.jpg", "b.jpg")
    photo = bench.catalog.next_unseen()
    assert photo is not None
    assert photo.product_id == first
    bench.catalog.keep_vectors("space", {photo.id: b"\0\0\0\0"})
    assert bench.catalog.next_unseen() is None
    assert bench.catalog.vectors_on_the_way("space", [photo.id]) == {photo.id: b"\0\0\0\0"}
    assert bench.catalog.vectors_on_the_way("other", [photo.id]) == {}
    assert bench.catalog.some_shelved(5) == []
    assert bench.catalog.claim_next() is not None
    following = bench.catalog.next_unseen()
    assert following is not None
    assert following.product_id == second
