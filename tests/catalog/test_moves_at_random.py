"""Anything that people and the engine may do, in any order: the catalogue and a simple model agree."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.catalog.catalog import FILE_NAME, Catalog
from app.catalog.errors import ProductGone
from app.catalog.tables import CardTable, ProductTable
from app.domain.states import MOVES, IllegalMove, State
from tests.catalog.bench import CONFIDENCE, Clock, card, preparation

NAMES = st.sampled_from(["Sofá", "Mesa"])


@dataclass
class Expected:
    """What the model knows of a product."""

    state: State = State.QUEUED
    version: int = 0
    values: dict[str, object] | None = None
    removed: bool = False


class Life(RuleBasedStateMachine):
    """Drives one catalogue."""

    ids: Bundle[int] = Bundle("ids")
    blank: Path

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fichario-life-"))
        shutil.copy(self.blank, self.folder / FILE_NAME)
        self.clock = Clock()
        self.catalog = Catalog.open(self.folder, clock=self.clock)
        self.expected: dict[int, Expected] = {}

    def teardown(self) -> None:
        if hasattr(self, "catalog"):
            self.catalog.close()
            shutil.rmtree(self.folder)

    def may(self, product_id: int, *states: State) -> bool:
        expected = self.expected[product_id]
        return expected.state in states and not expected.removed

    @rule(target=ids, count=st.integers(1, 3))
    def add(self, count: int) -> MultipleResults[int]:
        start = len(self.expected)
        added = self.catalog.add_photos([Path(f"/f/{start + number}.jpg") for number in range(count)]).ids
        for photo in self.catalog.unprepared(count):
            self.catalog.prepared(photo.id, preparation(str(photo.path)))
        self.expected.update({product_id: Expected() for product_id in added})
        return multiple(*added)

    @rule()
    def claim(self) -> None:
        waiting = {id_ for id_ in self.expected if self.may(id_, State.QUEUED)}
        job = self.catalog.claim_next()
        assert (job is None) == (not waiting)
        if job is not None:
            assert job.product_id in waiting
            self.expected[job.product_id].state = State.GENERATING

    @rule(product_id=ids, name=NAMES)
    def finish(self, product_id: int, name: str) -> None:
        expected, values = self.expected[product_id], card(product_name=name)
        try:
            version = self.catalog.finish(product_id, values, CONFIDENCE, {}, {})
        except IllegalMove:
            assert expected.state is not State.GENERATING
        else:
            assert expected.state is State.GENERATING
            expected.state, expected.values, expected.version = State.REVIEW, values, version

    @rule(product_id=ids)
    def fail(self, product_id: int) -> None:
        expected = self.expected[product_id]
        try:
            self.catalog.fail(product_id, "crash", {}, retryable=True)
        except IllegalMove:
            assert expected.state is not State.GENERATING
        else:
            assert expected.state is State.GENERATING
            expected.state = State.FAILED

    @rule(product_id=ids)
    def abort(self, product_id: int) -> None:
        expected = self.expected[product_id]
        try:
            after = self.catalog.cancelled(product_id)
        except IllegalMove:
            assert expected.state is not State.GENERATING
        else:
            assert expected.state is State.GENERATING
            otherwise = State.CANCELLED if expected.values is None else State.REVIEW
            assert after is (State.QUEUED if expected.removed else otherwise)
            expected.state = after

    @rule(product_id=ids)
    def cancel(self, product_id: int) -> None:
        may = self.may(product_id, State.QUEUED)
        assert bool(self.catalog.cancel([product_id]).ids) == may
        if may:
            expected = self.expected[product_id]
            expected.state = State.CANCELLED if expected.values is None else State.REVIEW

    @rule(product_id=ids)
    def retry(self, product_id: int) -> None:
        may = self.may(product_id, State.FAILED, State.CANCELLED)
        assert bool(self.catalog.retry([product_id]).ids) == may
        if may:
            self.expected[product_id].state = State.QUEUED

    @rule(product_id=ids)
    def requeue(self, product_id: int) -> None:
        may = self.may(product_id, *set(State) - {State.QUEUED, State.GENERATING})
        assert bool(self.catalog.move_all([product_id], State.QUEUED).ids) == may
        if may:
            self.expected[product_id].state = State.QUEUED

    @rule(product_id=ids, name=NAMES)
    def edit(self, product_id: int, name: str) -> None:
        expected, values = self.expected[product_id], card(product_name=name)
        has_card = expected.values is not None and not self.may(product_id, State.QUEUED, State.GENERATING)
        try:
            version = self.catalog.save_values(product_id, values, expected.version)
        except (IllegalMove, ProductGone):
            assert expected.removed or not has_card
            return
        assert has_card
        assert not expected.removed
        if values != expected.values and expected.state is not State.REJECTED:
            expected.state = State.REVIEW
        expected.values, expected.version = values, version

    def decide(self, act: Callable[[], object], product_id: int, after: State, *, may: bool) -> None:
        try:
            act()
        except (IllegalMove, ProductGone):
            assert not may
        else:
            assert may
            self.expected[product_id].state = after

    @rule(product_id=ids)
    def approve(self, product_id: int) -> None:
        may = self.may(product_id, State.REVIEW, State.APPROVED, State.EXPORTED, State.REJECTED)
        seen = self.expected[product_id].version
        self.decide(lambda: self.catalog.approve(product_id, seen), product_id, State.APPROVED, may=may)

    @rule(product_id=ids)
    def reject(self, product_id: int) -> None:
        may = self.may(product_id, State.REVIEW, State.APPROVED, State.EXPORTED)
        self.decide(lambda: self.catalog.reject(product_id), product_id, State.REJECTED, may=may)

    @rule(product_id=ids)
    def send_back(self, product_id: int) -> None:
        still = {State.QUEUED, State.GENERATING, State.REVIEW}
        may = self.may(product_id, *set(State) - still) and self.expected[product_id].values is not None
        self.decide(lambda: self.catalog.send_back(product_id), product_id, State.REVIEW, may=may)

    @rule(again=st.booleans())
    def export(self, again: bool) -> None:
        states = {State.APPROVED, State.EXPORTED} if again else {State.APPROVED}
        rows = list(self.catalog.approved_for_export(again=again))
        assert [row.product_id for row in rows] == [id_ for id_ in self.expected if self.may(id_, *states)]
        assert len(self.catalog.mark_exported(rows).ids) == len(rows)
        for row in rows:
            self.expected[row.product_id].state = State.EXPORTED

    @rule(product_id=ids)
    def remove(self, product_id: int) -> None:
        expected = self.expected[product_id]
        assert bool(self.catalog.remove([product_id]).ids) == (not expected.removed)
        expected.removed = True

    @rule(again=st.booleans())
    def undo_and_perhaps_redo(self, again: bool) -> None:
        self.catalog.undo()
        if again:
            self.catalog.redo()
        with self.catalog._reading() as session:
            for product in session.scalars(select(ProductTable)):
                card = session.get(CardTable, product.id)
                now = Expected(product.state, product.version, card.values if card else None, bool(product.removed_at))
                self.expected[product.id] = now

    @rule()
    def close_and_open(self) -> None:
        self.catalog.close()
        self.catalog = Catalog.open(self.folder, clock=self.clock)
        for expected in self.expected.values():
            if expected.state is State.GENERATING:
                expected.state = State.QUEUED

    @invariant()
    def the_lists_agree(self) -> None:
        visible = {id_: expected for id_, expected in self.expected.items() if not expected.removed}
        rows = self.catalog.rows(self.catalog.product_ids())
        assert [(row.id, row.state) for row in rows] == [(id_, each.state) for id_, each in visible.items()]
        assert [row.name for row in rows] == [(each.values or {}).get("product_name", "") for each in visible.values()]

    @invariant()
    def every_history_is_a_chain_of_legal_moves(self) -> None:
        for product_id, expected in self.expected.items():
            lines = self.catalog.history(product_id)
            assert lines[-1].after is expected.state
            for earlier, later in pairwise(lines):
                assert later.before is earlier.after
                assert later.after in MOVES[earlier.after] or later.after is later.before
                assert earlier.at <= later.at

    @invariant()
    def every_history_leads_to_the_values_that_hold(self) -> None:
        for product_id, expected in self.expected.items():
            values = dict(expected.values or {})
            for line in reversed(self.catalog.history(product_id)):
                for name, (before, after) in line.changes.items():
                    assert values.get(name) == after
                    values[name] = before


@pytest.mark.timeout(120)
def test_anything_in_any_order(blank: Path) -> None:
    class LifeOfBlank(Life):
        pass

    LifeOfBlank.blank = blank
    run_state_machine_as_test(LifeOfBlank, settings=settings(max_examples=25, stateful_step_count=30, deadline=None))
