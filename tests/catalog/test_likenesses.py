"""What may be the same: open while both are seen and nobody has decided, whatever becomes of products and photos."""

from collections.abc import Iterable

import pytest

from app.catalog.catalog import Catalog
from app.catalog.likeness_rows import Found, Kind
from app.catalog.photos import Preparation, Printed
from app.catalog.rows import Act, Facet, ProductFilter
from tests.catalog.arranged import photos
from tests.catalog.bench import Bench, Clock, preparation

EDITION = "1"


def found(bench: Bench, one: int, other: int, kind: Kind = Kind.PICTURE) -> Found:
    return Found(photos(bench, one)[0], photos(bench, other)[0], kind, {"share": 1.0})


def pairs(catalog: Catalog, product: int | None = None) -> list[tuple[int, int]]:
    return [each.products for each in catalog.likenesses(product)]


def told(bench: Bench, likenesses: Iterable[Found]) -> None:
    bench.catalog.compared([], likenesses)


@pytest.fixture
def ids(bench: Bench) -> list[int]:
    return bench.queue("a.jpg", "b.jpg", "c.jpg", "d.jpg")


def test_the_surest_of_two_products_is_told_the_later_one_behind(bench: Bench, ids: list[int]) -> None:
    told(bench, [found(bench, ids[2], ids[0], Kind.PRODUCT), found(bench, ids[1], ids[0], Kind.FILE)])
    assert pairs(bench.catalog) == [(ids[0], ids[1]), (ids[0], ids[2])]
    assert [each.kind for each in bench.catalog.likenesses()] == [Kind.FILE, Kind.PRODUCT]
    assert pairs(bench.catalog, ids[2]) == [(ids[0], ids[2])]
    told(bench, [found(bench, ids[1], ids[0], Kind.PRODUCT), found(bench, ids[0], ids[2])])
    assert [each.kind for each in bench.catalog.likenesses()] == [Kind.FILE, Kind.PICTURE]
    assert bench.catalog.likenesses()[1].facts == {"share": 1.0}


def test_each_product_is_told_the_surest_that_it_has_in_common(bench: Bench, ids: list[int]) -> None:
    told(bench, [found(bench, ids[2], ids[0], Kind.PRODUCT), found(bench, ids[1], ids[0], Kind.FILE)])
    told(bench, [found(bench, ids[2], ids[1], Kind.PICTURE)])
    assert bench.catalog.kinds(ids) == {ids[0]: Kind.FILE, ids[1]: Kind.FILE, ids[2]: Kind.PICTURE}
    assert bench.catalog.kinds(ids[2:]) == {ids[2]: Kind.PICTURE}
    bench.catalog.keep_apart([(ids[0], ids[1])])
    assert bench.catalog.kinds(ids) == {ids[0]: Kind.PRODUCT, ids[1]: Kind.PICTURE, ids[2]: Kind.PICTURE}
    bench.catalog.remove([ids[1]])
    assert bench.catalog.kinds(ids) == {ids[0]: Kind.PRODUCT, ids[2]: Kind.PRODUCT}


def test_joined_removed_and_brought_back(bench: Bench, ids: list[int]) -> None:
    told(bench, [found(bench, ids[0], ids[1]), found(bench, ids[1], ids[2])])
    joined = bench.catalog.join(ids[:2])
    assert pairs(bench.catalog) == [(ids[0], ids[2])]
    bench.catalog.undo(joined.deed)
    removed = bench.catalog.remove([ids[1]])
    assert pairs(bench.catalog) == []
    bench.catalog.undo(removed.deed)
    assert pairs(bench.catalog) == [(ids[1], ids[2]), (ids[0], ids[1])]


def test_kept_apart_it_is_never_asked_again_unless_that_is_taken_back(bench: Bench, ids: list[int]) -> None:
    told(bench, [found(bench, ids[0], ids[1]), found(bench, ids[0], ids[2])])
    done = bench.catalog.keep_apart([(ids[1], ids[0])])
    assert sorted(done.ids) == ids[:2]
    assert pairs(bench.catalog) == [(ids[0], ids[2])]
    told(bench, [found(bench, ids[0], ids[1], Kind.FILE)])
    assert pairs(bench.catalog) == [(ids[0], ids[2])]
    assert bench.catalog.history(ids[1])[-1].act is Act.KEPT_APART
    assert bench.catalog.keep_apart([(ids[0], ids[1])]).deed is None
    undone = bench.catalog.undo()
    assert undone is not None
    assert (undone.deed.act, sorted(undone.ids), undone.left) == (Act.KEPT_APART, ids[:2], 0)
    assert len(pairs(bench.catalog)) == 2
    bench.catalog.redo()
    assert pairs(bench.catalog) == [(ids[0], ids[2])]


