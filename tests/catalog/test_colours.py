"""What photos' pixels say is kept beside the photos, outlives the program, and decides flags."""

from app.catalog.catalog import Catalog
from app.catalog.photos import Looked
from app.domain.card import card_type
from app.domain.colours.found import FoundColours
from app.review.marks import Code
from app.review.preferences import Preferences
from app.review.reviewer import make_reviewer
from app.wording import Language
from tests.catalog.bench import Bench, Clock, preparation
from tests.catalog.conftest import Reopen
from tests.domain.test_colours import NAVY, RED, colours
from tests.review.conftest import card as right

ON_BOTH = True

FOUND = colours((RED, 1.0))


def look(catalog: Catalog, found: FoundColours = FOUND, edition: str = "1") -> list[int | None]:
    """Look for colours wherever nobody has, and always find these; their products."""
    waiting = catalog.uncoloured(edition, 0, 100)
    return [catalog.coloured(photo, Looked(found, edition)) for photo, _ in waiting]


def test_colours_found_while_a_photo_is_prepared_are_there_with_it(bench: Bench) -> None:
    (product,) = bench.add("a.jpg")
    (photo,) = bench.catalog.unprepared(1)
    prepared = preparation("a")
    with_colours = type(prepared)(prepared.sha256, 640, 480, prepared.thumbnail, Looked(FOUND, "1"))
    bench.catalog.prepared(photo.id, with_colours)
    assert bench.catalog.colours_of(product) == bench.catalog.product(product).colours == FOUND
    assert bench.catalog.uncoloured("1", 0, 10) == []


def test_photos_from_before_wait_to_be_looked_at(bench: Bench) -> None:
    ids = bench.queue("a.jpg", "b.jpg", "c.jpg")
    bench.add("unprepared.jpg")
    bench.catalog.remove([ids[2]])
    assert bench.catalog.colours_of(ids[0]) is None
    waiting = bench.catalog.uncoloured("1", 0, 1)
    assert [thumbnail.startswith(b"thumbnail of ") for _, thumbnail in waiting] == [True]
    assert len(bench.catalog.uncoloured("1", waiting[0][0], 10)) == 1
    assert look(bench.catalog) == ids[:2]
    assert look(bench.catalog) == []
    bench.catalog.undo()
    assert look(bench.catalog) == ids[2:]


def test_another_edition_finds_others_in_their_place(bench: Bench) -> None:
    (product,) = bench.queue("a.jpg")
    look(bench.catalog)
    assert look(bench.catalog, colours((NAVY, 1.0)), "2") == [product]
    assert bench.catalog.colours_of(product) == colours((NAVY, 1.0))


def test_a_photo_that_is_gone_is_nobodys(bench: Bench) -> None:
    assert bench.catalog.coloured(77, Looked(FOUND, "1")) is None


def test_colours_outlive_the_program(reopen: Reopen, clock: Clock) -> None:
    with reopen() as catalog:
        bench = Bench(catalog, clock)
        (product,) = bench.queue("a.jpg")
        look(catalog)
    with reopen() as catalog:
        assert catalog.colours_of(product) == FOUND
        assert catalog.uncoloured("1", 0, 10) == []


def test_flags_follow_the_photo_and_a_persons_word(bench: Bench) -> None:
    catalog = bench.catalog
    catalog.review_by(make_reviewer(card_type(), Language.PT, Preferences()))
    product = bench.claim("a.jpg")
    look(catalog)
    version = bench.finish(product, **right())
    assert catalog.flags_of(product) == {Code.PHOTO}
    version = catalog.save_values(product, right(color_primary="verde"), version)
    assert Code.PHOTO not in catalog.flags_of(product)
    catalog.save_values(product, right(), version)
    assert catalog.flags_of(product) == {Code.PHOTO}


def test_cards_are_checked_again_once_their_photos_were_looked_at(bench: Bench) -> None:
    catalog = bench.catalog
    catalog.review_by(make_reviewer(card_type(), Language.PT, Preferences()))
    product, _ = bench.review("a.jpg", **right())
    assert catalog.flags_of(product) == frozenset()
    assert catalog.review_next(0) is None
    look(catalog)
    assert catalog.review_next(0) == product
    assert catalog.flags_of(product) == {Code.PHOTO}
