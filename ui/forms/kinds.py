"""What kind of editor each field of a model wants, and within which limits.

All of it comes from the model's JSON Schema and its fields' titles and descriptions; nothing here knows a particular
model. Beside the standard keywords these are understood: ``minWords`` (a long text with at least so many words),
``format: "multiline"`` (a long text without), ``enumLabels`` (a closed list's value → what people read),
``emptyLabel`` (what people read of a field that holds nothing yet) and ``onlyFor`` (other field → the values with one
of which this field is there at all).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, JsonValue
from PySide6.QtCore import QCoreApplication

_PATH_FORMATS = ("path", "file-path", "directory-path")


class FieldKind(StrEnum):
    """The editors there are."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    LIST = "list"
    NUMBER = "number"
    FLAG = "flag"
    PATH = "path"


class UnsupportedField(TypeError):
    """A form was asked for a field that no editor can hold."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a closed list: what is stored and what people read."""

    value: JsonValue
    label: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What the schema allows; None where it sets no limit.

    Attributes:
        min_length: Fewest characters of a text.
        max_length: Most characters of a text.
        min_items: Fewest items of a list.
        max_items: Most items of a list.
        min_words: Fewest words of a text.
        minimum: Smallest number.
        maximum: Largest number.
        step: What a number is a multiple of.
    """

    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    min_words: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a form needs to know of a field.

    Attributes:
        name: In the model.
        kind: Which editor.
        title: For its label.
        help: What it is for, in a sentence or more; may be empty.
        optional: Whether it may be None, which is what an empty editor then means.
        whole: For a number, whether it has no fraction.
        directory: For a path, whether it leads to a folder.
        choices: For a closed list, its entries; for a list of such entries, too.
        limits: What the schema allows.
        empty: What is said of it while it holds nothing.
        only_for: Other field → the values with one of which it is shown; a field that says nothing rules nothing out.
    """

    name: str
    kind: FieldKind
    title: str
    help: str = ""
    optional: bool = False
    whole: bool = False
    directory: bool = False
    choices: tuple[Choice, ...] = ()
    limits: Limits = Limits()
    empty: str = ""
    only_for: Mapping[str, Sequence[JsonValue]] = field(default_factory=dict)

    def shown_with(self, values: Mapping[str, JsonValue]) -> bool:
        """Whether it is shown beside these values of other fields."""
        return all(values.get(source) in (*allowed, None, "") for source, allowed in self.only_for.items())

    def label_of(self, value: JsonValue) -> str:
        """What people read for a value of a closed list."""
        for choice in self.choices:
            if choice.value == value:
                return choice.label
        return "" if value is None else str(value)


def field_specs(model_type: type[BaseModel], names: Sequence[str] | None = None) -> tuple[FieldSpec, ...]:
    """Describe a model's fields, in the model's order.

    Titles, descriptions and labels are looked up among the translations under the model's name.

    Args:
        model_type: Any Pydantic model.
        names: Only these fields; all where None.

    Raises:
        UnsupportedField: No editor can hold one of them.
    """
    schema = model_type.model_json_schema(by_alias=False)
    properties: Mapping[str, dict[str, Any]] = schema.get("properties", {})
    wanted = properties if names is None else [name for name in properties if name in names]
    return tuple(_spec(model_type, name, properties[name], schema.get("$defs", {})) for name in wanted)


def _spec(model_type: type[BaseModel], name: str, schema: dict[str, Any], defs: Mapping[str, Any]) -> FieldSpec:
    info = model_type.model_fields[name]
    flat, optional = _flatten(schema, defs)
    kind = _kind(flat)
    if kind is None:
        raise UnsupportedField(f"{model_type.__name__}.{name}: no editor for {schema}")

    def translated(text: str) -> str:
        return QCoreApplication.translate(model_type.__name__, text)

    labels = flat.get("enumLabels", {})
    values = flat.get("enum", [flat["const"]] if "const" in flat else [])
    return FieldSpec(
        name=name,
        kind=kind,
        title=translated(info.title or name.replace("_", " ").capitalize()),
        help=translated(info.description) if info.description else "",
        optional=optional,
        whole=flat.get("type") == "integer",
        directory=flat.get("format") == "directory-path",
        choices=tuple(Choice(value, translated(str(labels.get(str(value), value)))) for value in values),
        limits=_limits(flat),
        empty=str(flat.get("emptyLabel", "")),
        only_for=flat.get("onlyFor", {}),
    )


def _flatten(schema: dict[str, Any], defs: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """Follow references and take the null out of a union; what stands outside wins."""
    flat, optional = dict(schema), False
    while True:
        if "$ref" in flat:
            flat = {**defs[flat.pop("$ref").rsplit("/", 1)[-1]], **flat}
        elif len(flat.get("allOf", ())) == 1:
            flat = {**flat.pop("allOf")[0], **flat}
        elif "anyOf" in flat:
            options = flat.pop("anyOf")
            rest = [option for option in options if option.get("type") != "null"]
            optional = optional or len(rest) < len(options)
            if len(rest) != 1:
                return flat, optional
            flat = {**rest[0], **flat}
        else:
            return flat, optional


def _kind(flat: Mapping[str, Any]) -> FieldKind | None:
    if "enum" in flat or "const" in flat:
        return FieldKind.CHOICE
    match flat.get("type"):
        case "string" if flat.get("format") in _PATH_FORMATS:
            return FieldKind.PATH
        case "string" if "minWords" in flat or flat.get("format") == "multiline":
            return FieldKind.TEXT
        case "array" if flat.get("items", {}).get("type") == "string":
            return FieldKind.LIST
        case str(name):
            plain = {"string": "line", "boolean": "flag", "integer": "number", "number": "number"}
            return FieldKind(plain[name]) if name in plain else None
    return None


def _limits(flat: Mapping[str, Any]) -> Limits:
    return Limits(
        min_length=flat.get("minLength"),
        max_length=flat.get("maxLength"),
        min_items=flat.get("minItems"),
        max_items=flat.get("maxItems"),
        min_words=flat.get("minWords"),
        minimum=flat.get("minimum", flat.get("exclusiveMinimum")),
        maximum=flat.get("maximum", flat.get("exclusiveMaximum")),
        step=flat.get("multipleOf"),
    )
