"""What a person wants done to many products, as the panel says it. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import JsonValue

from ui.forms.kinds import FieldKind, FieldSpec


class Scope(StrEnum):
    """Which products are meant."""

    SELECTED = "selected"
    SHOWN = "shown"
    """All that the filter lets through."""
    ALL = "all"
    """The whole catalogue."""


class Work(StrEnum):
    """What is to be done."""

    SET = "set"
    REPLACE = "replace"
    REWRITE = "rewrite"
    """Replace what a regular expression finds."""
    APPEND = "append"
    PREPEND = "prepend"
    RECASE = "recase"
    UNITE = "unite"
    """Several values become one."""
    WRITE = "write"
    """Whoever writes cards writes the field, where it is empty."""
    APPROVE = "approve"
    SEND_BACK = "send_back"


class Letters(StrEnum):
    """How letters can be written."""

    TITLE = "title"
    SENTENCE = "sentence"
    UPPER = "upper"
    LOWER = "lower"


DECISIONS: Final = frozenset({Work.APPROVE, Work.SEND_BACK})
"""What concerns whole products, and no field."""
_TEXTUAL: Final = (Work.SET, Work.REPLACE, Work.REWRITE, Work.APPEND, Work.PREPEND, Work.RECASE)
_FITTING: Final[Mapping[FieldKind, tuple[Work, ...]]] = {
    FieldKind.LINE: _TEXTUAL,
    FieldKind.TEXT: _TEXTUAL,
    FieldKind.LIST: _TEXTUAL,
    FieldKind.CHOICE: (Work.SET,),
    FieldKind.NUMBER: (Work.SET,),
    FieldKind.FLAG: (Work.SET,),
    FieldKind.PATH: (Work.SET, Work.REPLACE, Work.REWRITE),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One change.

    Attributes:
        work: What is to be done.
        field: To which field; empty for a decision.
        value: The value to set, the text to add, or the value that others become.
        values: Those that become one.
        find: What is looked for, to be replaced.
        put: What stands there then.
        exact: Whether capitals count in what is looked for.
        letters: How letters are written.
    """

    work: Work
    field: str = ""
    value: JsonValue = None
    values: frozenset[str] = frozenset()
    find: str = ""
    put: str = ""
    exact: bool = False
    letters: Letters = Letters.TITLE


def fits(work: Work, spec: FieldSpec, unitable: bool) -> bool:
    """Whether something can be done to a field.

    Args:
        work: What.
        spec: The field.
        unitable: Whether the values that it has are known, so that some of them can become one.
    """
    return work is Work.WRITE or work in _FITTING[spec.kind] or (work is Work.UNITE and unitable)
