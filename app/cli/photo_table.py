"""What corrections of photos do, as lines for a terminal."""

from collections.abc import Iterator

from app.cli.evaluation_table import aligned
from app.evaluation.photos.outcomes import Outcome, PhotoReport, Verdict
from app.evaluation.photos.variants import NOTHING
from app.evaluation.wording import ReportWords


def lines_of(report: PhotoReport, words: ReportWords) -> Iterator[str]:
    """The lines, without their ends: a table for each condition, then the verdicts.

    Args:
        report: What it tells.
        words: In whose language.
    """
    yield words("photos_title", model=report.model)
    made = report.made.replace("T", " ")[:16] + " UTC"
    said = [words("photos_measured", photos=report.photos, labels=report.labels, made=made)]
    said += [words("failed_count", count=report.failed)] if report.failed else []
    said += [words("missing_count", count=report.missing)] if report.missing else []
    yield " · ".join(said)
    for condition in dict.fromkeys(found.condition for found in report.outcomes):
        nothing, *others = (outcome for outcome in report.outcomes if outcome.condition == condition)
        # What changed no photo is what there was before.
        shown = [nothing, *(outcome for outcome in others if outcome.changed.value > 0)]
        yield from ("", words("photos_heading", condition=words.condition(condition)))
        yield from aligned([_head(report, words), *(_row(each, nothing, report, words) for each in shown)])
    if report.photos:
        yield from ("", words("photos_verdicts"))
        yield from aligned([_verdict(each, words) for each in report.verdicts])


def _head(report: PhotoReport, words: ReportWords) -> tuple[str, ...]:
    return ("", "", *(words.field(thing) for thing in report.things))


def _row(found: Outcome, nothing: Outcome, report: PhotoReport, words: ReportWords) -> tuple[str, ...]:
    changed = "" if found.variant == NOTHING else words("photos_changed", share=words.percent(found.changed.value, 0))
    return (words.variant(found.variant), changed, *(_cell(found, nothing, thing, words) for thing in report.things))


def _cell(found: Outcome, nothing: Outcome, thing: str, words: ReportWords) -> str:
    figure = found.accuracy.get(thing)
    if figure is None:
        return words("no_value")
    said = words.percent(figure.value)
    if found.variant != NOTHING:
        said += f" ({words.change('', figure, figure.value - nothing.accuracy[thing].value)})"
    return f"{said} {words.interval(figure)}"


def _verdict(found: Verdict, words: ReportWords) -> tuple[str, ...]:
    return (
        words.variant(found.variant),
        _points(found.gain, words),
        words("photos_clean", gain=_points(found.clean, words)),
        words("photos_won", won=found.won, lost=found.lost),
        words("photos_chance", p=words.chance(found.p)),
        words("photos_helps" if found.helps else "photos_idle"),
    )


def _points(gain: float, words: ReportWords) -> str:
    said = words("points", value=words.number(100 * gain, 1))
    return f"+{said}" if gain > 0 else said
