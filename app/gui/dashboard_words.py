"""Figures of people's work in the words of the window."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.gui.belief_words import chart_of
from app.pipeline.belief import Learned
from app.pipeline.labour import DAYS, Effort, Work
from ui.dashboard.charts import Chart, ChartKind, Page, Tile


def page_of(work: Work, learned: Learned, titles: Mapping[str, str]) -> Page:
    """The whole page.

    Args:
        work: The figures.
        learned: How far confidences are to be believed.
        titles: Field → what it is called.
    """
    translate = QCoreApplication.translate
    if work.is_empty:
        return Page(
            empty=translate("Dashboard", "Ainda não há números: eles começam com a primeira ficha aprovada."),
            foot=_foot(),
        )
    return Page(_tiles(work), [*_charts(work, titles), chart_of(learned, titles)], foot=_foot())


def facts_of(work: Work) -> str:
    """This week in a few words, for the line below; empty where nothing was approved."""
    parts = []
    if (kept := work.this_week.acceptance) is not None:
        parts.append(QCoreApplication.translate("Dashboard", "%1 aceito").replace("%1", _percent(kept)))
    if (seconds := work.this_week.seconds_per_card) is not None:
        parts.append(QCoreApplication.translate("Dashboard", "%1 por ficha").replace("%1", _seconds(seconds)))
    return " · ".join(parts)


def _foot() -> str:
    return QCoreApplication.translate(
        "Dashboard",
        "Conta o tempo em que a ficha está aberta, a janela está na frente e alguém faz algo; depois de 30 segundos "
        "parado, não conta mais. Fichas aprovadas em massa sem abrir não entram nos segundos. Nada disso sai deste "
        "computador.",
    )


def _tiles(work: Work) -> list[Tile]:
    translate = QCoreApplication.translate
    now, before = work.this_week, work.last_week
    return [
        Tile(
            translate("Dashboard", "Segundos por ficha, esta semana"),
            _seconds_or_none(now.seconds_per_card),
            _before(_seconds_or_none(before.seconds_per_card)),
        ),
        Tile(
            translate("Dashboard", "Aceito como o modelo escreveu"),
            _percent_or_none(now.acceptance),
            _before(_percent_or_none(before.acceptance)),
        ),
        Tile(
            translate("Dashboard", "Fichas aprovadas, esta semana"),
            QLocale().toString(now.cards),
            _before(QLocale().toString(before.cards)),
        ),
    ]


def _before(value: str) -> str:
    return QCoreApplication.translate("Dashboard", "Até este dia da semana passada: %1").replace("%1", value)


def _charts(work: Work, titles: Mapping[str, str]) -> list[Chart]:
    translate = QCoreApplication.translate
    labels = [QLocale().toString(_qdate(day), "d/M") for day, _ in work.days]
    seconds = [effort.seconds_per_card for _, effort in work.days]
    cards = [float(effort.cards) for _, effort in work.days]
    shares = [effort.acceptance for _, effort in work.fields]
    names = [titles.get(name, name) for name, _ in work.fields]
    return [
        Chart(
            ChartKind.COLUMNS,
            translate("Dashboard", "Segundos por ficha aprovada"),
            labels,
            seconds,
            _told_seconds(work),
        ),
        Chart(ChartKind.COLUMNS, translate("Dashboard", "Fichas aprovadas por dia"), labels, cards, _told_cards(work)),
        Chart(
            ChartKind.SHARES,
            translate("Dashboard", "Aceito sem mudança, por campo"),
            names,
            shares,
            _told_fields(work.fields, titles),
        ),
    ]


def _told_seconds(work: Work) -> str:
    days = [(effort.seconds_per_card, day) for day, effort in work.days if effort.seconds_per_card is not None]
    if not days:
        return QCoreApplication.translate("Dashboard", "Nenhuma ficha foi aberta antes de aprovada nestes dias.")
    (best, best_day), (worst, worst_day) = min(days), max(days)
    if len(days) == 1:
        words = QCoreApplication.translate("Dashboard", "Últimos %1 dias: só %2, com %3 por ficha.")
        return _filled(words, (str(DAYS), _day(best_day), _seconds(best)))
    words = QCoreApplication.translate(
        "Dashboard", "Últimos %1 dias: o melhor foi %2, com %3 por ficha; o mais lento, %4, com %5."
    )
    parts = (str(DAYS), _day(best_day), _seconds(best), _day(worst_day), _seconds(worst))
    return _filled(words, parts)


def _told_cards(work: Work) -> str:
    total = sum(effort.cards for _, effort in work.days)
    most, day = max((effort.cards, day) for day, effort in work.days)
    if total == 1:
        words = QCoreApplication.translate("Dashboard", "Uma ficha em %1 dias, em %2.")
        return _filled(words, (str(DAYS), _day(day)))
    words = QCoreApplication.translate("Dashboard", "%1 fichas em %2 dias; o dia com mais foi %3, com %4.")
    return _filled(words, (QLocale().toString(total), str(DAYS), _day(day), QLocale().toString(most)))


def _told_fields(fields: Sequence[tuple[str, Effort]], titles: Mapping[str, str]) -> str:
    known = [(effort.acceptance, name) for name, effort in fields if effort.acceptance is not None]
    if not known:
        return QCoreApplication.translate("Dashboard", "O modelo ainda não escreveu nenhuma ficha aprovada.")
    return ", ".join(f"{titles.get(name, name)}: {_percent(share)}" for share, name in known) + "."


def _filled(words: str, parts: Sequence[str]) -> str:
    for number, part in enumerate(parts, start=1):
        words = words.replace(f"%{number}", part)
    return words


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day(day: date) -> str:
    return QLocale().toString(_qdate(day), "d MMM")


def _seconds(seconds: float) -> str:
    return f"{QLocale().toString(round(seconds, 1), 'f', 0 if seconds >= 10 else 1)} s"


def _seconds_or_none(seconds: float | None) -> str:
    return "—" if seconds is None else _seconds(seconds)


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _percent_or_none(share: float | None) -> str:
    return "—" if share is None else _percent(share)
