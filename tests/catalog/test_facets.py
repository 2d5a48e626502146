"""Facets: what is counted, what narrows, and that both agree."""

from datetime import datetime, timedelta
from itertools import product as all_pairs
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.catalog.bands import Band, Period
from app.catalog.facets import Cell, counted
from app.catalog.rows import Facet, Order, ProductFilter
from app.domain.states import State
from tests.catalog.bench import Bench, card

ON_BOTH = True


def filled(bench: Bench) -> None:
    """Six products that differ in everything."""
    bench.review("verão/a.jpg", product_name="Água", color_primary="azul")
    bench.review("verão/b.jpg", product_name="bola", color_primary="Azul")
    bench.approve("verão/c.jpg", product_name="Caneca", color_primary="azul", category_standard="Cozinha")
    bench.approve("inverno/d.jpg", product_name="Dado", color_primary="preto", category_standard="Brinquedos")
    bench.add("inverno/e.jpg")
    bench.catalog.add_stored_photo(b"png", ".png")


def test_every_value_is_counted_as_it_is(bench: Bench) -> None:
    filled(bench)
    counts = bench.catalog.facet_counts()
    assert counts[Facet.STATE] == {State.REVIEW: 2, State.APPROVED: 2, State.QUEUED: 2}
    assert counts[Facet.COLOUR] == {"azul": 2, "Azul": 1, "preto": 1}
    assert counts[Facet.CATEGORY] == {"Móveis": 2, "Cozinha": 1, "Brinquedos": 1}
    assert counts[Facet.CONFIDENCE] == {Band.LOW: 4}
    assert counts[Facet.FOLDER] == {str(Path("/fotos/verão")): 3, str(Path("/fotos/inverno")): 2}


def test_counts_answer_the_other_filters(bench: Bench) -> None:
    filled(bench)
    chosen = {Facet.COLOUR: frozenset({"azul"}), Facet.STATE: frozenset({State.APPROVED})}
    counts = bench.catalog.facet_counts(ProductFilter(facets=chosen))
    assert counts[Facet.COLOUR] == {"azul": 1, "Azul": 0, "preto": 1}, "further colours beside the chosen one"
    assert counts[Facet.STATE] == {State.REVIEW: 1, State.APPROVED: 1, State.QUEUED: 0}
    assert counts[Facet.CATEGORY] == {"Móveis": 0, "Cozinha": 1, "Brinquedos": 0}
    assert bench.catalog.facet_counts(ProductFilter(text="dado"))[Facet.COLOUR] == {"preto": 1}


def test_a_count_is_what_choosing_the_value_shows(bench: Bench) -> None:
    filled(bench)
    chosen = {Facet.STATE: frozenset({State.REVIEW, State.APPROVED})}
    counts = bench.catalog.facet_counts(ProductFilter(text="m", facets=chosen))
    for facet in Facet:
        for value, number in counts[facet].items():
            narrowed = ProductFilter(text="m", facets={**chosen, facet: frozenset({value})})
            assert len(bench.catalog.product_ids(narrowed)) == number, (facet, value)


def test_days_begin_at_this_computers_midnight(bench: Bench) -> None:
    noon = datetime(2026, 3, 20, 12).astimezone()
    days = {0: Period.TODAY, 1: Period.YESTERDAY, 2: Period.WEEK, 6: Period.WEEK, 7: Period.MONTH, 30: Period.EARLIER}
    ids = {}
    for ago in days:
        bench.clock.now = noon.replace(hour=0, minute=0, second=30) - timedelta(days=ago)
        ids[ago] = bench.add(f"{ago}.jpg")[0]
    bench.clock.now = noon
    for period in Period:
        shown = bench.catalog.product_ids(ProductFilter(facets={Facet.ADDED: frozenset({period})}))
        assert sorted(shown) == sorted(ids[ago] for ago, when in days.items() if when is period)


def test_orders_are_stable_and_know_accents(bench: Bench) -> None:
    filled(bench)

    def shown(order: Order) -> list[int]:
        return bench.catalog.product_ids(ProductFilter(order=order))

    assert shown(Order.NAME) == [1, 2, 3, 4, 5, 6]
    assert shown(Order.NEWEST) == [6, 5, 4, 3, 2, 1]
    assert shown(Order.STATE) == [1, 2, 5, 6, 3, 4]
    assert shown(Order.EDITED) == [6, 5, 4, 3, 2, 1]
    bench.catalog.save_values(1, card(product_name="Zíper"), bench.catalog.product(1).version)
    assert shown(Order.NAME) == [2, 3, 4, 1, 5, 6]
    assert shown(Order.EDITED)[0] == 1


def test_the_first_to_review_is_the_first_in_the_order_given(bench: Bench) -> None:
    filled(bench)
    assert bench.catalog.first_to_review([4, 3, 2, 1]) == 2
    assert bench.catalog.first_to_review([4, 3]) is None
    assert bench.catalog.first_to_review([]) is None


VALUES = st.frozensets(st.sampled_from("ab"))
CELLS = st.lists(st.tuples(st.tuples(*[VALUES] * len(Facet)), st.integers(1, 9)), max_size=8)
CHOSEN = st.dictionaries(st.sampled_from(list(Facet)), st.frozensets(st.sampled_from("ab"), min_size=1))


@given(cells=CELLS, chosen=CHOSEN)
def test_counting_by_cells_is_counting_one_by_one(cells: list[Cell], chosen: dict[Facet, frozenset[str]]) -> None:
    counts = counted(cells, chosen)
    for (place, facet), value in all_pairs(enumerate(Facet), "ab"):
        wanted = {**chosen, facet: frozenset({value})}
        number = sum(
            times
            for values, times in cells
            if all(values[at] & wanted[each] for at, each in enumerate(Facet) if each in wanted)
        )
        assert counts[facet].get(value, 0) == number
        assert (value in counts[facet]) == any(value in values[place] for values, _ in cells)
