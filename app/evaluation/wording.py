"""How figures are called and written, in the language of whoever reads the report."""

import tomllib
from importlib.resources import files

from app.domain.card import ProductCard
from app.evaluation.figures import ACCURACY, ECE
from app.evaluation.report import Figure
from app.evaluation.yardstick import TYPE
from app.wording import Language, wording_of


class ReportWords:
    """The report's words and numbers.

    Attributes:
        language: Portuguese or English; others read Portuguese.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        name = "en.toml" if language is Language.EN else "pt.toml"
        self._sentences: dict[str, str] = tomllib.loads(
            files("resources.report").joinpath(name).read_text(encoding="utf-8")
        )
        self._titles = {field: wording.title for field, wording in wording_of(ProductCard, language).items()}

    def __call__(self, name: str, **facts: object) -> str:
        """The sentence of that name.

        Raises:
            KeyError: There is none: a bug of ours.
        """
        sentence = self._sentences[name]
        return sentence.format(**facts) if facts else sentence

    def field(self, name: str) -> str:
        """What a field of the card, or the product type, is called."""
        return self(TYPE) if name == TYPE else self._titles.get(name, name)

    def figure(self, name: str) -> str:
        """What a figure is called."""
        if name.startswith(ACCURACY):
            return self.field(name.removeprefix(ACCURACY))
        if name.startswith(ECE):
            return self("ece", field=self.field(name.removeprefix(ECE)))
        return self(name.replace(".", "_"))

    def condition(self, name: str) -> str:
        """What a condition of photos is called."""
        return self(f"condition_{name}")

    def variant(self, name: str) -> str:
        """What a way of correcting photos is called."""
        step, _, when = name.partition(".")
        return self(f"variant_{when}", step=self(f"step_{step}")) if when else self(f"variant_{step}")

    def number(self, value: float, places: int) -> str:
        """A number with so many decimals."""
        rounded = round(value, places) + 0.0  # without the sign of −0.0
        return f"{rounded:.{places}f}".replace("-", "−").replace(".", self("decimal_comma"))

    def percent(self, share: float, places: int = 1) -> str:
        """A share as a percentage."""
        return self("percent", value=self.number(100 * share, places))

    def value(self, name: str, figure: Figure) -> str:
        """A figure's number, in its unit."""
        return self._in_unit(name, figure.value, shares=figure.hits is not None)

    def change(self, name: str, figure: Figure, difference: float) -> str:
        """A difference of two figures of one name, with its sign; shares in percentage points."""
        if figure.hits is not None:
            said = self("points", value=self.number(100 * difference, 1))
        else:
            said = self._in_unit(name, difference, shares=False)
        return f"+{said}" if difference > 0 and any(digit in said for digit in "123456789") else said

    def chance(self, p: float) -> str:
        """A p-value, with its sign."""
        return f"< {self.number(0.001, 3)}" if p < 0.001 else f"= {self.number(p, 3)}"

    def interval(self, figure: Figure) -> str:
        """A share's confidence interval; empty for figures that have none."""
        if figure.low is None or figure.high is None:
            return ""
        low, high = self.number(100 * figure.low, 1), self.number(100 * figure.high, 1)
        return self("percent", value=f"{low}–{high}")

    def _in_unit(self, name: str, value: float, *, shares: bool) -> str:
        if shares:
            return self.percent(value)
        if name.startswith("seconds"):
            return self("seconds", value=self.number(value, 2))
        if name.startswith(("words", "photos")):
            return self.number(value, 0)
        return self.number(value, 1 if name.startswith("tokens") else 3)
