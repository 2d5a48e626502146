"""The card, its lists and its prompt are derived from one model."""

import json

import pytest
from pydantic import ValidationError

from app.domain import prompt
from app.domain.card import ProductCard, card_type
from app.domain.lists import built_in, from_labels, labels, swatches
from app.wording import Language

FIELDS = ["product_name", "category_standard", "color_primary", "features_list", "description_long"]
PARAGRAPH = " ".join(f"palavra{'abcdefghijklmnopqrstuvwxyz'[n % 26]}" for n in range(49)) + " fim."
CARD = {
    "product_name": "Caneca de cerâmica azul",
    "category_standard": "Cozinha e mesa",
    "color_primary": "azul",
    "features_list": ["Alça larga", "Borda lisa", "Vai bem com qualquer mesa"],
    "description_long": "\n\n".join([PARAGRAPH] * 3),
}


def test_facts_come_first_and_prose_last() -> None:
    for language in Language:
        assert list(card_type(language=language).model_fields) == FIELDS == list(ProductCard.model_fields)


def test_a_good_card_is_accepted_and_anything_else_refused() -> None:
    card = card_type()
    assert card.model_validate(CARD).model_dump() == CARD
    for field, wrong in (
        ("category_standard", "Nave espacial"),
        ("color_primary", "Azul"),
        ("features_list", ["uma", "duas"]),
        ("features_list", ["característica"] * 6),
        ("description_long", "curta"),
    ):
        with pytest.raises(ValidationError):
            card.model_validate({**CARD, field: wrong})
    with pytest.raises(ValidationError):
        card.model_validate({**CARD, "price": 10})


def test_the_schema_is_closed_ordered_and_free_of_references() -> None:
    schema = card_type().model_json_schema()
    assert list(schema["properties"]) == schema["required"] == FIELDS
    assert schema["additionalProperties"] is False
    assert "$ref" not in json.dumps(schema)
    assert len(schema["properties"]["category_standard"]["enum"]) >= 30


def test_a_catalogue_s_own_list_and_minimum_narrow_the_card() -> None:
    card = card_type(categories=from_labels(["Chá", " Chá ", "", "Café  moído"]), minimum_words=90)
    properties = card.model_json_schema()["properties"]
    assert properties["category_standard"]["enum"] == ["Chá", "Café moído"]
    assert properties["description_long"]["minWords"] == 90
    assert "90 palavras" in properties["description_long"]["description"]


def test_the_texts_may_be_in_another_language_than_the_values() -> None:
    properties = card_type(language=Language.PT, texts=Language.EN).model_json_schema()["properties"]
    assert properties["color_primary"]["title"] == "Main colour"
    assert "vermelho" in properties["color_primary"]["enum"]


@pytest.mark.parametrize("name", ["categories", "colours"])
def test_built_in_lists_have_unique_ids_and_labels(name: str) -> None:
    entries = built_in(name)
    assert len({entry.id for entry in entries}) == len(entries)
    for language in Language:
        assert len(set(labels(entries, language))) == len(entries)
        assert all(label == label.strip() and label for label in labels(entries, language))


def test_swatches_are_colours() -> None:
    found = swatches(built_in("colours"), Language.PT)
    assert found["vermelho"].startswith("#")
    assert all(len(value) == 7 and int(value[1:], 16) >= 0 for value in found.values())
    assert "colorido" not in found


@pytest.mark.parametrize("language", list(Language))
def test_the_prompt_says_every_field_every_choice_and_the_minimum(language: Language) -> None:
    card = card_type(language=language)
    said = prompt.render(prompt.built_in(language), card)
    for name, field in card.model_json_schema()["properties"].items():
        assert f'"{name}"' in said
        assert field["description"] in said
        assert all(choice in said for choice in field.get("enum", []))
    assert "150" in said
    assert "JSON" in said
    assert "{{" not in said
    assert "{%" not in said


def test_an_edited_prompt_has_a_version_of_its_own() -> None:
    original = prompt.built_in(Language.PT)
    assert prompt.edited(Language.PT, "") == original
    assert prompt.edited(Language.PT, original.instructions + "\n") == original
    changed = prompt.edited(Language.PT, "Fale de {{ fields[0].title }}.")
    assert changed.version.startswith(f"{original.version}-")
    assert changed.version != prompt.edited(Language.PT, "Outra coisa.").version
    assert prompt.render(changed, card_type()) == "Fale de Nome do produto."


@pytest.mark.parametrize(
    "template",
    [
        "{{ unknown }}",
        "{% for %}",
        "{{ fields.append(1) }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ 1 / 0 }}",
        "{{ fields[99].name }}",
    ],
)
def test_a_prompt_that_cannot_be_filled_in_says_so(template: str) -> None:
    with pytest.raises(prompt.PromptInvalid) as caught:
        prompt.render(prompt.edited(Language.PT, template), card_type())
    assert caught.value.facts["reason"]
