"""How photos are found that are there twice: what the measuring of pictures and that of products have in common."""

import csv
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from app.evaluation.svg import element, picture, text

_SIDE, _LEFT, _TOP = 320.0, 60.0, 40.0
_STYLE = Markup("""
text { font: 12px "DejaVu Sans", Arial, sans-serif; fill: #1f2328 } .title { font-weight: bold; font-size: 14px }
.paper { fill: #ffffff } .frame { fill: none; stroke: #9a9a92 } .rule { stroke: #e2dfd7 }
polyline { fill: none; stroke-width: 2 } .choosing { stroke: #9a6b1f; stroke-dasharray: 5 3 }
.reporting { stroke: #0f6b5c } .dot { fill: #0f6b5c }
""")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A photo of the data set.

    Attributes:
        path: The file.
        split: Of the data set.
        department: What it is of, coarsely.
        type: Finer.
        variant: The article, where that is known.
    """

    path: Path
    split: str
    department: str
    type: str
    variant: str

    @property
    def choosing(self) -> bool:
        """Whether thresholds may be chosen by it, else figures are reported of it; articles stay together."""
        return zlib.crc32((self.variant if self.packed else self.path.name).encode()) % 2 == 0

    @property
    def packed(self) -> bool:
        """Whether photos of its variant show the same article."""
        return self.department == "grocery/packages"


def labelled(folder: Path) -> list[Labelled]:
    """The photos of ``shared/data/photos``."""
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        return [
            Labelled(folder / row["path"], row["split"], row["department"], row["type"], row["variant"])
            for row in csv.DictReader(file)
        ]


@dataclass(frozen=True, slots=True)
class Told:
    """A pair that would be told from a limit on.

    Attributes:
        score: The higher, the sooner it is told.
        right: Whether it is one.
    """

    score: float
    right: bool


def curve(told: Iterable[Told], there: int) -> list[tuple[float, float, float]]:
    """Limit, recall and precision, from the strictest limit on; ``there`` are how many pairs there are to find."""
    points, right, seen = [], 0, 0
    for one in sorted(told, key=lambda one: -one.score):
        right, seen = right + one.right, seen + 1
        points.append((one.score, right / there, right / seen))
    return points


def at(told: Iterable[Told], there: int, limit: float) -> tuple[float, float]:
    """Recall and precision at a limit."""
    kept = [one.right for one in told if one.score >= limit]
    return sum(kept) / there, sum(kept) / max(1, len(kept))


def draw(
    path: Path,
    title: str,
    curves: Mapping[str, Sequence[tuple[float, float, float]]],
    chosen: tuple[float, float],
) -> None:
    """Draw precision over recall as SVG.

    Args:
        path: The file.
        title: Over it.
        curves: ``choosing`` and ``reporting`` → their points.
        chosen: Recall and precision at the chosen limit, of those that are reported.
    """
    parts = [
        element("style", _STYLE),
        element("rect", width=_LEFT + _SIDE + 30, height=_TOP + _SIDE + 60, class_="paper"),
        text(12, 24, title, class_="title"),
        element("rect", x=_LEFT, y=_TOP, width=_SIDE, height=_SIDE, class_="frame"),
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = _place(tick, tick)
        parts.append(element("line", x1=_LEFT, y1=y, x2=_LEFT + _SIDE, y2=y, class_="rule"))
        parts.append(text(x, _TOP + _SIDE + 18, f"{100 * tick:.0f}", anchor="middle"))
        parts.append(text(_LEFT - 6, y + 4, f"{100 * tick:.0f}", anchor="end"))
    for name, points in curves.items():
        drawn = " ".join(",".join(f"{value:.1f}" for value in _place(recall, right)) for _, recall, right in points)
        parts.append(element("polyline", points=drawn, class_=name))
    x, y = _place(*chosen)
    parts.append(element("circle", cx=x, cy=y, r=5, class_="dot"))
    parts.append(text(_LEFT + _SIDE / 2, _TOP + _SIDE + 40, "recall (%)", anchor="middle"))
    parts.append(text(16, _TOP + _SIDE / 2, "precision (%)", anchor="middle", turn=-90))
    drawn_all = picture(_LEFT + _SIDE + 30, _TOP + _SIDE + 60, title, parts)
    path.write_text(str(drawn_all).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), encoding="utf-8")


def _place(recall: float, precision: float) -> tuple[float, float]:
    return _LEFT + _SIDE * recall, _TOP + _SIDE * (1 - precision)
