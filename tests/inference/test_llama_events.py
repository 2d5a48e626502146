"""The promise of the stream: started, then exactly one end, whatever happens on the way."""

import threading

import numpy as np
import pytest

from inference.errors import EngineCrashed
from inference.events import Cancelled, Event, Failed, FieldDone, Finished, Progressed, Stage, Started, TextGrown
from inference.llama.context import Context
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from inference.llama.photo import Tower
from inference.llama.room import Room
from inference.llama.value import FreeValue
from tests.inference.cards import PROMPT, answer, check_card, check_invariant, drain, request
from tests.inference.conftest import OPTIONS


def until(engine: LlamaEngine, kind: type[Event]) -> list[Event]:
    """Step until an event of that kind."""
    events: list[Event] = []
    while not any(isinstance(event, kind) for event in events):
        events += engine.step()
    return events


def test_the_stream_of_an_answer(engine: LlamaEngine) -> None:
    engine.add(request(seed=2001, prompt=type(PROMPT)("Outras instruções. " * 20, "Escreva.", "1")))
    events = drain(engine)
    check_invariant(events)
    assert isinstance(events[0], Started)
    stages = list(dict.fromkeys(event.stage for event in events if isinstance(event, Progressed)))
    assert stages == [Stage.PROMPT, Stage.IMAGE, Stage.ANSWER]
    for stage in stages:
        fractions = [event.fraction for event in events if isinstance(event, Progressed) and event.stage is stage]
        assert fractions == sorted(fractions)
        assert fractions[-1] == 1.0
    finished = events[-1]
    assert isinstance(finished, Finished)
    done = {event.field: event.value for event in events if isinstance(event, FieldDone)}
    assert list(done.items()) == list(finished.values.items())
    assert {event.field: event.confidence for event in events if isinstance(event, FieldDone)} == finished.confidence


def test_requests_wait_their_turn(engine: LlamaEngine) -> None:
    for job in "abc":
        engine.add(request(job, ord(job)))
    with pytest.raises(ValueError, match="in flight"):
        engine.add(request("b"))
    events = drain(engine)
    check_invariant(events)
    assert [event.job for event in events if isinstance(event, Started | Finished)] == list("aabbcc")
    engine.add(request("b"))
    assert isinstance(drain(engine)[-1], Finished)


def test_idle_steps_do_nothing(engine: LlamaEngine) -> None:
    assert engine.idle
    assert engine.step() == []
    engine.abort("nobody")
    assert engine.step() == []


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 5, 8, 20, 60])
def test_aborted_at_any_step(engine: LlamaEngine, steps: int) -> None:
    engine.add(request("gone", 3000 + steps, prompt=type(PROMPT)(f"Instruções {steps}. " * 40, "Escreva.", "1")))
    engine.add(request("next", 1))
    events = [event for _ in range(steps) for event in engine.step()]
    engine.abort("gone")
    events += drain(engine)
    check_invariant(events)
    assert Cancelled("gone") in events
    end = events[-1]
    assert isinstance(end, Finished)
    assert end.job == "next"
    assert end.values == answer(engine, request("again", 1)).values


def test_one_that_waits_is_cancelled_without_disturbing_the_other(engine: LlamaEngine) -> None:
    engine.add(request("first", 1))
    engine.add(request("second", 2))
    events = until(engine, TextGrown)
    engine.abort("second")
    assert engine.step()[0] == Cancelled("second")
    events += drain(engine)
    assert isinstance(events[-1], Finished)


def test_another_thread_stops_a_running_decode(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    decode, entered = Context.decode, threading.Event()
    statuses: list[str] = []

    def watched(context: Context, items: list[object]) -> None:
        entered.set()
        stopper.join()
        try:
            decode(context, items)  # type: ignore[arg-type] # passed on untouched
        except BaseException as error:
            statuses.append(type(error).__name__)
            raise

    def stop() -> None:
        entered.wait()
        engine.abort("job")

    stopper = threading.Thread(target=stop)
    stopper.start()
    engine.add(request(seed=5, prompt=type(PROMPT)("Texto que ninguém leu. " * 30, "Escreva.", "1")))
    with monkeypatch.context() as patch:
        patch.setattr(Context, "decode", watched)
        events = drain(engine)
    check_invariant(events)
    assert events[-1] == Cancelled("job")
    assert statuses == ["Interrupted"]
    check_card(answer(engine, request("next")).values)


def test_a_photo_being_encoded_is_stopped(engine: LlamaEngine) -> None:
    """The runtime reports success for an encoding that was stopped; its rows must not be kept."""
    tower, gate = engine._machine.tower, threading.Event()
    tower._worker.submit(gate.wait)  # the tower's thread is busy until the gate opens
    engine.add(request(seed=4001))
    events = until(engine, Progressed)
    while Progressed("job", Stage.IMAGE, 0.0) not in events:
        events += engine.step()
    encoding = engine._active["job"].seen.encoding
    assert encoding is not None
    engine.abort("job")
    events += drain(engine)
    gate.set()
    with pytest.raises(EngineCrashed, match="stopped"):
        encoding.result.result()
    check_invariant(events)
    assert events[-1] == Cancelled("job")
    assert tower._seen < tower._expected
    assert answer(engine, request("again", 4001)).figures.image_seconds > 0


@pytest.mark.parametrize(
    ("target", "method"), [(Tower, "encode"), (Room, "enter"), (FreeValue, "take"), (Context, "logits")]
)
@pytest.mark.parametrize("error", [RuntimeError("bug"), MemoryError("full"), StopIteration()])
def test_whatever_is_raised_is_one_failure(
    engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch, target: type, method: str, error: Exception
) -> None:
    def broken(*_arguments: object) -> None:
        raise error

    engine.add(request("broken"))
    with monkeypatch.context() as patch:
        patch.setattr(target, method, broken)
        events = drain(engine)
    check_invariant(events)
    end = events[-1]
    assert isinstance(end, Failed)
    assert end.error.code == "crash"
    assert end.error.retryable
    assert end.error.facts["reason"]
    check_card(answer(engine, request("next")).values)


def test_a_photo_of_no_size_is_one_failure(engine: LlamaEngine) -> None:
    engine.add(request("empty", photos=(np.zeros((0, 0, 3), np.uint8),)))
    engine.add(request("none", photos=()))
    engine.add(request("next"))
    events = drain(engine)
    check_invariant(events)
    ends = {event.job: event for event in events if isinstance(event, Failed | Finished)}
    assert isinstance(ends["empty"], Failed)
    assert ends["empty"].error.code == "photo.empty"
    assert isinstance(ends["none"], Finished)
    assert isinstance(ends["next"], Finished)


def test_closing_in_the_middle_frees_everything(files: ModelFiles) -> None:
    before = set(threading.enumerate())
    engine = LlamaEngine.load(files, OPTIONS)
    engine.add(request("a"))
    engine.add(request("b"))
    until(engine, Progressed)
    engine.close()
    engine.close()
    assert engine.idle
    assert engine.step() == []
    with pytest.raises(ValueError, match="closed"):
        engine.add(request("c"))
    assert set(threading.enumerate()) <= before
