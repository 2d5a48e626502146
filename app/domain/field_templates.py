"""Ready fields to start from, for some kinds of shops, and a catalogue's fields as a file.

The templates lie in ``resources/field_templates``: names, instructions and entries per language, and the ids of the
built-in categories that they are for.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from app.domain.fields import CustomField, plain_fields, read_fields
from app.wording import Language

_MARK: Final = "fichario-fields"
_EDITION: Final = 1
LARGEST_FILE: Final = 1_000_000
"""Characters; a file of definitions has some thousand, and what is cut off makes no sense."""


@dataclass(frozen=True, slots=True)
class FieldTemplate:
    """Ready fields.

    Attributes:
        name: Language → what they are called together.
        fields: The fields.
    """

    name: dict[Language, str]
    fields: tuple[CustomField, ...]


class FieldFileForeign(ValueError):
    """A file holds no definitions of fields."""


class FieldFileNewer(ValueError):
    """A newer program wrote a file of definitions."""


def field_templates(language: Language) -> tuple[FieldTemplate, ...]:
    """All templates, in a language of cards, by name."""
    folder = files("resources.field_templates")
    raw = [tomllib.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".toml")]
    made = [FieldTemplate({each: one["name"][each] for each in Language}, _fields(one, language)) for one in raw]
    return tuple(sorted(made, key=lambda template: template.name[language]))


def fields_as_text(fields: Sequence[CustomField]) -> str:
    """The definitions as a file holds them."""
    whole = {"program": _MARK, "edition": _EDITION, "fields": plain_fields(fields)}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def fields_of_text(text: str) -> tuple[CustomField, ...]:
    """The definitions of a file; those that make no sense are left out.

    Raises:
        FieldFileForeign: It holds none.
        FieldFileNewer: A newer program wrote it.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FieldFileForeign(str(error)) from error
    if not isinstance(whole, dict) or whole.get("program") != _MARK:
        raise FieldFileForeign("another program's")
    if not isinstance(whole.get("edition"), int) or whole["edition"] > _EDITION:
        raise FieldFileNewer(str(whole.get("edition")))
    found = read_fields(whole.get("fields"))
    if not found:
        raise FieldFileForeign("no fields")
    return found


def merged(present: Sequence[CustomField], added: Sequence[CustomField]) -> tuple[CustomField, ...]:
    """Fields with others added; one that is there already only gets the other's categories as well."""
    found = {field.id: field for field in present}
    for field in added:
        if (known := found.get(field.id)) is None:
            found[field.id] = field
        elif known.categories:
            both = tuple(dict.fromkeys((*known.categories, *field.categories))) if field.categories else ()
            found[field.id] = known.model_copy(update={"categories": both})
    return tuple(found.values())


def _fields(raw: dict[str, Any], language: Language) -> tuple[CustomField, ...]:
    return tuple(
        CustomField(
            id=one["id"],
            type=one["type"],
            name=one["name"][language],
            names={each: one["name"][each] for each in Language if each is not language},
            instruction=one.get("instruction", {}).get(language, ""),
            unit=one.get("unit", ""),
            entries=tuple(one.get("entries", {}).get(language, ())),
            categories=tuple(raw["categories"]),
        )
        for one in raw["field"]
    )
