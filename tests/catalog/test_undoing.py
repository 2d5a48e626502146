"""What people did is undone and done again: any product, any time, also after the program was started again."""

from typing import Any

from app.catalog.reports import HistoryEntry, Undone
from app.catalog.rows import Act
from app.catalog.undoing import DEPTH
from app.domain.states import State
from tests.catalog.bench import Bench, Clock, card
from tests.catalog.conftest import Reopen
from tests.catalog.looks import look

ON_BOTH = True
ON_A_FILE = ("test_two_hundred_deeds_can_be_undone",)


def name_of(bench: Bench, product_id: int) -> str:
    return bench.catalog.rows([product_id])[0].name


def edit(bench: Bench, product_id: int, **values: Any) -> None:
    found = bench.catalog.product(product_id)
    assert found.card is not None
    bench.catalog.save_values(product_id, found.card.values | values, found.version)


def undone(bench: Bench) -> Undone:
    found = bench.catalog.undo()
    assert found is not None
    return found


def test_the_last_deed_is_undone_wherever_it_was_and_done_again(bench: Bench) -> None:
    first, _ = bench.review("a.jpg")
    second, version = bench.review("b.jpg")
    edit(bench, first, product_name="Mesa")
    bench.catalog.approve(second, version)
    bench.catalog.reject(first)
    after = look(bench.catalog)
    told = [undone(bench) for _ in range(3)]
    assert [(one.deed.act, list(one.ids)) for one in told] == [
        (Act.REJECTED, [first]),
        (Act.APPROVED, [second]),
        (Act.EDITED, [first]),
    ]
    assert {one.state for one in look(bench.catalog).values()} == {State.REVIEW}
    assert name_of(bench, first) == card()["product_name"]
    assert bench.catalog.undo() is None
    again = [bench.catalog.redo() for _ in range(3)]
    assert [one.deed.act for one in again if one] == [Act.EDITED, Act.APPROVED, Act.REJECTED]
    assert bench.catalog.redo() is None
    assert look(bench.catalog) == after
    assert undone(bench).deed.act is Act.REJECTED


