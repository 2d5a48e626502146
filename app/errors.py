"""What can go wrong, each with a sentence and a remedy for a person.

Errors are typed where they arise, and carry a stable ``code`` and the ``facts`` that fill a sentence in::

    what reads photos     inference.errors.InferenceError      photo.truncated, model.broken, memory, …
    what lasts            app.catalog.errors.CatalogueError    catalogue.in_use, catalogue.full, …
    what goes out         app.export.…ExportError              export.disk_full, …
    what serves others    app.server.errors.ServerFailure      request.photo, server.busy, …
    a place for photos    app.pipeline.storage_errors          server.storage, server.full
    the prompt            app.domain.prompt.PromptInvalid      prompt.invalid

Those of the application are kinds of :class:`Failure`. This module knows none of them: it turns any code and facts into
words, from ``resources/messages``, in Portuguese or English. The codes that the catalogue stores with a failed product
can so be read in either language later on.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import ClassVar

from app.domain.paths import as_written
from app.wording import Language

_REPORTABLE = ("crash", "unknown", "schema")


class Failure(Exception):
    """What a part of the application raises: it carries what the sentence is made of, and its text is for developers.

    Attributes:
        code: Stable name of this kind of failure.
        retryable: Whether doing the same again may succeed once the person has followed the remedy.
        facts: What fills the sentence that a person reads.
    """

    code: ClassVar[str] = "unknown"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str = "", **facts: str) -> None:
        super().__init__(message or f"{type(self).__name__} {facts}")
        self.facts: dict[str, str] = facts


@dataclass(frozen=True, slots=True)
class Message:
    """What a person reads when something went wrong.

    Attributes:
        sentence: What happened, in one sentence.
        remedy: What can be done about it, in one sentence.
        ours: Whether the program is to blame, so that a report is worth offering.
    """

    sentence: str
    remedy: str
    ours: bool = False

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


def message(code: str, facts: Mapping[str, object], language: Language, *, terminal: bool = False) -> Message:
    """Turn a code and its facts into words.

    Args:
        code: E.g. ``photo.truncated``; an unknown one falls back on its first part, then on ``unknown``.
        facts: Fill the sentence in; what is missing shows as an ellipsis. A ``path`` also gives ``name``.
        language: Portuguese or English; others read Portuguese.
        terminal: Whether the remedy may speak of the command line; otherwise it speaks of the window.
    """
    table = messages(language)
    entry = table.get(code) or table.get(code.split(".", maxsplit=1)[0]) or table["unknown"]
    known = {name: str(fact) for name, fact in facts.items()}
    if "path" in known:
        known.setdefault("name", as_written(known["path"]).name)
    known.setdefault("code", code)
    remedy = entry.get("terminal", entry["remedy"]) if terminal else entry["remedy"]
    return Message(_fill(entry["sentence"], known), _fill(remedy, known), ours=code.startswith(_REPORTABLE))


def explain(error: BaseException, language: Language, *, terminal: bool = False) -> Message:
    """Turn any exception into words, as :func:`message` does; one without a code is a bug of ours."""
    code = getattr(error, "code", None)
    if isinstance(code, str):
        return message(code, getattr(error, "facts", {}), language, terminal=terminal)
    if isinstance(error, OSError):
        return message("system", {"reason": error.strerror or str(error), "path": error.filename or ""}, language)
    return message("unknown", {"reason": f"{type(error).__name__}: {error}"}, language)


@cache
def messages(language: Language) -> Mapping[str, Mapping[str, str]]:
    """Code → ``sentence``, ``remedy`` and, where that is another for the command line, ``terminal`` in a language."""
    name = "en.toml" if language is Language.EN else "pt.toml"
    text = files("resources.messages").joinpath(name).read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return table


def _fill(template: str, facts: Mapping[str, str]) -> str:
    """Put facts in the place of ``{names}``; never fails on braces in the facts."""
    return re.sub(r"\{(\w+)\}", lambda match: facts.get(match[1], "…"), template)
