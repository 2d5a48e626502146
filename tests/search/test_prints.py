"""The index of prints finds what counting bits one by one finds, and says how it was come by."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.search.prints import PrintIndex
from inference.likeness import MIRROR, WINDOWS, Placement, Print

COUNT = len(WINDOWS)


def random_prints(count: int, seed: int = 0) -> list[Print]:
    return list(np.random.default_rng(seed).integers(0, 2**63, (count, COUNT), np.uint64))


def filled(prints: list[Print]) -> PrintIndex:
    index = PrintIndex()
    for number, found in enumerate(prints, start=10):
        index.put(number, found)
    return index


def least(one: Print, other: Print) -> int:
    """In how many bits two prints differ, whichever way they are compared."""
    ways = [(one[0], each) for each in other] + [(each, other[0]) for each in one]
    return min(int(np.bitwise_count(a ^ b ^ mirror)) for a, b in ways for mirror in (np.uint64(0), MIRROR))


@given(seed=st.integers(0, 50), most=st.integers(0, 30))
def test_what_is_found_is_what_counting_finds(seed: int, most: int) -> None:
    prints = random_prints(30, seed)
    wanted = random_prints(1, seed + 1000)[0]
    found = filled(prints).resembling(wanted, most, 100)
    right = {number: least(wanted, each) for number, each in enumerate(prints, start=10)}
    assert {each.id: each.bits for each in found} == {id_: bits for id_, bits in right.items() if bits <= most}
    assert [each.bits for each in found] == sorted(each.bits for each in found)


def test_it_says_which_is_laid_over_which_and_where() -> None:
    here, there, turned = random_prints(3, 1)
    wanted = random_prints(1, 2)[0]
    there[4] = wanted[0]
    here[0] = wanted[6]
    turned[0] = wanted[0] ^ MIRROR
    found = {each.id: each for each in filled([here, there, turned]).resembling(wanted, 0, 9)}
    assert (found[10].placement, found[10].inner) == (Placement(WINDOWS[6]), False)
    assert (found[11].placement, found[11].inner) == (Placement(WINDOWS[4]), True)
    assert (found[12].placement, found[12].inner) == (Placement(mirrored=True), True)


def test_it_grows_and_what_is_put_again_takes_the_old_one_s_place() -> None:
    prints = random_prints(2500, 3)
    index = filled(prints)
    assert len(index) == 2500
    assert [each.id for each in index.resembling(prints[2400], 0, 5)] == [2410]
    index.put(2410, prints[7])
    assert len(index) == 2500
    assert index.resembling(prints[2400], 0, 5) == []
    assert {each.id for each in index.resembling(prints[7], 0, 5)} == {17, 2410}


def test_the_nearest_come_first_and_no_more_than_wanted() -> None:
    wanted = random_prints(1, 4)[0]
    near = []
    for number in range(1, 9):
        changed = random_prints(1, 100 + number)[0]
        changed[0] = wanted[0] ^ np.uint64((1 << number) - 1)
        near.append(changed)
    found = filled(list(reversed(near))).resembling(wanted, 8, 3)
    assert [each.bits for each in found] == [1, 2, 3]
    assert PrintIndex().resembling(wanted, 63, 5) == []
