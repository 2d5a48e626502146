"""Cards that learn from approved ones: who is asked, what is shown, what it costs, and when there is nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.catalog.catalog import Catalog
from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, DESCRIPTION_FIELD
from app.domain.states import State
from app.pipeline.generation import Generation
from app.pipeline.looking import Looking, is_glance
from app.pipeline.memory import Alike, Memory
from app.pipeline.neighbours import APPROVED, Neighbours, Vote, apart, elected, preferred
from app.pipeline.recipe import Recipe, make_recipe
from app.pipeline.second_opinion import KINSHIP, Seconded, third
from app.review.kin import EXAMPLES, NEIGHBOURS
from app.settings import Settings
from inference.embed import Space
from inference.engine import Request
from inference.events import Confidence
from inference.llama.engine import LlamaEngine
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import drive, listed, settle, take_in

HOUSE = "Chegou à casa uma peça de respeito. Ela fala baixo e diz muito."


def alike(product: int, likeness: float, category: str = "Móveis") -> Alike:
    return Alike(product, product, likeness, State.APPROVED, likeness, category)


def test_neighbours_elect_what_most_of_them_stand_in() -> None:
    assert elected([alike(1, 0.9), alike(2, 0.8), alike(3, 0.7), alike(4, 0.6, "Jardim")]) == Vote("Móveis", 3, 4)
    assert elected([alike(1, 0.9), alike(2, 0.8)]) is None, "too few"
    assert elected([alike(1, 0.9), alike(2, 0.8), alike(3, 0.3)]) is None, "not alike enough"
    assert elected([alike(1, 0.9), alike(2, 0.8), alike(3, 0.9, "Jardim"), alike(4, 0.8, "Jardim")]) is None, "a tie"
    assert elected([alike(1, 0.9, ""), alike(2, 0.8, ""), alike(3, 0.8, "")]) is None, "without a category"


def test_those_of_the_same_category_come_first() -> None:
    found = [alike(1, 0.9), alike(2, 0.8, "Jardim"), alike(3, 0.7), alike(4, 0.2, "Jardim")]
    assert [one.product_id for one in preferred(found, "Jardim")] == [2, 1, 3]
    assert [one.product_id for one in preferred(found, "")] == [1, 2, 3]


def test_near_duplicates_of_one_another_are_thinned() -> None:
    east, north = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
    near = [alike(1, 0.9), alike(2, 0.8), alike(3, 0.7)]
    assert apart(near, {1: east, 2: east, 3: north}, lambda cosine: cosine) == [near[0], near[2]]
    assert apart(near, {}, lambda cosine: cosine) == near


def test_agreement_raises_the_category_and_disagreement_is_only_told() -> None:
    sure = Seconded({CATEGORY_FIELD: Confidence(0.6)}, {"second_opinion": {}})
    raised = third({CATEGORY_FIELD: "Móveis"}, sure, Vote("Móveis", 3, 4))
    assert raised.confidence[CATEGORY_FIELD].value == pytest.approx(KINSHIP * 1.5 / (1 + KINSHIP * 1.5))
    assert raised.told["second_opinion"] == {}
    other = third({CATEGORY_FIELD: "Jardim"}, sure, Vote("Móveis", 3, 4))
    assert other.confidence == sure.confidence
    assert (other.told[NEIGHBOURS]["category"], other.told[NEIGHBOURS]["agrees"]) == ("Móveis", False)
    assert third({CATEGORY_FIELD: "Jardim"}, sure, None) == sure


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny model's tower knows no products: any two photos are like, and none are the same."""
    monkeypatch.setattr("app.pipeline.neighbours.ALIKE", 0.0)
    monkeypatch.setattr("app.pipeline.neighbours.TWINS", 2.0)


House = Callable[[Recipe], Looking]


@pytest.fixture
def house(catalog: Catalog, memory: Memory, space: Space) -> House:
    """The queue with a memory, cards made by a recipe."""

    def made(recipe: Recipe) -> Looking:
        neighbours = Neighbours(catalog, lambda: memory)
        looking = Looking(catalog, Generation(catalog, lambda: recipe, neighbours=neighbours), lambda: recipe)
        looking.ahead = lambda: recipe.examples > 0 and neighbours.known
        looking.begin(space)
        return looking

    return made


@pytest.fixture
def approved(
    catalog: Catalog, memory: Memory, house: House, recipe: Recipe, engine: LlamaEngine, photo: Photo
) -> list[int]:
    """Three approved products in the house's words, all of one category, in the memory."""
    ids = listed(take_in(catalog, photo("a.png"), photo("b.png"), photo("c.png")))
    drive(house(recipe), engine)
    for number, id_ in enumerate(ids):
        product = catalog.product(id_)
        assert product.card is not None
        values = {DESCRIPTION_FIELD: f"{HOUSE} É a de número {number} da casa.", CATEGORY_FIELD: "Móveis"}
        version = catalog.save_values(id_, {**product.card.values, **values}, product.version)
        catalog.approve(id_, version)
    settle(memory)
    return ids


