"""From the queue through the real engine into the catalogue, whatever happens on the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.rows import Act
from app.domain.prompt import built_in
from app.domain.states import State
from app.pipeline.generation import Generation
from app.pipeline.recipe import Recipe, make_recipe
from app.settings import Settings
from app.wording import Language
from inference.engine import Request
from inference.errors import EngineCrashed, OutOfMemory
from inference.events import Cancelled, Event, Failed, Finished, Progressed, Stage, Started, TextGrown
from inference.llama.engine import LlamaEngine
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import drive, listed, take_in

SETTINGS = Settings(minimum_words=30, temperature=0)


@pytest.fixture
def waiting(catalog: Catalog, photo: Photo) -> list[int]:
    """Two products whose photos were read through."""
    return listed(take_in(catalog, photo("a.png"), photo("b.png")))


def test_the_queue_becomes_cards_to_review(
    catalog: Catalog, waiting: list[int], driven: Callable[[], None], recipe: Recipe, engine: LlamaEngine
) -> None:
    driven()
    texts = set()
    for id_ in waiting:
        product = catalog.product(id_)
        assert product.state is State.REVIEW
        assert product.card is not None
        assert recipe.check(product.card.values) == product.card.values == product.card.generated
        assert product.card.confidence.keys() == product.card.values.keys()
        assert all(0 <= field["value"] <= 1 for field in product.card.confidence.values())
        guesses = product.card.confidence["color_primary"]["guesses"]
        assert product.card.values["color_primary"] in [guess["value"] for guess in guesses]
        assert product.card.provenance["model"] == engine.info.name
        assert product.card.provenance["prompt_version"] == built_in(Language.PT).version
        assert product.card.figures["seconds"] > 0
        assert product.card.figures["tokens"] > 0
        assert [line.act for line in catalog.history(id_)] == [Act.ADDED, Act.CLAIMED, Act.FINISHED]
        texts.add(product.card.values["description_long"])
    assert len(texts) == 2


def test_a_card_is_saved_before_the_next_photo_starts(
    catalog: Catalog, waiting: list[int], generation: Generation, engine: LlamaEngine
) -> None:
    seen: list[tuple[State, State]] = []

    def look(event: Event) -> None:
        if isinstance(event, Started):
            first, second = (catalog.product(id_).state for id_ in waiting)
            seen.append((first, second))

    drive(generation, engine, look)
    assert seen == [(State.GENERATING, State.QUEUED), (State.REVIEW, State.GENERATING)]


def test_a_photo_that_is_gone_fails_and_the_batch_goes_on(
    catalog: Catalog, waiting: list[int], photo: Photo, driven: Callable[[], None]
) -> None:
    first, second = waiting
    path = catalog.product(first).photos[0].path
    path.unlink()
    driven()
    failed = catalog.product(first)
    assert failed.state is State.FAILED
    assert failed.failure is not None
    assert (failed.failure.code, failed.failure.facts) == ("photo.gone", {"path": str(path)})
    assert catalog.product(second).state is State.REVIEW
    photo(path.name)
    assert catalog.retry([first]).ids == [first]
    driven()
    assert catalog.product(first).state is State.REVIEW


def test_a_product_removed_while_in_hand(
    catalog: Catalog, waiting: list[int], generation: Generation, engine: LlamaEngine
) -> None:
    first, second = waiting

    def remove(event: Event) -> None:
        if isinstance(event, Progressed) and event.job == str(first) and event.stage is Stage.IMAGE:
            catalog.remove([first])

    drive(generation, engine, remove)
    assert catalog.product_ids() == [second]
    catalog.undo()
    assert catalog.product(first).state is State.REVIEW
    assert catalog.product(first).card is not None


def test_what_is_typed_meanwhile_wins(
    catalog: Catalog, waiting: list[int], generation: Generation, engine: LlamaEngine
) -> None:
    first, second = waiting

    def type_name(event: Event) -> None:
        if isinstance(event, TextGrown) and event.job == str(first) and event.field == "description_long":
            catalog.save_draft(first, {"product_name": "Poltrona de leitura"})

    drive(generation, engine, type_name)
    card = catalog.product(first).card
    assert card is not None
    assert card.values["product_name"] == "Poltrona de leitura"
    assert card.generated["product_name"] != "Poltrona de leitura"
    assert card.values == {**card.generated, "product_name": "Poltrona de leitura"}
    other = catalog.product(second).card
    assert other is not None
    assert other.edited_at is None


def aborted(generation: Generation, engine: LlamaEngine, product_id: int, *, called_off: bool) -> None:
    """Abort a product while its card is being written."""
    asked = generation.next_request()
    assert isinstance(asked, Request)
    assert asked.job == str(product_id)
    engine.add(asked)
    events = engine.step()
    if called_off:
        generation.call_off(product_id)
    engine.abort(asked.job)
    while not engine.idle:
        events += engine.step()
    assert events[-1] == Cancelled(asked.job)
    for event in events:
        generation.record(event)


def test_called_off_by_a_person(
    catalog: Catalog, waiting: list[int], generation: Generation, engine: LlamaEngine
) -> None:
    aborted(generation, engine, waiting[0], called_off=True)
    assert [catalog.product(id_).state for id_ in waiting] == [State.CANCELLED, State.QUEUED]


def test_aborted_for_any_other_reason_goes_back_to_the_queue(
    catalog: Catalog, waiting: list[int], generation: Generation, engine: LlamaEngine
) -> None:
    aborted(generation, engine, waiting[0], called_off=False)
    assert [catalog.product(id_).state for id_ in waiting] == [State.QUEUED, State.QUEUED]
    asked = generation.next_request()
    assert isinstance(asked, Request)
    assert asked.job == str(waiting[0])


def test_settings_changed_while_a_card_is_written(
    catalog: Catalog, waiting: list[int], recipe: Recipe, engine: LlamaEngine
) -> None:
    in_force = [recipe]
    english = make_recipe(SETTINGS.model_copy(update={"card_language": "en"}))

    def change(event: Event) -> None:
        if isinstance(event, Started):
            in_force[0] = english

    drive(Generation(catalog, lambda: in_force[0]), engine, change)
    first, second = (catalog.product(id_).card for id_ in waiting)
    assert first is not None
    assert second is not None
    assert recipe.check(first.values) == first.values
    assert english.check(second.values) == second.values


@pytest.mark.parametrize(
    ("error", "code", "retryable"),
    [(EngineCrashed("x", reason="x"), "crash", True), (OutOfMemory("no room"), "memory", False)],
)
def test_how_the_engine_failed_is_kept(
    error: EngineCrashed | OutOfMemory,
    code: str,
    retryable: bool,
    catalog: Catalog,
    waiting: list[int],
    generation: Generation,
) -> None:
    generation.next_request()
    generation.record(Failed(str(waiting[0]), error))
    failure = catalog.product(waiting[0]).failure
    assert failure is not None
    assert (failure.code, failure.retryable) == (code, retryable)


def test_a_recipe_that_cannot_be_made_fails_one_product(
    catalog: Catalog, waiting: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Recipe:
        raise ZeroDivisionError("no recipe")

    failed = Generation(catalog, broken).next_request()
    assert isinstance(failed, Failed)
    assert [catalog.product(id_).state for id_ in waiting] == [State.FAILED, State.QUEUED]
    assert "a request could not be made" in caplog.text


def test_an_answer_that_breaks_the_card_fails_one_product(
    catalog: Catalog, waiting: list[int], generation: Generation, engine: LlamaEngine, caplog: pytest.LogCaptureFixture
) -> None:
    asked = generation.next_request()
    assert isinstance(asked, Request)
    engine.add(asked)
    while not engine.idle:
        for event in engine.step():
            broken = isinstance(event, Finished)
            generation.record(
                Finished(
                    event.job,
                    {**event.values, "color_primary": "cor de burro"},
                    event.confidence,
                    event.provenance,
                    event.figures,
                )
                if isinstance(event, Finished)
                else event
            )
    assert broken
    failure = catalog.product(waiting[0]).failure
    assert failure is not None
    assert failure.code == "crash"
    assert "the engine broke the card" in caplog.text


def test_an_ending_that_comes_too_late_changes_nothing(
    catalog: Catalog, waiting: list[int], generation: Generation
) -> None:
    generation.next_request()
    generation.record(Failed(str(waiting[0]), OutOfMemory("x")))
    generation.record(Failed(str(waiting[0]), EngineCrashed("y", reason="y")))
    failure = catalog.product(waiting[0]).failure
    assert failure is not None
    assert failure.code == "memory"


def test_nothing_waits(generation: Generation, tmp_path: Path) -> None:
    assert tmp_path.exists()
    assert generation.next_request() is None
