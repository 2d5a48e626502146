"""Which model is used, what is asked of one that knows only its own words, and what it is said not to know."""

from pathlib import Path

import pytest

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD
from app.domain.lists import built_in, from_labels, labels
from app.domain.registry import LocalModel, read_entry
from app.pipeline.models import Limit, ModelInUse, limits_of, model_in_use
from app.pipeline.recipe import make_recipe
from app.settings import Settings
from app.wording import Language
from inference.llama.options import ModelFiles
from tests.tiny_model.shipped import DEMO

ENTRY = read_entry(DEMO / "model.toml")
SHIPPED = LocalModel(ENTRY, Path("shipped"))
OWN = ModelFiles(Path("own.gguf"), Path("own-mmproj.gguf"))
EDITED = {Language.PT: "Fale de botas."}


def test_what_was_chosen_goes_before_what_ships() -> None:
    chosen = model_in_use(OWN.text, OWN.projector, SHIPPED)
    assert chosen == ModelInUse(OWN)
    assert not chosen.demo
    assert chosen.name(Language.PT) == "own"


def test_what_ships_is_used_until_something_is_chosen() -> None:
    used = model_in_use(None, None, SHIPPED)
    assert used == ModelInUse(ModelFiles(SHIPPED.text, SHIPPED.projector), ENTRY, demo=True)
    assert used.name(Language.PT) == "Modelo de demonstração"
    assert model_in_use(None, None, None) is None


def test_half_a_choice_is_none_and_gets_no_other_model() -> None:
    assert model_in_use(OWN.text, None, SHIPPED) is None
    assert model_in_use(None, OWN.projector, SHIPPED) is None


def test_what_ships_is_known_by_its_files_too() -> None:
    assert model_in_use(SHIPPED.text, SHIPPED.projector, SHIPPED) == model_in_use(None, None, SHIPPED)


def test_its_own_words_are_used_whatever_the_editor_wrote() -> None:
    recipe = make_recipe(Settings(), instructions=EDITED, model=ENTRY)
    assert ENTRY.prompt is not None
    assert (recipe.prompt.instructions, recipe.prompt.question) == (ENTRY.prompt.instructions, ENTRY.prompt.question)
    assert recipe.prompt.version == "demo-1"
    assert make_recipe(Settings(), instructions={Language.PT: "{{ broken"}, model=ENTRY).prompt == recipe.prompt


def test_its_own_lists_are_used_where_the_catalogue_has_them_all() -> None:
    fields = make_recipe(Settings(), model=ENTRY).schema["properties"]
    assert {name: tuple(fields[name]["enum"]) for name in (CATEGORY_FIELD, COLOUR_FIELD)} == ENTRY.lists
    own = make_recipe(Settings(), categories=from_labels(["Selas", "Móveis"]), model=ENTRY).schema["properties"]
    assert own[CATEGORY_FIELD]["enum"] == ["Selas", "Móveis"]
    assert tuple(own[COLOUR_FIELD]["enum"]) == ENTRY.lists[COLOUR_FIELD]
    english = make_recipe(Settings(card_language="en"), model=ENTRY).schema["properties"]
    assert english[COLOUR_FIELD]["enum"] == list(labels(built_in("colours"), Language.EN))


@pytest.mark.parametrize(
    ("own", "chosen", "facts", "prose"),
    [
        ({}, 0.4, 0.0, 0.7),
        ({"prose_temperature": None}, 0.4, 0.0, 0.4),
        ({"fact_temperature": None}, 0.4, 0.4, 0.7),
        ({"fact_temperature": 0.1, "prose_temperature": 1.2}, 0.0, 0.1, 1.2),
        ({"fact_temperature": None, "prose_temperature": None}, 0.3, 0.3, None),
    ],
)
def test_its_own_temperatures_go_before_the_persons(
    own: dict[str, float | None], chosen: float, facts: float, prose: float | None
) -> None:
    entry = ENTRY.model_copy(update=own)
    sampling = make_recipe(Settings(temperature=chosen), model=entry).sampling
    assert (sampling.temperature, sampling.prose_temperature) == (facts, prose)


def test_a_model_without_words_of_its_own_gets_the_editors() -> None:
    entry = ENTRY.model_copy(update={"prompt": None, "lists": {}})
    assert (
        make_recipe(Settings(), instructions=EDITED, model=entry).prompt
        == make_recipe(Settings(), instructions=EDITED).prompt
    )


@pytest.mark.parametrize(
    ("settings", "instructions", "categories", "expected"),
    [
        (Settings(), {}, None, ()),
        (Settings(), {Language.EN: "Only words."}, built_in("categories"), ()),
        (Settings(), EDITED, None, (Limit.INSTRUCTIONS,)),
        (Settings(), {}, from_labels(["Selas"]), (Limit.CATEGORIES,)),
        (Settings(), {}, from_labels([*ENTRY.lists[CATEGORY_FIELD], "Selas"]), ()),
        (Settings(card_language="en"), {}, built_in("categories"), (Limit.LANGUAGE,)),
        (Settings(card_language="es"), {Language.ES: "Botas."}, None, (Limit.LANGUAGE, Limit.INSTRUCTIONS)),
    ],
)
def test_what_it_is_said_not_to_know(
    settings: Settings, instructions: dict[Language, str], categories: object, expected: tuple[Limit, ...]
) -> None:
    assert limits_of(ENTRY, settings, instructions=instructions, categories=categories) == expected  # type: ignore[arg-type]