def written(catalog: Catalog, looking: Looking, engine: LlamaEngine, *new: int) -> tuple[dict[str, Any], list[Request]]:
    """Have the queue worked off; the provenance of the first product's card, and what the engine was asked."""
    asked: list[Request] = []
    following = looking.next_request

    def noted() -> Any:
        request = following()
        asked.extend([request] if isinstance(request, Request) else [])
        return request

    looking.next_request = noted  # type: ignore[method-assign]  # to look over its shoulder
    drive(looking, engine)
    card = catalog.product(new[0]).card
    assert card is not None
    return {**card.provenance, "figures": card.figures}, asked


@pytest.mark.usefixtures("near")
def test_a_card_is_written_like_approved_ones(
    catalog: Catalog,
    house: House,
    memory: Memory,
    recipe: Recipe,
    approved: list[int],
    engine: LlamaEngine,
    photo: Photo,
) -> None:
    (new,) = listed(take_in(catalog, photo("d.png")))
    provenance, asked = written(catalog, house(recipe), engine, new)
    assert [is_glance(request.job) for request in asked[:2]] == [True, False], "its photo is looked at first"
    prompt = asked[1].prompt
    assert len(prompt.examples) == recipe.examples == 2
    assert all(HOUSE in text for text in prompt.examples)
    assert not any(COLOUR_FIELD in text or CATEGORY_FIELD in text for text in prompt.examples)
    nearest = memory.like(new, 2, states=APPROVED)
    assert [each["product"] for each in provenance[EXAMPLES]] == [one.product_id for one in nearest]
    assert provenance["examples"] == 2
    assert provenance["figures"]["reused_photos"] == 1, "and not encoded again"


@pytest.mark.usefixtures("near")
def test_the_shared_instructions_cost_no_more(
    catalog: Catalog, house: House, recipe: Recipe, approved: list[int], engine: LlamaEngine, photo: Photo
) -> None:
    without, with_them = listed(take_in(catalog, photo("d.png"), photo("e.png")))
    catalog.cancel([with_them])
    plain, asked = written(catalog, house(replace(recipe, examples=0)), engine, without)
    assert not any(request.prompt.examples for request in asked)
    assert EXAMPLES not in plain
    catalog.retry([with_them])
    shown, _ = written(catalog, house(recipe), engine, with_them)
    assert shown["figures"]["reused_tokens"] == plain["figures"]["reused_tokens"] > 0
    assert shown["figures"]["prompt_tokens"] > plain["figures"]["prompt_tokens"]


@pytest.mark.usefixtures("near")
def test_like_products_vote_on_the_category(
    catalog: Catalog, house: House, recipe: Recipe, approved: list[int], engine: LlamaEngine, photo: Photo
) -> None:
    (new,) = listed(take_in(catalog, photo("d.png")))
    provenance, _ = written(catalog, house(replace(recipe, examples=0)), engine, new)
    card = catalog.product(new).card
    assert card is not None
    vote = provenance[NEIGHBOURS]
    assert (vote["category"], vote["votes"], vote["of"]) == ("Móveis", 3, 3)
    assert vote["agrees"] is (card.generated[CATEGORY_FIELD] == "Móveis")


@pytest.mark.usefixtures("near")
def test_like_products_are_not_heard_where_a_person_does_not_want_them(
    catalog: Catalog, house: House, approved: list[int], engine: LlamaEngine, photo: Photo
) -> None:
    """Examples and votes are two choices: whoever wants no votes may still be shown examples."""
    settings = Settings(minimum_words=30, temperature=0, examples=1, category_votes=False)
    (new,) = listed(take_in(catalog, photo("d.png")))
    provenance, _ = written(catalog, house(make_recipe(settings)), engine, new)
    assert NEIGHBOURS not in provenance
    assert len(provenance[EXAMPLES]) == 1


def test_where_nothing_is_alike_enough_there_is_no_example(
    catalog: Catalog,
    house: House,
    recipe: Recipe,
    approved: list[int],
    engine: LlamaEngine,
    photo: Photo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.pipeline.neighbours.ALIKE", 1.1)
    (new,) = listed(take_in(catalog, photo("d.png")))
    provenance, _ = written(catalog, house(recipe), engine, new)
    assert EXAMPLES not in provenance
    assert NEIGHBOURS not in provenance


def test_without_approved_cards_nobody_looks_ahead(
    catalog: Catalog, house: House, recipe: Recipe, engine: LlamaEngine, photo: Photo
) -> None:
    first, _ = listed(take_in(catalog, photo("a.png"), photo("b.png")))
    _, asked = written(catalog, house(recipe), engine, first)
    assert not any(is_glance(request.job) for request in asked)


def test_a_photo_that_cannot_be_looked_at_fails_by_its_own_card(
    catalog: Catalog, house: House, recipe: Recipe, approved: list[int], engine: LlamaEngine, photo: Photo
) -> None:
    broken, whole = listed(take_in(catalog, photo("d.png"), photo("e.png")))
    catalog.product(broken).photos[0].path.unlink()
    drive(house(recipe), engine)
    assert (catalog.product(broken).state, catalog.product(whole).state) == (State.FAILED, State.REVIEW)
