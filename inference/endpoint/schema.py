"""The request's schema as servers are sent it.

Kept is what their decoders know: types, lists, lengths, numbers, references, and the descriptions that some of them
show to the model. Left out is what describes nothing (titles, labels) and ``minWords``, which no server knows: what it
asks for is in the pattern beside it where a server keeps patterns, and is checked when the answer is there. A
``pattern`` is sent until the server refuses it or breaks it. Every object is closed and every property required, since
the answer is to hold all of them.
"""

from typing import Any

from inference.endpoint.capabilities import Capabilities, Feature

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


def sent_schema(schema: dict[str, Any], *, patterns: bool) -> dict[str, Any]:
    """A schema that servers understand.

    Args:
        schema: As the request holds it.
        patterns: Whether regular expressions are kept.
    """
    sent = {key: value for key, value in schema.items() if key in _KEPT and (patterns or key != "pattern")}
    for key in _NAMED:
        if key in schema:
            sent[key] = {name: sent_schema(inner, patterns=patterns) for name, inner in schema[key].items()}
    for key in _SEVERAL:
        if key in schema:
            sent[key] = [sent_schema(inner, patterns=patterns) for inner in schema[key]]
    for key in _ONE:
        if key in schema:
            inner = schema[key]
            sent[key] = sent_schema(inner, patterns=patterns) if isinstance(inner, dict) else inner
    if "properties" in sent:
        sent |= {"required": list(sent["properties"]), "additionalProperties": False}
    return sent
