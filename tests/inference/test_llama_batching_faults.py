"""Many photos together, and one is cancelled or goes wrong: the others notice nothing."""

from collections.abc import Callable

import pytest

from inference.errors import EngineCrashed
from inference.events import Cancelled, Event, Failed, FieldDone, Progressed, Stage, Started, TextGrown
from inference.llama.context import Context, Interrupted, Item
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from inference.llama.value import FreeValue
from inference.run import run
from tests.inference.cards import check_invariant, drain, request
from tests.inference.picks import Lone, check_same, noted
from tests.inference.together import load, short, values_of

STAGES: dict[str, Callable[[Event], bool]] = {
    "started": lambda event: isinstance(event, Started),
    "instructions": lambda event: isinstance(event, Progressed) and event.stage is Stage.PROMPT,
    "photo": lambda event: isinstance(event, Progressed) and event.stage is Stage.IMAGE,
    "photo seen": lambda event: event == Progressed("2", Stage.IMAGE, 1.0),
    "choice": lambda event: isinstance(event, FieldDone) and event.field == "colour",
    "writing": lambda event: isinstance(event, TextGrown) and event.field == "text",
    "nearly done": lambda event: isinstance(event, FieldDone) and event.field == "name",
}


@pytest.mark.parametrize("stage", STAGES)
def test_one_of_four_is_cancelled_and_the_others_notice_nothing(many: LlamaEngine, lone: Lone, stage: str) -> None:
    for slot in range(many.slots):
        many._machine.room._forget(slot)  # so that there are instructions to evaluate
    with noted() as picks:
        for photo in range(4):
            many.add(short(photo))
        events: list[Event] = []
        while not many.idle:
            new = many.step()
            events += new
            if any(event.job == "2" and STAGES[stage](event) for event in new):
                many.abort("2")
    check_invariant(events)
    assert [event for event in events if isinstance(event, Cancelled | Failed)] == [Cancelled("2")]
    check_same(picks, lone[0], {0: 0, 1: 1, 3: 3})


@pytest.mark.parametrize("call", [1, 2, 3, 5, 8, 13, 30, 90])
def test_a_batch_that_was_stopped_is_repeated_exactly(
    files: ModelFiles, lone: Lone, call: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the first evaluation of the instructions on; whoever shares the batch loses and doubles nothing."""
    engine, calls, stopped = load(files, 4), 0, []
    decode = Context.decode

    def watched(context: Context, items: list[Item]) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            engine.abort("2")
        try:
            decode(context, items)
        except Interrupted:
            stopped.append(calls)
            raise

    monkeypatch.setattr(Context, "decode", watched)
    try:
        for photo in range(4):
            engine.add(short(photo))
        with noted() as picks:
            events = drain(engine)
    finally:
        engine.close()
    check_invariant(events)
    assert stopped == [call]
    assert Cancelled("2") in events
    assert sorted(values_of(events)) == ["0", "1", "3"]
    check_same(picks, lone[0], {0: 0, 1: 1, 3: 3})


def test_fillers_leave_nothing_behind_nor_does_a_batch_with_them_that_was_stopped(
    many: LlamaEngine, lone: Lone, monkeypatch: pytest.MonkeyPatch
) -> None:
    decode, batches, stopped = Context.decode, 0, 0

    def watched(context: Context, items: list[Item]) -> None:
        nonlocal batches, stopped
        fillers = [item for item in items if item.slot not in {each.slot for each in many._active.values()}]
        batches += bool(fillers)
        assert all(context.behind(item.slot) == item.position for item in fillers)
        if batches == 5:
            many.abort("3")
        try:
            decode(context, items)
        except Interrupted:
            stopped += 1
            raise

    monkeypatch.setattr(Context, "decode", watched)
    for photo in range(4):
        many.add(short(photo))
    with noted() as picks:
        events: list[Event] = []
        while not many.idle:
            new = many.step()
            events += new
            if any(event.job == "1" and STAGES["writing"](event) for event in new):
                many.abort("1")
    check_invariant(events)
    assert batches > 5
    assert stopped == 1
    assert sorted(values_of(events)) == ["0", "2"]
    check_same(picks, lone[0], {0: 0, 2: 2})  # and the fixture looks at the cells


def test_an_error_in_one_leaves_the_others_alone(
    many: LlamaEngine, lone: Lone, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = FreeValue.take

    def broken(value: FreeValue, logits: object) -> list[int]:
        if value._sampler.sampling.seed == 1 and value.tokens > 9:
            raise RuntimeError("bug")
        return take(value, logits)  # type: ignore[arg-type] # passed on untouched

    monkeypatch.setattr(FreeValue, "take", broken)
    for photo in range(4):
        many.add(short(photo))
    many.add(request("none", photos=(request().photos[0][:0],)))  # type: ignore[index] # an array
    with noted() as picks:
        events = drain(many)
    check_invariant(events)
    codes = {event.job: event.error.code for event in events if isinstance(event, Failed)}
    assert codes == {"1": "crash", "none": "photo.empty"}
    check_same(picks, lone[0], {0: 0, 2: 2, 3: 3})


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("call", [1, 4, 40])
def test_a_native_error_fails_those_in_the_batch_and_the_engine_goes_on(
    files: ModelFiles, lone: Lone, call: int, before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, calls = load(files, 4), 0
    decode = Context.decode

    def broken(context: Context, items: list[Item]) -> None:
        nonlocal calls
        calls += 1
        if calls != call:
            return decode(context, items)
        if not before:
            decode(context, items)
        return context.check(-3)

    monkeypatch.setattr(Context, "decode", broken)
    try:
        with noted() as picks:
            events = list(run(engine, map(short, range(8))))
    finally:
        engine.close()
    check_invariant(events)
    failed = [event for event in events if isinstance(event, Failed)]
    assert 1 <= len(failed) <= 4
    assert all(type(event.error) is EngineCrashed for event in failed)
    assert len(values_of(events)) == 8 - len(failed)
    check_same(picks, lone[0], {int(job): job for job in values_of(events)})
