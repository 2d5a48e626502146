"""Deeds of many products are undone in parts, and are one act all the same: to people, to others, and to kill -9."""

from pathlib import Path

import pytest

from app.catalog import undoing
from app.catalog.catalog import Catalog
from app.catalog.rows import Act
from app.domain.states import State
from app.pipeline.turning import finish, redo, undo
from tests.catalog.bench import Bench, Clock
from tests.catalog.looks import look


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few lines a part, so that few products are many."""
    monkeypatch.setattr(undoing, "LINES", 3)


def stocked(bench: Bench) -> list[int]:
    """Seven products, some of them approved or exported."""
    ids = [bench.review(f"{number}.jpg")[0] for number in range(7)]
    bench.catalog.move_all(ids[:3], State.APPROVED)
    bench.catalog.mark_exported(list(bench.catalog.approved_for_export(ids[:1])))
    return ids


def renamed(bench: Bench, ids: list[int]) -> None:
    versions = {one.product_id: one.version for one in bench.catalog.standing_cards(ids)}
    bench.catalog.edit_all({id_: (version, {"product_name": f"Novo {id_}"}) for id_, version in versions.items()})


def test_all_of_it_comes_back_and_goes_again(bench: Bench) -> None:
    ids = stocked(bench)
    before = look(bench.catalog)
    renamed(bench, ids)
    after = look(bench.catalog)
    first = bench.catalog.undo()
    assert first is not None
    assert (first.unfinished, len(first.ids)) == (True, 3)
    while bench.catalog.go_on(first.by).unfinished:
        pass
    assert look(bench.catalog) == before
    assert bench.catalog.unfinished_turn() is None
    again = redo(bench.catalog)
    assert again is not None
    assert (sorted(again.ids), again.left, again.unfinished) == (ids, 0, False)
    assert look(bench.catalog) == after
    undone = undo(bench.catalog)
    assert undone is not None
    assert undone.deed.act is Act.REVISED
    assert look(bench.catalog) == before
    assert len({entry.deed for id_ in ids for entry in bench.catalog.history(id_) if entry.act is Act.UNDONE}) == 2


def test_a_product_of_several_lines_is_turned_round_once(bench: Bench) -> None:
    ids = stocked(bench)
    before = look(bench.catalog)
    done = bench.catalog.move_all(ids, State.REJECTED)  # by way of review where they were decided: two lines
    assert done.deed is not None
    undone = undo(bench.catalog, done.deed)
    assert undone is not None
    assert (sorted(undone.ids), undone.left) == (ids, 0)
    assert look(bench.catalog) == before


def test_what_somebody_changes_between_two_parts_is_left_alone(bench: Bench) -> None:
    ids = stocked(bench)
    renamed(bench, ids)
    first = bench.catalog.undo()
    assert first is not None
    last = ids[-1]
    card = bench.catalog.product(last).card
    assert card is not None
    bench.catalog.save_values(last, {**card.values, "product_name": "Meu"}, bench.catalog.product(last).version)
    left = 0
    while True:
        part = bench.catalog.go_on(first.by)
        left += part.left
        if not part.unfinished:
            break
    assert left == 1
    assert bench.catalog.rows([last])[0].name == "Meu"


def test_another_start_ends_what_a_killed_program_had_begun(folder: Path, clock: Clock) -> None:
    with Catalog.open(folder, clock=clock) as catalog:
        bench = Bench(catalog, clock)
        ids = stocked(bench)
        before = look(catalog)
        renamed(bench, ids)
        first = catalog.undo()
        assert first is not None
        assert first.unfinished
    with Catalog.open(folder, clock=clock) as catalog:
        assert catalog.unfinished_turn() == first.by
        assert sorted({*first.ids, *finish(catalog)}) == ids
        assert look(catalog) == before
        assert finish(catalog) == []


def test_what_products_have_to_do_with_one_another_is_turned_round_at_once(bench: Bench) -> None:
    ids = [bench.review(f"{number}.jpg")[0] for number in range(4)]
    bench.catalog.set_hint(ids, "linho")
    undone = bench.catalog.undo()
    assert undone is not None
    assert (sorted(undone.ids), undone.unfinished) == (ids, False)
