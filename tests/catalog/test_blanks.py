"""Empty fields that the model is asked to write: kept, given out, filled, called off, taken back as one deed."""

from pathlib import Path

from app.catalog.catalog import Catalog
from app.catalog.reports import Blanks
from app.catalog.rows import Act
from app.domain.states import State
from tests.catalog.bench import Bench, Clock
from tests.catalog.looks import look

FIELD = "tecido"
SURE = {FIELD: {"value": 0.3, "guesses": []}}
ORIGIN = {"model": "outro.gguf"}


def taken(catalog: Catalog, *besides: int) -> Blanks:
    blanks = catalog.next_blanks(besides)
    assert blanks is not None
    return blanks


def write_next(catalog: Catalog, value: object) -> bool:
    return catalog.fill(taken(catalog), {FIELD: value}, SURE, ORIGIN)


def test_what_the_model_wrote_is_the_cards_own_and_decided_cards_go_back(bench: Bench) -> None:
    approved, _ = bench.approve("a.jpg")
    reviewed, _ = bench.review("b.jpg")
    done = bench.catalog.ask_for([approved, reviewed, 99], [FIELD], "Tecido")
    assert (list(done.ids), bench.catalog.blanks_left()) == ([approved, reviewed], 2)
    first = taken(bench.catalog)
    assert (first.product_id, first.fields, first.values["color_primary"]) == (approved, (FIELD,), "azul")
    assert taken(bench.catalog, approved).product_id == reviewed
    assert bench.catalog.fill(first, {FIELD: "linho", "product_name": "Outro"}, SURE, ORIGIN)
    detail = bench.catalog.product(approved)
    assert detail.card is not None
    assert (detail.state, detail.card.values[FIELD], detail.card.generated[FIELD]) == (State.REVIEW, "linho", "linho")
    assert detail.card.values["product_name"] != "Outro", "nothing else was asked for"
    assert detail.card.confidence[FIELD] == SURE[FIELD]
    assert detail.card.provenance["fields"] == {FIELD: ORIGIN}
    assert FIELD not in detail.guidance.settled
    assert bench.catalog.product_ids() == [approved, reviewed]
    assert write_next(bench.catalog, "lã")
    assert bench.catalog.product(reviewed).state is State.REVIEW
    assert bench.catalog.next_blanks() is None


def test_a_card_of_which_the_model_has_nothing_to_say_stays_as_it_is(bench: Bench) -> None:
    product, _ = bench.approve("a.jpg")
    before = look(bench.catalog)
    bench.catalog.ask_for([product], [FIELD], "Tecido")
    assert not write_next(bench.catalog, "")
    assert look(bench.catalog) == before
    assert bench.catalog.blanks_left() == 0
    last = bench.catalog.undoable()
    assert last is not None
    assert last.act is Act.APPROVED, "an order that came to nothing leaves nothing to take back"


def test_one_order_is_one_deed_that_is_taken_back_and_done_again(bench: Bench) -> None:
    ids = [bench.approve(name)[0] for name in ("a.jpg", "b.jpg", "c.jpg")]
    before = look(bench.catalog)
    first = bench.catalog.ask_for(ids[:2], [FIELD], "Tecido")
    assert bench.catalog.ask_for(ids[1:], [FIELD], "Tecido", first.deed).ids == ids[2:]
    assert write_next(bench.catalog, "linho")
    undone = bench.catalog.undo()
    assert undone is not None
    assert (undone.deed.act, undone.deed.facts, list(undone.ids)) == (Act.FILLED, {"field": "Tecido"}, ids)
    assert bench.catalog.blanks_left() == 0
    after = look(bench.catalog)
    assert {id_: one.state for id_, one in after.items()} == {id_: one.state for id_, one in before.items()}
    card = bench.catalog.product(ids[0]).card
    assert card is not None
    assert (card.values[FIELD], FIELD in card.generated, FIELD in card.confidence) == (None, False, False)
    bench.catalog.redo()
    again = bench.catalog.product(ids[0])
    assert again.card is not None
    assert (again.card.values[FIELD], again.card.generated[FIELD], again.state) == ("linho", "linho", State.REVIEW)
    newest = bench.catalog.versions(ids[0])[0]
    assert (newest.act, newest.turned, newest.changes[FIELD]) == (Act.REDONE, Act.FILLED, [None, "linho"])


def test_an_order_outlives_the_program_that_had_begun_with_it(folder: Path, clock: Clock) -> None:
    with Catalog.open(folder, clock=clock) as catalog:
        product, _ = Bench(catalog, clock).review("a.jpg")
        order = catalog.ask_for([product], [FIELD], "Tecido")
        begun = taken(catalog)
    with Catalog.open(folder, clock=clock) as catalog:
        assert taken(catalog) == begun
        assert catalog.fill(begun, {FIELD: "linho"}, SURE, ORIGIN)
        assert not catalog.fill(begun, {FIELD: "seda"}, SURE, ORIGIN), "it waits no more"
        undone = catalog.undo()
        assert undone is not None
        assert undone.deed.id == order.deed


def test_what_was_filled_in_removed_or_asked_anew_meanwhile_is_waited_for_no_longer(bench: Bench) -> None:
    typed, version = bench.review("a.jpg")
    gone, anew, left = (bench.review(name)[0] for name in ("b.jpg", "c.jpg", "d.jpg"))
    bench.catalog.ask_for([typed, gone, anew, left], [FIELD], "Tecido")
    card = bench.catalog.product(typed).card
    assert card is not None
    bench.catalog.save_values(typed, {**card.values, FIELD: "algodão"}, version)
    bench.catalog.remove([gone])
    bench.catalog.move_all([anew], State.QUEUED)
    assert taken(bench.catalog).product_id == left
    assert bench.catalog.blanks_left() == 1


def test_what_a_person_typed_while_the_model_wrote_stays(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    bench.catalog.ask_for([product], [FIELD], "Tecido")
    blanks = taken(bench.catalog)
    card = bench.catalog.product(product).card
    assert card is not None
    bench.catalog.save_values(product, {**card.values, FIELD: "algodão"}, version)
    assert not bench.catalog.fill(blanks, {FIELD: "linho"}, SURE, ORIGIN)
    kept = bench.catalog.product(product).card
    assert kept is not None
    assert kept.values[FIELD] == "algodão"


def test_nothing_more_is_written_when_it_is_stopped_or_given_up(bench: Bench) -> None:
    ids = [bench.review(name)[0] for name in ("a.jpg", "b.jpg", "c.jpg")]
    bench.catalog.ask_for(ids, [FIELD], "Tecido")
    assert write_next(bench.catalog, "linho")
    bench.catalog.give_up(taken(bench.catalog))
    blanks = taken(bench.catalog)
    assert bench.catalog.stop_filling() == 1
    assert not bench.catalog.fill(blanks, {FIELD: "linho"}, SURE, ORIGIN)
    undone = bench.catalog.undo()
    assert undone is not None
    assert list(undone.ids) == ids[:1]
