"""Photos on their way into the memory, through the real engine and the real shelf, and what is found there."""

from app.catalog.catalog import Catalog
from app.domain.states import State
from app.pipeline.looking import Looking, is_glance
from app.pipeline.memory import Memory
from app.pipeline.recipe import Recipe
from inference.embed import glance
from inference.engine import PhotoFile, Request
from inference.errors import EngineCrashed
from inference.events import Cancelled, Event, Failed, Finished
from inference.llama.engine import LlamaEngine
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import drive, listed, settle, take_in


def test_a_card_brings_its_photo_into_the_memory(
    catalog: Catalog, looking: Looking, memory: Memory, engine: LlamaEngine, photo: Photo
) -> None:
    first, second = listed(take_in(catalog, photo("a.png"), photo("b.png")))
    jobs: list[str] = []
    drive(looking, engine, lambda event: jobs.append(event.job) if isinstance(event, Finished) else None)
    assert jobs == [str(first), str(second)]
    assert settle(memory) == 2
    (alike,) = memory.like(first, 5)
    assert (alike.product_id, alike.state) == (second, State.REVIEW)
    assert -1 <= alike.similarity < 1


def test_photos_without_a_card_are_looked_at_when_there_is_nothing_else(
    catalog: Catalog, looking: Looking, memory: Memory, engine: LlamaEngine, photo: Photo
) -> None:
    waiting, *rest = listed(take_in(catalog, photo("a.png"), photo("b.png"), photo("c.png")))
    catalog.cancel(rest)
    jobs: list[str] = []
    drive(looking, engine, lambda event: jobs.append(event.job) if isinstance(event, Finished) else None)
    assert jobs[0] == str(waiting)
    assert [is_glance(job) for job in jobs] == [False, True, True]
    assert looking.next_request() is None
    assert settle(memory) == 3
    assert catalog.coverage().seen == 3
    assert {alike.product_id for alike in memory.like(rest[0], 5)} == {waiting, rest[1]}
    assert [catalog.product(id_).state for id_ in rest] == [State.CANCELLED] * 2


def test_no_glance_beside_a_card(catalog: Catalog, looking: Looking, photo: Photo) -> None:
    waiting, rest = listed(take_in(catalog, photo("a.png"), photo("b.png")))
    catalog.cancel([rest])
    first = looking.next_request()
    assert isinstance(first, Request)
    assert first.job == str(waiting)
    assert looking.next_request() is None
    looking.record(Cancelled(first.job))
    catalog.cancel([waiting])
    one = looking.next_request()
    assert isinstance(one, Request)
    assert is_glance(one.job)
    assert looking.next_request() is None


def test_a_glance_that_gave_way_is_taken_up_again(catalog: Catalog, looking: Looking, photo: Photo) -> None:
    catalog.cancel(listed(take_in(catalog, photo("a.png"), photo("b.png"))))
    first = looking.next_request()
    assert isinstance(first, Request)
    looking.record(Cancelled(first.job))
    again = looking.next_request()
    assert isinstance(again, Request)
    assert again.job == first.job


def test_a_photo_that_cannot_be_looked_at_is_left_alone(
    catalog: Catalog, looking: Looking, engine: LlamaEngine, photo: Photo
) -> None:
    gone, there = listed(take_in(catalog, photo("a.png"), photo("b.png")))
    catalog.cancel([gone, there])
    catalog.product(gone).photos[0].path.unlink()
    ends: list[Event] = []
    drive(looking, engine, lambda event: ends.append(event) if isinstance(event, Finished | Failed) else None)
    assert [type(end) for end in ends] == [Failed, Finished]
    assert catalog.product(gone).state is State.CANCELLED
    assert looking.next_request() is None
    take_in(catalog, photo("c.png"))
    request = looking.next_request()
    assert isinstance(request, Request)
    looking.record(Failed(request.job, EngineCrashed("x")))
    after = looking.next_request()
    assert isinstance(after, Request)
    assert "c.png" in str(after.photos)


def test_without_a_space_nothing_is_looked_at(
    catalog: Catalog, looking: Looking, engine: LlamaEngine, photo: Photo
) -> None:
    written, left = listed(take_in(catalog, photo("a.png"), photo("b.png")))
    catalog.cancel([left])
    looking.begin(None)
    drive(looking, engine)
    assert catalog.product(written).state is State.REVIEW
    assert catalog.coverage().seen == 0


def test_a_glance_asks_for_the_photo_as_cards_see_it(
    catalog: Catalog, looking: Looking, recipe: Recipe, photo: Photo
) -> None:
    catalog.cancel(listed(take_in(catalog, photo("a.png"))))
    request = looking.next_request()
    assert isinstance(request, Request)
    assert request.photos == glance("", PhotoFile(photo("a.png"), recipe.photo_side, recipe.corrections)).photos
