"""Every mark and every preference has its words in both languages."""

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from app.review.marks import Code, Severity
from app.review.preferences import Preferences
from app.wording import Language, wording_of


def words(language: str) -> dict[str, Any]:
    return tomllib.loads(files("resources.checks").joinpath(f"{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", ["says", "does", "flags"])
def test_both_languages_say_the_same(table: str) -> None:
    portuguese, english = words("pt")[table], words("en")[table]
    assert portuguese.keys() == english.keys()
    for name, text in portuguese.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[name])), name
        assert text != english[name]


def test_every_check_has_a_severity_and_words_for_it() -> None:
    portuguese, english = wording_of(Preferences, Language.PT), wording_of(Preferences, Language.EN)
    assert {code.value for code in Code} <= portuguese.keys()
    for name, wording in portuguese.items():
        assert wording.labels.keys() == english[name].labels.keys()
        assert (wording.title, wording.description) != (english[name].title, english[name].description)


def test_the_loudest_are_heard_first() -> None:
    chosen = Preferences(missing="off", colour="notice")
    assert chosen.severity(Code.MISSING) is Severity.OFF
    assert Code.MISSING not in chosen.heard
    assert chosen.heard.index(Code.PRODUCT) < chosen.heard.index(Code.COLOUR)
