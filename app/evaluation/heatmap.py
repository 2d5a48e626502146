"""A confusion matrix as a picture that stays readable with sixty types: one square a pair, its number in it."""

from markupsafe import Markup

from app.evaluation.report import Confusion
from app.evaluation.svg import element, picture, text
from app.evaluation.wording import ReportWords

_LETTER = 6.3
"""Pixels of an average letter of the labels."""


def heat_map(confusion: Confusion, title: str, words: ReportWords) -> Markup:
    """Rows are what things are, columns what cards say; the fuller a square, the larger its part of the row.

    A row without photos (something that was only said) has no squares; a column that was never said has none either.
    """
    names = [label or words("none_of_them") for label in confusion.labels]
    cell = _cell_side(len(names))
    margin = 14 + _LETTER * max(map(len, names), default=0)
    side = cell * len(names)
    parts = [_band(row, cell, margin, side) for row in range(0, len(names), 2)]
    for place, name in enumerate(names):
        middle = margin + cell * (place + 0.5)
        parts.append(text(margin - 6, middle + 4, name, anchor="end", class_="label"))
        parts.append(text(middle + 4, margin - 6, name, class_="label", turn=-90))
    for row, counts in enumerate(confusion.counts):
        total = sum(counts)
        for column, count in enumerate(counts):
            if count:
                said = words("taken", expected=names[row], got=names[column], count=f"{count}/{total}")
                parts.append(_square(row, column, count, total, cell, margin, said))
    return picture(margin + side + 2, margin + side + 2, title, parts)


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


def _band(row: int, cell: float, margin: float, side: float) -> Markup:
    return element("rect", x=margin, y=margin + row * cell, width=side, height=cell, class_="band")


def _square(row: int, column: int, count: int, total: int, cell: float, margin: float, said: str) -> Markup:
    x, y = margin + column * cell, margin + row * cell
    share = count / total
    shade = "right" if row == column else "wrong"
    depth = f"{0.15 + 0.85 * share:.2f}"
    ink = "count inverse" if share > 0.5 else "count"
    return element(
        "g",
        element("title", said),
        element("rect", x=x + 0.5, y=y + 0.5, width=cell - 1, height=cell - 1, class_=shade, fill_opacity=depth),
        text(x + cell / 2, y + cell / 2 + 3.5, str(count), anchor="middle", class_=ink),
    )
