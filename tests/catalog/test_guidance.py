"""What people say of products beforehand: kept, handed to whoever writes the card, and taken back."""

import pytest

from app.catalog.catalog import Catalog
from app.catalog.errors import ProductGone
from app.domain.guidance import UNGUIDED, Guidance
from app.domain.states import State
from tests.catalog.bench import Bench, Clock, card
from tests.catalog.conftest import Reopen

ON_BOTH = True
ON_A_FILE = ("test_ten_thousand_get_a_hint",)

HINT = "linho, coleção verão 2027"


def claimed(catalog: Catalog) -> Guidance:
    job = catalog.claim_next()
    assert job is not None
    return job.guidance


def test_nobody_says_anything(bench: Bench) -> None:
    bench.queue("a.jpg")
    assert claimed(bench.catalog) == UNGUIDED


def test_a_hint_goes_with_the_job_and_stays(bench: Bench) -> None:
    first, other = bench.queue("a.jpg", "b.jpg")
    assert bench.catalog.set_hint([first], f"  {HINT}\n").ids == [first]
    assert bench.catalog.product(first).guidance == Guidance(HINT)
    assert claimed(bench.catalog).hint == HINT
    bench.finish(first)
    assert bench.catalog.product(first).guidance.hint == HINT
    assert claimed(bench.catalog).hint == ""
    assert bench.catalog.product(other).guidance == UNGUIDED


def test_a_hint_for_many_is_taken_back(bench: Bench) -> None:
    ids = bench.queue("a.jpg", "b.jpg", "c.jpg", "d.jpg")
    bench.catalog.set_hint(ids[:1], "couro")
    bench.catalog.set_hint(ids[1:2], HINT)
    bench.catalog.remove(ids[3:])
    done = bench.catalog.set_hint([*ids, 99], HINT)
    assert done.ids == [ids[0], ids[2]]
    assert [bench.catalog.product(id_).guidance.hint for id_ in ids[:3]] == [HINT] * 3
    undone = bench.catalog.undo(done.deed)
    assert undone is not None
    assert (list(undone.ids), undone.left) == ([ids[0], ids[2]], 0)
    assert [bench.catalog.product(id_).guidance.hint for id_ in ids[:3]] == ["couro", HINT, ""]
    bench.catalog.redo()
    assert [bench.catalog.product(id_).guidance.hint for id_ in ids[:3]] == [HINT] * 3


def test_a_hint_that_was_changed_since_stays(bench: Bench) -> None:
    (product,) = bench.queue("a.jpg")
    done = bench.catalog.set_hint([product], HINT)
    bench.catalog.set_hint([product], "couro")
    undone = bench.catalog.undo(done.deed)
    assert undone is not None
    assert (list(undone.ids), undone.left) == ([], 1)
    assert bench.catalog.product(product).guidance.hint == "couro"


def test_ten_thousand_get_a_hint(bench: Bench) -> None:
    ids = bench.add(*(f"{number}.jpg" for number in range(10_500)))
    assert len(bench.catalog.set_hint(ids, HINT).ids) == 10_500
    assert bench.catalog.product(ids[-1]).guidance.hint == HINT


def test_what_was_typed_before_the_card_is_settled(bench: Bench) -> None:
    (product,) = bench.queue("a.jpg")
    bench.catalog.save_draft(product, {"color_primary": "bege"})
    assert claimed(bench.catalog).settled == {"color_primary": "bege"}


def test_what_was_edited_is_settled_for_the_next_card(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    assert bench.catalog.product(product).guidance.settled == {}
    bench.catalog.save_values(product, card(product_name="Sofá Aurora"), version)
    assert bench.catalog.product(product).guidance.settled == {"product_name": "Sofá Aurora"}
    bench.catalog.move_all([product], State.QUEUED)
    assert claimed(bench.catalog).settled == {"product_name": "Sofá Aurora"}


def test_it_stays_settled_through_one_card_after_another(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    bench.catalog.save_values(product, card(product_name="Sofá Aurora"), version)
    for colour in ("verde", "preto"):
        bench.catalog.move_all([product], State.QUEUED)
        settled = claimed(bench.catalog).settled
        written = {name: value for name, value in card(color_primary=colour).items() if name not in settled}
        bench.catalog.finish(product, written, {}, {}, {}, settled)
        found = bench.catalog.product(product)
        assert found.card is not None
        assert found.card.values == card(product_name="Sofá Aurora", color_primary=colour)
        assert "product_name" not in found.card.generated
        assert found.guidance.settled == {"product_name": "Sofá Aurora"}


def test_what_is_typed_while_it_is_written_goes_before(bench: Bench) -> None:
    product = bench.claim("a.jpg")
    bench.catalog.save_draft(product, {"product_name": "Sofá Lua"})
    written = {name: value for name, value in card().items() if name != "product_name"}
    bench.catalog.finish(product, written, {}, {}, {}, {"product_name": "Sofá Aurora"})
    assert bench.catalog.product(product).guidance.settled == {"product_name": "Sofá Lua"}


def test_a_lock_by_hand_goes_before(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    bench.catalog.save_values(product, card(product_name="Sofá Aurora"), version)
    bench.catalog.set_lock(product, "product_name", locked=False)
    bench.catalog.set_lock(product, "color_primary", locked=True)
    assert bench.catalog.product(product).guidance.settled == {"color_primary": "azul"}


def test_an_edit_locks_what_had_been_left_to_the_model(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    version = bench.catalog.save_values(product, card(product_name="Sofá Aurora"), version)
    for name in ("product_name", "color_primary"):
        bench.catalog.set_lock(product, name, locked=False)
    bench.catalog.save_values(product, card(product_name="Sofá Lua"), version)
    assert bench.catalog.product(product).guidance.settled == {"product_name": "Sofá Lua"}
    bench.catalog.set_lock(product, "product_name", locked=False)
    bench.catalog.move_all([product], State.QUEUED)
    bench.catalog.save_draft(product, {"product_name": "Sofá Sol"})
    assert claimed(bench.catalog).settled == {"product_name": "Sofá Sol"}


def test_a_locked_field_without_a_value_settles_nothing(bench: Bench) -> None:
    (product,) = bench.queue("a.jpg")
    bench.catalog.set_lock(product, "product_name", locked=True)
    assert claimed(bench.catalog).settled == {}


def test_what_is_gone_has_no_locks(bench: Bench, clock: Clock) -> None:
    with pytest.raises(ProductGone):
        bench.catalog.set_lock(7, "product_name", locked=True)


def test_it_outlives_the_program(bench: Bench, reopen: Reopen) -> None:
    product, _ = bench.review("a.jpg")
    bench.catalog.set_hint([product], HINT)
    bench.catalog.set_lock(product, "color_primary", locked=True)
    bench.catalog.close()
    with reopen() as again:
        assert again.product(product).guidance == Guidance(HINT, {"color_primary": "azul"})
