"""Two rankings made one."""

from hypothesis import given
from hypothesis import strategies as st

from app.search.fusion import K, fused

RANKING = st.lists(st.integers(0, 30), unique=True, max_size=20)


def test_what_both_name_comes_before_what_one_names_first() -> None:
    assert fused([[1, 2, 3], [4, 3, 5]]) == [3, 1, 4, 2, 5]
    assert fused([[], [7, 8]]) == [7, 8]
    assert fused([]) == []


@given(rankings=st.lists(RANKING, max_size=3))
def test_the_order_is_that_of_the_sums(rankings: list[list[int]]) -> None:
    found = fused(rankings)
    sums = [sum(1 / (K + 1 + ranking.index(one)) for ranking in rankings if one in ranking) for one in found]
    assert sums == sorted(sums, reverse=True)
    assert sorted(found) == sorted({one for ranking in rankings for one in ranking})
