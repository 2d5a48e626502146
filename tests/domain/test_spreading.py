"""A few of many, taken evenly."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.spreading import spread


def test_what_is_few_enough_stays_as_it_is() -> None:
    things = ("a", "b", "c")
    assert spread(things, 3) is things
    assert spread(things, None) is things


@given(st.integers(1, 500), st.integers(1, 20))
def test_a_few_stand_in_order_and_about_as_far_from_each_other(total: int, limit: int) -> None:
    chosen = spread(range(total), limit)
    assert len(chosen) == min(total, limit)
    gaps = [later - earlier for earlier, later in zip(chosen, [*chosen[1:], total], strict=True)]
    assert max(gaps) - min(gaps) <= 1
    assert chosen[0] == 0
