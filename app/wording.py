"""Languages, and the titles and descriptions of any model's fields in each of them.

Portuguese stands in the models themselves; the others lie in ``resources/fields``, a table per model and field.
"""

import tomllib
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import BaseModel, create_model
from pydantic.fields import FieldInfo

Model = TypeVar("Model", bound=BaseModel)


class Language(StrEnum):
    """A language that cards can be written in; Portuguese is Brazilian. The window speaks the first two."""

    PT = "pt"
    EN = "en"
    ES = "es"


@dataclass(frozen=True, slots=True)
class FieldWording:
    """What one field is called and how it is explained.

    Attributes:
        title: Its label.
        description: Its help text, and for a card the model's instruction.
        labels: For a closed list of codes, code → what a person reads; empty where the values speak for themselves.
    """

    title: str
    description: str
    labels: dict[str, str] = field(default_factory=dict)


def wording_of(model: type[BaseModel], language: Language) -> dict[str, FieldWording]:
    """Field name → wording, for every field of a model; Portuguese where a language lacks one."""
    translated: dict[str, dict[str, Any]] = {}
    if language is not Language.PT:
        text = files("resources.fields").joinpath(f"{language}.toml").read_text(encoding="utf-8")
        translated = tomllib.loads(text).get(model.__name__, {})
    return {name: _wording(name, info, translated.get(name, {})) for name, info in model.model_fields.items()}


def worded(model: type[Model], language: Language) -> type[Model]:
    """A model's twin whose titles, descriptions and labels are in a language; it validates the same."""
    fields: dict[str, Any] = {}
    for name, wording in wording_of(model, language).items():
        info = copy(model.model_fields[name])
        info.title, info.description = wording.title, wording.description
        if wording.labels:
            info.json_schema_extra = {"enumLabels": dict(wording.labels)}
        fields[name] = (info.annotation, info)
    return create_model(model.__name__, __base__=model, **fields)


def _wording(name: str, info: FieldInfo, translated: dict[str, Any]) -> FieldWording:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    own: dict[str, Any] = {
        "title": info.title or name,
        "description": info.description or "",
        "labels": extra.get("enumLabels", {}),
    }
    return FieldWording(**{**own, **translated})
