"""SVG as escaped markup, and the small plots that need no more than that.

Colours are classes, which the page's style sheet fills in for light and dark.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

from app.evaluation.report import Calibration, Figure, Unknown
from app.evaluation.wording import ReportWords

_SIDE, _LEFT, _TOP, _BOTTOM = 220.0, 44.0, 10.0, 46.0
_HISTOGRAM = 34.0
"""Pixels of the tallest bar under a calibration curve."""


def element(tag: str, *content: Markup | str, **attributes: object) -> Markup:
    """An element; contents and attributes are escaped unless they are markup. ``text_anchor`` stands for a hyphen."""
    written = Markup("").join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), _plain(value))
        for name, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), written, Markup("").join(map(escape, content)))  # noqa: S704


def picture(width: float, height: float, label: str, content: Iterable[Markup]) -> Markup:
    """An SVG picture with a name for those who do not see it."""
    return element(
        "svg",
        *content,
        viewBox=f"0 0 {_plain(width)} {_plain(height)}",
        width=width,
        height=height,
        role="img",
        aria_label=label,
    )


def text(x: float, y: float, said: str, *, anchor: str = "start", class_: str = "", turn: float = 0) -> Markup:
    """A line of text; turned around its own place by so many degrees."""
    turned = {"transform": f"rotate({_plain(turn)} {_plain(x)} {_plain(y)})"} if turn else {}
    return element("text", said, x=x, y=y, text_anchor=anchor, class_=class_, **turned)


def whisker(figure: Figure) -> Markup:
    """A share with its interval on a line from 0 to 1; nothing for a figure without one."""
    if figure.low is None or figure.high is None:
        return Markup("")
    low, high, at = 120 * figure.low, 120 * figure.high, 120 * figure.value
    parts = (
        element("line", x1=0, y1=7, x2=120, y2=7, class_="rule"),
        element("line", x1=low, y1=7, x2=max(high, low + 1), y2=7, class_="range"),
        element("circle", cx=min(117.0, max(3.0, at)), cy=7, r=3, class_="dot"),
    )
    return picture(120, 14, "", parts)


def calibration_curve(found: Calibration, title: str, words: ReportWords) -> Markup:
    """Accuracy over confidence, with the diagonal, and under it how many answers each bin has."""
    parts = [*_axes(words("confidence_axis"), words("accuracy_axis"), _HISTOGRAM), _diagonal()]
    most = max((bin_.count for bin_ in found.bins), default=0) or 1
    points: list[str] = []
    dots: list[Markup] = []
    for bin_ in found.bins:
        if bin_.count == 0:
            continue
        said = words(
            "bin_says",
            low=words.percent(bin_.low, 0),
            high=words.percent(bin_.high, 0),
            count=bin_.count,
            confidence=words.percent(bin_.confidence),
            accuracy=words.percent(bin_.accuracy),
        )
        height = max(1.0, _HISTOGRAM * bin_.count / most)
        x, y = _at(bin_.confidence, bin_.accuracy)
        points.append(f"{_plain(x)},{_plain(y)}")
        bar = {"x": _at(bin_.low, 0)[0] + 1, "y": _TOP + _SIDE + 4, "width": _SIDE / len(found.bins) - 2}
        parts.append(element("rect", element("title", said), **bar, height=height, class_="bar"))
        dots.append(element("circle", element("title", said), cx=x, cy=y, r=4, class_="dot"))
    parts += [element("polyline", points=" ".join(points), class_="curve"), *dots]
    return picture(_LEFT + _SIDE + 12, _TOP + _SIDE + _BOTTOM + _HISTOGRAM, title, parts)


def unknown_curve(found: Unknown, chosen: tuple[float, float], title: str, words: ReportWords) -> Markup:
    """The ROC curve, and the point that was chosen on it: (false alarms, hits)."""
    points = " ".join(",".join(map(_plain, _at(*point))) for point in found.curve)
    x, y = _at(*chosen)
    parts = [
        *_axes(words("false_alarm_axis"), words("hit_axis"), 0),
        _diagonal(),
        element("polyline", points=points, class_="curve"),
        element("circle", cx=x, cy=y, r=4, class_="dot"),
    ]
    return picture(_LEFT + _SIDE + 12, _TOP + _SIDE + _BOTTOM, title, parts)


def _axes(across: str, up: str, below: float) -> list[Markup]:
    """A frame of shares; ``below`` pixels are left between it and the numbers under it."""
    parts = [element("rect", x=_LEFT, y=_TOP, width=_SIDE, height=_SIDE, class_="frame")]
    bottom = _TOP + _SIDE + below
    for tick in (0.0, 0.5, 1.0):
        x, y = _at(tick, tick)
        parts.append(text(x, bottom + 18, f"{tick * 100:.0f}", anchor="middle", class_="tick"))
        parts.append(text(_LEFT - 6, y + 4, f"{tick * 100:.0f}", anchor="end", class_="tick"))
    parts.append(text(_LEFT + _SIDE / 2, bottom + 36, f"{across} (%)", anchor="middle", class_="axis"))
    parts.append(text(12, _TOP + _SIDE / 2, f"{up} (%)", anchor="middle", class_="axis", turn=-90))
    return parts


def _diagonal() -> Markup:
    (x1, y1), (x2, y2) = _at(0, 0), _at(1, 1)
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="ideal")


def _at(across: float, up: float) -> tuple[float, float]:
    return _LEFT + _SIDE * across, _TOP + _SIDE * (1 - up)


def _plain(value: object) -> str:
    """A number without needless digits; anything else as it is."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
