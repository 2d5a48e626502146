"""Marks in words, in Portuguese and English."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from app.review.marks import Code, Mark
from app.wording import Language

_LONG = 24
"""Characters from which on a span is a passage rather than a word."""


def sentence(mark: Mark, language: Language) -> str:
    """What is there to say, in one sentence."""
    says = _words(language)["says"]
    return _filled(says.get(f"{mark.wording}.{mark.field}") or says[mark.wording], mark.facts)


def act(mark: Mark, language: Language) -> str:
    """The verb of the one obvious act: take the fix, open the other product or go to the words; empty for none."""
    does = _words(language)["does"]
    if mark.fix is not None:
        return _filled(does["fix"], {"value": mark.fix.value})
    if mark.product is not None:
        return does["open"]
    if mark.span is None:
        return ""
    return does["go" if mark.span.end - mark.span.start < _LONG else "go_far"]


def flag(code: Code, language: Language) -> str:
    """What a check is called where products are chosen by what was found in them."""
    return _words(language)["flags"][code]


@cache
def _words(language: Language) -> Mapping[str, Mapping[str, str]]:
    name = "en.toml" if language is Language.EN else "pt.toml"
    text = files("resources.checks").joinpath(name).read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return table


def _filled(template: str, facts: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: facts.get(match[1], "…"), template)
