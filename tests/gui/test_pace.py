"""Counting what was read before, batch by batch."""

from app.gui.pace import Kept


def test_each_batch_is_counted_for_itself() -> None:
    kept = Kept()
    assert kept.of(1) == 0
    kept.add()
    kept.add()
    assert kept.of(1) == 2
    kept.add()
    assert kept.of(1) == 3
    kept.add()  # of the batch that has begun since
    assert kept.of(2) == 1
    assert kept.of(2) == 1
    assert kept.of(3) == 0
