"""Samples among anything else that people and the engine may do: nothing is held back that cannot be let go."""

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from app.catalog.store import HELD
from app.catalog.tables import ProductTable
from app.domain.states import State
from tests.catalog.test_moves_at_random import Life


class LifeWithSamples(Life):
    """Now and then somebody looks at a sample first."""

    def held(self) -> set[int]:
        with self.catalog._reading() as session:
            return set(session.scalars(select(ProductTable.id).where(ProductTable.queue_rank == HELD)))

    @rule()
    def claim(self) -> None:
        waiting = {id_ for id_ in self.expected if self.may(id_, State.QUEUED)} - self.held()
        job = self.catalog.claim_next()
        assert (job is None) == (not waiting)
        if job is not None:
            assert job.product_id in waiting
            self.expected[job.product_id].state = State.GENERATING

    @rule(size=st.integers(1, 3))
    def begin_sample(self, size: int) -> None:
        waiting = {id_ for id_ in self.expected if self.may(id_, State.QUEUED)}
        sample = self.catalog.begin_sample(size)
        assert (sample is None) == (len(waiting) <= size)
        if sample is not None:
            assert {*sample.ids} <= waiting
            assert {*sample.ids} == waiting - self.held()

    @rule()
    def end_sample(self) -> None:
        self.catalog.end_sample()
        assert not self.held()

    @invariant()
    def whoever_waits_can_be_let_go(self) -> None:
        waiting = {id_ for id_ in self.held() if self.may(id_, State.QUEUED)}
        sample = self.catalog.sample()
        assert (sample.held if sample else 0) == len(waiting)


@pytest.mark.timeout(120)
def test_samples_in_any_order(blank: Path) -> None:
    class LifeOfBlank(LifeWithSamples):
        pass

    LifeOfBlank.blank = blank
    run_state_machine_as_test(LifeOfBlank, settings=settings(max_examples=8, stateful_step_count=25, deadline=None))
