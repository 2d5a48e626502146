"""The fields that an editor adds: definitions, ids, and the card that is made with them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.card import ProductCard, card_type, titles_of
from app.domain.fields import (
    LONGEST_ID,
    CustomField,
    FieldType,
    instruction_for,
    is_reserved,
    new_id,
    plain_fields,
    read_fields,
)
from app.domain.lists import from_labels
from app.domain.prompt import built_in, render
from app.domain.shape import foreign, properties_of
from app.wording import Language
from tests.domain.test_card import CARD, FIELDS

BRAND = CustomField(
    id="marca", type=FieldType.TEXT, name="Marca", names={Language.EN: "Brand"}, instruction="Só a lida."
)
WEIGHT = CustomField(id="peso", type=FieldType.NUMBER, name="Peso", unit="kg")
ORGANIC = CustomField(id="organico", type=FieldType.FLAG, name="Orgânico", categories=("fruit", "vegetables"))
SEASON = CustomField(id="estacao", type=FieldType.CHOICE, name="Estação", entries=("verão", "inverno"))
STUFFS = CustomField(id="materiais", type=FieldType.LIST, name="Materiais")
CARE = CustomField(id="cuidados", type=FieldType.LONG_TEXT, name="Cuidados", words=20)
ALL = (CARE, BRAND, WEIGHT, ORGANIC, SEASON, STUFFS)


def test_facts_stand_before_the_features_and_prose_behind_the_description() -> None:
    expected = [*FIELDS[:3], "marca", "peso", "organico", "estacao", "materiais", *FIELDS[3:], "cuidados"]
    for edited in (False, True):
        assert list(card_type(own=ALL, edited=edited).model_fields) == expected


def test_a_model_answers_every_field_and_may_say_that_the_photo_does_not_show_it() -> None:
    properties = card_type(own=ALL).model_json_schema()["properties"]
    assert properties["estacao"]["enum"] == ["verão", "inverno"]
    assert {branch["type"] for branch in properties["peso"]["anyOf"]} == {"number", "null"}
    assert {branch["type"] for branch in properties["organico"]["anyOf"]} == {"boolean", "null"}
    assert properties["cuidados"]["minWords"] == 20
    written = {**CARD, "marca": "", "peso": None, "organico": None, "estacao": "verão", "materiais": []}
    assert card_type(own=ALL).model_validate({**written, "cuidados": CARD["description_long"]})
    with pytest.raises(ValidationError):
        card_type(own=ALL).model_validate({**written, "price": 3})


def test_a_card_from_before_and_one_with_a_field_that_was_taken_out_are_right_for_people() -> None:
    card = card_type(own=ALL, edited=True)
    assert card.model_validate({**CARD, "fornecedor": "Acme"}).model_dump(exclude_unset=True) == CARD


@pytest.mark.parametrize(
    ("field", "fits", "refused"),
    [
        (BRAND, ["Acme", "", 12, 1.5, None], [["a"], True, "a\nb"]),
        (WEIGHT, [2, 0.5, "2.5", None], ["dois", True, [2], float("nan")]),
        (ORGANIC, [True, False, None], ["talvez", [True]]),
        (SEASON, ["verão", None], ["outono", 3, ["verão"]]),
        (STUFFS, [["algodão", "M"], [], None], ["algodão", [3, ["x"]]]),
    ],
)
def test_after_a_change_of_type_what_fits_stays_right_and_the_rest_is_marked(
    field: CustomField, fits: list[object], refused: list[object]
) -> None:
    card = card_type(own=[field.model_copy(update={"categories": ()})], edited=True)
    for value in fits:
        card.model_validate({**CARD, field.id: value})
    for value in refused:
        with pytest.raises(ValidationError) as problem:
            card.model_validate({**CARD, field.id: value})
        assert {error["loc"][0] for error in problem.value.errors()} == {field.id}


def test_a_field_of_some_categories_counts_for_nothing_in_others() -> None:
    for edited in (False, True):
        card = card_type(own=[ORGANIC], edited=edited)
        assert foreign(card, CARD) == {"organico"}
        assert foreign(card, {**CARD, "category_standard": "Frutas"}) == frozenset()
        assert foreign(card, {**CARD, "category_standard": "Fruit"}) == frozenset()
        card.model_validate({**CARD, "organico": "talvez"})
        with pytest.raises(ValidationError):
            card.model_validate({**CARD, "category_standard": "Frutas", "organico": "talvez"})


def test_where_its_categories_are_gone_every_card_has_a_field() -> None:
    card = card_type(own=[ORGANIC], categories=from_labels(["Chá", "Café"]), edited=True)
    assert foreign(card, {"category_standard": "Chá"}) == frozenset()


def test_the_prompt_asks_for_the_fields_in_the_cards_language() -> None:
    said = render(built_in(Language.PT), card_type(own=ALL))
    assert '"marca" (Marca): Só a lida. Uma linha curta; deixe vazio se a foto não mostra.' in said
    assert '"peso" (Peso (kg)): Um número, em kg' in said
    assert "Escolha exatamente um: verão; inverno." in said
    assert "Só para as categorias: Frutas; Verduras e legumes." in said
    assert said.endswith("A descrição tem pelo menos 150 palavras.")
    english = render(built_in(Language.EN), card_type(language=Language.EN, own=ALL))
    assert '"marca" (Brand)' in english
    assert "Only for the categories: Fruit; Vegetables." in english
    for field in ALL:
        assert all(instruction_for(field, language, ()) for language in Language)


def test_labels_are_those_of_the_language_and_empty_fields_say_so() -> None:
    card = card_type(own=ALL, texts=Language.EN, edited=True)
    assert titles_of(card, Language.EN)["marca"] == "Brand"
    assert titles_of(card, Language.EN)["peso"] == "Peso (kg)"
    assert properties_of(card)["marca"]["emptyLabel"] == "not filled in yet"


def test_definitions_survive_json_and_what_makes_no_sense_is_left_out() -> None:
    raw = json.loads(json.dumps(plain_fields(ALL)))
    assert read_fields(raw) == ALL
    nonsense = [
        None, 3, {}, {**raw[1], "id": "Marca"}, {**raw[1], "type": "cor"}, {**raw[2], "id": "m", "unit": "quilinhos"},
        {**raw[4], "id": "ano", "entries": []}, {**raw[1], "id": "product_name"}, {**raw[1], "id": "copy"}, raw[1],
    ]  # fmt: skip
    assert read_fields([*raw, *nonsense]) == ALL
    assert read_fields({"fields": raw}) == ()


def test_ids_are_ascii_unique_and_never_what_means_something_else() -> None:
    assert new_id("Composição do tecido", ()) == "composicao_do_tecido"
    assert new_id("Marca", {"marca"}) == "marca_2"
    assert new_id("中", ()) == "campo"
    assert all(is_reserved(name) for name in (*ProductCard.model_fields, "photo", "copy", "json", "model_config"))


@given(st.text(max_size=80), st.sets(st.sampled_from(["a", "campo", "campo_2", "x_1"])))
def test_any_name_gives_an_id_that_a_card_can_have(name: str, taken: set[str]) -> None:
    found = new_id(name, taken)
    assert found not in taken
    assert not is_reserved(found)
    assert len(found) <= LONGEST_ID
    field = CustomField(id=found, type=FieldType.TEXT, name="x")
    assert found in card_type(own=[field]).model_fields
