"""An editor's definitions → fields of a Pydantic model.

A model that writes must answer each field that a card has; where a photo may not show the answer, "nothing" is one: an
empty text, an empty list, ``null``. People may leave every added field empty, so that cards from before it was added
stay valid.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from app.domain.fields import CustomField, FieldType, instruction_for
from app.domain.lists import Entry
from app.domain.shape import ONLY_FOR, applies
from app.domain.text import OneLine, Words
from app.wording import Language

LINE: Final = 120
"""Most characters of a line."""
ITEM: Final = 60
"""Most characters of a list's item."""
ITEMS: Final = 12
"""Most items of a list."""
LARGEST: Final = 10**9
"""Of numbers, on either side of zero."""

EMPTY: Final = "emptyLabel"
"""Keyword of a field's schema: what people read where it is empty."""
UNIT: Final = "unit"
"""Keyword of a field's schema: what its number is counted in."""


def _no_flag(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("float_type", "Yes and no are no numbers.")
    return value


_TYPES: Final[Mapping[FieldType, Any]] = MappingProxyType(
    {
        FieldType.TEXT: Annotated[str, OneLine(0, LINE)],
        FieldType.NUMBER: Annotated[
            float, Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False), BeforeValidator(_no_flag)
        ],
        FieldType.FLAG: bool,
        FieldType.LIST: Annotated[list[Annotated[str, OneLine(1, ITEM)]], Field(max_length=ITEMS)],
    }
)
_MAY_BE_NULL: Final = frozenset({FieldType.NUMBER, FieldType.FLAG})


@dataclass(frozen=True, slots=True)
class Making:
    """For which cards fields are made.

    Attributes:
        categories: The catalogue's list of them.
        decides: The field that says a card's category.
        language: Of the cards.
        texts: Of titles.
        edited: Whether people fill them rather than a model.
    """

    categories: Sequence[Entry]
    decides: str
    language: Language
    texts: Language
    edited: bool

    def fields(self, own: Sequence[CustomField]) -> dict[str, Any]:
        """Field → what :func:`pydantic.create_model` takes, in the order of the definitions."""
        empty = _empty_label(self.texts) if own else ""
        return {field.id: self._made(field, empty) for field in own}

    def validators(self, own: Sequence[CustomField]) -> dict[str, Any]:
        """Validators that pass over what a card holds of fields that those of its category do not have."""
        conditions = {
            field.id: {self.decides: frozenset(allowed)} for field in own if (allowed := self._allowed(field))
        }

        def leave_out(values: Any) -> Any:
            if not isinstance(values, Mapping):
                return values
            foreign = {name for name, condition in conditions.items() if not applies(condition, values)}
            return {name: value for name, value in values.items() if name not in foreign}

        return {"leave_out": model_validator(mode="before")(leave_out)} if conditions else {}

    def _made(self, field: CustomField, empty: str) -> tuple[Any, Any]:
        extra: dict[str, Any] = {EMPTY: empty} if self.edited else {}
        if field.type is FieldType.NUMBER and field.unit:
            extra[UNIT] = field.unit
        if allowed := self._allowed(field):
            extra[ONLY_FOR] = {self.decides: list(allowed)}
        said = field.instruction.strip()
        if not self.edited:
            said = instruction_for(field, self.language, only_categories(field, self.categories, self.language))
        info = Field(
            default=None, title=field.label(self.texts), description=said or None, json_schema_extra=extra or None
        )
        return _annotation(field, edited=self.edited), info

    def _allowed(self, field: CustomField) -> tuple[str, ...]:
        """What cards may call the categories that have a field: a catalogue may hold cards of several languages."""
        labels = [only_categories(field, self.categories, language) for language in Language]
        return tuple(dict.fromkeys(label for found in labels for label in found))


def only_categories(field: CustomField, categories: Sequence[Entry], language: Language) -> tuple[str, ...]:
    """The labels of the only categories whose cards have a field; none where all have it.

    Where the catalogue has other categories by now, and none of the field's is left, every card has it: it is better
    seen too often than lost.
    """
    wanted = {*field.categories}
    return tuple(entry.labels[language] for entry in categories if entry.id in wanted)


def _annotation(field: CustomField, *, edited: bool) -> Any:
    match field.type:
        case FieldType.CHOICE:
            kind: Any = Literal[field.entries]
        case FieldType.LONG_TEXT:
            kind = Annotated[str, Words(field.words)]
        case _:
            kind = _TYPES[field.type]
    return kind | None if edited or field.type in _MAY_BE_NULL else kind


def _empty_label(language: Language) -> str:
    text = files("resources.fields").joinpath("own.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)[language]["empty"])
