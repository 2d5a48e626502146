"""The fields that an editor adds to the cards of one catalogue.

A definition says what a field is called, what the model is told of it and what it may hold; the catalogue keeps a list
of them, and :func:`app.domain.card.card_type` makes them part of the card. An id is given once, from the first name,
and stays when the name changes: under it the values lie in the cards, also while the field is taken out.
"""

import re
import tomllib
from collections.abc import Collection, Iterable
from enum import StrEnum
from importlib.resources import files
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.domain.folding import fold
from app.domain.text import OneLine
from app.wording import Language

MOST_FIELDS: Final = 40
"""Of one catalogue. Each costs tokens of every prompt."""
FEWEST_ENTRIES: Final = 2
"""Of a closed list: one alone is no choice."""
MOST_ENTRIES: Final = 200
"""Of a closed list: more would crowd the prompt."""
LONGEST_ID: Final = 40
LONGEST_NAME: Final = 60

_GIVEN: Final = ("product_name", "category_standard", "color_primary", "features_list", "description_long")
_COLUMNS: Final = ("photo", "group", "known", "product_type")
"""Of exports and of labels."""


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    """One line."""
    LONG_TEXT = "long_text"
    """Prose of some paragraphs."""
    NUMBER = "number"
    """A quantity, perhaps with a unit."""
    FLAG = "flag"
    """Yes or no."""
    CHOICE = "choice"
    """An entry of a closed list."""
    LIST = "list"
    """Several short texts."""


Entries = Annotated[tuple[Annotated[str, OneLine(1, 60)], ...], Field(max_length=MOST_ENTRIES)]


def _without_doubles(entries: Any) -> Any:
    return list(dict.fromkeys(entries)) if isinstance(entries, list | tuple) else entries


class CustomField(BaseModel):
    """One field that an editor added.

    Attributes:
        id: Names it for good, in cards, exports and labels: lower-case ASCII.
        type: What it holds.
        name: What people call it.
        names: Language → what it is called there; :attr:`name` where there is nothing.
        instruction: What the model is told, and people are helped with; may be empty.
        unit: Of a number; one of :func:`units`, or empty.
        entries: Of a closed list.
        words: Fewest words of a long text.
        categories: Ids of the categories whose cards have it; none for all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=rf"^[a-z][a-z0-9_]{{0,{LONGEST_ID - 1}}}$")]
    type: FieldType
    name: Annotated[str, OneLine(1, LONGEST_NAME)]
    names: dict[Language, Annotated[str, OneLine(1, LONGEST_NAME)]] = {}
    instruction: Annotated[str, Field(max_length=600)] = ""
    unit: str = ""
    entries: Annotated[Entries, BeforeValidator(_without_doubles)] = ()
    words: Annotated[int, Field(ge=9, le=150)] = 30
    categories: tuple[str, ...] = ()

    def label(self, language: Language) -> str:
        """What it is called in a language, with its unit."""
        name = self.names.get(language) or self.name
        return f"{name} ({self.unit})" if self.type is FieldType.NUMBER and self.unit else name


def read_fields(raw: object) -> tuple[CustomField, ...]:
    """The definitions of some JSON; what cannot be understood is left out, and so is what has an id a second time."""
    found: dict[str, CustomField] = {}
    for one in raw if isinstance(raw, list) else ():
        try:
            field = CustomField.model_validate(one)
        except ValidationError:
            continue
        if is_whole(field):
            found.setdefault(field.id, field)
    return tuple(found.values())[:MOST_FIELDS]


def is_whole(field: CustomField) -> bool:
    """Whether cards can have such a field: a closed list has entries, a unit is known, an id means nothing else."""
    listed = len(field.entries) >= FEWEST_ENTRIES or field.type is not FieldType.CHOICE
    return listed and (not field.unit or field.unit in units()) and not is_reserved(field.id)


def plain_fields(fields: Iterable[CustomField]) -> list[dict[str, Any]]:
    """Definitions as JSON."""
    return [field.model_dump(mode="json", exclude_defaults=True) for field in fields]


def is_reserved(name: str) -> bool:
    """Whether an id means something else already."""
    # A field of a Pydantic model may be called like none of its methods.
    return name in (*_GIVEN, *_COLUMNS) or name.startswith("model_") or hasattr(BaseModel, name)


def new_id(name: str, taken: Collection[str]) -> str:
    """An id for a name: its letters and digits in ASCII, like ``composicao_do_tecido``.

    Args:
        name: What people call the field.
        taken: Ids of other fields.
    """
    slug = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[: LONGEST_ID - 4].rstrip("_") or "campo"
    if not slug[0].isalpha() or is_reserved(slug):
        slug = f"campo_{slug}"[: LONGEST_ID - 4]
    number, found = 2, slug
    while found in taken:
        number, found = number + 1, f"{slug}_{number}"
    return found


def units() -> tuple[str, ...]:
    """The units that a number may have."""
    text = files("resources.lists").joinpath("units.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["units"])


def instruction_for(field: CustomField, language: Language, categories: Iterable[str]) -> str:
    """What a model is told of a field, in the cards' language: the editor's words, then what its type asks for.

    Args:
        field: Which.
        language: Of the cards.
        categories: Labels of the only categories that have it; none for all.
    """
    text = files("resources.fields").joinpath("own.toml").read_text(encoding="utf-8")
    said: dict[str, str] = tomllib.loads(text)[language]
    key = "number_with_unit" if field.type is FieldType.NUMBER and field.unit else field.type.value
    parts = [field.instruction.strip(), said[key].format(unit=field.unit, words=field.words)]
    if only := "; ".join(categories):
        parts.append(said["only"].format(categories=only))
    return " ".join(filter(None, parts))
