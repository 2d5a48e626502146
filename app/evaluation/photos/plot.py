"""What corrections do as a picture: for each labelled thing a table of gains, conditions down and variants across."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from app.evaluation.photos.outcomes import CHANCE, Outcome, PhotoReport
from app.evaluation.photos.variants import NOTHING
from app.evaluation.statistics import mcnemar
from app.evaluation.svg import element, picture, text
from app.evaluation.wording import ReportWords

_CELL, _ROW = 46.0, 24.0
_NAMES, _BASE = 150.0, 64.0
_HEAD, _GAP = 190.0, 34.0
_FULL = 0.3
"""Gain or loss that is drawn in full colour."""
_STYLE = Markup("""
text { font: 12px "DejaVu Sans", Arial, sans-serif; fill: #1f2328 }
.title { font-weight: bold; font-size: 14px } .quiet { fill: #6b7078 } .sure { font-weight: bold }
.gain { fill: #0f6b5c } .loss { fill: #b4232a } .paper { fill: #ffffff } .frame { fill: none; stroke: #e2dfd7 }
""")


def plot(report: PhotoReport, words: ReportWords) -> Markup:
    """Draw a report.

    A square tells the difference in percentage points to nothing corrected, in bold where it is more than chance; the
    column before the squares tells the accuracy with nothing corrected.
    """
    outcomes = {(found.condition, found.variant): found for found in report.outcomes}
    conditions = list(dict.fromkeys(found.condition for found in report.outcomes))
    variants = [name for name in dict.fromkeys(found.variant for found in report.outcomes) if name != NOTHING]
    width = _NAMES + _BASE + _CELL * len(variants) + 70
    height = _HEAD + (_ROW * len(conditions) + _GAP) * len(report.things) + 10
    parts = [
        element("style", _STYLE),
        element("rect", width=width, height=height, class_="paper"),
        text(12, 24, words("photos_title", model=report.model), class_="title"),
        text(12, 44, words("photos_note"), class_="quiet"),
    ]
    for place, name in enumerate(variants):
        x = _NAMES + _BASE + _CELL * (place + 0.5) + 4
        parts.append(text(x, _HEAD - 8, words.variant(name), turn=-45))
    top = _HEAD
    for thing in report.things:
        parts.append(text(12, top + 16, words.field(thing), class_="title"))
        top += _GAP - 10
        for condition in conditions:
            row = {name: outcomes[condition, name] for name in (NOTHING, *variants) if (condition, name) in outcomes}
            parts += _row(top, words.condition(condition), row, thing, words)
            top += _ROW
        top += 10
    drawn = picture(width, height, words("photos_title", model=report.model), parts)
    return Markup(str(drawn).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S704 - ours


def _row(top: float, name: str, row: Mapping[str, Outcome], thing: str, words: ReportWords) -> Iterator[Markup]:
    before = row[NOTHING].accuracy.get(thing)
    if before is None:
        return
    yield text(12, top + 16, name)
    yield text(_NAMES + _BASE - 10, top + 16, words.percent(before.value), anchor="end")
    for place, (variant, found) in enumerate(list(row.items())[1:]):
        gain = found.accuracy[thing].value - before.value
        sure = mcnemar(found.lost[thing], found.won[thing]) < CHANCE
        said = f"{words.variant(variant)}: {words.percent(found.accuracy[thing].value)}"
        number = words.number(100 * gain, 0)
        number = f"+{number}" if gain > 0 and number != "0" else number
        yield _square(_NAMES + _BASE + _CELL * place, top, gain, number, said, sure=sure)


def _square(x: float, top: float, gain: float, number: str, said: str, *, sure: bool) -> Markup:
    """One difference: its number on a colour that is the fuller the larger it is."""
    size: dict[str, object] = {"x": x, "y": top, "width": _CELL - 1, "height": _ROW - 1}
    opacity = f"{min(1.0, abs(gain) / _FULL) * 0.7:.2f}"
    return element(
        "g",
        element("title", said),
        element("rect", **size, class_="gain" if gain > 0 else "loss", fill_opacity=opacity),
        element("rect", **size, class_="frame"),
        text(x + _CELL / 2, top + 16, number, anchor="middle", class_="sure" if sure else ""),
    )
