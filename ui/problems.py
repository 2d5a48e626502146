"""In which way a value breaks its model, without what Pydantic says of it in English. No Qt."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pydantic import JsonValue
from pydantic_core import ErrorDetails

WHOLE = ""
"""Stands for the field of a problem that concerns the model as a whole."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One way in which a value breaks its model.

    Attributes:
        field: The field's name; :data:`WHOLE` where the problem is not one field's.
        path: Where inside the field, e.g. the index of a list's item.
        kind: Pydantic's error type, or a validator's own.
        context: What the error says of itself (limits, counts), with ``length`` for a refused text or list.
        blocking: Whether the model cannot be accepted with it; otherwise it is only a mark.
    """

    field: str
    path: tuple[int | str, ...]
    kind: str
    context: Mapping[str, JsonValue]
    blocking: bool


def as_problem(details: ErrorDetails, fields: Collection[str], advisory: Collection[str] = ()) -> Problem:
    """Take over an error of Pydantic's.

    Args:
        details: As ``ValidationError.errors()`` gives it.
        fields: The model's fields.
        advisory: Types of errors that do not block.
    """
    field, *path = details["loc"] or (WHOLE,)
    name = str(field) if field in fields else WHOLE
    context = _plain(details.get("ctx", {}), details["input"])
    return Problem(name, tuple(path), details["type"], context, details["type"] not in advisory)


def _plain(context: Mapping[str, object], refused: object) -> dict[str, JsonValue]:
    """The part of an error's context that can be shown: plain values, exceptions as their text."""
    plain: dict[str, JsonValue] = {
        name: value if isinstance(value, bool | int | float | str) else str(value) for name, value in context.items()
    }
    if isinstance(refused, str | list):
        plain["length"] = len(refused)
    return plain
