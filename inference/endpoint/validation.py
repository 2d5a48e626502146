"""Whether a value is what its schema asks for, whoever wrote it.

Checked are types, closed lists, lengths, numbers, the keys of objects, and ``minWords``. A ``pattern`` is not: it is
written for a decoder that keeps it token by token and allows far less than a reader would, so an answer of a server
that keeps no patterns is held to what the pattern is there for. What a card cannot hold is refused everywhere: control
characters, and line breaks but for prose.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

Schema = Mapping[str, Any]

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "null": (type(None),),
    "array": (list,), "object": (dict,),
}  # fmt: skip
_BOUNDS: tuple[tuple[str, Callable[[float, float], bool]], ...] = (
    ("minimum", lambda value, bound: value >= bound),
    ("maximum", lambda value, bound: value <= bound),
    ("exclusiveMinimum", lambda value, bound: value > bound),
    ("exclusiveMaximum", lambda value, bound: value < bound),
)


@dataclass(frozen=True, slots=True)
class Checker:
    """Holds values to the parts of one schema.

    Attributes:
        schema: The whole of it; references lead into its ``$defs``.
    """

    schema: Schema

    @property
    def properties(self) -> Mapping[str, Schema]:
        """Field → its schema."""
        found: Mapping[str, Schema] = self._resolved(self.schema).get("properties", {})
        return found

    def normalised(self, value: JsonValue, schema: Schema) -> JsonValue:
        """A value with texts as the card would have them: one kind of line end, no blank around; lists stay exact."""
        schema = self._resolved(schema)
        if isinstance(value, str) and "enum" not in schema and "const" not in schema:
            return re.sub(r"\r\n?", "\n", value).strip()
        if isinstance(value, list) and isinstance(schema.get("items"), Mapping):
            return [self.normalised(item, schema["items"]) for item in value]
        return value

    def problem(self, value: JsonValue, schema: Schema) -> str | None:
        """What is wrong with a value, in the schema's own words, e.g. ``minWords 150, not 92``; ``None`` if nothing."""
        schema = self._resolved(schema)
        if branches := schema.get("anyOf", schema.get("oneOf")):
            found = [self.problem(value, branch) for branch in branches]
            return None if None in found else found[0]
        if "enum" in schema or "const" in schema:
            allowed = schema.get("enum", [schema.get("const")])
            return None if any(_same(value, one) for one in allowed) else f"enum, not {_shown(value)}"
        return self._problem_of_kind(value, schema)

    def _problem_of_kind(self, value: JsonValue, schema: Schema) -> str | None:
        if (kinds := _kinds(schema)) and not any(_is(value, kind) for kind in kinds):
            return f"type {'/'.join(kinds)}, not {_shown(value)}"
        match value:
            case str():
                return _text_problem(value, schema)
            case list():
                return self._list_problem(value, schema)
            case dict():
                return self._object_problem(value, schema)
            case int() | float() if not isinstance(value, bool):
                return _number_problem(value, schema)
        return None

    def _list_problem(self, value: list[JsonValue], schema: Schema) -> str | None:
        if wrong := _length_problem(len(value), schema, "minItems", "maxItems"):
            return wrong
        fixed: list[Schema] = list(schema.get("prefixItems", ()))
        rest = schema.get("items")
        for place, item in enumerate(value):
            rule = fixed[place] if place < len(fixed) else rest
            if isinstance(rule, Mapping) and (wrong := self.problem(item, rule)):
                return f"[{place}] {wrong}"
        return None

    def _object_problem(self, value: dict[str, JsonValue], schema: Schema) -> str | None:
        for name, rule in schema.get("properties", {}).items():
            if name not in value:
                return f"required {name}"
            if wrong := self.problem(value[name], rule):
                return f"{name} {wrong}"
        return None

    def _resolved(self, schema: Schema) -> Schema:
        only = schema.get("allOf", ())
        if len(only) == 1:
            schema = {**only[0], **{key: rule for key, rule in schema.items() if key != "allOf"}}
        if (reference := schema.get("$ref")) is None:
            return schema
        target = self.schema.get("$defs", {}).get(str(reference).removeprefix("#/$defs/"), {})
        return self._resolved({**target, **{key: rule for key, rule in schema.items() if key != "$ref"}})


def _kinds(schema: Schema) -> tuple[str, ...]:
    kind = schema.get("type", ())
    return (kind,) if isinstance(kind, str) else tuple(kind)


def _is(value: JsonValue, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _KINDS.get(kind, (object,)))


def _same(value: JsonValue, other: Any) -> bool:
    return isinstance(value, bool) == isinstance(other, bool) and value == other


def _text_problem(value: str, schema: Schema) -> str | None:
    least = int(schema.get("minWords", 0))
    allowed = "\n" if least else ""
    if any(unicodedata.category(one) in {"Cc", "Cs"} and one not in allowed for one in value):
        return "control character" if least else "control character or line break"
    words = sum(any(one.isalnum() for one in word) for word in value.split())
    if words < least:
        return f"minWords {least}, not {words}"
    return _length_problem(len(value), schema, "minLength", "maxLength")


def _length_problem(length: int, schema: Schema, least: str, most: str) -> str | None:
    if length < schema.get(least, 0):
        return f"{least} {schema[least]}, not {length}"
    if length > schema.get(most, length):
        return f"{most} {schema[most]}, not {length}"
    return None


def _number_problem(value: float, schema: Schema) -> str | None:
    for key, holds in _BOUNDS:
        if key in schema and not holds(value, schema[key]):
            return f"{key} {schema[key]}, not {value}"
    return None


def _shown(value: JsonValue) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
