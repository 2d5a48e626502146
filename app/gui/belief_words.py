"""How far confidences are to be believed, in the words of the window."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from app.pipeline.belief import ENOUGH, RARER, Fit, Learned
from ui.dashboard.charts import Chart, ChartKind

_TOLD = 3
"""Of so many bins, the surest, the sentence tells; the plot shows all."""


def chart_of(learned: Learned, titles: Mapping[str, str]) -> Chart:
    """What cards promised and what was right, over all approved ones that somebody had open.

    Args:
        learned: What is known.
        titles: Field → what it is called.
    """
    bins = learned.bins
    return Chart(
        ChartKind.RELIABILITY,
        QCoreApplication.translate("Dashboard", "Confiança mostrada e o que estava certo"),
        [_span(bin_.low, bin_.high) for bin_ in bins],
        [bin_.accuracy if bin_.count else None for bin_ in bins],
        f"{_told_bins(learned)} {_told_fits(learned.fits, titles)}",
        [bin_.confidence for bin_ in bins],
        [bin_.count for bin_ in bins],
    )


def _told_bins(learned: Learned) -> str:
    found = [bin_ for bin_ in reversed(learned.bins) if bin_.count][:_TOLD]
    if not found:
        return QCoreApplication.translate("Dashboard", "Ainda não há fichas abertas e aprovadas para comparar.")
    words = QCoreApplication.translate("Dashboard", "%1 prometidos: %2 certos (%3)")
    parts = []
    for bin_ in found:
        part = words.replace("%1", _span(bin_.low, bin_.high)).replace("%2", f"{round(100 * bin_.accuracy)} %")
        parts.append(part.replace("%3", QLocale().toString(bin_.count)))
    return "; ".join(parts) + "."


def _told_fits(fits: Mapping[str, Fit], titles: Mapping[str, str]) -> str:
    """Which fields this catalogue makes honest, or what that takes."""
    found = [
        f"{titles.get(name, name)} ({QLocale().toString(fit.answers)})"
        for name, fit in fits.items()
        if fit.calibration is not None
    ]
    if found:
        words = QCoreApplication.translate("Dashboard", "Ajustada pelas fichas deste catálogo: %1.")
        return words.replace("%1", ", ".join(found))
    words = QCoreApplication.translate(
        "Dashboard",
        "Um campo passa a ser ajustado com %1 respostas aprovadas do mesmo modelo, %2 delas corrigidas, e só se isso "
        "melhorar.",
    )
    return words.replace("%1", str(ENOUGH)).replace("%2", str(RARER))


def _span(low: float, high: float) -> str:
    return f"{round(100 * low)}–{round(100 * high)} %"