def test_what_is_done_after_an_undo_ends_the_redoing(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    bench.catalog.approve(product, version)
    undone(bench)
    bench.catalog.reject(product)
    assert bench.catalog.redo() is None
    assert undone(bench).deed.act is Act.REJECTED
    assert bench.catalog.undo() is None, "the approval is undone already"


def test_the_program_may_have_been_started_again(reopen: Reopen, clock: Clock) -> None:
    with reopen(who="ana") as catalog:
        product, version = Bench(catalog, clock).review("a.jpg")
        catalog.approve(product, version)
    with reopen(who="rui") as catalog:
        assert catalog.undo() is None, "what others did is theirs to undo"
    with reopen(who="ana") as catalog:
        assert catalog.undo() is not None
        assert catalog.product(product).state is State.REVIEW
        assert [line.who for line in catalog.history(product)] == ["ana", None, None, "ana", "ana"]
    with reopen(who="ana") as catalog:
        assert catalog.redo() is not None
        assert catalog.product(product).state is State.APPROVED


def test_two_hundred_deeds_can_be_undone(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    for _ in range(DEPTH // 2 + 5):
        bench.catalog.reject(product)
        bench.catalog.send_back(product)
    count = 0
    while bench.catalog.undo() is not None:
        count += 1
    assert count == DEPTH


def test_typing_on_in_a_field_is_one_deed_and_one_line(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    lines = len(bench.catalog.history(product))
    for text in ("M", "Me", "Mesa"):
        edit(bench, product, product_name=text)
    edit(bench, product, color_primary="preto")
    edit(bench, product, product_name="Mesa de centro")
    new = bench.catalog.history(product)[lines:]
    assert [line.changes for line in new] == [
        {"product_name": [card()["product_name"], "Mesa"]},
        {"color_primary": ["azul", "preto"]},
        {"product_name": ["Mesa", "Mesa de centro"]},
    ]
    undone(bench)
    assert name_of(bench, product) == "Mesa"
    edit(bench, product, product_name="Mesas")
    assert len(bench.catalog.history(product)) == lines + 5, "what follows an undo does not join what was before it"


def test_a_pause_begins_a_new_deed(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    lines = len(bench.catalog.history(product))
    edit(bench, product, product_name="Mesa")
    bench.clock.now += 10 * 60 * bench.clock.step
    edit(bench, product, product_name="Mesa redonda")
    assert len(bench.catalog.history(product)) == lines + 2


def test_what_was_typed_and_taken_out_again_leaves_nothing(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    before = bench.catalog.history(product)
    edit(bench, product, product_name="Mesa")
    edit(bench, product, product_name=card()["product_name"])
    assert bench.catalog.history(product) == before
    assert bench.catalog.undo() is None


def test_undoing_an_edit_of_an_approved_card_approves_it_again(bench: Bench) -> None:
    product, _ = bench.approve("a.jpg")
    for text in ("M", "Mesa"):
        edit(bench, product, product_name=text)
    assert bench.catalog.product(product).state is State.REVIEW
    undone(bench)
    assert bench.catalog.product(product).state is State.APPROVED
    assert name_of(bench, product) == card()["product_name"]


def test_what_changed_since_is_left_alone_and_said(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    done = bench.catalog.approve(product, version)
    edit(bench, product, product_name="De outra pessoa")
    found = bench.catalog.undo(done.deed)
    assert found is not None
    assert (list(found.ids), found.left) == ([], 1)
    assert name_of(bench, product) == "De outra pessoa"
    assert undone(bench).deed.act is Act.EDITED
    assert bench.catalog.undo() is None, "one that cannot be undone is not tried for ever"


def test_an_edit_of_another_field_does_not_stand_in_the_way(bench: Bench) -> None:
    product, _ = bench.review("a.jpg", color_primary="Azul")
    merged = bench.merge(["Azul"], "azul")
    edit(bench, product, product_name="Mesa")
    bench.catalog.undo(merged.deed)
    found = bench.catalog.product(product).card
    assert found is not None
    assert (found.values["color_primary"], found.values["product_name"]) == ("Azul", "Mesa")


def test_generating_again_is_undone_while_it_waits(bench: Bench) -> None:
    approved, _ = bench.approve("a.jpg")
    (called_off,) = bench.queue("b.jpg")
    bench.catalog.cancel([called_off])
    failed = bench.claim("c.jpg")
    bench.catalog.fail(failed, "memory", {"needed": "6 GB"}, retryable=True)
    before = look(bench.catalog)
    bench.catalog.move_all([approved, called_off, failed], State.QUEUED)
    undone(bench)
    assert look(bench.catalog) == before


def test_generating_again_is_undone_while_the_model_writes(bench: Bench) -> None:
    approved, _ = bench.approve("a.jpg")
    failed = bench.claim("c.jpg")
    bench.catalog.fail(failed, "memory", {"needed": "6 GB"}, retryable=True)
    before = look(bench.catalog)
    for product in (approved, failed):
        bench.catalog.move_all([product], State.QUEUED)
        job = bench.catalog.claim_next()
        assert job is not None
        found = undone(bench)
        assert list(found.working) == [product]
        assert bench.catalog.cancelled(product, found.by) is before[product].state
    assert look(bench.catalog) == before


def test_generating_again_is_undone_after_the_model_wrote(bench: Bench) -> None:
    product, _ = bench.approve("a.jpg")
    edit(bench, product, product_name="À mão")
    before = look(bench.catalog)
    bench.catalog.move_all([product], State.QUEUED)
    bench.catalog.claim_next()
    bench.finish(product, product_name="Outro sofá", color_primary="preto")
    after = look(bench.catalog)
    undone(bench)
    assert look(bench.catalog) == before
    bench.catalog.redo()
    assert look(bench.catalog) == after


def test_a_first_card_is_not_taken_away(bench: Bench) -> None:
    product = bench.claim("a.jpg")
    bench.catalog.fail(product, "memory", {}, retryable=True)
    bench.catalog.retry([product])
    bench.catalog.claim_next()
    bench.finish(product)
    found = undone(bench)
    assert (list(found.ids), found.left) == ([], 1)
    assert bench.catalog.product(product).state is State.REVIEW


def test_calling_off_what_is_being_written_is_undone(bench: Bench) -> None:
    product = bench.claim("a.jpg")
    assert bench.catalog.cancelled(product) is State.CANCELLED
    undone(bench)
    assert bench.catalog.product(product).state is State.QUEUED


def test_an_export_is_undone_with_its_dates(bench: Bench) -> None:
    product, _ = bench.approve("a.jpg")
    at = bench.catalog.product(product).approved_at
    bench.catalog.mark_exported(bench.catalog.approved_for_export(), "fichas.csv")
    found = undone(bench)
    assert (found.deed.act, found.deed.facts) == (Act.EXPORTED, {"file": "fichas.csv"})
    assert bench.catalog.product(product).state is State.APPROVED
    assert bench.catalog.product(product).approved_at == at


def test_nothing_is_kept_of_what_did_nothing(bench: Bench) -> None:
    product, version = bench.approve("a.jpg")
    assert bench.catalog.approve(product, version).deed is None
    assert bench.catalog.move_all([product], State.APPROVED).deed is None
    assert bench.catalog.cancel().deed is None
    assert undone(bench).deed.act is Act.APPROVED


def test_what_was_typed_over_the_model_is_in_the_history(bench: Bench) -> None:
    product = bench.claim("a.jpg")
    bench.catalog.save_draft(product, {"product_name": "Digitado"})
    bench.finish(product)
    line: HistoryEntry = bench.catalog.history(product)[-1]
    assert (line.act, line.changes) == (Act.EDITED, {"product_name": [card()["product_name"], "Digitado"]})
