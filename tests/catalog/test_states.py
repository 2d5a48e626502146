"""The table of moves."""

import itertools

import pytest

from app.domain.states import MOVES, IllegalMove, State, move, sources


def test_the_way_through() -> None:
    way = [State.QUEUED, State.GENERATING, State.REVIEW, State.APPROVED, State.EXPORTED, State.EXPORTED]
    for before, after in itertools.pairwise(way):
        assert move(before, after) is after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.QUEUED, State.APPROVED),
        (State.GENERATING, State.APPROVED),
        (State.REVIEW, State.EXPORTED),
        (State.REVIEW, State.GENERATING),
        (State.REJECTED, State.APPROVED),
        (State.FAILED, State.GENERATING),
        (State.CANCELLED, State.APPROVED),
        (State.APPROVED, State.APPROVED),
    ],
)
def test_a_short_cut_is_refused(before: State, after: State) -> None:
    with pytest.raises(IllegalMove) as caught:
        move(before, after)
    assert (caught.value.before, caught.value.after) == (before, after)


def test_every_state_can_be_left_and_generated_again() -> None:
    assert set(MOVES) == set(State)
    assert sources(State.QUEUED) == set(State) - {State.QUEUED}


def test_only_what_is_approved_is_exported() -> None:
    assert sources(State.EXPORTED) == {State.APPROVED, State.EXPORTED}
    assert sources(State.APPROVED) == {State.REVIEW, State.EXPORTED}
