"""What a bulk edit would do to each card, and doing it: real cards in a real catalogue, any model."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.rows import Act
from app.domain.card import card_type
from app.domain.states import State
from app.pipeline.edits.doing import Carried, carry_out
from app.pipeline.edits.expressions import Expression, ExpressionSlow
from app.pipeline.edits.operations import Add, Operation, Replace, Rewrite, Set, Unite
from app.pipeline.edits.planning import Decision, Fate, FieldEdit, Planned
from tests.catalog.bench import Bench, Clock, card

CARD = card_type(minimum_words=5)
NAME, COLOUR, FEATURES = "product_name", "color_primary", "features_list"
VALID = {FEATURES: ["pés de madeira", "capa lavável", "três lugares"]}
Photo = Callable[[str], Path]


@pytest.fixture
def bench(catalog: Catalog) -> Bench:
    return Bench(catalog, Clock())


def plan(bench: Bench, field: str, operation: Operation) -> dict[int, Planned]:
    """The plan for all products."""
    ids = bench.catalog.product_ids()
    return {one.product_id: one for one in FieldEdit(CARD, field, operation).plan(bench.catalog, ids)}


def apply(bench: Bench, edit: FieldEdit | Decision, done: Carried | None = None) -> Carried:
    """Do what is planned now to all products."""
    planned = edit.plan(bench.catalog, bench.catalog.product_ids())
    versions = {one.product_id: one.version for one in planned if one.fate is Fate.CHANGES}
    return carry_out(bench.catalog, edit, versions, done or Carried())


def test_each_product_is_told_what_becomes_of_it(bench: Bench) -> None:
    review, _ = bench.review("a.jpg")
    approved, _ = bench.approve("b.jpg")
    short, _ = bench.review("c.jpg", product_name="Sofá")
    other, _ = bench.review("d.jpg", product_name="Mesa de centro")
    (waiting,) = bench.queue("e.jpg")
    planned = plan(bench, NAME, Replace("Sofá", "S"))
    assert {id_: one.fate for id_, one in planned.items()} == {
        review: Fate.CHANGES,
        approved: Fate.CHANGES,
        short: Fate.INVALID,
        other: Fate.SAME,
        waiting: Fate.AWAY,
    }
    assert (planned[review].before, planned[review].after) == ("Sofá de três lugares", "S de três lugares")
    assert (planned[review].back, planned[approved].back) == (False, True)
    assert planned[short].problems[0]["type"] == "string_too_short"
    assert planned[waiting].name == "e.jpg", "a product without a card is called by its photo"


def test_lists_and_closed_lists_are_held_to_their_rules(bench: Bench) -> None:
    product, _ = bench.review("a.jpg", **VALID)
    assert plan(bench, FEATURES, Replace("capa lavável", ""))[product].fate is Fate.INVALID
    assert plan(bench, FEATURES, Add("novo item"))[product].fate is Fate.CHANGES
    assert plan(bench, COLOUR, Set("azul-petróleo"))[product].fate is Fate.INVALID
    assert plan(bench, COLOUR, Set("verde"))[product].fate is Fate.CHANGES


def test_what_was_typed_over_a_card_to_come_is_left_alone(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    bench.catalog.move_all([product], State.QUEUED)
    bench.catalog.save_draft(product, {NAME: "Digitado"})
    bench.catalog.cancel([product])
    assert plan(bench, COLOUR, Set("verde"))[product].fate is Fate.TYPED


def test_a_runaway_expression_ends_the_plan(bench: Bench) -> None:
    bench.review("a.jpg", product_name="a" * 79 + "b")
    with pytest.raises(ExpressionSlow):
        plan(bench, NAME, Rewrite(Expression(r"(a|aa)+$", "", exact=True)))


def test_parts_are_one_deed_with_one_way_back(bench: Bench) -> None:
    first, _ = bench.review("a.jpg")
    second, _ = bench.approve("b.jpg")
    edit = FieldEdit(CARD, NAME, Add("novo"))
    done = Carried()
    for product in (first, second):
        version = bench.catalog.product(product).version
        done = carry_out(bench.catalog, edit, {product: version}, done)
    assert (list(done.ids), done.stale) == ([first, second], 0)
    values = bench.catalog.card_values([first, second])
    assert {one[NAME] for one in values.values()} == {"Sofá de três lugares novo"}
    assert bench.catalog.product(second).state is State.REVIEW
    assert bench.catalog.rows([first])[0].name == "Sofá de três lugares novo"
    undoable = bench.catalog.undoable()
    assert undoable is not None
    assert (undoable.id, undoable.act) == (done.deed, Act.REVISED)
    undone = bench.catalog.undo(done.deed)
    assert undone is not None
    assert sorted(undone.ids) == [first, second]
    assert bench.catalog.card_values([first])[first] == card()
    assert bench.catalog.product(second).state is State.APPROVED


def test_cards_that_changed_since_the_plan_keep_what_was_typed(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    other, _ = bench.review("b.jpg")
    edit = FieldEdit(CARD, NAME, Add("novo"))
    versions = {one.product_id: one.version for one in edit.plan(bench.catalog, [product, other])}
    bench.catalog.save_values(product, card(product_name="Mudou"), version)
    done = carry_out(bench.catalog, edit, versions, Carried())
    assert (list(done.ids), done.stale) == ([other], 1)
    assert bench.catalog.card_values([product])[product][NAME] == "Mudou"


def test_typing_after_a_bulk_edit_is_a_deed_of_its_own(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    apply(bench, FieldEdit(CARD, NAME, Set("Em massa")))
    version = bench.catalog.product(product).version
    bench.catalog.save_values(product, card(product_name="Digitado"), version)
    bench.catalog.undo()
    assert bench.catalog.card_values([product])[product][NAME] == "Em massa"


def test_values_that_become_one_are_found_by_it_and_come_back(bench: Bench) -> None:
    for number, colour in enumerate(("azul", "Azul", "azul-marinho", "preto")):
        bench.review(f"{number}.jpg", color_primary=colour)
    done = apply(bench, FieldEdit(CARD, COLOUR, Unite(frozenset({"azul", "Azul", "azul-marinho"}), "azul")))
    assert len(done.ids) == 2
    colours = [row.colour for row in bench.catalog.rows(bench.catalog.product_ids())]
    assert colours == ["azul", "azul", "azul", "preto"]
    undoable = bench.catalog.undoable()
    assert undoable is not None
    assert (undoable.act, undoable.facts) == (Act.MERGED, {"into": "azul"})
    bench.catalog.undo(done.deed)
    colours = [row.colour for row in bench.catalog.rows(bench.catalog.product_ids())]
    assert colours == ["azul", "Azul", "azul-marinho", "preto"]


def test_only_valid_cards_are_approved_and_decided_ones_sent_back(bench: Bench) -> None:
    valid, _ = bench.review("a.jpg", **VALID)
    few, _ = bench.review("b.jpg")
    rejected, _ = bench.review("c.jpg", **VALID)
    bench.catalog.reject(rejected)
    planned = {one.product_id: one for one in Decision(CARD, State.APPROVED).plan(bench.catalog, [valid, few])}
    assert (planned[valid].before, planned[valid].after) == ("review", "approved")
    assert planned[few].fate is Fate.INVALID
    done = apply(bench, Decision(CARD, State.APPROVED))
    assert sorted(done.ids) == [valid, rejected]
    back = apply(bench, Decision(CARD, State.REVIEW))
    assert sorted(back.ids) == [valid, rejected]
    assert bench.catalog.counts()[State.REVIEW] == 3
    bench.catalog.undo(back.deed)
    assert bench.catalog.counts()[State.APPROVED] == 2
