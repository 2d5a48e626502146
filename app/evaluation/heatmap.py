"""A confusion matrix as a picture that stays readable with sixty types: one square a pair, its number in it."""

from markupsafe import Markup

from app.evaluation.report import Confusion
from app.evaluation.svg import element, picture, text
from app.evaluation.wording import ReportWords

_LETTER = 6.3
"""Pixels of an average letter of the labels."""
_DARK = 0.65
"""Part of a row above which a square is so full that its number has to change its colour."""


def heat_map(confusion: Confusion, title: str, words: ReportWords) -> Markup:
    """Rows are what things are, columns what cards say; the fuller a square, the larger its part of the row.

    Only what some photo shows has a row; what was only said has a column.
    """
    names = [label or words("none_of_them") for label in confusion.labels]
    rows = [row for row, counts in enumerate(confusion.counts) if any(counts)]
    cell = _cell_side(len(names))
    margin = 14 + _LETTER * max(map(len, names), default=0)
    width, height = cell * len(names), cell * len(rows)
    parts = [_band(place, cell, margin, width) for place in range(0, len(rows), 2)]
    for place, name in enumerate(names):
        parts.append(text(margin + cell * (place + 0.5) + 4, margin - 6, name, class_="label", turn=-90))
    for place, row in enumerate(rows):
        parts.append(text(margin - 6, margin + cell * (place + 0.5) + 4, names[row], anchor="end", class_="label"))
        for column, count in enumerate(confusion.counts[row]):
            if count:
                share = count / sum(confusion.counts[row])
                said = words("taken", expected=names[row], got=names[column], count=f"{count} ({words.percent(share)})")
                at = (margin + column * cell, margin + place * cell)
                parts.append(_square(at, cell, count, share, said, right=row == column))
    return picture(margin + width + 2, margin + height + 2, title, parts)


def mix_ups(confusion: Confusion, most: int = 12) -> list[tuple[str, str, int, int]]:
    """The commonest mistakes: (what it is, what was said, how often, of how many of these)."""
    found = [
        (expected, got, counts[column], sum(counts))
        for expected, counts in zip(confusion.labels, confusion.counts, strict=True)
        for column, got in enumerate(confusion.labels)
        if got != expected and counts[column]
    ]
    return sorted(found, key=lambda pair: (-pair[2], pair[3], pair[0], pair[1]))[:most]


def _cell_side(count: int) -> float:
    for most, side in ((12, 34.0), (24, 24.0)):
        if count <= most:
            return side
    return 17.0


def _band(place: int, cell: float, margin: float, width: float) -> Markup:
    return element("rect", x=margin, y=margin + place * cell, width=width, height=cell, class_="band")


def _square(at: tuple[float, float], cell: float, count: int, share: float, said: str, *, right: bool) -> Markup:
    x, y = at
    ink = "count inverse" if share > _DARK else "count"
    number = str(count)
    return element(
        "g",
        element("title", said),
        element(
            "rect",
            x=x + 0.5,
            y=y + 0.5,
            width=cell - 1,
            height=cell - 1,
            class_="right" if right else "wrong",
            fill_opacity=f"{0.12 + 0.88 * share:.2f}",
        ),
        text(x + cell / 2, y + cell / 2 + 3.5, number, anchor="middle", class_=f"{ink} digits-{min(len(number), 4)}"),
    )
