"""A child that dies at any moment costs what it had in hand; a bad photo is set aside, a bad model stops."""

import os
import random
import signal
from collections.abc import Callable

import pytest

from inference.engine import Request
from inference.errors import EngineCrashed, ModelCrashes, ModelMissing, PhotoCrashes
from inference.events import Event, Failed, Finished, Progressed, Stage, TextGrown
from inference.guard.engine import GuardedEngine
from inference.llama.options import ModelFiles
from tests.guard.conftest import OPTIONS, pid_of
from tests.inference.cards import DEPARTMENTS, PROMPT, PROSE, answer, check_card, check_invariant, drain, request

# Answers that are still being written whenever the kill comes, and such as are written at once.
LONG = {
    "type": "object",
    "properties": {f"text_{n}": {"type": "string", "pattern": PROSE, "minWords": 150} for n in range(8)},
}
BRIEF = {"type": "object", "properties": {"category": {"type": "string", "enum": list(DEPARTMENTS)}}}


def until(engine: GuardedEngine, wanted: Callable[[Event], bool]) -> list[Event]:
    """Step until such an event."""
    events: list[Event] = []
    while not any(map(wanted, events)):
        assert not engine.idle
        events += engine.step()
    return events


def brief(job: str, seed: int = 0) -> Request:
    return request(job, seed, schema=BRIEF)


def begun(job: str) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, Progressed | TextGrown) and event.job == job


def killed_with(engine: GuardedEngine, *seeds: int) -> list[Failed]:
    """Ask about the photos one after the other, kill the child on each, and tell how each failed."""
    ends: list[Failed] = []
    for seed in seeds:
        engine.add(request(f"photo {seed}", seed, schema=LONG))
        until(engine, begun(f"photo {seed}"))
        os.kill(pid_of(engine), signal.SIGKILL)
        end = drain(engine)[-1]
        assert isinstance(end, Failed)
        ends.append(end)
    return ends