def test_several_are_kept_apart_at_once_and_outlive_the_program(bench: Bench, ids: list[int], clock: Clock) -> None:
    told(bench, [found(bench, ids[0], other) for other in ids[1:]])
    bench.catalog.keep_apart([(ids[0], other) for other in ids[1:3]])
    folder = bench.catalog.folder
    bench.catalog.close()
    with Catalog.open(folder, clock=clock) as again:
        assert pairs(again) == [(ids[0], ids[3])]
        again.undo()
        assert len(pairs(again)) == 3


def test_another_picture_in_a_photo_s_place_is_another_matter(bench: Bench, ids: list[int]) -> None:
    told(bench, [found(bench, ids[0], ids[1])])
    photo = photos(bench, ids[1])[0]
    bench.catalog.keep_prints({photo: Printed(b"1", EDITION)})
    bench.catalog.prepared(photo, preparation("another"))
    assert pairs(bench.catalog) == []
    assert bench.catalog.uncompared(EDITION, 9) == []
    assert photo in [id_ for id_, _ in bench.catalog.unprinted(EDITION, 0, 9)]


def test_prints_come_with_the_preparation_and_are_compared_once(bench: Bench, ids: list[int]) -> None:
    bench.add("e.jpg")
    (photo,) = bench.catalog.unprepared(1)
    read = preparation("e")
    printed = Preparation(read.sha256, read.width, read.height, read.thumbnail, printed=Printed(b"e", EDITION))
    bench.catalog.prepared(photo.id, printed)
    assert bench.catalog.uncompared(EDITION, 9) == [(photo.id, b"e")]
    assert [(photo_id, data) for _, photo_id, data in bench.catalog.prints(EDITION, 0, 9)] == [(photo.id, b"e")]
    older = [photos(bench, product)[0] for product in ids]
    assert [id_ for id_, _ in bench.catalog.unprinted(EDITION, 0, 9)] == older
    assert [id_ for id_, _ in bench.catalog.unprinted("2", older[-1], 9)] == [photo.id]
    bench.catalog.compared([photo.id], [])
    assert bench.catalog.uncompared(EDITION, 9) == []
    bench.catalog.keep_prints({photo.id: Printed(b"f", "2"), 999: Printed(b"gone", "2")})
    assert bench.catalog.uncompared("2", 9) == [(photo.id, b"f")]


def test_vectors_are_compared_once_they_are_on_the_shelf(bench: Bench, ids: list[int]) -> None:
    first, second = photos(bench, ids[0])[0], photos(bench, ids[1])[0]
    bench.catalog.keep_vectors("f00d", {first: b"1234", second: b"1234"})
    assert bench.catalog.unrelated("f00d", 9) == []
    bench.catalog.shelved([waiting.id for waiting in bench.catalog.waiting_vectors("f00d", 9)])
    assert bench.catalog.unrelated("f00d", 9) == [first, second]
    bench.catalog.related([first], [found(bench, ids[0], ids[1], Kind.PRODUCT)])
    assert bench.catalog.unrelated("f00d", 9) == [second]
    assert bench.catalog.unrelated("beef", 9) == []
    assert pairs(bench.catalog) == [(ids[0], ids[1])]


def test_products_are_counted_and_filtered_by_the_surest_they_may_have_in_common(bench: Bench, ids: list[int]) -> None:
    told(bench, [found(bench, ids[0], ids[1], Kind.PRODUCT), found(bench, ids[1], ids[2], Kind.FILE)])
    counts = bench.catalog.facet_counts()[Facet.LIKENESS]
    assert counts == {"file": 2, "product": 1}
    wanted = ProductFilter(facets={Facet.LIKENESS: frozenset({"file"})})
    assert bench.catalog.product_ids(wanted) == ids[1:3]
    assert bench.catalog.facet_counts(wanted)[Facet.LIKENESS] == counts
    bench.catalog.keep_apart([(ids[1], ids[2])])
    assert bench.catalog.facet_counts()[Facet.LIKENESS] == {"product": 2}
    assert bench.catalog.product_ids(wanted) == []
