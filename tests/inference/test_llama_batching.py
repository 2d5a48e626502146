"""Many photos together: each gets the answer that it gets alone, whatever its slot and whatever runs beside it."""

from collections.abc import Callable, Iterator

import pytest

from inference.engine import Prompt, Request
from inference.errors import EngineCrashed
from inference.events import Cancelled, Event, Failed, FieldDone, Finished, Progressed, Stage, Started, TextGrown
from inference.llama.context import Context, Interrupted, Item
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.llama.sequence import Sequence
from inference.llama.value import FreeValue
from inference.run import run
from tests.inference.cards import COLOURS, LINE, PARAGRAPH, PROMPT, answers, check_card, check_invariant, drain, request
from tests.inference.picks import Picks, check_same, forced, noted

PHOTOS = range(40)
SHORT = {
    "type": "object",
    "properties": {
        "colour": {"enum": list(COLOURS)},
        "name": {"type": "string", "pattern": LINE, "minLength": 3, "maxLength": 80},
        "text": {"type": "string", "pattern": f"^{PARAGRAPH}$", "minWords": 50},
    },
}


def short(photo: int, prompt: Prompt = PROMPT) -> Request:
    """A small answer about a photo; its seed, which temperature 0 does not heed, names the photo."""
    return request(f"{photo}", photo, schema=SHORT, prompt=prompt, sampling_seed=photo)


def load(files: ModelFiles, slots: int, context: int | None = None) -> LlamaEngine:
    return LlamaEngine.load(files, LoadOptions(slots=slots, context=context, threads=1))


def warm(files: ModelFiles, slots: int) -> LlamaEngine:
    """One whose tower's thread runs before any test counts threads."""
    made = load(files, slots)
    answers(made, [short(0)])
    return made


@pytest.fixture(scope="module", params=[1, 2, 4, 8])
def together(request: pytest.FixtureRequest, files: ModelFiles) -> Iterator[LlamaEngine]:
    made = warm(files, request.param)
    yield made
    made.close()


@pytest.fixture(scope="module")
def many(files: ModelFiles) -> Iterator[LlamaEngine]:
    """Four slots."""
    made = warm(files, 4)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def clean(many: LlamaEngine) -> Iterator[None]:
    """Whatever a test did, no cell is left taken."""
    yield
    drain(many)
    assert many.room == many.slots == 4
    room = many._machine.room
    assert (room._reserved, room._line, [prefix.users for prefix in room._prefixes]) == ({}, [], [0] * 4)


@pytest.fixture(scope="module")
def lone(warm_engine: LlamaEngine) -> tuple[Picks, dict[str, object]]:
    """What each photo gets alone: draws and values."""
    with noted() as picks:
        finished = answers(warm_engine, map(short, PHOTOS))
    return picks, {end.job: end.values for end in finished}


def values_of(events: list[Event]) -> dict[str, object]:
    return {event.job: event.values for event in events if isinstance(event, Finished)}


def test_each_photo_gets_in_any_slot_what_it_gets_alone(
    together: LlamaEngine, lone: tuple[Picks, dict[str, object]]
) -> None:
    slots: set[int] = set()
    events: list[Event] = []
    with noted() as picks:
        for event in run(together, map(short, PHOTOS)):
            slots |= {sequence.slot for sequence in together._active.values()}
            events.append(event)
    check_invariant(events)
    assert len(slots) == together.slots
    check_same(picks, lone[0], PHOTOS)
    texts = values_of(events)
    assert len(texts) == len({str(values) for values in texts.values()}) == len(PHOTOS)
    # Near ties are few: nearly all are the same to the letter, and nobody has another one's.
    assert sum(texts[job] == values for job, values in lone[1].items()) >= 0.6 * len(PHOTOS)
    assert not any(texts[job] == values for job in texts for other, values in lone[1].items() if other != job)
    assert all(isinstance(event.provenance.slots, int) for event in events if isinstance(event, Finished))
    assert {event.provenance.slots for event in events if isinstance(event, Finished)} == {together.slots}


def test_a_forced_answer_is_expected_as_alone(together: LlamaEngine, lone: tuple[Picks, dict[str, object]]) -> None:
    with forced(lone[0]) as compared:
        finished = answers(together, map(short, PHOTOS))
    assert compared == {photo: len(picks) for photo, picks in lone[0].items()}
    assert {end.job: end.values for end in finished} == lone[1]


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
def test_one_of_four_is_cancelled_and_the_others_notice_nothing(
    many: LlamaEngine, lone: tuple[Picks, dict[str, object]], stage: str
) -> None:
    for prefix in many._machine.room._prefixes:
        many._machine.room._forget(prefix)  # so that there are instructions to evaluate
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
    files: ModelFiles, lone: tuple[Picks, dict[str, object]], call: int, monkeypatch: pytest.MonkeyPatch
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