@pytest.mark.parametrize(
    ("number", "stage"),
    [
        (signal.SIGKILL, Stage.PROMPT),
        (signal.SIGKILL, Stage.IMAGE),
        (signal.SIGKILL, Stage.ANSWER),
        (signal.SIGABRT, Stage.PROMPT),
        (signal.SIGSEGV, Stage.ANSWER),
    ],
)
def test_killed_in_a_stage(
    loading: Callable[..., GuardedEngine], number: signal.Signals, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    reloads: list[float] = []
    engine = loading(reloading=reloads.append)
    prompt = type(PROMPT)("Instruções longas. " * 60, "Escreva.", "1")
    engine.add(request("first", 1, prompt=prompt, schema=LONG))
    engine.add(request("second", 2))
    events = until(engine, lambda event: isinstance(event, Progressed) and event.stage is stage)
    os.kill(pid_of(engine), number)
    events += drain(engine)
    check_invariant(events)
    ends = {event.job: event for event in events if isinstance(event, Failed | Finished)}
    failed = ends["first"]
    assert isinstance(failed, Failed)
    assert type(failed.error) is EngineCrashed
    assert failed.error.retryable
    assert number.name in failed.error.facts["reason"]
    assert isinstance(ends["second"], Finished)
    check_card(ends["second"].values)
    assert reloads == sorted(reloads)
    assert (reloads[0], reloads[-1]) == (0.0, 1.0)
    assert number.name in caplog.text


def test_killed_with_nothing_to_do(engine: GuardedEngine) -> None:
    """That costs no photo, and says nothing about the model, however often it happens."""
    for _ in range(4):
        os.kill(pid_of(engine), signal.SIGKILL)
        while engine._child is not None:
            assert engine.step() == []
        engine.add(brief("brief"))
        while engine._child is None or not engine._ready:
            assert engine.step() == []
        engine.abort("brief")
        drain(engine)
    answer(engine, brief("last"))


def test_killed_while_loading_again(engine: GuardedEngine) -> None:
    engine.add(request("first", 1, schema=LONG))
    engine.add(brief("second", 2))
    events = until(engine, begun("first"))
    os.kill(pid_of(engine), signal.SIGKILL)
    events += until(engine, lambda event: isinstance(event, Failed))
    while engine._child is None:
        events += engine.step()
    os.kill(pid_of(engine), signal.SIGKILL)
    events += drain(engine)
    check_invariant(events)
    assert [event.job for event in events if isinstance(event, Finished)] == ["second"]


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random_moments(engine: GuardedEngine, seed: int) -> None:
    """Every job comes to one end, and with cards in between it goes on for ever."""
    chance = random.Random(seed)
    events: list[Event] = []
    for job in range(5):
        engine.add(request(f"job {job}", job))
    jobs = {job.request.job for job in engine._jobs.values()}
    steps, kills = chance.randrange(1, 60), 0
    while not engine.idle:
        events += engine.step()
        steps -= 1
        if steps <= 0 and kills < 3 and engine._child is not None:
            os.kill(pid_of(engine), signal.SIGKILL)
            steps, kills = chance.randrange(1, 200), kills + 1
    check_invariant(events)
    ends = [event for event in events if isinstance(event, Failed | Finished)]
    assert {event.job for event in ends} == jobs
    assert sum(isinstance(event, Failed) for event in ends) <= kills == 3


def test_three_on_one_photo_set_it_aside(engine: GuardedEngine) -> None:
    ends = killed_with(engine, 5, 5)
    assert [type(end.error) for end in ends] == [EngineCrashed, EngineCrashed]
    (third,) = killed_with(engine, 5)
    assert type(third.error) is PhotoCrashes
    assert not third.error.retryable
    assert third.error.facts["times"] == "3"
    answer(engine, brief("other", 6))


def test_a_card_clears_a_photo(engine: GuardedEngine) -> None:
    killed_with(engine, 5, 5)
    answer(engine, brief("photo 5", 5))
    assert [type(end.error) for end in killed_with(engine, 5)] == [EngineCrashed]


def test_three_in_a_row_stop_the_engine(engine: GuardedEngine) -> None:
    ends = killed_with(engine, 1, 2, 3)
    assert [type(end.error) for end in ends] == [EngineCrashed, EngineCrashed, ModelCrashes]
    assert type(engine.stopped) is ModelCrashes
    assert engine._child is None
    engine.add(request("after", 4))
    engine.add(request("after that", 5))
    events = drain(engine)
    assert [type(event.error) for event in events if isinstance(event, Failed)] == [ModelCrashes, ModelCrashes]
    assert engine._child is None


def test_a_card_between_starts_the_row_anew(engine: GuardedEngine) -> None:
    killed_with(engine, 1, 2)
    answer(engine, brief("well", 3))
    assert [type(end.error) for end in killed_with(engine, 4, 6)] == [EngineCrashed, EngineCrashed]


def test_a_suspect_is_read_alone(engine: GuardedEngine) -> None:
    killed_with(engine, 1)
    engine.slots = 4
    for seed in (2, 1, 3):
        engine.add(brief(f"photo {seed}", seed))
    sent: list[set[str]] = []
    while not engine.idle:
        engine.step()
        sent.append({job.request.job for job in engine._jobs.values() if job.sent})
    assert {"photo 1"} in sent
    assert not [jobs for jobs in sent if "photo 1" in jobs and len(jobs) > 1]


def test_the_model_is_gone_when_it_is_loaded_again(own_files: ModelFiles, no_process_left: None) -> None:
    engine = GuardedEngine.load(own_files, OPTIONS)
    try:
        killed_with(engine, 1)
        own_files.text.unlink()
        engine.add(request("second", 2))
        engine.add(request("third", 3))
        errors = [event.error for event in drain(engine) if isinstance(event, Failed)]
        assert [type(error) for error in errors] == [ModelMissing, ModelMissing]
        engine.add(request("fourth", 4))
        assert [event.job for event in drain(engine) if isinstance(event, Failed)] == ["fourth"]
    finally:
        engine.close()


def test_a_model_that_crashes_again_and_again_while_loading(engine: GuardedEngine) -> None:
    killed_with(engine, 1)
    engine.add(request("waits", 2))
    events: list[Event] = []
    while not engine.idle:
        events += engine.step()
        if engine._child is not None:
            os.kill(pid_of(engine), signal.SIGABRT)
    assert [type(event.error) for event in events if isinstance(event, Failed)] == [ModelCrashes]
