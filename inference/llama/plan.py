"""JSON Schema of an object → the fields to generate, in order, each with a schema of its own that is bounded.

Without a bound a weak model never ends, so what the schema leaves open is closed here, always to a subset of what it
allows: texts end after :data:`TEXT_LIMIT` characters and hold no control characters, lists after :data:`LIST_LIMIT`
items, numbers have four decimals. Keywords that describe rather than constrain are dropped: the decoder's compiler
refuses some of them. One of ours is understood: ``onlyFor`` (earlier field → values) leaves a field out of answers in
which an earlier one says something else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, TypeAlias

from inference.errors import SchemaUnsupported

Schema: TypeAlias = Mapping[str, Any]

TEXT_LIMIT = 400
LIST_LIMIT = 12
NUMBER_LIMIT = 10**12
_CHARACTERS_PER_TOKEN = 2  # Portuguese on a 32 k vocabulary has about 3; half of a bad day's margin
_TOKENS_PER_WORD = 5  # bounds the longest prose by its fewest words: twice the words, 2.5 tokens each
_KEPT = frozenset(
    {
        "type", "enum", "const", "anyOf", "oneOf", "allOf", "properties", "required", "additionalProperties", "items",
        "prefixItems", "minItems", "maxItems", "minLength", "maxLength", "pattern", "format", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One property of the answer.

    Attributes:
        name: Its key.
        schema: What its value must be: bounded, without references and without annotations.
        choices: The entries of a closed list of texts; empty for everything else.
        prose: Whether it is long text, in which nothing may be repeated.
        bound: Tokens that its value takes at most, in all likelihood.
        only_for: Earlier field → the values with one of which the answer has this field; empty for always.
    """

    name: str
    schema: Schema
    choices: tuple[str, ...]
    prose: bool
    bound: int
    only_for: Mapping[str, tuple[Any, ...]] = dataclass_field(default_factory=dict)

    def asked(self, values: Mapping[str, Any]) -> bool:
        """Whether an answer that holds these values has this field; what they do not hold rules nothing out."""
        return all(values.get(source, None) in (*allowed, None) for source, allowed in self.only_for.items())


def plan(schema: Schema) -> tuple[Field, ...]:
    """List the fields of an object's schema.

    Raises:
        SchemaUnsupported: It is not an object with properties, refers to itself, or leaves an object's keys open.
    """
    resolver = _Resolver(schema.get("$defs", {}))
    top = resolver.resolved(schema, "")
    properties = top.get("properties")
    if not properties:
        raise SchemaUnsupported("no properties", field="", reason="not an object with properties")
    return tuple(_field(name, resolver.resolved(sub, name), resolver) for name, sub in properties.items())


def key_text(name: str, *, first: bool) -> str:
    """The JSON text in front of a field's value."""
    return f"{'{' if first else ', '}{json.dumps(name, ensure_ascii=False)}: "


def value_text(value: Any) -> str:
    """A value as JSON text, spelt as the decoder spells it."""
    return json.dumps(value, ensure_ascii=False)


def _field(name: str, schema: Schema, resolver: "_Resolver") -> Field:
    bounded = resolver.bounded(schema, name)
    choices = _choices(bounded)
    words = schema.get("minWords", 0)
    bound = words * _TOKENS_PER_WORD or _longest(bounded) // _CHARACTERS_PER_TOKEN + 2
    return Field(name, bounded, choices, prose=bool(words), bound=bound, only_for=schema.get("onlyFor", {}))


def _choices(schema: Schema) -> tuple[str, ...]:
    values = [schema["const"]] if "const" in schema else schema.get("enum", [])
    return tuple(dict.fromkeys(values)) if values and all(isinstance(value, str) for value in values) else ()


def _longest(schema: Schema) -> int:
    """Characters of JSON that a bounded schema's value takes at most, escapes not counted."""
    if "const" in schema or "enum" in schema:
        return max(len(value_text(value)) for value in schema.get("enum", [schema.get("const")]))
    if branches := schema.get("anyOf", schema.get("oneOf")):
        return max(map(_longest, branches))
    match schema.get("type"):
        case "string":
            return int(schema.get("maxLength", TEXT_LIMIT)) + 2
        case "array":
            items = schema.get("prefixItems") or [schema["items"]] * schema["maxItems"]
            return 2 + sum(_longest(item) + 2 for item in items)
        case "object":
            return 2 + sum(len(name) + 6 + _longest(sub) for name, sub in schema["properties"].items())
        case _:
            return 20


