"""What is wrong with a file of labels, row by row, in the person's language."""

import sys

from app.cli.words import Words
from app.evaluation.errors import LabelsWrong

_PROBLEMS_SHOWN = 20


def say_problems(error: LabelsWrong, words: Words) -> None:
    """Say on standard error which rows make no sense: the first of them, and how many there are."""
    for problem in error.problems[:_PROBLEMS_SHOWN]:
        sys.stderr.write(f"{words.message(problem.code, problem.facts)}\n")
    if (more := len(error.problems) - _PROBLEMS_SHOWN) > 0:
        sys.stderr.write(words("more_problems", count=more) + "\n")
    sys.stderr.write(f"{words.explain(error)}\n")
