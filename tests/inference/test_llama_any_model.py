"""A model that is nothing like a product card is filled all the same: nothing here knows what a product is."""

from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from inference.llama.engine import LlamaEngine
from tests.inference.cards import answer, request


class Grade(StrEnum):
    GOOD = "bom"
    WORN = 'usado, com "marcas"'
    BROKEN = "quebrado"


class Part(BaseModel):
    name: Annotated[str, Field(max_length=12)]
    count: Annotated[int, Field(ge=0, le=99)]


class Inspection(BaseModel):
    """Nothing like a product card."""

    model_config = ConfigDict(extra="forbid")

    grade: Grade
    fragile: bool
    pieces: int
    weight: float
    price: Annotated[float, Field(gt=0, lt=1000)]
    note: str | None
    brand: Grade | None
    colour: Literal["azul", "verde"]
    size: Literal[36, 38, 40]
    main: Part
    others: Annotated[list[Part], Field(max_length=2)]
    pair: tuple[int, bool]
    free: str
    tags: list[str]


@pytest.mark.parametrize("temperature", [0.0, 0.2, 2.0])
def test_any_model_is_filled(engine: LlamaEngine, temperature: float) -> None:
    schema = Inspection.model_json_schema()
    for seed in range(4):
        asked = request(schema=schema, seed=seed, temperature=temperature, sampling_seed=seed)
        values = answer(engine, asked).values
        assert list(values) == list(Inspection.model_fields)
        Inspection.model_validate_json(Inspection.model_validate(values).model_dump_json())
