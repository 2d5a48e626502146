"""A field that was added later is written on the cards that are there, through the real engine."""

import pytest

from app.catalog.catalog import Catalog
from app.domain.card import DESCRIPTION_FIELD, card_type
from app.domain.states import State
from app.pipeline.blanks import BlankFields, is_about_blanks
from app.pipeline.edits.doing import Carried, carry_out
from app.pipeline.edits.planning import Fate, Writing
from app.pipeline.generation import Generation
from app.pipeline.own_fields import keep_fields, own_of
from app.pipeline.recipe import Recipe, make_recipe
from app.settings import Settings
from inference.engine import Request
from inference.errors import PhotoUnreadable
from inference.events import Cancelled, Failed
from inference.llama.engine import LlamaEngine
from tests.catalog.bench import Clock
from tests.domain.test_fields import BRAND, CARE, SEASON
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import drive, listed, take_in

SETTINGS = Settings(minimum_words=30, temperature=0)
FIELDS = [SEASON.id, BRAND.id]


@pytest.fixture
def olds(catalog: Catalog, engine: LlamaEngine, photo: Photo, generation: Generation) -> list[int]:
    """Products with cards, to whose catalogue fields were added afterwards."""
    ids = listed(take_in(catalog, photo("a.png"), photo("b.png")))
    drive(generation, engine)
    keep_fields(catalog, [SEASON, BRAND, CARE])
    return ids


@pytest.fixture
def blanks(catalog: Catalog) -> BlankFields:
    def recipe() -> Recipe:
        return make_recipe(SETTINGS, own=own_of(catalog).fields)

    return BlankFields(catalog, Generation(catalog, recipe), recipe)


def order(catalog: Catalog, ids: list[int], fields: list[str]) -> Carried:
    edit = Writing(card_type(own=own_of(catalog).fields, edited=True), fields)
    planned = [one for one in edit.plan(catalog, ids) if one.fate is Fate.CHANGES]
    return carry_out(catalog, edit, {one.product_id: one.version for one in planned}, Carried())


def values(catalog: Catalog, product: int) -> dict[str, object]:
    card = catalog.product(product).card
    assert card is not None
    return card.values


def test_only_what_was_asked_for_is_written_and_new_photos_go_first(
    catalog: Catalog, blanks: BlankFields, engine: LlamaEngine, photo: Photo, olds: list[int]
) -> None:
    before = {product: values(catalog, product) for product in olds}
    version = catalog.product(olds[0]).version
    catalog.approve(olds[0], version)
    done = order(catalog, olds, [SEASON.id])
    (new,) = listed(take_in(catalog, photo("c.png")))
    first = blanks.next_request()
    assert isinstance(first, Request)
    assert first.job == str(new)
    blanks.record(Cancelled(first.job))
    told: list[str] = []
    drive(blanks, engine, lambda event: told.append(event.job))
    assert [is_about_blanks(job) for job in dict.fromkeys(told)] == [False, True, True]
    for product in olds:
        found = values(catalog, product)
        assert found.pop(SEASON.id) in SEASON.entries
        assert found == before[product], "everything else is as it was"
        assert catalog.product(product).state is State.REVIEW
        card = catalog.product(product).card
        assert card is not None
        assert card.confidence[SEASON.id]["guesses"]
    catalog.undo(done.deed)
    assert [values(catalog, product)[SEASON.id] for product in olds] == [None, None]
    assert catalog.product(olds[0]).state is State.APPROVED


def test_the_rest_of_the_card_is_given_and_what_else_is_empty_is_not_asked_for(
    catalog: Catalog, blanks: BlankFields, olds: list[int]
) -> None:
    order(catalog, olds[:1], FIELDS)
    request = blanks.next_request()
    assert isinstance(request, Request)
    assert {*request.schema["properties"]} == {*values(catalog, olds[0]), *FIELDS}
    assert {**request.given} == values(catalog, olds[0])
    assert str(values(catalog, olds[0])[DESCRIPTION_FIELD]) in request.prompt.question.replace("\\n", "\n")
    assert blanks.in_hand == (request.job,)
    assert blanks.next_request() is None, "it is in somebody's hands"


def test_what_ends_without_an_answer_is_asked_again_unless_its_photo_is_to_blame(
    catalog: Catalog, blanks: BlankFields, olds: list[int]
) -> None:
    order(catalog, olds, FIELDS)
    first = blanks.next_request()
    assert isinstance(first, Request)
    blanks.record(Cancelled(first.job))
    again = blanks.next_request()
    assert isinstance(again, Request)
    assert again.job == first.job
    blanks.record(Failed(again.job, PhotoUnreadable("gone")))
    after = blanks.next_request()
    assert isinstance(after, Request)
    assert after.job != first.job
    assert catalog.blanks_left() == 1


def test_another_start_goes_on_with_what_a_killed_program_had_in_hand(
    catalog: Catalog, blanks: BlankFields, engine: LlamaEngine, olds: list[int]
) -> None:
    order(catalog, olds, [SEASON.id])
    assert blanks.next_request() is not None
    with Catalog.open(catalog.folder, clock=Clock(), exclusive=False) as other:
        recipe = make_recipe(SETTINGS, own=own_of(other).fields)
        drive(BlankFields(other, Generation(other, lambda: recipe), lambda: recipe), engine)
        assert other.blanks_left() == 0
        assert all(values(other, product)[SEASON.id] in SEASON.entries for product in olds)


def test_fields_that_were_taken_out_meanwhile_are_not_asked_for(
    catalog: Catalog, blanks: BlankFields, olds: list[int]
) -> None:
    order(catalog, olds, FIELDS)
    keep_fields(catalog, [BRAND])
    request = blanks.next_request()
    assert isinstance(request, Request)
    assert SEASON.id not in request.schema["properties"]
    keep_fields(catalog, [])
    assert blanks.next_request() is None
    assert catalog.blanks_left() == 1, "but for the one in hand"
