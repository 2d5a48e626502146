"""When something was, as people say it."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDateTime, QLocale, QObject

_SOON = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


class Dates(QObject):
    """Says times by this computer's clock."""

    def ago(self, at: datetime, now: datetime) -> str:
        """How long ago, the coarser the longer; both aware."""
        passed = now - at
        if passed < _SOON:
            return self.tr("agora há pouco")
        if passed < _HOUR:
            return self.tr("há %n minuto(s)", "", int(passed / timedelta(minutes=1)))
        day, hour = _local(at), _format().toString(_local(at).time(), QLocale.FormatType.ShortFormat)
        days = _local(now).date().toJulianDay() - day.date().toJulianDay()
        if days <= 0:
            return self.tr("hoje às {time}").format(time=hour)
        if days == 1:
            return self.tr("ontem às {time}").format(time=hour)
        if days < 7:
            return self.tr("há %n dia(s)", "", days) + ", " + hour
        return _format().toString(day.date(), QLocale.FormatType.ShortFormat)

    def exactly(self, at: datetime) -> str:
        """Date and time in full."""
        return _format().toString(_local(at), QLocale.FormatType.LongFormat)


def _local(at: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(at.timestamp()))


def _format() -> QLocale:
    return QLocale()
