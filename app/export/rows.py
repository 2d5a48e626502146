"""Values of a card → the texts of one row's cells."""

import json
import re
from collections.abc import Mapping, Sequence

from app.export.presets import Preset

SEPARATOR = " | "
"""Between the entries of a list in one cell; rare in prose, and no delimiter of any preset."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a cell begins that a spreadsheet runs as a formula, or that was made harmless before."""


def card_row(values: Mapping[str, object], names: Sequence[str], preset: Preset) -> list[str]:
    """Lay out a card's values as cells.

    Args:
        values: JSON values by field name.
        names: The fields, in the order of the columns; one without a value gives an empty cell.
        preset: How numbers are written, and yes and no.

    Returns:
        One text for each name. Lists are joined by :data:`SEPARATOR`; objects stay JSON.
    """
    return [_cell(values.get(name), preset) for name in names]


def defused(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run as a formula.

    A cell that has such an apostrophe already gets another, so that taking one off always gives the value back.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cell(value: object, preset: Preset) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case list() | tuple():
            return SEPARATOR.join(_cell(entry, preset) for entry in value)
        case bool():
            return preset.flags[0] if value else preset.flags[1]
        case int() | float():
            number = int(value) if isinstance(value, float) and value.is_integer() else value
            return str(number).replace(".", preset.decimal)
        case _:
            return json.dumps(value, ensure_ascii=False)
