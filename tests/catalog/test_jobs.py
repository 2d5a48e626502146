"""The durable queue."""

import pytest

from app.catalog.errors import ProductGone
from app.catalog.reports import Batch
from app.catalog.rows import Act
from app.domain.states import IllegalMove, State
from tests.catalog.bench import CONFIDENCE, Bench, card
from tests.catalog.conftest import Reopen

ON_BOTH = True


def test_the_oldest_is_claimed_first(bench: Bench) -> None:
    ids = bench.queue("a.jpg", "b.jpg")
    job = bench.catalog.claim_next()
    assert job is not None
    assert (job.product_id, job.attempt, [photo.path.name for photo in job.photos]) == (ids[0], 1, ["a.jpg"])
    assert bench.catalog.product(ids[0]).state is State.GENERATING


def test_a_finished_card_is_kept_with_all_that_was_said(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    found = bench.catalog.product(product_id)
    assert (found.state, found.version, found.attempt) == (State.REVIEW, version, 1)
    assert found.card is not None
    assert found.card.generated == found.card.values == card()
    assert list(found.card.values) == list(card())  # the order of the fields
    assert found.card.confidence == CONFIDENCE
    assert found.card.provenance == {"model": "m.gguf"}
    assert found.card.edited_at is None
    (row,) = bench.catalog.rows([product_id])
    assert (row.name, row.category, row.colour, row.confidence) == ("Sofá de três lugares", "Móveis", "azul", 0.4)
    assert bench.catalog.recent_figures(5) == [{"seconds": 2.5}]


def test_a_job_ends_once(bench: Bench) -> None:
    product_id, _ = bench.review("a.jpg")
    with pytest.raises(IllegalMove):
        bench.finish(product_id)
    with pytest.raises(IllegalMove):
        bench.catalog.fail(product_id, "crash", {}, retryable=True)
    with pytest.raises(IllegalMove):
        bench.catalog.cancelled(product_id)


def test_a_job_that_waits_cannot_end(bench: Bench) -> None:
    (product_id,) = bench.queue("a.jpg")
    with pytest.raises(IllegalMove):
        bench.finish(product_id)
    with pytest.raises(IllegalMove):
        bench.catalog.fail(product_id, "crash", {}, retryable=True)
    with pytest.raises(IllegalMove):
        bench.catalog.cancelled(product_id)
    with pytest.raises(ProductGone):
        bench.finish(99)
    assert bench.catalog.product(product_id).state is State.QUEUED


def test_a_failure_says_why_until_it_is_tried_again(bench: Bench) -> None:
    product_id = bench.claim("a.jpg")
    bench.catalog.fail(product_id, "memory", {"needed": "6 GB"}, retryable=True)
    failure = bench.catalog.product(product_id).failure
    assert failure is not None
    assert (failure.code, failure.facts, failure.retryable) == ("memory", {"needed": "6 GB"}, True)
    assert bench.catalog.rows([product_id])[0].failure == "memory"
    assert bench.catalog.retry([product_id]).ids == [product_id]
    assert bench.catalog.product(product_id).failure is None
    job = bench.catalog.claim_next()
    assert job is not None
    assert job.attempt == 2
    assert bench.catalog.history(product_id)[2].detail == {
        "code": "memory",
        "facts": {"needed": "6 GB"},
        "retryable": True,
    }


def test_cancelling_takes_the_waiting_out_and_leaves_the_running(bench: Bench) -> None:
    running = bench.claim("a.jpg")
    waiting = bench.queue("b.jpg", "c.jpg", "d.jpg")
    assert bench.catalog.cancel(waiting[:1]).ids == waiting[:1]
    assert bench.catalog.cancel().ids == waiting[1:]
    assert bench.catalog.cancel().ids == []
    assert bench.catalog.cancelled(running) is State.CANCELLED
    assert bench.catalog.counts()[State.CANCELLED] == 4
    assert bench.catalog.claim_next() is None
    assert bench.catalog.retry(waiting).ids == waiting


def test_generating_again_comes_first_and_keeps_the_card_until_then(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    edited = card(product_name="Sofá azul")
    bench.catalog.save_values(product_id, edited, version)
    bench.queue("b.jpg")
    assert bench.catalog.move_all([product_id], State.QUEUED).ids
    assert not bench.catalog.move_all([product_id], State.QUEUED).ids  # a double click
    job = bench.catalog.claim_next()
    assert job is not None
    assert job.product_id == product_id
    before = bench.catalog.product(product_id).card
    assert before is not None
    assert before.values == edited
    bench.finish(product_id, product_name="Outro sofá")
    after = bench.catalog.product(product_id).card
    assert after is not None
    assert after.values["product_name"] == "Outro sofá"
    assert after.edited_at is None
    replaced = bench.catalog.history(product_id)[-1].detail["replaced"]
    assert replaced["generated"] == card()
    changes = bench.catalog.history(product_id)[-1].changes
    assert {name: old for name, (old, _) in changes.items()} == {name: edited[name] for name in changes}


@pytest.mark.parametrize("claimed", [False, True])
def test_calling_off_a_second_generation_goes_back_to_the_card(bench: Bench, claimed: bool) -> None:
    product_id, _ = bench.review("a.jpg")
    bench.catalog.move_all([product_id], State.QUEUED)
    if claimed:
        assert bench.catalog.claim_next() is not None
        assert bench.catalog.cancelled(product_id) is State.REVIEW
    else:
        assert bench.catalog.cancel([product_id]).ids == [product_id]
    assert bench.catalog.product(product_id).state is State.REVIEW


def test_a_failed_second_generation_leaves_the_card_to_go_back_to(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    bench.catalog.move_all([product_id], State.QUEUED)
    bench.catalog.claim_next()
    bench.catalog.fail(product_id, "crash", {}, retryable=True)
    assert bench.catalog.product(product_id).state is State.FAILED
    bench.catalog.send_back(product_id)
    found = bench.catalog.product(product_id)
    assert (found.state, found.version, found.failure) == (State.REVIEW, version, None)


def test_a_removed_product_does_not_run_and_finishes_unseen(bench: Bench) -> None:
    (waiting,) = bench.queue("a.jpg")
    bench.catalog.remove([waiting])
    assert bench.catalog.claim_next() is None
    running = bench.claim("b.jpg")
    bench.catalog.remove([running])
    bench.finish(running)
    assert bench.catalog.product_ids() == []
    assert bench.catalog.undo() is not None
    assert bench.catalog.undo() is not None
    assert bench.catalog.product(running).state is State.REVIEW
    assert bench.catalog.product(waiting).state is State.QUEUED


def test_removed_while_running_then_restored_runs_again(bench: Bench) -> None:
    running = bench.claim("a.jpg")
    removed = bench.catalog.remove([running])
    assert bench.catalog.cancelled(running, removed.deed) is State.QUEUED
    assert bench.catalog.claim_next() is None
    bench.catalog.undo()
    job = bench.catalog.claim_next()
    assert job is not None
    assert job.product_id == running


def test_opening_queues_again_what_was_running(bench: Bench, reopen: Reopen) -> None:
    running = bench.claim("a.jpg")
    (waiting,) = bench.queue("b.jpg")
    bench.catalog.close()
    with reopen() as again:
        assert again.product(running).state is State.QUEUED
        assert again.history(running)[-1].act is Act.RECOVERED
        jobs = [again.claim_next(), again.claim_next()]
        assert [job and (job.product_id, job.attempt) for job in jobs] == [(running, 2), (waiting, 1)]


def test_the_batch_grows_while_something_waits_and_begins_anew_after(bench: Bench) -> None:
    assert bench.catalog.progress() == Batch()
    first = bench.queue("a.jpg", "b.jpg")
    bench.catalog.claim_next()
    bench.finish(first[0])
    bench.add("c.jpg")
    assert bench.catalog.progress() == Batch(number=1, total=3, done=1, queued=2)
    bench.catalog.claim_next()
    bench.catalog.fail(first[1], "crash", {}, retryable=True)
    bench.catalog.cancel()
    assert bench.catalog.progress() == Batch(number=1, total=3, done=1, failed=1, cancelled=1)
    bench.claim("d.jpg")
    assert bench.catalog.progress() == Batch(number=2, total=1, generating=1)


def test_what_was_typed_meanwhile_goes_over_what_the_model_wrote(bench: Bench) -> None:
    product_id = bench.claim("a.jpg")
    bench.catalog.save_draft(product_id, {"product_name": "Sofa"})
    bench.catalog.save_draft(product_id, {"product_name": "Sofá retrátil", "color_primary": "cinza"})
    assert bench.catalog.product(product_id).draft == {"product_name": "Sofá retrátil", "color_primary": "cinza"}
    bench.finish(product_id)
    found = bench.catalog.product(product_id)
    assert found.card is not None
    assert found.card.values == card(product_name="Sofá retrátil", color_primary="cinza")
    assert found.card.generated == card()
    assert found.card.edited_at is not None
    assert found.draft == {}


def test_what_was_typed_too_late_goes_over_the_card_at_once(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    later = bench.catalog.save_draft(product_id, {"color_primary": "cinza"})
    found = bench.catalog.product(product_id)
    assert found.card is not None
    assert found.card.values == card(color_primary="cinza")
    assert later == found.version == version + 1


def test_what_was_typed_over_a_second_card_that_was_called_off_is_approved(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    bench.catalog.move_all([product_id], State.QUEUED)
    bench.catalog.save_draft(product_id, {"color_primary": "cinza"})
    bench.catalog.cancel([product_id])
    bench.catalog.approve(product_id, version)
    found = bench.catalog.product(product_id)
    assert found.card is not None
    assert (found.state, found.draft) == (State.APPROVED, {})
    assert found.card.values == card(color_primary="cinza")


def test_what_was_typed_over_a_second_card_that_was_called_off_never_comes_over_later_edits(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    bench.catalog.move_all([product_id], State.QUEUED)
    bench.catalog.save_draft(product_id, {"color_primary": "cinza"})
    bench.catalog.cancel([product_id])
    bench.catalog.save_values(product_id, card(color_primary="preto"), version)
    found = bench.catalog.product(product_id)
    assert found.card is not None
    assert (found.draft, found.card.values) == ({}, card(color_primary="preto"))


def test_what_was_typed_outlives_the_end_of_the_program(bench: Bench, reopen: Reopen) -> None:
    product_id = bench.claim("a.jpg")
    bench.catalog.save_draft(product_id, {"color_primary": "cinza"})
    bench.catalog.close()
    with reopen() as again:
        assert again.product(product_id).draft == {"color_primary": "cinza"}
