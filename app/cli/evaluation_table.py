"""The figures of a report as lines for a terminal."""

from collections.abc import Iterator, Sequence

from app.evaluation.comparison import Change
from app.evaluation.report import Figure, Report
from app.evaluation.tables import ChangeCells, sections, shown_changes, shown_in_groups
from app.evaluation.wording import ReportWords


def lines_of(report: Report, changes: Sequence[Change], baseline: str, words: ReportWords) -> Iterator[str]:
    """The lines, without their ends: what was measured, its figures, those of each group, the comparison.

    Args:
        report: What it tells.
        changes: Since a baseline; none where nothing is compared.
        baseline: Name of that baseline.
        words: In whose language.
    """
    yield from _head(report, words)
    for heading, figures in sections(report):
        yield from ("", words(heading))
        yield from aligned([_cells(name, figure, words) for name, figure in figures])
    for group, found in report.groups.items():
        chosen = [(name, figure) for name, figure in found.items() if shown_in_groups(name)]
        yield from ("", f"{words('group')}: {group}")
        yield from aligned([_cells(name, figure, words) for name, figure in chosen])
    if changes:
        yield from ("", words("heading_comparison", baseline=baseline))
        yield from aligned([_change(cells) for cells in shown_changes(changes, words)])


def _head(report: Report, words: ReportWords) -> Iterator[str]:
    setting = report.setting
    yield words("title", model=setting.model)
    made = setting.made.replace("T", " ")[:16] + " UTC"
    said = [words("measured", answered=setting.answered, rows=setting.rows, labels=setting.labels, made=made)]
    said += [words("failed_count", count=setting.failed)] if setting.failed else []
    said += [words("missing_count", count=setting.missing)] if setting.missing else []
    yield " · ".join(said)


def _cells(name: str, figure: Figure, words: ReportWords) -> tuple[str, ...]:
    return words.figure(name), words.value(name, figure), words.interval(figure), words("of", count=figure.of)


def _change(cells: ChangeCells) -> tuple[str, ...]:
    name = f"{cells.group}: {cells.figure}" if cells.group else cells.figure
    return name, f"{cells.before} → {cells.now}", cells.difference, cells.verdict, cells.why


def aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows as lines whose columns stand below each other, indented; the second column ends evenly."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, second, *others = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield ("  " + "  ".join((first, row[1].rjust(len(second)), *others))).rstrip()
