"""One model on the course, with the real engine in a process of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PIL import Image

from app.benchmark.course import WARM_UP, Course
from app.benchmark.measurement import Listener, Measurement, Subject
from app.benchmark.report import ModelReport, Speed
from inference.engine import PhotoFile, Request
from inference.errors import EngineCrashed, LoadCancelled, ModelBroken
from inference.events import Event, Finished, Started
from inference.llama.options import LoadOptions, ModelFiles
from tests.inference.cards import COLOURS, photo, request
from tests.tiny_model import make_pair

OPTIONS = LoadOptions(threads=1)
SCHEMA = {
    "type": "object",
    "properties": {
        "colour": {"type": "string", "enum": list(COLOURS)},
        "text": {"type": "string", "pattern": "^[a-z]{4,9}( [a-z]{4,9}){5}$"},
    },
}


def make(job: str, paths: Sequence[Path]) -> Request:
    return request(job, photos=tuple(PhotoFile(path, 64) for path in paths), schema=SCHEMA)


@pytest.fixture(scope="module")
def subject(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    return Subject("tiny", make_pair(tmp_path_factory.mktemp("model")), make)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    path = tmp_path_factory.mktemp("photos") / "a.png"
    Image.fromarray(photo(1)).save(path)
    return Course((1, 2), (path,), repetitions=4)


def children() -> set[psutil.Process]:
    """The processes that this one has started, other tests' included, and that have not been seen to their end."""
    return set(psutil.Process().children())


@pytest.fixture
def others() -> set[psutil.Process]:
    """What was there before the test: an engine that a whole session shares, for one."""
    return children()


def collect(speeds: Iterator[Speed], into: list[Speed]) -> None:
    """Put each into a list before the next is measured."""
    for speed in speeds:
        into.append(speed)  # noqa: PERF402  # extend() would wait for the end


def measured(subject: Subject, course: Course, seen: list[Event]) -> ModelReport:
    with Measurement(subject, course, OPTIONS) as measurement:
        measurement.load(lambda _fraction: True)
        speeds = list(measurement.run(Listener(lambda: False, seen.append)))
        assert measurement.report.speeds == tuple(speeds)
    return measurement.report


def test_figures_fit_together(subject: Subject, course: Course) -> None:
    seen: list[Event] = []
    found = measured(subject, course, seen)
    finished = [event for event in seen if isinstance(event, Finished)]
    counted = [event.figures for event in finished if event.job != WARM_UP]
    assert len(finished) == course.total == 9
    assert all(cost.image_seconds > 0 for cost in counted)  # no photo's rows were there already
    assert [speed.slots for speed in found.speeds] == [1, 2]
    for speed in found.speeds:
        assert speed.cards == 4
        assert speed.photos_per_hour == pytest.approx(3600 * speed.cards / speed.seconds)
        assert speed.tokens_per_second == pytest.approx(speed.tokens / speed.seconds)
        assert 0 < speed.sampling_share < 1
    assert sum(speed.tokens for speed in found.speeds) == sum(cost.tokens for cost in counted)
    assert found.corrections is not None
    assert found.corrections.sampled == sum(cost.sampled for cost in counted)
    assert found.corrections.share == found.corrections.refused / found.corrections.sampled
    assert found.alone is not None
    alone = found.alone
    assert alone.answer_seconds > alone.sampling_seconds > 0
    assert 4 * (alone.image_seconds + alone.prompt_seconds + alone.answer_seconds) < found.speeds[0].seconds
    assert alone.generation_tokens_per_second == pytest.approx(found.speeds[0].tokens / (4 * alone.answer_seconds))
    assert found.memory is not None
    assert found.size is not None
    assert found.memory.peak is None or found.memory.peak > found.size
    assert 0 < found.memory.projector < found.size
    assert found.failure is None


def test_the_same_again_gives_the_same_tokens(subject: Subject, course: Course) -> None:
    short = replace(course, slots=(1,), repetitions=2)
    first, second = (measured(subject, short, []) for _ in range(2))
    assert first.speeds[0].tokens == second.speeds[0].tokens
    assert first.corrections == second.corrections


def test_a_crash_costs_what_was_not_measured_yet(subject: Subject, course: Course, others: set[psutil.Process]) -> None:
    done: list[Speed] = []

    def kill(event: Event) -> None:
        if done and isinstance(event, Started):
            for child in children() - others:
                child.kill()

    with Measurement(subject, course, OPTIONS) as measurement:
        measurement.load(lambda _fraction: True)
        with pytest.raises(EngineCrashed) as crash:
            collect(measurement.run(Listener(lambda: False, kill)), done)
        measurement.fail(crash.value)
    assert [speed.slots for speed in measurement.report.speeds] == [1]
    assert measurement.report.failure is not None
    assert measurement.report.failure.code == "benchmark.crash"
    _, alive = psutil.wait_procs(children() - others, timeout=10)
    assert alive == []


def test_a_turn_that_was_stopped_does_not_count(subject: Subject, course: Course, others: set[psutil.Process]) -> None:
    done: list[Speed] = []
    with Measurement(subject, course, OPTIONS) as measurement:
        measurement.load(lambda _fraction: True)
        collect(measurement.run(Listener(lambda: bool(done), lambda _event: None)), done)
    assert [speed.slots for speed in measurement.report.speeds] == [1]
    assert measurement.report.failure is None
    assert children() <= others


def test_loading_is_stopped_or_fails(
    subject: Subject, course: Course, tmp_path: Path, others: set[psutil.Process]
) -> None:
    with Measurement(subject, course, OPTIONS) as measurement, pytest.raises(LoadCancelled):
        measurement.load(lambda _fraction: False)
    (tmp_path / "text.gguf").write_bytes(subject.files.text.read_bytes()[:50_000])
    broken = replace(subject, files=ModelFiles(tmp_path / "text.gguf", subject.files.projector))
    with Measurement(broken, course, OPTIONS) as measurement, pytest.raises(ModelBroken):
        measurement.load(lambda _fraction: True)
    assert measurement.report.size is None
    assert children() <= others
