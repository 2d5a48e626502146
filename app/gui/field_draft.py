"""A field of the editor's as its dialog shows it: a form like any other, whose model says what is wrong."""

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationInfo, create_model, field_validator
from pydantic_core import PydanticCustomError
from PySide6.QtCore import QCoreApplication

from app.domain.fields import FEWEST_ENTRIES, LONGEST_NAME, MOST_ENTRIES, CustomField, FieldType, new_id, units
from app.domain.folding import fold
from app.domain.lists import Entry
from app.domain.text import OneLine
from app.wording import Language, worded


class FieldDraft(BaseModel):
    """Um campo da ficha."""

    name: Annotated[str, OneLine(1, LONGEST_NAME)] = Field(title="Nome", description="Como o campo aparece na ficha.")
    type: Literal["text", "long_text", "number", "flag", "choice", "list"] = Field(
        default="text",
        title="O que guarda",
        json_schema_extra={
            "enumLabels": {
                "text": "Texto de uma linha",
                "long_text": "Texto longo",
                "number": "Número",
                "flag": "Sim ou não",
                "choice": "Um item de uma lista",
                "list": "Vários textos curtos",
            }
        },
    )
    instruction: Annotated[str, Field(max_length=600)] = Field(
        default="",
        title="Instrução para o modelo",
        description="O que procurar na foto. Aparece também como ajuda do campo.",
        json_schema_extra={"format": "multiline"},
    )
    unit: str = Field(
        default="",
        title="Unidade",
        description="kg, cm, ml… Vazio para um número sem unidade.",
        json_schema_extra={"onlyFor": {"type": ["number"]}},
    )
    entries: Annotated[list[Annotated[str, OneLine(1, 60)]], Field(max_length=MOST_ENTRIES)] = Field(
        default=[],
        title="Itens da lista",
        description="O modelo e as pessoas escolhem um destes.",
        json_schema_extra={"onlyFor": {"type": ["choice"]}},
        validate_default=True,
    )
    words: Annotated[int, Field(ge=9, le=150)] = Field(
        default=30, title="Mínimo de palavras", json_schema_extra={"onlyFor": {"type": ["long_text"]}}
    )
    categories: list[str] = Field(
        default=[],
        title="Só para as categorias",
        description="Uma por linha, como no catálogo. Vazio: todas as fichas têm este campo.",
    )
    english: Annotated[str, OneLine(0, LONGEST_NAME)] = Field(default="", title="Nome em inglês")
    spanish: Annotated[str, OneLine(0, LONGEST_NAME)] = Field(default="", title="Nome em espanhol")

    @field_validator("unit")
    @classmethod
    def _unit_is_known(cls, unit: str, info: ValidationInfo) -> str:
        if info.data.get("type") == "number" and unit and unit not in units():
            sentence = QCoreApplication.translate("OwnFields", "Unidade desconhecida. Use uma destas: {units}.")
            raise _refusal("unit_unknown", sentence.format(units=", ".join(units())))
        return unit

    @field_validator("entries")
    @classmethod
    def _list_is_one(cls, entries: list[str], info: ValidationInfo) -> list[str]:
        if info.data.get("type") == "choice" and len({*entries}) < FEWEST_ENTRIES:
            sentence = QCoreApplication.translate("OwnFields", "A lista precisa de ao menos dois itens diferentes.")
            raise _refusal("entries_missing", sentence)
        return entries


def draft_type(language: Language, taken: Collection[str], categories: Sequence[str]) -> type[BaseModel]:
    """The model of one draft.

    Args:
        language: Of the window.
        taken: Names of all other fields of the card.
        categories: Those of the catalogue.
    """
    names, known = {fold(name) for name in taken}, {*categories}

    def is_free(name: str) -> str:
        if fold(name) in names:
            sentence = QCoreApplication.translate("OwnFields", "Já há um campo com este nome: escolha outro.")
            raise _refusal("name_taken", sentence)
        return name

    def are_known(chosen: list[str]) -> list[str]:
        if unknown := [one for one in chosen if one not in known]:
            sentence = QCoreApplication.translate("OwnFields", "O catálogo não tem a categoria “{category}”.")
            raise _refusal("category_unknown", sentence.format(category=unknown[0]))
        return chosen

    validators: dict[str, Any] = {
        "is_free": field_validator("name")(is_free),
        "are_known": field_validator("categories")(are_known),
    }
    return create_model("FieldDraft", __base__=worded(FieldDraft, language), __validators__=validators)


def fresh() -> dict[str, Any]:
    """A field that nobody has described yet: a line of text without a name."""
    return FieldDraft.model_construct(name="").model_dump(mode="json")


def draft_of(field: CustomField, categories: Sequence[Entry], language: Language) -> dict[str, Any]:
    """A definition as the form holds it; its id comes along."""
    wanted = {*field.categories}
    return {
        "id": field.id,
        "name": field.name,
        "type": field.type.value,
        "instruction": field.instruction,
        "unit": field.unit,
        "entries": list(field.entries),
        "words": field.words,
        "categories": [entry.labels[language] for entry in categories if entry.id in wanted],
        "english": field.names.get(Language.EN, ""),
        "spanish": field.names.get(Language.ES, ""),
    }


def field_of(
    draft: Mapping[str, Any], taken: Collection[str], categories: Sequence[Entry], language: Language
) -> CustomField:
    """The definition of a valid draft; one without an id gets its own for life."""
    kind = FieldType(draft["type"])
    named = {Language.EN: draft["english"], Language.ES: draft["spanish"]}
    chosen = {*draft["categories"]}
    return CustomField(
        id=draft.get("id") or new_id(draft["name"], taken),
        type=kind,
        name=draft["name"],
        names={each: name for each, name in named.items() if name},
        instruction=draft["instruction"],
        unit=draft["unit"] if kind is FieldType.NUMBER else "",
        entries=tuple(draft["entries"]) if kind is FieldType.CHOICE else (),
        words=draft["words"],
        categories=tuple(entry.id for entry in categories if entry.labels[language] in chosen),
    )


def _refusal(kind: str, sentence: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{error}", {"error": sentence, "kind": kind})