class _Resolver:
    """Follows references and bounds what they lead to."""

    def __init__(self, definitions: Schema) -> None:
        self._definitions = definitions

    def resolved(self, schema: Schema, field: str, seen: tuple[str, ...] = ()) -> Schema:
        """Put what a reference names in its place; keywords beside the reference win."""
        reference = schema.get("$ref")
        if reference is None:
            only = schema.get("allOf", ())
            return {**self.resolved(only[0], field, seen), **_without(schema, "allOf")} if len(only) == 1 else schema
        name = str(reference).removeprefix("#/$defs/")
        if name in seen or name not in self._definitions:
            reason = "refers to itself" if name in seen else f"unknown reference {reference}"
            raise SchemaUnsupported(reason, field=field, reason=reason)
        return {**self.resolved(self._definitions[name], field, (*seen, name)), **_without(schema, "$ref")}

    def bounded(self, schema: Schema, field: str, seen: tuple[str, ...] = ()) -> dict[str, Any]:
        """A schema that allows no more than the given one and ends."""
        if reference := schema.get("$ref"):
            name = str(reference).removeprefix("#/$defs/")
            return self.bounded(self.resolved(schema, field, seen), field, (*seen, name))
        schema = self.resolved(schema, field, seen)
        kept: dict[str, Any] = {key: value for key, value in schema.items() if key in _KEPT}
        for key in ("anyOf", "oneOf"):
            if key in kept:
                # Every branch of a bounded schema is told from the others by its type or value; "one of" is "any of".
                return {"anyOf": [self.bounded(branch, field, seen) for branch in kept[key]]}
        if "enum" in kept or "const" in kept:
            return {key: kept[key] for key in ("enum", "const") if key in kept}
        return self._by_type(kept, field, seen)

    def _by_type(self, kept: dict[str, Any], field: str, seen: tuple[str, ...]) -> dict[str, Any]:
        match kept.get("type"):
            case "string":
                return _bounded_text(kept)
            case "integer":
                return {"minimum": -NUMBER_LIMIT, "maximum": NUMBER_LIMIT, **kept}
            case "number":
                return {"minimum": -NUMBER_LIMIT, "maximum": NUMBER_LIMIT, "multipleOf": 0.0001, **kept}
            case "array":
                return self._bounded_list(kept, field, seen)
            case "object":
                return self._bounded_object(kept, field, seen)
            case "boolean" | "null":
                return {"type": kept["type"]}
            case kind:
                raise SchemaUnsupported(f"type {kind!r}", field=field, reason=f"no bound for type {kind!r}")

    def _bounded_list(self, kept: dict[str, Any], field: str, seen: tuple[str, ...]) -> dict[str, Any]:
        if "prefixItems" in kept:
            items = [self.bounded(item, field, seen) for item in kept["prefixItems"]]
            exactly = {"minItems": len(items), "maxItems": len(items)}
            return {"type": "array", "prefixItems": items, "items": False, **exactly}
        least = int(kept.get("minItems", 0))
        most = int(kept.get("maxItems", max(LIST_LIMIT, least)))
        return {**kept, "items": self.bounded(kept.get("items", {}), field, seen), "minItems": least, "maxItems": most}

    def _bounded_object(self, kept: dict[str, Any], field: str, seen: tuple[str, ...]) -> dict[str, Any]:
        if not kept.get("properties"):
            raise SchemaUnsupported("open keys", field=field, reason="an object whose keys are left open")
        properties = {name: self.bounded(sub, field, seen) for name, sub in kept["properties"].items()}
        return {**kept, "properties": properties, "required": list(properties), "additionalProperties": False}


def _bounded_text(kept: dict[str, Any]) -> dict[str, Any]:
    if "pattern" in kept:
        return {key: kept[key] for key in ("type", "pattern", "maxLength") if key in kept}
    if "format" in kept:
        return {"type": "string", "format": kept["format"]}
    least = int(kept.get("minLength", 0))
    most = int(kept.get("maxLength", max(TEXT_LIMIT, 2 * least)))
    return {"type": "string", "pattern": rf"^[^\x00-\x1f\x7f]{{{least},{most}}}$", "maxLength": most}


def _without(schema: Schema, key: str) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name != key}
