"""Photos of the same product: joined, split, put in order; nothing is lost, and every act is taken back."""

from pathlib import Path

import pytest

from app.catalog.errors import ProductGone
from app.catalog.rows import Facet, ProductFilter
from app.domain.states import State
from tests.catalog.arranged import look, names, photos
from tests.catalog.bench import Bench, card, preparation
from tests.catalog.conftest import Reopen

ON_BOTH = True


def test_several_become_one_and_that_is_taken_back(bench: Bench) -> None:
    first, second, third = bench.queue("a/1.jpg", "b/2.jpg", "b/3.jpg")
    before = look(bench)
    done = bench.catalog.join([second, first, third])
    assert done.ids[0] == second
    assert bench.catalog.product_ids() == [second]
    assert names(bench, second) == ["2.jpg", "1.jpg", "3.jpg"]
    (row,) = bench.catalog.rows([second])
    assert (row.photos, row.file_name) == (3, "2.jpg")
    for gone in (first, third):
        with pytest.raises(ProductGone):
            bench.catalog.product(gone)
    assert bench.catalog.undo(done.deed) is not None
    assert look(bench) == before
    assert bench.catalog.redo() is not None
    assert names(bench, second) == ["2.jpg", "1.jpg", "3.jpg"]


def test_it_survives_the_programs_end(reopen: Reopen, bench: Bench) -> None:
    ids = bench.queue("1.jpg", "2.jpg")
    before = look(bench)
    done = bench.catalog.join(ids)
    bench.catalog.close()
    with reopen() as again:
        assert again.undo(done.deed) is not None
        assert look(Bench(again, bench.clock)) == before


def test_the_one_that_people_worked_on_stays(bench: Bench) -> None:
    written, _ = bench.review("1.jpg")
    edited, version = bench.review("2.jpg")
    bench.catalog.save_values(edited, card(product_name="Escrito à mão"), version)
    (queued,) = bench.add("0.jpg")
    done = bench.catalog.join([queued, written, edited])
    assert done.ids[0] == edited
    assert names(bench, edited) == ["0.jpg", "1.jpg", "2.jpg"], "the first one's photos are in front"
    found = bench.catalog.product(edited)
    assert found.card is not None
    assert found.card.values["product_name"] == "Escrito à mão"
    assert found.state is State.REVIEW


def test_of_two_that_people_worked_on_none_is_lost(bench: Bench) -> None:
    first, one = bench.review("1.jpg")
    second, other = bench.review("2.jpg")
    bench.catalog.save_values(first, card(product_name="Um"), one)
    bench.catalog.save_values(second, card(product_name="Outro"), other)
    before = look(bench)
    bench.catalog.join([first, second])
    (_, moved) = photos(bench, first)
    assert look(bench)[first][2]["product_name"] == "Um"
    split = bench.catalog.split(first, [moved])
    assert split.ids == [first, second], "the photo goes back into the product that it came from"
    assert look(bench) == before


def test_a_draft_counts_as_work(bench: Bench) -> None:
    first, second = bench.queue("1.jpg", "2.jpg")
    bench.catalog.save_draft(second, {"product_name": "Digitado"})
    assert bench.catalog.join([first, second]).ids[0] == second
    assert bench.catalog.product(second).draft == {"product_name": "Digitado"}


def test_an_approved_card_stays_approved(bench: Bench) -> None:
    approved, _ = bench.approve("1.jpg")
    (other,) = bench.queue("2.jpg")
    assert bench.catalog.join([other, approved]).ids[0] == approved
    assert bench.catalog.product(approved).state is State.APPROVED
    (row,) = bench.catalog.approved_for_export()
    assert [photo.origin.name for photo in row.photos] == ["2.jpg", "1.jpg"]


def test_a_photo_becomes_a_product_of_its_own(bench: Bench) -> None:
    (product,) = bench.catalog.add_products(
        [[Path("/fotos/a/1.jpg"), Path("/fotos/b/2.jpg"), Path("/fotos/3.jpg")]]
    ).ids
    for photo in bench.catalog.unprepared(9):
        bench.catalog.prepared(photo.id, preparation(str(photo.path)))
    one, two, three = photos(bench, product)
    before = look(bench)
    done = bench.catalog.split(product, [one, three])
    left, first, second = done.ids
    assert (left, names(bench, left)) == (product, ["2.jpg"])
    assert (names(bench, first), names(bench, second)) == (["1.jpg"], ["3.jpg"])
    assert {bench.catalog.product(each).state for each in done.ids} == {State.QUEUED}
    folders = bench.catalog.facet_counts(ProductFilter())[Facet.FOLDER]
    assert sorted(folders.values()) == [1, 1, 1]
    claimed = [bench.catalog.claim_next() for _ in range(3)]
    assert [len(job.photos) for job in claimed if job] == [1, 1, 1]
    bench.catalog.recover(done.ids)
    assert bench.catalog.undo(done.deed) is not None
    assert look(bench) == before
    assert two == photos(bench, product)[1]


def test_the_last_photo_always_stays(bench: Bench) -> None:
    (product,) = bench.catalog.add_products([[Path("/fotos/1.jpg"), Path("/fotos/2.jpg")]]).ids
    bench.catalog.split(product, photos(bench, product))
    assert names(bench, product) == ["1.jpg"]
    assert len(bench.catalog.product_ids()) == 2
    assert bench.catalog.split(product, photos(bench, product)).deed is None, "a lone photo is not split"


def test_another_photo_becomes_the_main_one(bench: Bench) -> None:
    first, second = bench.queue("a/1.jpg", "b/2.jpg")
    bench.catalog.join([first, second])
    done = bench.catalog.order_photos(first, photos(bench, first)[::-1])
    assert names(bench, first) == ["2.jpg", "1.jpg"]
    assert bench.catalog.thumbnail(first) == preparation("/fotos/b/2.jpg").thumbnail
    assert list(bench.catalog.facet_counts()[Facet.FOLDER]) == ["/fotos/b"]
    assert bench.catalog.order_photos(first, [1, 2, 99]).deed is None, "those are others"
    assert bench.catalog.order_photos(first, photos(bench, first)).deed is None, "nothing changed"
    bench.catalog.undo(done.deed)
    assert names(bench, first) == ["1.jpg", "2.jpg"]
