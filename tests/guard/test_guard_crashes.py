"""A child that dies at any moment costs what it had in hand; a bad photo is set aside, a bad model stops."""

import os
import random
import signal
from collections.abc import Callable

import pytest

from inference.errors import EngineCrashed, ModelCrashes, ModelMissing, PhotoCrashes
from inference.events import Event, Failed, Finished, Progressed, Stage
from inference.guard.engine import GuardedEngine
from inference.llama.options import ModelFiles
from tests.guard.asking import LONG, begun, brief, killed_with, until
from tests.guard.conftest import OPTIONS, pid_of
from tests.inference.cards import PROMPT, answer, check_card, check_invariant, drain, request


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
    """Every job comes to one end, one at most is lost to a kill, and with cards in between it goes on for ever."""
    chance = random.Random(seed)
    events: list[Event] = []
    added = kills = 0
    steps = chance.randrange(1, 40)
    while kills < 4 or not engine.idle:
        if engine.idle:
            for _ in range(3):
                added += 1
                engine.add(request(f"job {added}", added))
        events += engine.step()
        steps -= 1
        if steps <= 0 and kills < 4 and engine.pid is not None:
            os.kill(engine.pid, signal.SIGKILL)
            steps, kills = chance.randrange(1, 60), kills + 1
        if engine.stopped is not None:
            break
    events += drain(engine)
    check_invariant(events)
    ends = [event.job for event in events if isinstance(event, Failed | Finished)]
    assert sorted(ends) == sorted(f"job {number + 1}" for number in range(added))
    crashed = [event for event in events if isinstance(event, Failed)]
    assert len(crashed) <= kills or engine.stopped is not None


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
