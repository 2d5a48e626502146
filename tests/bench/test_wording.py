"""Times, rates and names as a person reads them."""

import pytest

from app.cli.bench.wording import BenchWords, cut
from app.cli.words import Words
from app.wording import Language


@pytest.mark.parametrize(
    ("seconds", "portuguese", "english"),
    [
        (30, "menos de um minuto", "less than a minute"),
        (70, "cerca de um minuto", "about a minute"),
        (8 * 60, "cerca de 8 minutos", "about 8 minutes"),
        (27 * 60, "cerca de 25 minutos", "about 25 minutes"),
        (57 * 60, "cerca de uma hora", "about an hour"),
        (75 * 60, "pouco mais de uma hora", "a little over an hour"),
        (93 * 60, "cerca de uma hora e meia", "about an hour and a half"),
        (110 * 60, "quase 2 horas", "almost 2 hours"),
        (300 / 140 * 3600, "pouco mais de 2 horas", "a little over 2 hours"),
        (2.5 * 3600, "cerca de 2 horas e meia", "about 2 and a half hours"),
        (60 * 3600, "cerca de 60 horas", "about 60 hours"),
    ],
)
def test_long_times_as_people_say_them(seconds: float, portuguese: str, english: str) -> None:
    assert BenchWords(Words(Language.PT)).lasting(seconds) == portuguese
    assert BenchWords(Words(Language.EN)).lasting(seconds) == english


def test_numbers_as_people_say_them() -> None:
    words = BenchWords(Words(Language.PT))
    assert [words.about(rate) for rate in (143.2, 6493, 8.44, 0.52)] == ["140", "6500", "8,4", "0,5"]
    assert [words.size(octets) for octets in (209_600, 123_179_008, 4_700_000_000)] == ["0,2 MB", "123,2 MB", "4,7 GB"]
    assert cut("Qwen2.5-VL-3B-Instruct-Q4_K_M") == "Qwen2.5-VL-…uct-Q4_K_M"
