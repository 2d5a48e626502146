"""Lists of certain products in a certain order, within any other filter."""

from app.catalog.rows import Facet, Order, ProductFilter
from app.domain.states import State
from tests.catalog.bench import Bench

ON_BOTH = True


def test_only_these_in_their_order_within_the_rest(bench: Bench) -> None:
    blue, _ = bench.review("azul.jpg", color_primary="azul")
    red, _ = bench.approve("vermelho.jpg", color_primary="vermelho")
    other, _ = bench.review("outro.jpg", color_primary="azul")
    shown = ProductFilter(order=Order.NEWEST, only=(other, red, blue))
    assert bench.catalog.product_ids(shown) == [other, red, blue]
    assert bench.catalog.product_ids(ProductFilter(only=(red, blue))) == [red, blue]
    few = ProductFilter(only=(other, red, blue), facets={Facet.COLOUR: frozenset({"azul"})})
    assert bench.catalog.product_ids(few) == [other, blue]
    assert bench.catalog.facet_counts(ProductFilter(only=(red,)))[Facet.COLOUR] == {"vermelho": 1}
    assert ProductFilter(only=()).narrows
    assert bench.catalog.product_ids(ProductFilter(only=())) == []


def test_whether_any_stands_in_a_state(bench: Bench) -> None:
    assert not bench.catalog.any_in([State.APPROVED, State.EXPORTED])
    product, _ = bench.approve("a.jpg")
    assert bench.catalog.any_in([State.APPROVED, State.EXPORTED])
    bench.catalog.remove([product])
    assert not bench.catalog.any_in([State.APPROVED, State.EXPORTED])
