"""Figures in words: sizes, rates, and how long 300 photos take."""

from app.benchmark.plot import PlotWords
from app.benchmark.report import Report, Speed
from app.cli.words import Words
from app.evaluation.wording import ReportWords

PHOTOS = 300
"""A Monday's photos."""

_MEGA, _GIGA = 10**6, 10**9
_WIDEST = 22


class BenchWords:
    """The command's words and numbers, in one language."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._figures = ReportWords(words.language)

    def __call__(self, name: str, **facts: object) -> str:
        """The sentence of that name."""
        return self._words(name, **facts)

    def number(self, value: float, places: int) -> str:
        """A number with so many decimals."""
        return self._figures.number(value, places)

    def rate(self, value: float) -> str:
        """A rate: with a decimal where it is small."""
        return self.number(value, 0 if value >= 20 else 1)

    def about(self, value: float) -> str:
        """A rate as people say it: two digits that count."""
        return self.rate(float(f"{value:.2g}"))

    def seconds(self, value: float) -> str:
        """A time of one piece of work."""
        return self._words("seconds", seconds=self.number(value, 1 if value >= 1 else 3))

    def percent(self, share: float) -> str:
        """A share in [0, 1]."""
        return self._figures.percent(share)

    def accuracy(self, name: str) -> str:
        """What the accuracy of a field is called."""
        return self._words("bench_accuracy", field=self._figures.field(name))

    def size(self, octets: int) -> str:
        """Bytes, in megabytes or gigabytes of 1000."""
        large = octets >= _GIGA
        return f"{self.number(octets / (_GIGA if large else _MEGA), 1)} {'GB' if large else 'MB'}"

    def together(self, slots: int) -> str:
        """So many photos at a time."""
        return self._words("bench_together_one" if slots == 1 else "bench_together", slots=slots)

    def says(self, speed: Speed, name: str = "") -> str:
        """What a person wants to know.

        Args:
            speed: The best of the model.
            name: Of the model; empty where there is only one.
        """
        said = self._words(
            "bench_says",
            together=self.together(speed.slots),
            rate=self.about(speed.photos_per_hour),
            count=PHOTOS,
            time=self.lasting(3600 * PHOTOS / speed.photos_per_hour),
        )
        return f"{self._words('bench_here_with', model=name) if name else self._words('bench_here')}, {said}"

    def lasting(self, seconds: float) -> str:
        """A long time, as people say it."""
        minutes = seconds / 60
        if minutes < 1:
            return self._words("bench_less_minute")
        if minutes < 55:
            count = round(minutes) if minutes < 10 else 5 * round(minutes / 5)
            return self._words("bench_minute" if count == 1 else "bench_minutes", count=count)
        hours, rest = divmod(minutes / 60 + 0.08, 1)  # five minutes less than full hours are full hours
        shape = "about" if rest < 0.16 else "over" if rest < 0.4 else "half" if rest < 0.75 else "almost"
        count = int(hours) + (shape == "almost")
        return self._words(f"bench_{shape}_{'hour' if count == 1 else 'hours'}", count=count)

    def where(self, report: Report) -> str:
        """This computer, in a line."""
        machine = report.machine
        parts = [machine.processor, self._words("bench_cores", count=machine.cores)]
        parts += [self.size(machine.memory)] if machine.memory else []
        return " · ".join([*parts, machine.system])

    def what(self, report: Report) -> str:
        """What was asked, in a line."""
        setting = report.setting
        return self._words("bench_asked", photos=setting.photos, cards=setting.cards, repetitions=setting.repetitions)

    def plot(self, report: Report) -> PlotWords:
        """What the picture says."""
        stages = tuple(self._words(f"bench_stage_{name}") for name in ("image", "prompt", "answer", "sampling"))
        looking, reading, writing, sampling = stages
        return PlotWords(
            title=self._words("bench_plot_title"),
            subtitle=self.where(report),
            per_hour=self._words("bench_plot_per_hour"),
            together=self._words("bench_plot_together"),
            one_photo=self._words("bench_plot_one_photo"),
            stages=(looking, reading, writing, sampling),
            seconds=self._words("bench_plot_seconds"),
            number=self.number,
        )


def cut(name: str) -> str:
    """A name that is not too wide for a column; what tells quantisations apart stands at its end."""
    if len(name) <= _WIDEST:
        return name
    return f"{name[: _WIDEST - 11]}…{name[-10:]}"
