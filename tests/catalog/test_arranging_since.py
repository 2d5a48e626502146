"""Joined, split and ordered photos: what was done since, what fails, what is written meanwhile, and acts at random."""

import random
from pathlib import Path

import pytest

from app.catalog.errors import TooManyPhotos
from app.catalog.photos import MOST_PHOTOS
from app.catalog.rows import Act, ProductFilter
from app.domain.states import State
from tests.catalog.arranged import look, names, photos
from tests.catalog.bench import CONFIDENCE, Bench, card, preparation


def test_what_was_done_since_is_left_alone(bench: Bench) -> None:
    first, second, third = bench.queue("1.jpg", "2.jpg", "3.jpg")
    done = bench.catalog.join([first, second])
    bench.catalog.join([first, third])
    now = look(bench)
    undone = bench.catalog.undo(done.deed)
    assert undone is not None
    assert (list(undone.ids), undone.left) == ([], 2)
    assert look(bench) == now


def test_of_many_groups_those_that_changed_since_are_left_alone(bench: Bench) -> None:
    a, b, c, d = bench.queue("1.jpg", "2.jpg", "3.jpg", "4.jpg")
    begun = bench.catalog.join_all([[a, b]])
    done = bench.catalog.join_all([[c, d]], begun.deed)
    assert done.deed == begun.deed
    bench.catalog.order_photos(a, photos(bench, a)[::-1])
    undone = bench.catalog.undo(done.deed)
    assert undone is not None
    assert (sorted(undone.ids), undone.left) == ([c, d], 2)
    assert bench.catalog.product_ids() == [a, c, d]


def test_too_many_photos_are_refused_and_nothing_changes(bench: Bench) -> None:
    ids = bench.add(*(f"{number}.jpg" for number in range(MOST_PHOTOS + 1)))
    with pytest.raises(TooManyPhotos):
        bench.catalog.join(ids)
    assert len(bench.catalog.product_ids()) == MOST_PHOTOS + 1
    assert len(bench.catalog.join(ids[1:]).ids) == MOST_PHOTOS


def test_it_waits_until_all_photos_are_prepared(bench: Bench) -> None:
    (ready,) = bench.queue("1.jpg")
    (fresh,) = bench.add("2.jpg")
    bench.catalog.join([ready, fresh])
    assert bench.catalog.claim_next() is None
    (photo,) = bench.catalog.unprepared(5)
    bench.catalog.prepared(photo.id, preparation("/fotos/2.jpg"))
    job = bench.catalog.claim_next()
    assert job is not None
    assert [photo.path.name for photo in job.photos] == ["1.jpg", "2.jpg"]


def test_without_its_broken_photo_a_product_waits_again(bench: Bench) -> None:
    (product,) = bench.catalog.add_products([[Path("/fotos/1.jpg"), Path("/fotos/2.jpg")]]).ids
    one, two = bench.catalog.unprepared(5)
    bench.catalog.prepared(one.id, preparation("/fotos/1.jpg"))
    bench.catalog.unreadable(two.id, "photo.truncated", {"path": str(two.path)})
    (row,) = bench.catalog.rows([product])
    assert (row.state, row.failed_name, row.file_name) == (State.FAILED, "2.jpg", "1.jpg")
    done = bench.catalog.split(product, [two.id])
    assert bench.catalog.product(product).state is State.QUEUED
    bench.catalog.undo(done.deed)
    found = bench.catalog.product(product)
    assert (found.state, len(found.photos)) == (State.FAILED, 2)
    bench.catalog.redo()
    job = bench.catalog.claim_next()
    assert job is not None
    assert job.product_id == product


def test_a_card_about_other_photos_is_not_kept(bench: Bench) -> None:
    claimed = bench.claim("1.jpg")
    (other,) = bench.queue("2.jpg")
    had = photos(bench, claimed)
    bench.catalog.join([claimed, other])
    bench.catalog.finish(claimed, card(), CONFIDENCE, {}, {}, None, had)
    assert bench.catalog.product(claimed).state is State.QUEUED
    job = bench.catalog.claim_next()
    assert job is not None
    assert (job.product_id, len(job.photos)) == (claimed, 2)
    bench.catalog.finish(claimed, card(), CONFIDENCE, {}, {}, None, [photo.id for photo in job.photos][::-1])
    assert bench.catalog.product(claimed).state is State.REVIEW


def test_a_hidden_product_is_found_by_nothing(bench: Bench) -> None:
    first, second = bench.queue("sapato.jpg", "bota.jpg")
    bench.catalog.join([first, second])
    assert bench.catalog.product_ids(ProductFilter(text="bota")) == [first], "its photo's name finds the one it is of"
    assert bench.catalog.counts()[State.QUEUED] == 1
    added = bench.catalog.add_photos([Path("/fotos/bota.jpg")])
    assert (added.ids, added.already) == ((), 1)
    assert bench.catalog.claim_next() is not None
    assert bench.catalog.claim_next() is None


def test_the_history_tells_of_it(bench: Bench) -> None:
    first, second = bench.queue("1.jpg", "2.jpg")
    bench.catalog.join([first, second])
    line = bench.catalog.history(first)[-1]
    assert line.act is Act.ARRANGED
    assert line.detail["photos"] == [[1], [1, 2]]


def test_products_of_several_photos_come_in(bench: Bench) -> None:
    a, b, c = (Path("/fotos") / name for name in ("a.jpg", "b.jpg", "c.jpg"))
    bench.catalog.add_photos([b])
    added = bench.catalog.add_products([[a, b, a], [b], [c]])
    assert [names(bench, product) for product in added.ids] == [["a.jpg"], ["c.jpg"]]
    assert added.already == 3


@pytest.mark.parametrize("seed", range(6))
def test_any_acts_in_a_row_lose_no_photo_and_are_all_taken_back(bench: Bench, seed: int) -> None:
    chance = random.Random(seed)
    bench.queue(*(f"{number}.jpg" for number in range(8)))
    everything = sorted(name for _, found, _ in look(bench).values() for name in found)
    seen = [look(bench)]
    for _ in range(25):
        ids = bench.catalog.product_ids()
        product = chance.choice(ids)
        mine = photos(bench, product)
        match chance.randrange(4):
            case 0 | 1:
                done = bench.catalog.join(chance.sample(ids, min(len(ids), 2)))
            case 2:
                done = bench.catalog.split(product, chance.sample(mine, chance.randint(1, len(mine))))
            case _:
                done = bench.catalog.order_photos(product, chance.sample(mine, len(mine)))
        assert sorted(name for _, found, _ in look(bench).values() for name in found) == everything
        if done.deed is not None:
            seen.append(look(bench))
    for expected in seen[-2::-1]:
        undone = bench.catalog.undo()
        assert undone is not None
        assert undone.left == 0
        assert look(bench) == expected
    assert bench.catalog.undo() is None
