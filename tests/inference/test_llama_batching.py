"""Many photos together: each gets the answer that it gets alone, whatever its slot and whatever runs beside it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from inference.engine import Prompt
from inference.events import Event, Failed, Finished, Started
from inference.llama.context import Context, Item
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from inference.llama.prompt import tokens_of
from inference.llama.sequence import Sequence
from inference.run import run
from tests.inference.cards import PROMPT, answers, check_card, check_invariant, drain, request
from tests.inference.picks import Lone, check_same, forced, noted
from tests.inference.together import PHOTOS, load, short, values_of, warm


@pytest.fixture(scope="module", params=[1, 2, 4, 8])
def together(request: pytest.FixtureRequest, files: ModelFiles) -> Iterator[LlamaEngine]:
    made = warm(files, request.param)
    yield made
    made.close()


def test_each_photo_gets_in_any_slot_what_it_gets_alone(together: LlamaEngine, lone: Lone) -> None:
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


def test_a_forced_answer_is_expected_as_alone(together: LlamaEngine, lone: Lone) -> None:
    with forced(lone[0]) as compared:
        finished = answers(together, map(short, PHOTOS))
    assert compared == {photo: len(picks) for photo, picks in lone[0].items()}
    assert {end.job: end.values for end in finished} == lone[1]


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


@contextmanager
def evaluated() -> Iterator[list[int]]:
    """Note the positions of all tokens that are evaluated."""
    places: list[int] = []
    decode = Context.decode

    def note(context: Context, items: list[Item]) -> None:
        places.extend(item.position for item in items)
        decode(context, items)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Context, "decode", note)
        yield places


def instructions_of(engine: LlamaEngine, prompt: Prompt) -> int:
    """Tokens in front of the photos."""
    return len(tokens_of(prompt, engine._machine.layout, engine._machine.vocabulary).before)


def prompts(count: int) -> list[Prompt]:
    return [Prompt(f"Descreva o produto número {number} para a loja. " * 8, "Escreva.", "1") for number in range(count)]


@pytest.mark.parametrize("kinds", [2, 6])
def test_different_instructions_side_by_side(
    many: LlamaEngine, warm_engine: LlamaEngine, kinds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [short(photo, prompts(kinds)[photo % kinds]) for photo in range(12)]
    with noted() as lone:
        answers(warm_engine, asked)
    beside, room = 0, many._machine.room
    resume = Sequence.resume

    def watched(sequence: Sequence, logits: list[object]) -> list[Event]:
        nonlocal beside
        beside = max(beside, len({room._held[each.slot].text for each in many._active.values()}))
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
    try:
        with evaluated() as places:
            finished = answers(engine, map(short, range(8)))
        length = instructions_of(engine, PROMPT)
    finally:
        engine.close()
    assert sorted(place for place in places if place < length) == list(range(length))
    assert sorted(end.figures.reused_tokens for end in finished) == [0] + [length] * 7


def test_a_slot_keeps_its_instructions_and_gets_who_needs_them(many: LlamaEngine) -> None:
    first, second = prompts(2)
    answers(many, [short(0, first), short(1, second)])
    texts = [held.text for held in many._machine.room._held]
    length = instructions_of(many, first)
    for prompt in (second, first):
        many.add(short(2, prompt))
        many.step()
        (sequence,) = many._active.values()
        assert sequence.slot == texts.index(prompt.instructions)
        with evaluated() as places:
            drain(many)
        assert min(places) >= length - 1, "only what is behind them"
    assert [held.text for held in many._machine.room._held] == texts


def test_what_does_not_fit_a_slot_fails_alone(files: ModelFiles, lone: Lone) -> None:
    engine = load(files, 4, context=1024)
    long = Prompt("Descreva o produto para a loja. " * 20, "Escreva.", "2")
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


@pytest.mark.parametrize("slots", [1, 8])
def test_one_hundred_cards_at_any_temperature(files: ModelFiles, slots: int) -> None:
    """Fifty one by one, and fifty others together."""
    engine = load(files, slots)
    numbers = range(slots % 2, 100, 2)
    asked = (request(f"{n}", n, temperature=2 * n / 99, sampling_seed=n) for n in numbers)
    try:
        events = list(run(engine, asked))
    finally:
        engine.close()
    check_invariant(events)
    cards = values_of(events)
    assert len(cards) == len(numbers)
    for card in cards.values():
        check_card(card)  # type: ignore[arg-type] # values of a card
