"""Every model is asked the same, and nobody is asked twice about the same pixels."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.benchmark.asking import ask
from app.benchmark.course import Course, like_no_other
from inference.engine import PhotoFile, Request
from inference.errors import PhotoUnreadable
from inference.events import Event, Finished, Started
from inference.photos import read_photo
from tests.inference.cards import photo, request


def make(job: str, paths: Sequence[Path]) -> Request:
    return request(job, photos=tuple(PhotoFile(path, 64) for path in paths))


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, ...]:
    paths = tuple(tmp_path / f"{seed}.png" for seed in range(3))
    for seed, path in enumerate(paths):
        Image.fromarray(photo(seed)).save(path)
    return paths


@pytest.mark.parametrize(
    ("slots", "photos", "repetitions", "cards"),
    [((1,), 3, 1, 3), ((1, 2), 3, 1, 4), ((1, 2, 4, 8), 12, 1, 16), ((1, 8), 12, 2, 24), ((1, 8), 1, 1, 8)],
)
def test_no_slot_is_empty_in_the_last_turn(slots: tuple[int, ...], photos: int, repetitions: int, cards: int) -> None:
    course = Course(slots, tuple(Path(str(n)) for n in range(photos)), repetitions)
    assert course.cards == cards
    assert course.total == 1 + cards * len(slots)


def test_all_photos_differ_and_the_first_ones_are_as_they_are(three: tuple[Path, ...]) -> None:
    course = Course((1, 2), three, repetitions=3)
    asked = [made for turn in range(2) for made in course.requests(turn, make)]
    pixels = [made.photos[0] for made in asked]
    assert len(asked) == 20
    assert all(isinstance(each, np.ndarray) for each in pixels)
    assert len({bytes(each) for each in pixels if isinstance(each, np.ndarray)}) == 20
    assert np.array_equal(np.asarray(pixels[0]), read_photo(three[0], 64))
    for each, first in zip(pixels, [pixels[n % 10 % 3] for n in range(20)], strict=True):
        assert isinstance(each, np.ndarray)
        assert isinstance(first, np.ndarray)
        assert np.array_equal(each[1:], first[1:])
    assert len({made.job for made in asked[:10]}) == 10


def test_a_photo_changes_in_one_pixel_only() -> None:
    before = photo(1)
    same, other, far = (like_no_other(before, number) for number in (0, 1, 1 << 20))
    assert np.array_equal(same, before)
    assert same is not before
    assert (other != before).any(axis=2).sum() == (far != before).any(axis=2).sum() == 1
    assert not np.array_equal(other, far)


def test_the_warm_up_is_about_no_photo_of_the_course(three: tuple[Path, ...]) -> None:
    (made,) = Course((1,), three).warm_up(make)
    assert isinstance(made.photos[0], np.ndarray)
    assert made.photos[0].shape == (640, 640, 3)


def test_a_photo_that_is_gone_is_said(three: tuple[Path, ...]) -> None:
    three[1].unlink()
    requests = Course((1,), three).requests(0, make)
    next(requests)
    with pytest.raises(PhotoUnreadable):
        next(requests)


class Instant:
    """Implements the engine's protocol; of those in flight it answers the first, each step one."""

    room = 16
    stopped = None

    def __init__(self) -> None:
        self.flying: list[str] = []
        self.most = 0

    @property
    def idle(self) -> bool:
        return not self.flying

    def add(self, request: Request) -> None:
        self.flying.append(request.job)
        self.most = max(self.most, len(self.flying))

    def abort(self, job: str) -> None:
        self.flying.remove(job)

    def step(self) -> list[Event]:
        job = self.flying.pop(0)
        return [Started(job), Finished(job, {}, {}, None, None)]  # type: ignore[arg-type]

    def close(self) -> None:
        self.flying.clear()


@pytest.mark.parametrize("together", [1, 3])
def test_no_more_are_in_flight_than_were_said(together: int) -> None:
    engine = Instant()
    events = list(ask(engine, [request(str(n)) for n in range(7)], together, lambda: False))
    assert engine.most == together
    assert [event.job for event in events if isinstance(event, Finished)] == [str(n) for n in range(7)]


def test_who_asks_to_stop_waits_for_nothing() -> None:
    engine = Instant()
    asked = iter([False, True])
    seen = list(ask(engine, [request(str(n)) for n in range(7)], 2, lambda: next(asked)))
    assert [event.job for event in seen] == ["0", "0"]
    assert engine.flying == ["1"]
