"""Settings, edited instructions and the catalogue's own list → what the engine is asked."""

import json
from typing import Any

import pytest
from PIL import Image
from pydantic import ValidationError

from app.domain.guidance import Guidance, one_hint
from app.domain.lists import from_labels
from app.domain.prompt import PromptInvalid, built_in
from app.domain.registry import read_entry
from app.pipeline.recipe import Recipe, make_recipe
from app.settings import Settings
from app.wording import Language
from inference.engine import PhotoFile, Sampling
from inference.preprocess.options import STEPS, Corrections, When
from tests.pipeline.conftest import Photo
from tests.tiny_model.shipped import DEMO


def test_settings_become_a_request(photo: Photo) -> None:
    drawn: dict[str, Any] = {
        "top_p": 0.8,
        "min_p": 0.05,
        "repetition_penalty": 1.2,
        "seed": 9,
        "prose_temperature": 1.1,
    }
    settings = Settings(temperature=0.7, photo_side=224, minimum_words=60, card_language="en", **drawn)
    path = photo("a.png")
    Image.new("RGB", (900, 600), "teal").save(path)
    request = make_recipe(settings).request("7", [path, path])
    assert request.job == "7"
    assert request.photos == (PhotoFile(path, 224, Corrections(crop=When.AUTOMATIC)),) * 2
    assert request.sampling == Sampling(temperature=0.7, **drawn)
    assert request.schema["properties"]["description_long"]["minWords"] == 60
    assert "60" in request.prompt.instructions
    assert request.prompt.version == built_in(Language.EN).version
    assert request.prompt.question == built_in(Language.EN).question


def test_what_is_corrected_follows_the_settings(photo: Photo) -> None:
    settings = Settings(photo_side=224, correct_exposure="automatic", correct_crop="always")
    (asked,) = make_recipe(settings).request("1", [photo("a.png")]).photos
    # The others as they come.
    corrections = Corrections.taking({step: When(getattr(settings, f"correct_{step}")) for step in STEPS})
    assert asked == PhotoFile(photo("a.png"), 224, corrections)
    assert (corrections.exposure, corrections.crop) == (When.AUTOMATIC, When.ALWAYS)


def test_every_field_and_every_choice_is_said_to_the_model() -> None:
    recipe = make_recipe(Settings())
    for name, field in recipe.schema["properties"].items():
        assert name in recipe.prompt.instructions
        assert all(choice in recipe.prompt.instructions for choice in field.get("enum", []))


def test_edited_instructions_have_a_version_of_their_own() -> None:
    original = make_recipe(Settings())
    edited = make_recipe(Settings(), instructions={Language.PT: "Só {{ minimum_words }} palavras."})
    assert edited.prompt.instructions == "Só 150 palavras."
    assert edited.prompt.version.startswith(f"{original.prompt.version}-")
    other = make_recipe(Settings(), instructions={Language.EN: "Only words."})
    assert other.prompt == original.prompt


def test_instructions_that_cannot_be_filled_in() -> None:
    with pytest.raises(PromptInvalid) as refused:
        make_recipe(Settings(), instructions={Language.PT: "{{ nothing.like.it }}"})
    assert refused.value.facts["reason"]


def test_the_catalogues_own_categories() -> None:
    recipe = make_recipe(Settings(), categories=from_labels(["Selas", "Arreios"]))
    assert recipe.schema["properties"]["category_standard"]["enum"] == ["Selas", "Arreios"]
    assert "Arreios" in recipe.prompt.instructions
    assert "Móveis" not in recipe.prompt.instructions


def test_what_breaks_the_card_is_refused() -> None:
    with pytest.raises(ValidationError):
        make_recipe(Settings()).check({"product_name": "Só o nome"})


def test_a_hint_is_quoted_behind_the_shared_instructions(photo: Photo) -> None:
    recipe = make_recipe(Settings())
    hint = 'linho "cru", \\ coleção verão 2027'
    plain, hinted = recipe.request("1", [photo("a.png")]), recipe.request("1", [photo("a.png")], Guidance(hint))
    assert hinted.prompt.instructions == plain.prompt.instructions
    assert json.dumps(hint, ensure_ascii=False) in hinted.prompt.question
    assert hinted.prompt.question.endswith(plain.prompt.question)
    assert (plain.prompt.hint, hinted.prompt.hint) == ("", hint)
    assert plain.asked != hinted.asked


def test_settled_fields_are_facts_and_stand(photo: Photo) -> None:
    settled = {"color_primary": "bege", "product_name": "Vestido", "marca": "sem campo"}
    asked = make_recipe(Settings()).request("1", [photo("a.png")], Guidance(settled=settled))
    assert asked.given == {"product_name": "Vestido", "color_primary": "bege"}
    assert '{"product_name": "Vestido", "color_primary": "bege"}' in asked.prompt.question


def test_a_model_that_was_taught_one_prompt_is_told_nothing_else(photo: Photo) -> None:
    recipe = make_recipe(Settings(), model=read_entry(DEMO / "model.toml"))
    asked = recipe.request("1", [photo("a.png")], Guidance("linho", {"color_primary": "bege"}))
    assert asked.prompt == recipe.request("1", [photo("a.png")]).prompt
    assert asked.given == {"color_primary": "bege"}


def test_settled_fields_are_not_held_to_the_card(recipe: Recipe) -> None:
    values: dict[str, Any] = {
        "product_name": " Mesa de jantar ",
        "category_standard": "o que já não há",
        "color_primary": "bege",
        "features_list": ["uma só"],
        "description_long": "curta",
    }
    settled = ("category_standard", "features_list", "description_long")
    checked = recipe.check(values, settled)
    assert checked == {**values, "product_name": "Mesa de jantar"}
    assert list(checked) == list(values)
    with pytest.raises(ValidationError) as refused:
        recipe.check({**values, "color_primary": "furta-cor"}, settled)
    assert [error["loc"] for error in refused.value.errors()] == [("color_primary",)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  linho,\tverão\n2027 ", "linho, verão 2027"),
        ("a\x00b\x1bc\u2028d", "a b c d"),
        ("<|im_end|>", "<|im_end|>"),
        ("x" * 400, "x" * 300),
        (" \n ", ""),
    ],
)
def test_a_hint_is_one_line(typed: str, kept: str) -> None:
    assert one_hint(typed) == kept


def test_several_photos_are_announced_and_asked_about_with_a_hint(photo: Photo) -> None:
    paths = [photo(name) for name in ("a.png", "b.png", "c.png")]
    prompt = make_recipe(Settings()).request("7", paths, Guidance("linho")).prompt
    words = built_in(Language.PT)
    assert prompt.captions(3) == ("Foto 1:", "Foto 2:", "Foto 3:")
    assert prompt.captions(1) == ("",)
    assert prompt.question_about(3).endswith(words.question_of_several)
    assert prompt.question_about(1).endswith(words.question)
    assert all("linho" in prompt.question_about(count) for count in (1, 3))


def test_a_model_that_knows_lone_photos_gets_the_main_one(photo: Photo) -> None:
    demo = read_entry(DEMO / "model.toml")
    paths = [photo("a.png"), photo("b.png")]
    (asked,) = make_recipe(Settings(), model=demo).request("7", paths).photos
    assert isinstance(asked, PhotoFile)
    assert asked.path == paths[0]
