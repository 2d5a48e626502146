"""Whether somebody is taken to wait for the product whose turn it is."""

from app.domain.states import State
from tests.catalog.bench import Bench

ON_BOTH = True


def test_somebody_waits_for_a_few_and_nobody_for_each_of_many(bench: Bench) -> None:
    (alone,) = bench.queue("a.jpg")
    job = bench.catalog.claim_next()
    assert job is not None
    assert (job.product_id, job.awaited) == (alone, True)
    bench.finish(alone)
    many = bench.queue(*(f"{number}.jpg" for number in range(12)))
    jobs = [bench.catalog.claim_next() for _ in range(7)]
    assert [job and job.awaited for job in jobs] == [False] * 7
    for product in many[:7]:
        bench.finish(product)
    bench.catalog.move_all(many[:1], State.QUEUED)
    job = bench.catalog.claim_next()
    assert job is not None
    assert (job.product_id, job.awaited) == (many[0], True), "somebody wants this one anew, before the others"
    bench.finish(many[0])
    bench.catalog.move_all(many[:7], State.QUEUED)
    job = bench.catalog.claim_next()
    assert job is not None
    assert (job.product_id, job.awaited) == (many[0], False), "these are many again"