def test_an_error_in_one_leaves_the_others_alone(
    many: LlamaEngine, lone: tuple[Picks, dict[str, object]], monkeypatch: pytest.MonkeyPatch
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
    files: ModelFiles, lone: tuple[Picks, dict[str, object]], call: int, before: bool, monkeypatch: pytest.MonkeyPatch
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


def test_a_free_slot_is_taken_at_once(many: LlamaEngine) -> None:
    for photo in range(10):
        many.add(short(photo))
    with pytest.raises(ValueError, match="in flight"):
        many.add(short(9))
    events: list[Event] = []
    while not many.idle:
        new = many.step()
        events += new
        ended = sum(isinstance(event, Finished) for event in events)
        started = [event.job for event in events if isinstance(event, Started)]
        # A slot that was given back in this step is taken in the next one.
        assert len(started) >= min(10, 4 + ended - sum(isinstance(event, Finished) for event in new))
        assert started == [f"{photo}" for photo in range(len(started))]
    assert len(values_of(events)) == 10


def prompts(count: int) -> list[Prompt]:
    return [Prompt(f"Descreva o produto número {number} para a loja. " * 8, "Escreva.", "1") for number in range(count)]


@pytest.mark.parametrize("kinds", [2, 6])
def test_different_instructions_side_by_side(
    many: LlamaEngine, warm_engine: LlamaEngine, kinds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [short(photo, prompts(kinds)[photo % kinds]) for photo in range(12)]
    with noted() as lone:
        answers(warm_engine, asked)
    beside = 0
    resume = Sequence.resume

    def watched(sequence: Sequence, logits: list[object]) -> list[Event]:
        nonlocal beside
        beside = max(beside, len({each._shared[0].tokens for each in many._active.values() if each._shared}))
        return resume(sequence, logits)  # type: ignore[arg-type] # passed on untouched

    monkeypatch.setattr(Sequence, "resume", watched)
    with noted() as picks:
        finished = answers(many, asked)
    check_same(picks, lone, range(12))
    assert beside >= 2
    if kinds == 2:
        # Each was evaluated once, by whoever was first.
        fresh = [end for end in finished if end.figures.reused_tokens == 0]
        assert len(fresh) <= 2


def test_who_comes_with_others_waits_for_the_instructions(files: ModelFiles) -> None:
    engine = load(files, 8)
    evaluated = 0
    decode = Context.decode

    def counted(context: Context, items: list[Item]) -> None:
        nonlocal evaluated
        evaluated += sum(item.sequences == (0,) for item in items)
        decode(context, items)

    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Context, "decode", counted)
            finished = answers(engine, map(short, range(8)))
    finally:
        engine.close()
    reused = sorted(end.figures.reused_tokens for end in finished)
    assert reused == [0] + [evaluated] * 7


def test_where_cells_are_few_they_wait_for_each_other(files: ModelFiles, lone: tuple[Picks, dict[str, object]]) -> None:
    """Room for two at a time; one with other instructions, too long to stand beside them, has its turn as well."""
    engine = load(files, 4, context=1536)
    long = Prompt("Descreva o produto para a loja. " * 40, "Escreva.", "2")
    impossible = Prompt("Descreva o produto para a loja. " * 400, "Escreva.", "2")
    try:
        with noted() as picks:
            asked = [*map(short, range(6)), short(90, long), short(91, impossible), *map(short, range(6, 12))]
            events = list(run(engine, asked))
    finally:
        engine.close()
    check_invariant(events)
    (failed,) = [event for event in events if isinstance(event, Failed)]
    assert (failed.job, failed.error.code) == ("91", "context")
    assert len(values_of(events)) == 13
    check_same(picks, lone[0], range(12))


def test_one_hundred_cards_at_any_temperature(files: ModelFiles) -> None:
    engine = load(files, 8)
    asked = (request(f"{n}", n, temperature=n / 50, sampling_seed=n) for n in range(100))
    try:
        events = list(run(engine, asked))
    finally:
        engine.close()
    check_invariant(events)
    cards = values_of(events)
    assert len(cards) == 100
    for card in cards.values():
        check_card(card)  # type: ignore[arg-type] # values of a card
