"""Acts on many products, each taken back as one."""

import pytest

from app.catalog.rows import Act, Facet, ProductFilter
from app.domain.states import State
from tests.catalog.bench import Bench, card

ON_BOTH = True


def standing(bench: Bench) -> dict[State, list[int]]:
    """Products by state."""
    found = {state: bench.catalog.product_ids(ProductFilter.standing(state)) for state in State}
    return {state: ids for state, ids in found.items() if ids}


def one_of_each(bench: Bench) -> list[int]:
    """One in review, approved, exported, rejected, waiting and called off."""
    exported, _ = bench.approve("exported.jpg")
    bench.catalog.mark_exported(bench.catalog.approved_for_export())
    review, _ = bench.review("review.jpg")
    approved, _ = bench.approve("approved.jpg")
    rejected, _ = bench.review("rejected.jpg")
    bench.catalog.reject(rejected)
    (cancelled,) = bench.queue("cancelled.jpg")
    bench.catalog.cancel()
    (queued,) = bench.queue("queued.jpg")
    return [review, approved, exported, rejected, queued, cancelled]


@pytest.mark.parametrize("after", [State.APPROVED, State.REJECTED, State.QUEUED])
def test_an_act_on_a_selection_and_its_undo(bench: Bench, after: State) -> None:
    ids = one_of_each(bench)
    before = standing(bench)
    moved = bench.catalog.move_all(ids, after)
    movable = {
        State.APPROVED: {State.REVIEW, State.REJECTED},
        State.REJECTED: {State.REVIEW, State.APPROVED, State.EXPORTED},
        State.QUEUED: set(before) - {State.QUEUED},
    }[after]
    assert sorted(moved.ids) == sorted(product for state in movable for product in before[state])
    assert {bench.catalog.product(product).state for product in moved.ids} == {after}
    undone = bench.catalog.undo(moved.deed)
    assert undone is not None
    assert (sorted(undone.ids), undone.left) == (sorted(moved.ids), 0)
    assert standing(bench) == before
    assert bench.catalog.undo(moved.deed) is None, "it is undone already"


def test_approving_gives_a_date_and_a_line_of_history(bench: Bench) -> None:
    ids = [bench.review(f"{number}.jpg")[0] for number in range(3)]
    bench.catalog.move_all(ids, State.APPROVED)
    for product in ids:
        assert bench.catalog.product(product).approved_at is not None
        assert bench.catalog.history(product)[-1].act is Act.APPROVED


def test_what_was_typed_and_is_not_on_the_card_yet_is_not_judged(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    bench.catalog.move_all([product], State.QUEUED)
    bench.catalog.save_draft(product, {"product_name": "Digitado"})
    bench.catalog.cancel([product])
    assert bench.catalog.product(product).state is State.REVIEW
    assert bench.catalog.move_all([product], State.APPROVED).ids == []
    assert bench.catalog.product(product).draft == {"product_name": "Digitado"}


def test_taking_back_leaves_alone_what_somebody_decided_since(bench: Bench) -> None:
    ids = [bench.review(f"{number}.jpg")[0] for number in range(3)]
    moved = bench.catalog.move_all(ids, State.APPROVED)
    bench.catalog.send_back(ids[0])
    bench.catalog.reject(ids[0])
    undone = bench.catalog.undo(moved.deed)
    assert undone is not None
    assert (undone.ids, undone.left) == (ids[1:], 1)
    assert standing(bench) == {State.REVIEW: ids[1:], State.REJECTED: ids[:1]}


def test_values_become_one_and_come_back(bench: Bench) -> None:
    small, _ = bench.review("a.jpg", color_primary="azul")
    large, _ = bench.review("b.jpg", color_primary="Azul")
    approved, _ = bench.approve("c.jpg", color_primary="azul-marinho", product_name="Meia")
    other, _ = bench.review("d.jpg", color_primary="preto")
    merged = bench.merge(["azul", "Azul", "azul-marinho"], "azul")
    assert sorted(merged.ids) == [large, approved]
    assert bench.catalog.facet_counts()[Facet.COLOUR] == {"azul": 3, "preto": 1}
    detail = bench.catalog.product(approved)
    assert detail.card is not None
    assert detail.card.values == card(color_primary="azul", product_name="Meia")
    assert detail.state is State.REVIEW, "what was approved is not what stands there now"
    assert bench.catalog.product_ids(ProductFilter(text="marinho")) == []
    assert bench.catalog.undo(merged.deed) is not None
    assert bench.catalog.facet_counts()[Facet.COLOUR] == {"azul": 1, "Azul": 1, "azul-marinho": 1, "preto": 1}
    assert standing(bench) == {State.REVIEW: [small, large, other], State.APPROVED: [approved]}
    assert bench.catalog.product_ids(ProductFilter(text="marinho")) == [approved]


def test_a_card_whose_value_was_edited_since_keeps_it(bench: Bench) -> None:
    product, _ = bench.review("a.jpg", color_primary="Azul")
    merged = bench.merge(["Azul"], "azul")
    version = bench.catalog.product(product).version
    bench.catalog.save_values(product, card(color_primary="preto"), version)
    undone = bench.catalog.undo(merged.deed)
    assert undone is not None
    assert (undone.ids, undone.left) == ([], 1)
    found = bench.catalog.product(product).card
    assert found is not None
    assert found.values == card(color_primary="preto")


def test_only_the_chosen_cards_go_out(bench: Bench) -> None:
    ids = [bench.approve(f"{number}.jpg")[0] for number in range(4)]
    rows = list(bench.catalog.approved_for_export([ids[2], ids[0], 99]))
    assert [row.product_id for row in rows] == [ids[0], ids[2]]
