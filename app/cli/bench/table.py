"""The figures of a benchmark as lines for a terminal: a column a model, and in the end what they mean in words."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from app.benchmark.report import ModelReport, Report
from app.cli.bench.wording import BenchWords, cut
from app.errors import message
from app.wording import Language

Row: TypeAlias = tuple[str, ...]


def lines_of(report: Report, words: BenchWords, language: Language) -> Iterator[str]:
    """The lines, without their ends.

    Args:
        report: At least one model.
        words: In whose language.
        language: The same, for why a model failed.
    """
    models = report.models
    yield words.where(report)
    yield words.what(report)
    yield ""
    yield from _aligned([("", *(cut(model.name) for model in models)), *_rows(report, words)])
    yield ""
    for model in models:
        if model.failure is not None:
            yield f"{model.name}: {message(model.failure.code, model.failure.facts, language, terminal=True)}"
    for model in models:
        if (fastest := model.fastest) is not None:
            yield words.says(fastest, model.name if len(models) > 1 else "")


def _rows(report: Report, words: BenchWords) -> Iterator[Row]:
    """The rows in which at least one model has a figure."""
    for name, figure in (*_figures(words), *_speeds(report, words), *_judgements(report, words)):
        cells = [figure(model) for model in report.models]
        if any(cells):
            yield (name, *(cell or words("bench_none") for cell in cells))


Figure: TypeAlias = tuple[str, Callable[[ModelReport], str]]


def _figures(words: BenchWords) -> Iterator[Figure]:
    size, seconds, rate = words.size, words.seconds, words.rate
    yield words("bench_quantisation"), lambda model: model.quantisation
    yield words("bench_size"), lambda model: size(model.size) if model.size else ""
    yield words("bench_load"), lambda model: seconds(model.load_seconds) if model.load_seconds else ""
    yield words("bench_memory"), lambda model: size(model.memory.peak) if model.memory and model.memory.peak else ""
    yield words("bench_projector"), lambda model: size(model.memory.projector) if model.memory else ""
    yield (
        words("bench_cache"),
        lambda model: size(model.memory.cache) if model.memory and model.memory.cache else "",
    )
    yield words("bench_image"), lambda model: seconds(model.alone.image_seconds) if model.alone else ""
    yield words("bench_prompt"), lambda model: rate(model.alone.prompt_tokens_per_second) if model.alone else ""
    yield words("bench_generation"), lambda model: rate(model.alone.generation_tokens_per_second) if model.alone else ""


def _speeds(report: Report, words: BenchWords) -> Iterator[Figure]:
    for slots in report.setting.slots:

        def rate(model: ModelReport, slots: int = slots) -> str:
            found = (speed.photos_per_hour for speed in model.speeds if speed.slots == slots)
            return next(map(words.rate, found), "")

        yield words("bench_rate", together=words.together(slots)), rate
    yield words("bench_sampling"), lambda model: words.percent(model.speeds[0].sampling_share) if model.speeds else ""
    yield words("bench_reused_prompt"), lambda model: words.percent(model.reuse.prompt) if model.reuse else ""
    yield words("bench_reused_photos"), lambda model: words.percent(model.reuse.photos) if model.reuse else ""
    yield (
        words("bench_corrected"),
        lambda model: words.percent(model.corrections.share) if model.corrections else "",
    )


def _judgements(report: Report, words: BenchWords) -> Iterator[Figure]:
    for name in dict.fromkeys(name for model in report.models for name in model.accuracy):

        def said(model: ModelReport, name: str = name) -> str:
            found = model.accuracy.get(name)
            return "" if found is None else f"{words.percent(found.value)} ({found.hits}/{found.of})"

        yield words.accuracy(name), said


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    """Rows as lines: the first column begins evenly, the others end evenly."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        yield "  ".join([name.ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(cells, widths[1:], strict=True))])
