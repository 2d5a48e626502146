"""The report as one page that needs nothing else: pictures inside, no script, nothing from anywhere.

The wording is in ``resources/report``, the page itself in ``page.jinja`` there, where everything is escaped but the
SVG that :mod:`app.evaluation.svg` has escaped already.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from app.domain.card import NAME_FIELD
from app.evaluation.comparison import Change
from app.evaluation.figures import ACCURACY, FALSE_ALARMS, UNKNOWN_FLAGGED
from app.evaluation.heatmap import heat_map, mix_ups
from app.evaluation.report import Card, Report
from app.evaluation.svg import calibration_curve, unknown_curve, whisker
from app.evaluation.tables import sections, shown_changes
from app.evaluation.wording import ReportWords
from app.evaluation.yardstick import TYPE

WORST = 48
"""Cards that are shown; more would make the page slow, and nobody looks at more."""

_TILES = (f"{ACCURACY}{TYPE}", f"{ACCURACY}category_standard", f"{ACCURACY}color_primary", "contradictory", "valid")


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What the page shows beside the report.

    Attributes:
        thumbnail: Photo, as the labels name it → a data URI of a small JPEG; empty where there is none.
        sentence: Error code and facts → what a person reads.
        baseline: Name of what is compared with; empty for nothing.
        changes: The comparison.
    """

    thumbnail: Callable[[str], str]
    sentence: Callable[[str, Mapping[str, str]], str]
    baseline: str = ""
    changes: Sequence[Change] = ()


def make_page(report: Report, words: ReportWords, options: PageOptions) -> str:
    """Write the page.

    Args:
        report: What it tells.
        words: In whose language.
        options: What it shows beside.
    """
    environment = Environment(loader=FunctionLoader(_template), autoescape=True, undefined=StrictUndefined)
    worst = worst_cards(report)
    return environment.get_template("page.jinja").render(
        report=report,
        words=words,
        language="en" if words.language == "en" else "pt-BR",
        made=report.setting.made.replace("T", " ")[:16] + " UTC",
        told=" · ".join(
            f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}"
            for name, value in report.setting.options.items()
        ),
        tiles=[(name, report.figures[name]) for name in _TILES if name in report.figures],
        sections=sections(report),
        whisker=whisker,
        groups=_groups(report, words),
        baseline=options.baseline,
        changes=shown_changes(options.changes, words),
        confusions=_confusions(report, words),
        calibrations=_calibrations(report, words),
        unknown=_unknown(report, words),
        worst=worst[:WORST],
        worst_total=len(worst),
        thumbnail=options.thumbnail,
        short=_short,
        failed=[(_short(card.photo), options.sentence(card.error, card.facts)) for card in report.cards if card.error],
    )


def worst_cards(report: Report) -> list[Card]:
    """Cards with a mistake, the one that the model was surest of first.

    A mistake is a labelled thing that is wrong, or a thing that the model need not know and that was not flagged.
    """
    wrong = [card for card in report.cards if card.values is not None and _is_wrong(card)]
    return sorted(wrong, key=lambda card: (-_sureness(card), card.photo))


def _is_wrong(card: Card) -> bool:
    return any(not mark.right for mark in card.fields.values()) or not (card.known or card.flagged)


def _sureness(card: Card) -> float:
    return card.sureness if card.known else card.confidence.get(NAME_FIELD, 0.0)


def _groups(report: Report, words: ReportWords) -> dict[str, Any]:
    """The table of groups: a row a figure, a column a group; empty without groups."""
    names = list(report.groups)
    wanted = dict.fromkeys(name for figures in report.groups.values() for name in figures)
    rows = [
        (words.figure(name), [_group_cell(report.groups[group], name, words) for group in names]) for name in wanted
    ]
    return {"names": names, "rows": rows}


def _group_cell(figures: Mapping[str, Any], name: str, words: ReportWords) -> tuple[str, str, int | None]:
    figure = figures.get(name)
    if figure is None:
        return words("no_value"), "", None
    return words.value(name, figure), words.interval(figure), figure.of


def _confusions(report: Report, words: ReportWords) -> list[tuple[str, Markup, list[tuple[str, str, str]]]]:
    return [
        (
            words.field(name),
            heat_map(confusion, f"{words('heading_confusion')}: {words.field(name)}", words),
            [
                (expected, got or words("none_of_them"), f"{count}/{total}")
                for expected, got, count, total in mix_ups(confusion)
            ],
        )
        for name, confusion in report.confusions.items()
    ]


def _calibrations(report: Report, words: ReportWords) -> list[tuple[str, Markup, str]]:
    return [
        (
            words.field(name),
            calibration_curve(found, f"{words('heading_calibration')}: {words.field(name)}", words),
            words("ece_says", ece=words.number(found.ece, 3), of=found.of),
        )
        for name, found in report.calibrations.items()
    ]


def _unknown(report: Report, words: ReportWords) -> tuple[Markup, str] | None:
    if report.unknown is None:
        return None
    chosen = (report.figures[FALSE_ALARMS].value, report.figures[UNKNOWN_FLAGGED].value)
    drawn = unknown_curve(report.unknown, chosen, words("heading_unknown"), words)
    return drawn, words("unknown_note", threshold=words.percent(report.unknown.threshold))


def _short(photo: str) -> str:
    """A photo's file with its folder: whoever gets the page needs not know where on a disk it lay."""
    return "/".join(photo.replace("\\", "/").split("/")[-2:])


def _template(name: str) -> str:
    return files("resources.report").joinpath(name).read_text(encoding="utf-8")
