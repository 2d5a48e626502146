"""Whether a number is one of many: of tens of thousands, that are told to the database as one text.

As many parameters would have to be spelt out one by one, which holds the interpreter, and with it the window, for a
tenth of a second.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Numbers(FunctionElement[int]):
    """The numbers of a JSON array, as rows."""

    name = "numbers"
    inherit_cache = True
    type = BigInteger()


@compiles(_Numbers)
def _on_file(element: _Numbers, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT value FROM json_each({compiler.process(element.clauses, **options)}))"  # noqa: S608  # a parameter


@compiles(_Numbers, "postgresql")
def _on_server(element: _Numbers, compiler: SQLCompiler, **options: Any) -> str:
    text = compiler.process(element.clauses, **options)
    return f"(SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST({text} AS json)))"  # noqa: S608  # a parameter


def among(column: InstrumentedAttribute[int], numbers: Iterable[int]) -> ColumnElement[bool]:
    """The condition that a column holds one of these numbers."""
    return column.op("IN", is_comparison=True)(_Numbers(literal(json.dumps([*numbers]), String())))
