"""The colours of the window, light and dark, as named tokens.

Every colour in the window comes from a :class:`Theme`; no widget spells one of its own. Text against its ground has a
contrast of at least 4.5 : 1 (WCAG 2.2, criterion 1.4.3); a test computes it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each ``#rrggbb`` in sRGB.

    Attributes:
        name: ``light`` or ``dark``.
        paper: The window's ground.
        surface: Ground of lists, bars and the card.
        field: Ground of what can be typed in.
        line: Hairlines between things.
        text: What is read.
        quiet: What is read second: labels, counts, hints.
        accent: Selection, progress, the primary button, a sure field. The only accent.
        accent_soft: Ground of what is selected.
        on_accent: Text on the accent.
        doubt: A field that wants a look.
        doubt_soft: Ground of a mark on a field.
        failure: What failed; nothing else is red.
        failure_soft: Ground of a failure's notice.
        found: Ground of a searched word in the list.
        chart: Colours that tell groups apart in a chart: at least 3 : 1 against the surface (criterion 1.4.11).
    """

    name: str
    paper: str
    surface: str
    field: str
    line: str
    text: str
    quiet: str
    accent: str
    accent_soft: str
    on_accent: str
    doubt: str
    doubt_soft: str
    failure: str
    failure_soft: str
    found: str
    chart: tuple[str, ...]


LIGHT = Theme(
    name="light",
    paper="#f5f4f0",
    surface="#ffffff",
    field="#faf9f6",
    line="#e2dfd7",
    text="#1f2328",
    quiet="#63686f",
    accent="#0f6b5c",
    accent_soft="#e6f2ef",
    on_accent="#ffffff",
    doubt="#8f5a05",
    doubt_soft="#faefdc",
    failure="#b4232a",
    failure_soft="#fbe9e9",
    found="#b9dfd6",
    chart=("#2563b0", "#c2570c", "#2e7d32", "#7b3fa0", "#b3246a", "#00838a", "#8a6d00", "#6d4c41"),
)

DARK = Theme(
    name="dark",
    paper="#16181b",
    surface="#1e2125",
    field="#262a2f",
    line="#33383f",
    text="#e8e8e4",
    quiet="#9aa0a6",
    accent="#35b79b",
    accent_soft="#1f3630",
    on_accent="#0d1513",
    doubt="#e0a33e",
    doubt_soft="#3a2f1c",
    failure="#ef7d82",
    failure_soft="#3d2325",
    found="#1f5c4f",
    chart=("#6aa9f0", "#f0964a", "#7cc576", "#b98be0", "#ef7fb0", "#4cc3c9", "#d8b84a", "#c49a86"),
)
