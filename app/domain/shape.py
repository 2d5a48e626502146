"""What can be read off a card's model, whatever model it is."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

ONLY_FOR: Final = "onlyFor"
"""Keyword of a field's schema: other field → the values with one of which a card has this field."""


def properties_of(card: type[BaseModel]) -> dict[str, dict[str, Any]]:
    """Field → its schema; of one that may be empty, the schema of what it holds when it is not."""
    properties: dict[str, dict[str, Any]] = card.model_json_schema()["properties"]
    return {name: _filled(schema) for name, schema in properties.items()}


def conditions_of(card: type[BaseModel]) -> dict[str, Mapping[str, frozenset[str]]]:
    """Field → other field → the values with one of which a card has it; only fields that not every card has."""
    found: dict[str, Mapping[str, frozenset[str]]] = {}
    for name, info in card.model_fields.items():
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        only: Any = extra.get(ONLY_FOR)
        if only:
            found[name] = {source: frozenset(values) for source, values in only.items()}
    return found


def applies(condition: Mapping[str, frozenset[str]], values: Mapping[str, Any]) -> bool:
    """Whether a card has a field of this condition; one that does not say what decides it has every field."""
    return all(values.get(source) in (*allowed, None, "") for source, allowed in condition.items())


def foreign(card: type[BaseModel], values: Mapping[str, Any]) -> frozenset[str]:
    """The model's fields that a card of these values does not have."""
    return frozenset(name for name, condition in conditions_of(card).items() if not applies(condition, values))


def is_blank(value: Any) -> bool:
    """Whether a field holds nothing: nobody has filled it in, or "nothing" is what was filled in."""
    return value is None or value in ("", [])


def _filled(schema: dict[str, Any]) -> dict[str, Any]:
    branches = [branch for branch in schema.get("anyOf", ()) if branch.get("type") != "null"]
    if len(branches) != 1:
        return schema
    return {**branches[0], **{key: value for key, value in schema.items() if key != "anyOf"}}
