"""Ready fields, and a catalogue's fields as a file."""

import pytest

from app.domain.card import card_type
from app.domain.field_templates import (
    FieldFileForeign,
    FieldFileNewer,
    field_templates,
    fields_as_text,
    fields_of_text,
    merged,
)
from app.domain.fields import is_whole
from app.domain.lists import built_in
from app.wording import Language
from tests.domain.test_fields import ALL, BRAND, ORGANIC


@pytest.mark.parametrize("language", Language)
def test_templates_make_sense_in_every_language(language: Language) -> None:
    known = {entry.id for entry in built_in("categories")}
    templates = field_templates(language)
    assert len(templates) >= 3
    for template in templates:
        assert all(map(is_whole, template.fields))
        assert all({*field.categories} <= known and field.categories for field in template.fields)
        card = card_type(language=language, own=template.fields)
        assert {field.id for field in template.fields} <= card.model_fields.keys()


def test_a_file_gives_the_same_fields_back() -> None:
    assert fields_of_text(fields_as_text(ALL)) == ALL


@pytest.mark.parametrize("text", ["", "[]", "{}", "x", '{"program": "other"}', "[" * 100_000])
def test_a_file_of_another_program_is_refused(text: str) -> None:
    with pytest.raises(FieldFileForeign):
        fields_of_text(text)


def test_a_file_of_a_newer_program_is_refused() -> None:
    with pytest.raises(FieldFileNewer):
        fields_of_text(fields_as_text(ALL).replace('"edition": 1', '"edition": 2'))


def test_a_field_that_is_there_gets_the_others_categories() -> None:
    dairy = ORGANIC.model_copy(update={"categories": ("dairy",)})
    assert merged([ORGANIC], [dairy, BRAND])[0].categories == ("fruit", "vegetables", "dairy")
    assert merged([BRAND], [BRAND.model_copy(update={"categories": ("dairy",)})]) == (BRAND,)
    everywhere = ORGANIC.model_copy(update={"categories": ()})
    assert merged([ORGANIC], [everywhere])[0].categories == ()
