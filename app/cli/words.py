"""The command line's own sentences, in the language of the system."""

import locale
import os
import tomllib
from importlib.resources import files

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
        name = "en.toml" if language is Language.EN else "pt.toml"
        self._sentences: dict[str, str] = tomllib.loads(
            files("resources.cli").joinpath(name).read_text(encoding="utf-8")
        )

    def __call__(self, name: str, **facts: object) -> str:
        """The sentence of that name.

        Raises:
            KeyError: There is none: a bug of ours.
        """
        sentence = self._sentences[name]
        return sentence.format(**facts) if facts else sentence
