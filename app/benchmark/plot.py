"""The figures as a picture: photos an hour by photos at a time, and where the time of one photo goes.

Light colours, a legend, axes that begin at nothing. What it says comes from whoever shows it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from app.benchmark.canvas import Canvas
from app.benchmark.report import Alone, ModelReport, Report

_WIDTH, _LEFT, _RIGHT = 1200, 96, 48
_PAPER, _LINE, _TEXT, _QUIET = "#ffffff", "#e2dfd7", "#1f2328", "#63686f"
_MODELS = ("#0f6b5c", "#c2571a", "#3b5fa8", "#8f5a05", "#7b4397", "#b4232a", "#4d7c0f", "#0e7490")
_STAGES = ("#8fb8de", "#e3b778", "#79b8a8", "#4b5560")
_TOP, _CHART = 104.0, 330.0  # where the lines begin, and how high they may rise
_BAR, _ROW = 22.0, 40.0
_TITLE, _USUAL = 20.0, 14.0


@dataclass(frozen=True, slots=True)
class PlotWords:
    """What the picture says.

    Attributes:
        title: Above all.
        subtitle: Below that.
        per_hour: Names the axis of photos an hour.
        together: Names the axis of photos at a time.
        one_photo: Above the bars.
        stages: Names of what a photo's time goes to: looking, reading, writing, sampling.
        seconds: Names the axis of seconds.
        number: Writes a number with so many decimals.
    """

    title: str
    subtitle: str
    per_hour: str
    together: str
    one_photo: str
    stages: tuple[str, str, str, str]
    seconds: str
    number: Callable[[float, int], str]


def plot(report: Report, words: PlotWords) -> Image.Image:
    """Draw the models that have figures; 1200 pixels wide."""
    models = [(model, _MODELS[at % len(_MODELS)]) for at, model in enumerate(report.models) if model.speeds]
    legend = _TOP + _CHART + 64
    bars = legend + 26 * len(models) + 44
    canvas = Canvas(_WIDTH, round(bars + 40 + _ROW * len(models) + 92), _PAPER)
    canvas.text((_LEFT, 36), words.title, _TEXT, _TITLE)
    canvas.text((_LEFT, 64), words.subtitle, _QUIET)
    _draw_speeds(canvas, report, models, words)
    for row, (model, colour) in enumerate(models):
        y = legend + 26 * row
        canvas.line([(_LEFT, y), (_LEFT + 30, y)], colour, 3)
        canvas.dot((_LEFT + 15, y), colour, 5, _PAPER)
        canvas.text((_LEFT + 42, y), canvas.cut(model.name, _WIDTH - _RIGHT - _LEFT - 42), _TEXT)
    _draw_stages(canvas, bars, [(model, model.alone) for model, _ in models if model.alone], words)
    return canvas.finished()


def _draw_speeds(canvas: Canvas, report: Report, models: Sequence[tuple[ModelReport, str]], words: PlotWords) -> None:
    """The lines: photos an hour over photos at a time, which are as far apart as they are doubled."""
    highest = max((speed.photos_per_hour for model, _ in models for speed in model.speeds), default=1.0)
    marks = ticks(highest)
    floor = _TOP + _CHART
    places = _places(report.setting.slots)
    for mark in marks:
        y = floor - _CHART * mark / marks[-1]
        canvas.line([(_LEFT, y), (_WIDTH - _RIGHT, y)], _LINE)
        canvas.text((_LEFT - 12, y), words.number(mark, _decimals(marks)), _QUIET, anchor="rm")
    for slots, x in places.items():
        canvas.line([(x, floor), (x, floor + 6)], _QUIET)
        canvas.text((x, floor + 20), str(slots), _QUIET, anchor="mm")
    canvas.text(((_LEFT + _WIDTH - _RIGHT) / 2, floor + 40), words.together, _TEXT, anchor="mm")
    canvas.upright((30, _TOP + _CHART / 2), words.per_hour, _TEXT)
    for model, colour in models:
        points = [(places[s.slots], floor - _CHART * s.photos_per_hour / marks[-1]) for s in model.speeds]
        canvas.line(points, colour, 3)
        for point in points:
            canvas.dot(point, colour, 6, _PAPER)
    for slots, x in places.items():
        there = [(s.photos_per_hour, colour) for model, colour in models for s in model.speeds if s.slots == slots]
        for rate, colour, below in labelled(there, 34 * marks[-1] / _CHART):
            y = floor - _CHART * rate / marks[-1] + (17 if below else -17)
            canvas.text((x, y), words.number(rate, _digits(highest)), colour, 13, "mm")


def labelled(rates: Sequence[tuple[float, str]], apart: float) -> list[tuple[float, str, bool]]:
    """Which of the rates above each other get their number, and whether below their dots.

    Args:
        rates: With their colours.
        apart: How far from the others a rate must be to get a number, unless it is the highest or the lowest.

    Returns:
        Those that do, the highest first; of several the lowest has its number below.
    """
    ordered = sorted(rates, reverse=True)
    last = len(ordered) - 1
    shown = []
    for at, (rate, colour) in enumerate(ordered):
        others = [other for place, (other, _) in enumerate(ordered) if place != at]
        if at in {0, last} or all(abs(other - rate) >= apart for other in others):
            shown.append((rate, colour, 0 < at == last))
    return shown


def _draw_stages(canvas: Canvas, top: float, rows: Sequence[tuple[ModelReport, Alone]], words: PlotWords) -> None:
    """A bar a model: looking, reading, writing and, as the last part of writing, sampling."""
    canvas.text((_LEFT, top), words.one_photo, _TEXT, 16)
    x = float(_LEFT)
    for colour, name in zip(_STAGES, words.stages, strict=True):
        canvas.box((x, top + 22), (x + 14, top + 36), colour, 3)
        canvas.text((x + 22, top + 29), name, _QUIET)
        x += 46 + canvas.width_of(name)
    names = {model.name: canvas.cut(model.name, _WIDTH / 3) for model, _ in rows}
    left = _LEFT + 12 + max(map(canvas.width_of, names.values()), default=0.0)
    marks = ticks(max((sum(stages(alone)) for _, alone in rows), default=1.0))
    scale = (_WIDTH - _RIGHT - left) / marks[-1]
    first, last = top + 52, top + 52 + _ROW * len(rows)
    for mark in marks:
        canvas.line([(left + mark * scale, first), (left + mark * scale, last + 6)], _LINE)
        canvas.text((left + mark * scale, last + 20), words.number(mark, _decimals(marks)), _QUIET, anchor="mm")
    canvas.text(((left + _WIDTH - _RIGHT) / 2, last + 40), words.seconds, _TEXT, anchor="mm")
    for row, (model, alone) in enumerate(rows):
        y, at = first + _ROW * row + (_ROW - _BAR) / 2, left
        canvas.text((left - 12, y + _BAR / 2), names[model.name], _TEXT, anchor="rm")
        for colour, seconds in zip(_STAGES, stages(alone), strict=True):
            canvas.box((at, y), (at + seconds * scale, y + _BAR), colour)
            at += seconds * scale


def stages(alone: Alone) -> tuple[float, float, float, float]:
    """Seconds of one photo by what they go to; they add up: sampling is taken out of writing."""
    writing = max(0.0, alone.answer_seconds - alone.sampling_seconds)
    return alone.image_seconds, alone.prompt_seconds, writing, alone.sampling_seconds


def ticks(highest: float) -> list[float]:
    """Round numbers from 0 to a little above the highest, four to eight of them at equal distances."""
    if highest <= 0:
        return [0.0, 1.0]
    rough = highest / 4
    unit = 10.0 ** math.floor(math.log10(rough))
    step = unit * max(factor for factor in (1, 2, 2.5, 5) if factor * unit <= rough)
    return [step * index for index in range(math.ceil(highest * 1.04 / step) + 1)]


def _places(slots: Sequence[int]) -> dict[int, float]:
    """Number of photos at a time → where it stands on the axis."""
    left, right = _LEFT + 40.0, _WIDTH - _RIGHT - 40.0
    most = math.log2(slots[-1])
    return {n: left + (right - left) * math.log2(n) / most if most else (left + right) / 2 for n in slots}


def _decimals(marks: Sequence[float]) -> int:
    """Decimals that a scale needs."""
    step = marks[1]
    return next((places for places in range(6) if math.isclose(round(step, places), step)), 6)


def _digits(highest: float) -> int:
    return 0 if highest >= 20 else 1
