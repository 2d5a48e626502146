"""A sample first: a few are claimed, the others are held back, and never for good."""

from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.domain.states import State
from tests.catalog.bench import Bench, Clock

TWELVE = [f"{number:02}.jpg" for number in range(12)]


def claim_all(bench: Bench) -> list[int]:
    """Claim whatever can be claimed."""
    found = []
    while (job := bench.catalog.claim_next()) is not None:
        found.append(job.product_id)
    return found


def test_five_spread_over_the_queue_are_written_and_the_others_wait(bench: Bench) -> None:
    ids = bench.queue(*TWELVE)
    sample = bench.catalog.begin_sample(5)
    assert sample is not None
    assert sample.ids == (ids[0], ids[2], ids[4], ids[7], ids[9])
    assert (sample.working, sample.anew, sample.held) == (5, (), 7)
    assert claim_all(bench) == list(sample.ids)
    for id_ in sample.ids:
        bench.finish(id_)
    done = bench.catalog.sample()
    assert done is not None
    assert (done.working, done.anew, done.held) == (0, sample.ids, 7)
    assert bench.catalog.end_sample() == 7
    assert bench.catalog.sample() is None
    assert claim_all(bench) == [id_ for id_ in ids if id_ not in sample.ids]


def test_few_are_not_held_back(bench: Bench) -> None:
    ids = bench.queue(*TWELVE[:5])
    assert bench.catalog.begin_sample(5) is None
    assert bench.catalog.sample() is None
    assert claim_all(bench) == ids


def test_what_is_being_written_already_goes_on(bench: Bench) -> None:
    running = bench.claim("zz.jpg")
    bench.queue(*TWELVE)
    sample = bench.catalog.begin_sample(5)
    assert sample is not None
    assert running not in sample.ids
    bench.finish(running)


def test_photos_that_come_in_meanwhile_join_those_that_wait(bench: Bench) -> None:
    bench.queue(*TWELVE)
    sample = bench.catalog.begin_sample(5)
    late = bench.queue("zz.jpg")
    assert sample is not None
    assert claim_all(bench) == list(sample.ids)
    assert bench.catalog.end_sample() == 8
    assert claim_all(bench)[-1:] == late


def test_the_sample_is_written_anew_before_anything_else(bench: Bench) -> None:
    bench.queue(*TWELVE)
    sample = bench.catalog.begin_sample(5)
    assert sample is not None
    versions = {id_: bench.finish(id_) for id_ in claim_all(bench)}
    first, *rest = sample.ids
    bench.catalog.approve(first, versions[first])
    found = bench.catalog.sample()
    assert found is not None
    assert found.anew == tuple(rest), "what was approved is not written over"
    bench.catalog.move_all(found.anew, State.QUEUED)
    assert claim_all(bench) == rest


def test_it_outlives_the_program(bench: Bench, folder: Path, clock: Clock) -> None:
    bench.queue(*TWELVE)
    sample = bench.catalog.begin_sample(5)
    assert sample is not None
    assert bench.catalog.claim_next() is not None
    bench.catalog.close()
    with Catalog.open(folder, clock=clock) as again:
        assert again.sample() == sample
        assert claim_all(Bench(again, clock)) == list(sample.ids), "the one that was in hand waits again"


@pytest.mark.parametrize("ended", [False, True])
def test_what_was_removed_or_called_off_meanwhile_is_not_held_for_ever(bench: Bench, ended: bool) -> None:
    ids = bench.queue(*TWELVE)
    sample = bench.catalog.begin_sample(5)
    assert sample is not None
    removed, called_off = [id_ for id_ in ids if id_ not in sample.ids][:2]
    bench.catalog.remove([removed])
    bench.catalog.cancel([called_off])
    if ended:
        bench.catalog.end_sample()
    bench.catalog.undo()
    bench.catalog.undo()
    bench.catalog.end_sample()
    assert sorted(claim_all(bench)) == ids


def test_calling_everything_off_and_taking_that_back_holds_the_others_again(bench: Bench) -> None:
    bench.queue(*TWELVE)
    sample = bench.catalog.begin_sample(5)
    assert sample is not None
    bench.catalog.cancel()
    assert bench.catalog.sample() is None
    bench.catalog.undo()
    assert bench.catalog.sample() == sample
    assert claim_all(bench) == list(sample.ids)


def test_a_sample_behind_which_nothing_waits_is_over_when_photos_come_in(bench: Bench) -> None:
    bench.queue(*TWELVE)
    assert bench.catalog.begin_sample(5) is not None
    bench.catalog.cancel()
    late = bench.queue("zz.jpg")
    assert claim_all(bench) == late
    bench.catalog.undo()
    assert bench.catalog.sample() is None
    assert len(claim_all(bench)) == 12


def test_whoever_asks_for_one_that_was_called_off_gets_it(bench: Bench) -> None:
    ids = bench.queue(*TWELVE)
    sample = bench.catalog.begin_sample(5)
    assert sample is not None
    wanted = next(id_ for id_ in ids if id_ not in sample.ids)
    bench.catalog.cancel([wanted])
    bench.catalog.retry([wanted])
    assert wanted in claim_all(bench)


def test_another_sample_takes_the_place_of_the_first(bench: Bench) -> None:
    ids = bench.queue(*TWELVE)
    assert bench.catalog.begin_sample(5) is not None
    assert bench.catalog.begin_sample(3) is not None
    assert claim_all(bench) == [ids[0], ids[4], ids[8]]


def test_of_a_sample_that_was_removed_the_rest_still_goes(bench: Bench) -> None:
    bench.queue(*TWELVE)
    sample = bench.catalog.begin_sample(5)
    assert sample is not None
    bench.catalog.remove(sample.ids)
    found = bench.catalog.sample()
    assert found is not None
    assert (found.ids, found.working, found.held) == ((), 0, 7)
    assert bench.catalog.end_sample() == 7
    assert len(claim_all(bench)) == 7
