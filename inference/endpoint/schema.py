"""The request's schema as servers are sent it.

Kept is what their decoders know: types, lists, lengths, numbers, references, and the descriptions that some of them
show to the model. Left out is what describes nothing (titles, labels) and ``minWords``, which no server knows: what it
asks for is in the pattern beside it where a server keeps patterns, and is checked when the answer is there. A
``pattern`` is sent until the server refuses it or breaks it; so long, a text that has none gets one that keeps out what
no card can hold, since servers know no other way to say that. Every object is closed and every property required,
since the answer is to hold all of them.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from inference.endpoint.capabilities import Capabilities, Feature
from inference.llama.plan import TEXT_LIMIT

NAME = "answer"

_KEPT = frozenset(
    {
        "type", "enum", "const", "description", "format", "minItems", "maxItems", "minLength", "maxLength", "minimum",
        "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "$ref", "pattern",
    }
)  # fmt: skip
_ONE = ("items",)
_SEVERAL = ("anyOf", "oneOf", "allOf", "prefixItems")
_NAMED = ("properties", "$defs")
_SPELT_OTHERWISE = frozenset({"pattern", "format", "enum", "const", "minWords"})
_MOST_REPEATED = 1000  # llama.cpp's grammars refuse much more


def response_format(schema: dict[str, Any], capabilities: Capabilities) -> dict[str, Any] | None:
    """What asks a server for an object of this schema, or for the most of it that the server can do.

    Returns:
        The value of ``response_format``; ``None`` where the server can do nothing of the kind.
    """
    if not capabilities.has(Feature.JSON):
        return None
    if not capabilities.has(Feature.SCHEMA):
        return {"type": "json_object"}
    sent = sent_schema(schema, patterns=capabilities.has(Feature.PATTERNS))
    return {"type": "json_schema", "json_schema": {"name": NAME, "strict": True, "schema": sent}}


def settled(schema: dict[str, Any], given: Mapping[str, JsonValue]) -> dict[str, Any]:
    """A schema that leaves fields no other value than the given one, so that what is written behind them follows.

    Of lists and objects servers know no such thing; these are only put in place once the answer is there.
    """
    fixed = {name: {"type": _type(value), "enum": [value]} for name, value in given.items() if _type(value)}
    properties = schema.get("properties", {})
    known = {name: fixed.get(name, each) for name, each in properties.items()}
    return {**schema, "properties": known} if fixed else schema


def _type(value: JsonValue) -> str:
    match value:
        case bool():
            return "boolean"
        case str():
            return "string"
        case int():
            return "integer"
        case float():
            return "number"
    return ""


def sent_schema(schema: dict[str, Any], *, patterns: bool) -> dict[str, Any]:
    """A schema that servers understand.

    Args:
        schema: As the request holds it.
        patterns: Whether regular expressions are kept.
    """
    sent = {key: value for key, value in schema.items() if key in _KEPT and (patterns or key != "pattern")}
    if patterns and _is_plain_text(schema):
        sent["pattern"] = _line(schema)
    for key in (*_NAMED, *_SEVERAL, *_ONE):
        if key in schema:
            sent[key] = _sent(schema[key], key, patterns)
    if "properties" in sent:
        sent |= {"required": list(sent["properties"]), "additionalProperties": False}
    return sent


def _sent(inner: Any, key: str, patterns: bool) -> Any:
    """What is sent of the schemas that stand in a keyword's place."""
    if isinstance(inner, list):
        return [sent_schema(each, patterns=patterns) for each in inner]
    if key in _NAMED:
        return {name: sent_schema(each, patterns=patterns) for name, each in inner.items()}
    return sent_schema(inner, patterns=patterns) if isinstance(inner, dict) else inner


def _is_plain_text(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "string" and not _SPELT_OTHERWISE & schema.keys()


def _line(schema: dict[str, Any]) -> str:
    """A pattern for a text of the schema's length without control characters.

    Some decoders (llama.cpp's) hold it against the text as JSON spells it, where a quotation mark would end it and a
    backslash begin a control character; so it allows neither, and means the same to those that hold it against the
    text itself.
    """
    least = int(schema.get("minLength", 0))
    most = int(schema.get("maxLength", max(TEXT_LIMIT, 2 * least)))
    length = f"{{{least},{most if most <= _MOST_REPEATED else ''}}}"
    return rf'^[^"\\\x00-\x1f\x7f-\x9f]{length}$'
