"""How sure a machine was, in words."""

from pydantic import JsonValue
from PySide6.QtCore import QCoreApplication

from ui.forms.certainty import Certainty
from ui.forms.kinds import FieldSpec

_SHOWN = 3
"""How many guesses are offered: as many as there are keys for them."""


def percent(probability: float) -> str:
    """A probability as people read it: ``91 %``, ``< 1 %``."""
    return "< 1 %" if 0 < probability < 0.005 else f"{round(100 * probability)} %"


def shown_guesses(certainty: Certainty | None) -> tuple[tuple[JsonValue, float], ...]:
    """The guesses worth offering: the best few that are not next to impossible, where there is more than one."""
    guesses = certainty.guesses[:_SHOWN] if certainty is not None else ()
    return tuple(guess for index, guess in enumerate(guesses) if index == 0 or guess[1] >= 0.005)


def in_words(spec: FieldSpec, certainty: Certainty) -> str:
    """Say how sure the machine was, and between what it hesitated."""
    translate = QCoreApplication.translate
    value = percent(certainty.value)
    if certainty.sure:
        return translate("words", "O modelo teve certeza ({value}).").format(value=value)
    if len(certainty.guesses) < 2:
        return translate("words", "O modelo não teve certeza ({value}): vale conferir.").format(value=value)
    first, second = (spec.label_of(guess) for guess, _ in certainty.guesses[:2])
    return translate("words", "O modelo hesitou entre {first} e {second}.").format(first=first, second=second)
