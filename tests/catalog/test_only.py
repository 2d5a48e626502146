"""Lists of certain products in a certain order, within any other filter."""

from app.catalog.rows import Facet, Order, ProductFilter
from app.domain.states import State
from tests.catalog.bench import Bench


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


def test_whose_photo_is_to_be_looked_at_next(bench: Bench) -> None:
    first, second = bench.queue("a.jpg", "b.jpg")
    photo = bench.catalog.next_unseen()
    assert photo is not None
    assert photo.product_id == first
    bench.catalog.keep_vectors("space", {photo.id: b"\0\0\0\0"})
    assert bench.catalog.next_unseen() is None
    assert bench.catalog.vectors_on_the_way("space", [photo.id]) == {photo.id: b"\0\0\0\0"}
    assert bench.catalog.vectors_on_the_way("other", [photo.id]) == {}
    assert bench.catalog.some_shelved(5) == []
    assert bench.catalog.claim_next() is not None
    following = bench.catalog.next_unseen()
    assert following is not None
    assert following.product_id == second
