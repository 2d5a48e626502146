"""What work on cards takes is kept, whatever happens to the cards afterwards."""

from datetime import UTC, datetime

from app.catalog.labour import Labour
from app.domain.states import State
from tests.catalog.bench import Bench, card

ON_BOTH = True

EVER = datetime(2000, 1, 1, tzinfo=UTC)


def labour(bench: Bench) -> list[Labour]:
    return bench.catalog.labour(EVER)


def made(bench: Bench, product: int) -> datetime:
    detail = bench.catalog.product(product)
    assert detail.card is not None
    return detail.card.generated_at


def test_time_adds_up_and_counts_once_the_card_is_approved(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    bench.catalog.spend(product, made(bench, product), 2.5)
    assert labour(bench) == []
    bench.catalog.save_values(product, card(color_primary="verde"), version)
    bench.catalog.approve(product, version + 1)
    bench.catalog.spend(product, made(bench, product), 1.5)  # the last seconds are written down a moment later
    (work,) = labour(bench)
    assert work.seconds == 4
    assert work.approved_at == bench.catalog.product(product).approved_at
    assert [name for name, kept in work.kept.items() if not kept] == ["color_primary"]
    assert set(work.kept) == set(card())


def test_cards_approved_among_many_count_without_time(bench: Bench) -> None:
    ids = [bench.review(f"{number}.jpg")[0] for number in range(3)]
    bench.catalog.spend(ids[0], made(bench, ids[0]), 3)
    bench.catalog.move_all(ids, State.APPROVED)
    assert sorted(work.seconds for work in labour(bench)) == [0, 0, 3]


def test_an_approval_that_is_taken_back_does_not_count_and_one_done_again_counts_once(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    deed = bench.catalog.approve(product, version).deed
    (before,) = labour(bench)
    bench.catalog.undo(deed)
    assert labour(bench) == []
    bench.catalog.redo()
    assert labour(bench) == [before]
    bench.catalog.reject(product)
    assert labour(bench) == []
    bench.catalog.undo()
    assert labour(bench) == [before]


def test_what_happens_to_a_card_later_changes_no_figure_of_before(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    bench.catalog.approve(product, version)
    before = labour(bench)
    bench.catalog.save_values(product, card(color_primary="verde"), version)
    assert bench.catalog.product(product).state is State.REVIEW
    assert labour(bench) == before, "the edit that comes after is not part of it"
    bench.catalog.move_all([product], State.QUEUED)
    assert bench.catalog.claim_next() is not None
    bench.finish(product, product_name="Outro sofá")
    assert labour(bench) == before
    bench.catalog.approve(product, bench.catalog.product(product).version)
    assert len(labour(bench)) == 2, "the card that was written again is another"


def test_an_edit_after_the_approval_counts_with_the_next_one(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    bench.catalog.approve(product, version)
    bench.catalog.save_values(product, card(color_primary="verde"), version)
    bench.catalog.approve(product, version + 1)
    (work,) = labour(bench)
    assert not work.kept["color_primary"]


def test_what_a_person_had_given_the_model_is_not_its_success(bench: Bench) -> None:
    product = bench.claim("a.jpg")
    provenance = {"model": "m.gguf", "given": ["color_primary"]}
    version = bench.catalog.finish(product, card(), {}, provenance, {})
    bench.catalog.approve(product, version)
    (work,) = labour(bench)
    assert "color_primary" not in work.kept


def test_time_on_what_has_no_card_is_let_go(bench: Bench) -> None:
    (product,) = bench.queue("a.jpg")
    bench.catalog.spend(product, EVER, 5)
    assert labour(bench) == []
    assert bench.catalog.labour(datetime(2099, 1, 1, tzinfo=UTC)) == []
