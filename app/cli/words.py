"""The command line's own sentences, in the language of the system."""

import locale
import os
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from app.errors import Message, explain, message
from app.wording import Language


def system_language() -> Language:
    """English where the system speaks English, else Portuguese."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    spoken = spoken or locale.getlocale()[0] or ""
    return Language.EN if spoken.lower().startswith("en") else Language.PT


class Words:
    """Sentences by name, with facts filled in."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._sentences = _table("en.toml" if language is Language.EN else "pt.toml")

    def __call__(self, name: str, **facts: object) -> str:
        """The sentence of that name.

        Raises:
            KeyError: There is none: a bug of ours.
        """
        sentence = self._sentences[name]
        return sentence.format(**facts) if facts else sentence

    def explain(self, error: BaseException) -> Message:
        """What an exception means, with a remedy that speaks of the command line."""
        return explain(error, self.language, terminal=True)

    def message(self, code: str, facts: Mapping[str, object]) -> Message:
        """What a code and its facts mean, with a remedy that speaks of the command line."""
        return message(code, facts, self.language, terminal=True)

    def of_argparse(self, message: str) -> str:
        """What the standard library says in English about wrong arguments, in the person's language.

        It has no other way to be told the words for it. What a later Python says otherwise stays English.
        """
        if self.language is Language.EN:
            return message
        if named := re.fullmatch(r"argument (.+?): (.+)", message, re.DOTALL):
            return f"{named[1]}: {self.of_argparse(named[2])}"
        for english, sentence in _table("argparse-pt.toml").items():
            if found := re.fullmatch(english, message, re.DOTALL):
                return sentence.format(*found.groups())
        return message


def _table(name: str) -> dict[str, str]:
    return tomllib.loads(files("resources.cli").joinpath(name).read_text(encoding="utf-8"))
