"""Edits, decisions, export, and going back."""

import pytest

from app.catalog.errors import ProductGone, StaleEdit
from app.catalog.rows import Act, ProductFilter
from app.domain.states import IllegalMove, State
from tests.catalog.bench import Bench, card

ON_BOTH = True


def test_an_edit_stands_beside_what_the_model_said(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    edited = card(product_name="Poltrona", category_standard="Decoração", color_primary="verde")
    later = bench.catalog.save_values(product_id, edited, version)
    found = bench.catalog.product(product_id)
    assert found.card is not None
    assert (found.card.values, found.card.generated) == (edited, card())
    assert found.card.edited_at is not None
    assert found.version == later > version
    (row,) = bench.catalog.rows([product_id])
    assert (row.name, row.category, row.colour) == ("Poltrona", "Decoração", "verde")


def test_the_second_of_two_edits_is_told(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    mine, theirs = card(product_name="Minha"), card(product_name="Delas")
    later = bench.catalog.save_values(product_id, theirs, version)
    with pytest.raises(StaleEdit) as caught:
        bench.catalog.save_values(product_id, mine, version)
    assert caught.value.version == later
    with pytest.raises(StaleEdit):
        bench.catalog.approve(product_id, version)
    with pytest.raises(StaleEdit):
        bench.catalog.approve(product_id, version, mine)
    found = bench.catalog.product(product_id)
    assert found.card is not None
    assert (found.card.values, found.state) == (theirs, State.REVIEW)


def test_saving_what_is_there_changes_nothing(bench: Bench) -> None:
    product_id, version = bench.approve("a.jpg")
    before = bench.catalog.product(product_id), bench.catalog.history(product_id)
    assert bench.catalog.save_values(product_id, card(), version) == version
    assert bench.catalog.save_values(product_id, card(), version - 1) == version
    assert (bench.catalog.product(product_id), bench.catalog.history(product_id)) == before


@pytest.mark.parametrize("exported", [False, True])
def test_editing_an_approved_card_sends_it_back(bench: Bench, exported: bool) -> None:
    product_id, version = bench.approve("a.jpg")
    if exported:
        bench.catalog.mark_exported(bench.catalog.approved_for_export())
    bench.catalog.save_values(product_id, card(color_primary="preto"), version)
    found = bench.catalog.product(product_id)
    assert (found.state, found.approved_at) == (State.REVIEW, None)
    assert (found.exported_at is not None) == exported
    assert bench.catalog.history(product_id)[-1].act is Act.EDITED


def test_a_card_that_is_not_there_cannot_be_edited(bench: Bench) -> None:
    again, _ = bench.review("b.jpg")
    (waiting,) = bench.add("a.jpg")
    bench.catalog.move_all([again], State.QUEUED)
    for product_id in (waiting, again):
        with pytest.raises(IllegalMove):
            bench.catalog.save_values(product_id, card(color_primary="preto"), 0)
        with pytest.raises(IllegalMove):
            bench.catalog.send_back(product_id)
    with pytest.raises(ProductGone):
        bench.catalog.save_values(99, card(), 0)


def test_approving_with_a_last_edit_is_one_step(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    done = bench.catalog.approve(product_id, version, card(color_primary="preto"))
    found = bench.catalog.product(product_id)
    assert (done.before, done.version, found.state) == (State.REVIEW, found.version, State.APPROVED)
    assert found.approved_at == bench.catalog.history(product_id)[-1].at
    assert found.card is not None
    assert found.card.values["color_primary"] == "preto"


def test_approving_twice_is_approving_once(bench: Bench) -> None:
    product_id, version = bench.approve("a.jpg")
    before = bench.catalog.history(product_id)
    assert bench.catalog.approve(product_id, version).before is State.APPROVED
    assert bench.catalog.history(product_id) == before


def test_an_approval_is_undone(bench: Bench) -> None:
    product_id, version = bench.approve("a.jpg")
    bench.catalog.send_back(product_id)
    found = bench.catalog.product(product_id)
    assert (found.state, found.approved_at, found.version) == (State.REVIEW, None, version)
    with pytest.raises(IllegalMove):
        bench.catalog.send_back(product_id)


def test_a_rejected_card_can_be_mended_and_approved(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    bench.catalog.reject(product_id)
    later = bench.catalog.save_values(product_id, card(color_primary="preto"), version)
    assert bench.catalog.product(product_id).state is State.REJECTED
    assert bench.catalog.approve(product_id, later).before is State.REJECTED
    bench.catalog.undo()
    assert bench.catalog.product(product_id).state is State.REJECTED
    with pytest.raises(IllegalMove):
        bench.catalog.reject(product_id)


def test_removed_is_invisible_and_comes_back_as_it_was(bench: Bench) -> None:
    product_id, version = bench.approve("a.jpg")
    other, _ = bench.review("b.jpg")
    before = bench.catalog.product(product_id)
    removed = bench.catalog.remove([product_id, product_id, 99])
    assert removed.ids == [product_id]
    assert bench.catalog.product_ids() == [other]
    assert bench.catalog.rows([product_id, other])[0].id == other
    assert bench.catalog.counts()[State.APPROVED] == 0
    assert list(bench.catalog.approved_for_export()) == []
    for attempt in (
        lambda: bench.catalog.product(product_id),
        lambda: bench.catalog.save_values(product_id, card(color_primary="preto"), version),
        lambda: bench.catalog.send_back(product_id),
    ):
        with pytest.raises(ProductGone):
            attempt()
    assert bench.catalog.undo(removed.deed) is not None
    after = bench.catalog.product(product_id)
    assert (after.state, after.card, after.approved_at) == (before.state, before.card, before.approved_at)
    assert [line.act for line in bench.catalog.history(product_id)][-2:] == [Act.REMOVED, Act.RESTORED]


def test_approved_cards_go_out_in_their_order_and_once(bench: Bench) -> None:
    ids = [bench.approve(name)[0] for name in ("a.jpg", "b.jpg")]
    bench.review("c.jpg")
    rows = list(bench.catalog.approved_for_export())
    assert [(row.product_id, row.photos[0].origin.name, row.values) for row in rows] == [
        (ids[0], "a.jpg", card()),
        (ids[1], "b.jpg", card()),
    ]
    assert all(row.approved_at is not None for row in rows)
    assert bench.catalog.mark_exported(rows).ids == ids
    assert list(bench.catalog.approved_for_export()) == []
    again = list(bench.catalog.approved_for_export(again=True))
    assert [row.product_id for row in again] == ids
    assert bench.catalog.mark_exported(again).ids == ids
    found = bench.catalog.product(ids[0])
    assert found.state is State.EXPORTED
    assert found.exported_at is not None
    assert found.approved_at == rows[0].approved_at


def test_a_card_that_changed_while_the_file_was_written_is_not_marked(bench: Bench) -> None:
    changed, version = bench.approve("a.jpg")
    reviewed, _ = bench.approve("b.jpg")
    kept, _ = bench.approve("c.jpg")
    rows = list(bench.catalog.approved_for_export())
    later = bench.catalog.save_values(changed, card(color_primary="preto"), version)
    bench.catalog.approve(changed, later)
    bench.catalog.send_back(reviewed)
    assert bench.catalog.mark_exported(rows).ids == [kept]
    assert [bench.catalog.product(id_).state for id_ in (changed, reviewed, kept)] == [
        State.APPROVED,
        State.REVIEW,
        State.EXPORTED,
    ]


def test_more_cards_than_a_page_go_out_without_gap(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.catalog.outgoing._PAGE", 2)
    ids = [bench.approve(f"{number}.jpg")[0] for number in range(5)]
    rows = list(bench.catalog.approved_for_export())
    assert [row.product_id for row in rows] == ids
    assert bench.catalog.mark_exported(rows).ids == ids


def test_an_exported_card_may_be_approved_anew(bench: Bench) -> None:
    product_id, version = bench.approve("a.jpg")
    bench.catalog.mark_exported(bench.catalog.approved_for_export())
    assert bench.catalog.approve(product_id, version).before is State.EXPORTED
    assert bench.catalog.product(product_id).state is State.APPROVED


def test_a_surrogate_from_a_broken_paste_does_not_stop_the_saving(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")
    edited = card(product_name="Sofá \ud83d", description_long="meia carinha \ud83d")
    bench.catalog.save_values(product_id, edited, version)
    assert bench.catalog.product_ids(ProductFilter(text="carinha")) == [product_id]
