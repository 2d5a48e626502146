"""Models that the forms' tests edit: a card with five fields and settings of every other kind."""

from enum import Enum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from ui.forms.texts import count_words

MINIMUM = 8
SWATCHES: dict[JsonValue, str] = {"Preto": "#222222", "Azul": "#2a4fa0"}
CARD: dict[str, JsonValue] = {
    "name": "Sapato social",
    "category": "Calçados",
    "colour": "Preto",
    "features": ["Bico fino", "Salto baixo", "Cadarço"],
    "description": "Um sapato social que veste bem em qualquer ocasião.",
}


def enough_words(text: str) -> str:
    words = count_words(text)
    if words < MINIMUM:
        raise PydanticCustomError("too_few_words", "too few words", {"minimum": MINIMUM, "words": words})
    return text


class Colour(Enum):
    BLACK = "Preto"
    BLUE = "Azul"
    BROWN = "Marrom"


class Card(BaseModel):
    name: Annotated[str, Field(title="Nome", description="Título <curto> & claro", min_length=3, max_length=20)]
    category: Annotated[
        Literal["Automóveis", "Calçados", "Eletrônicos", "Móveis", "Vestuário"], Field(title="Categoria")
    ]
    colour: Annotated[Colour, Field(title="Cor")]
    features: Annotated[list[Annotated[str, Field(min_length=3)]], Field(title="Itens", min_length=3, max_length=5)]
    description: Annotated[
        str, AfterValidator(enough_words), Field(title="Descrição", json_schema_extra={"minWords": MINIMUM})
    ]


class Settings(BaseModel):
    language: Annotated[Literal["pt", "en"] | None, Field(json_schema_extra={"enumLabels": {"pt": "Português"}})] = None
    layers: Annotated[int | None, Field(ge=0, le=99)] = None
    temperature: Annotated[float, Field(ge=0, le=2, multiple_of=0.25)] = 0.5
    automatic: bool = True
    remembered: bool | None = None
    model: Annotated[Path | None, Field(json_schema_extra={"format": "file-path"})] = None
    notes: Annotated[str, Field(json_schema_extra={"format": "multiline"})] = ""
    tags: list[str] = []

    @model_validator(mode="after")
    def automatic_needs_a_language(self) -> Self:
        if self.automatic and self.language is None:
            raise ValueError("Escolha um idioma {primeiro}.")
        return self
