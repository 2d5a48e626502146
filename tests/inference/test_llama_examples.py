"""Examples in the prompt: behind the photos, as many as there is room for; they cost the instructions nothing."""

from dataclasses import replace

import pytest

from inference.embed import glance
from inference.engine import Request
from inference.events import Cancelled, Finished
from inference.llama.engine import LlamaEngine
from inference.llama.prompt import tokens_of
from tests.inference.cards import PROMPT, answer, drain, photo
from tests.inference.together import short

SHOWING = replace(PROMPT, showing="Assim escreve a casa:\n{examples}")


def shown(number: int, *examples: str) -> Request:
    return short(number, replace(SHOWING, examples=examples))


def test_they_stand_between_the_photos_and_what_is_quoted() -> None:
    prompt = replace(SHOWING, examples=("um", "dois"), quoted="rótulo")
    assert prompt.question_about(1) == f"Assim escreve a casa:\num\ndois\n\nrótulo\n\n{PROMPT.question}"
    assert prompt.question_about(1, 1).startswith("Assim escreve a casa:\num\n\nrótulo")
    assert prompt.question_about(1, 0) == f"rótulo\n\n{PROMPT.question}"
    assert replace(prompt, showing="", quoted="").question_about(1) == PROMPT.question


def test_the_instructions_are_shared_with_and_without(engine: LlamaEngine) -> None:
    examples = ("uma caneca azul de alça larga", "um sapato preto")
    answer(engine, short(0, SHOWING))
    plain, once, twice = (answer(engine, shown(1 + count, *examples[:count])) for count in range(3))
    assert plain.figures.reused_tokens == once.figures.reused_tokens == twice.figures.reused_tokens > 0
    layout, vocabulary = engine._machine.layout, engine._machine.vocabulary
    prompt = replace(SHOWING, examples=examples)
    behind = [len(tokens_of(prompt, layout, vocabulary, 1, count).after) for count in range(3)]
    costs = [end.figures.prompt_tokens - plain.figures.prompt_tokens for end in (plain, once, twice)]
    assert costs == [tokens - behind[0] for tokens in behind]
    assert [end.provenance.examples for end in (plain, once, twice)] == [0, 1, 2]


def test_those_without_room_are_left_out_from_the_end(engine: LlamaEngine) -> None:
    long = "caneca azul de alça larga " * 40
    finished = answer(engine, shown(4, "um sapato preto", *[long] * 60))
    assert 1 <= finished.provenance.examples < 61
    assert finished.figures.prompt_tokens < engine.info.context


def test_they_are_no_part_of_what_is_asked() -> None:
    assert shown(1, "um").asked == shown(2, "dois").asked


@pytest.mark.parametrize("awaited", [True, False])
def test_a_glance_that_somebody_waits_for_gives_way_to_nothing(engine: LlamaEngine, awaited: bool) -> None:
    engine.add(glance("look", photo(96701), awaited=awaited))
    assert engine.room == engine.slots - awaited
    engine.add(short(5))
    ends = [event for event in drain(engine) if event.job == "look" and isinstance(event, Finished | Cancelled)]
    assert [type(end) for end in ends] == [Finished if awaited else Cancelled]
