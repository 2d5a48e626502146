"""The question before a model that a shop may not simply use."""

import sys

from app.cli.words import Words
from app.domain.offered import OfferedModel


def agreed(model: OfferedModel, words: Words, *, said: bool) -> bool:
    """Whether the person confirms the terms of a model; asked where there is somebody to ask.

    Args:
        model: Which.
        words: In whose language.
        said: Whether it was said on the command line.
    """
    if model.commercial_use or said:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    question = "accept_question" if model.commercial_use is False else "accept_question_unknown"
    sys.stderr.write(f"{model.terms[words.language]}\n{words(question)} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"s", "sim", "y", "yes"}
