"""Vectors in the space of words, beside the tower's; and filters that let through what words found in photos."""

import pytest
from sqlalchemy import update

from app.catalog.catalog import Catalog
from app.catalog.rows import Facet, Order, ProductFilter
from app.catalog.tables import PhotoTable
from app.catalog.vectors import Coverage
from app.domain.states import State
from tests.catalog.bench import Bench

ON_BOTH = True
SPACE = "c11p"


def photo_of(bench: Bench, product_id: int) -> int:
    return bench.catalog.product(product_id).photos[0].id


def test_every_photo_waits_for_a_vector_wherever_its_product_stands(bench: Bench) -> None:
    reviewed, _ = bench.review("a.jpg")
    (queued,) = bench.queue("b.jpg")
    (unread,) = bench.add("c.jpg")
    words = bench.catalog.word_vectors
    words.adopt_shelf("one", SPACE)
    assert [photo.id for photo in words.unseen_photos(0, 9)] == [photo_of(bench, one) for one in (reviewed, queued)]
    assert words.coverage() == Coverage(photos=2, seen=0)
    words.keep_vectors(SPACE, {photo_of(bench, one): b"12345678" for one in (queued, reviewed, unread)})
    assert words.unseen_photos(0, 9) == []
    assert [waiting.photo_id for waiting in words.waiting_vectors(SPACE, 9)] == [
        photo_of(bench, one) for one in (reviewed, queued)
    ]
    assert words.coverage() == Coverage(photos=2, seen=2)


def test_the_towers_vectors_and_those_of_words_know_nothing_of_each_other(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    photo, catalog = photo_of(bench, product), bench.catalog
    catalog.adopt_shelf("tower", "f00d")
    catalog.word_vectors.adopt_shelf("words", SPACE)
    catalog.keep_vectors("f00d", {photo: b"1234"})
    catalog.word_vectors.keep_vectors(SPACE, {photo: b"5678"})
    catalog.shelved(each.id for each in catalog.waiting_vectors("f00d", 9))
    assert (catalog.shelved_count(), catalog.word_vectors.shelved_count()) == (1, 0)
    assert [one.data for one in catalog.word_vectors.waiting_vectors(SPACE, 9)] == [b"5678"]


def test_another_picture_in_its_place_waits_again(bench: Bench, kind: str) -> None:
    product, _ = bench.review("a.jpg")
    photo, words = photo_of(bench, product), bench.catalog.word_vectors
    words.adopt_shelf("one", SPACE)
    words.keep_vectors(SPACE, {photo: b"1234"})
    words.shelved(each.id for each in words.waiting_vectors(SPACE, 9))
    with bench.catalog._writing() as session:
        session.execute(update(PhotoTable).where(PhotoTable.id == photo).values(sha256="e" * 64))
    assert [one.id for one in words.unseen_photos(0, 9)] == [photo]
    if kind == "file":  # on a server nobody is told: what stands on a shelf counts by what the catalogue says
        assert words.stray_vectors(9) == [photo]
        words.taken_off([photo])
        assert words.stray_vectors(9) == []


@pytest.fixture
def three(bench: Bench) -> list[int]:
    """Two sofas, the second with more to say of blue, and a mug."""
    return [
        bench.review("a.jpg", product_name="Sofá azul")[0],
        bench.review("b.jpg", product_name="Sofá azul", features_list=["azul", "tão azul", "azul azul"])[0],
        bench.approve("c.jpg", product_name="Caneca", color_primary="verde")[0],
    ]


def test_texts_are_ranked_by_how_much_they_say_of_the_words(catalog: Catalog, three: list[int]) -> None:
    first, second, mug = three
    assert catalog.ranked_by_text("AZUL", 9, among=[first, mug]) == ([second, first], {first})
    assert catalog.ranked_by_text("sofa azu", 1, among=[]) == ([second], set())
    assert catalog.ranked_by_text("caneca", 9, among=three) == ([mug], {mug})
    for typed in ("", "  ", "%", "zebra"):
        assert catalog.ranked_by_text(typed, 9, among=three) == ([], set())


def test_what_photos_show_is_let_through_and_stands_where_it_was_ranked(catalog: Catalog, three: list[int]) -> None:
    first, second, mug = three
    shown = ProductFilter(text="azul", ranked=(mug, second), seen={mug: False, second: True})
    assert catalog.product_ids(shown) == [mug, second, first]
    assert catalog.product_ids(ProductFilter(text="azul", order=Order.NEWEST, ranked=(first,), seen={mug: False})) == [
        mug,
        second,
        first,
    ]
    approved = {Facet.STATE: frozenset({State.APPROVED.value})}
    assert catalog.product_ids(ProductFilter("azul", approved, ranked=(mug, second), seen={mug: False})) == [mug]
    counts = catalog.facet_counts(shown)[Facet.STATE]
    assert counts == {State.REVIEW.value: 2, State.APPROVED.value: 1}
    assert shown == ProductFilter(text="azul"), "to people it is the same filter"
