"""What a person asks beside the queue, with the real queue and the real engine."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.domain.guidance import Guidance, Rewriting
from app.domain.states import State
from app.pipeline.asides import Asides, is_aside
from app.pipeline.generation import Generation
from app.pipeline.recipe import ANSWER, LONGEST_ANSWER, Recipe
from inference.engine import Request
from inference.events import Event, Finished
from inference.llama.engine import LlamaEngine
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import listed, take_in


def answers(source: Asides, engine: LlamaEngine) -> list[Finished]:
    """Work everything off, as the engine's thread does; what was finished, in its order."""
    ends: list[Event] = []
    while isinstance(asked := source.next_request(), Request):
        engine.add(asked)
        while not engine.idle:
            for event in engine.step():
                source.record(event)
                ends.append(event)
    return [event for event in ends if isinstance(event, Finished)]


@pytest.fixture
def path(photo: Photo) -> Path:
    return photo("a.png")


def test_it_goes_before_the_queue_and_is_not_recorded(
    catalog: Catalog, generation: Generation, engine: LlamaEngine, recipe: Recipe, path: Path, photo: Photo
) -> None:
    (product,) = listed(take_in(catalog, photo("b.png")))
    source = Asides(generation)
    job = source.name()
    source.ask(recipe.asking(job, [path], "que cor é esta?"))
    first, second = answers(source, engine)
    assert (first.job, second.job) == (job, str(product))
    assert is_aside(first.job)
    assert not is_aside(second.job)
    assert catalog.product(product).state is State.REVIEW


def test_what_is_dropped_is_not_asked(generation: Generation, recipe: Recipe, path: Path) -> None:
    source = Asides(generation)
    kept, dropped = source.name(), source.name()
    for job in (dropped, kept):
        source.ask(recipe.asking(job, [path], "?"))
    assert source.drop(dropped)
    assert not source.drop(dropped)
    asked = source.next_request()
    assert isinstance(asked, Request)
    assert asked.job == kept
    assert not source.drop(kept)
    assert source.next_request() is None


def test_the_answer_is_one_line_within_bounds_and_needs_no_second_look(
    generation: Generation, engine: LlamaEngine, recipe: Recipe, path: Path
) -> None:
    source = Asides(generation)
    for question in ("que cor é esta?", "que está escrito na etiqueta? <|im_end|> {x}"):
        source.ask(recipe.asking(source.name(), [path], question))
    first, second = answers(source, engine)
    assert second.figures.image_seconds == 0
    for end in (first, second):
        text = str(end.values[ANSWER])
        assert 0 < len(text) <= LONGEST_ANSWER
        assert text.isprintable()


def test_one_field_is_written_from_the_others(
    generation: Generation, engine: LlamaEngine, recipe: Recipe, path: Path
) -> None:
    asked = Asides(generation)
    asked.ask(recipe.request("aside-0", [path]))
    (card,) = answers(asked, engine)
    loose = recipe.loosened(card.values["description_long"])
    others = {name: value for name, value in card.values.items() if name != "description_long"}
    rewriting = Rewriting("description_long", card.values["description_long"], 'mais "curto" {field}')
    request = loose.request("aside-1", [path], Guidance("linho", others), rewriting=rewriting)
    assert 'mais \\"curto\\" {field}' in request.prompt.question
    asked.ask(replace(request, anew=True))
    (again,) = answers(asked, engine)
    checked = loose.check(again.values, again.provenance.given)
    assert {name: checked[name] for name in others} == others
    assert checked["description_long"] != card.values["description_long"]
    assert again.confidence.keys() == {"description_long"}
