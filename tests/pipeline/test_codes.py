"""Every code that anything in the program raises has a sentence of its own, in both languages."""

import ast
import re
from pathlib import Path

import pytest

from app.errors import messages
from app.wording import Language

ROOT = Path(__file__).resolve().parents[2]
ABSTRACT = {"inference", "photo.", ""}
"""Roots of trees, and none at all: nothing is raised by them."""


def codes() -> set[str]:
    """What is assigned to a ``code`` anywhere in the program, and the reasons of unreadable photos."""
    found: set[str] = set()
    for path in [*ROOT.glob("app/**/*.py"), *ROOT.glob("inference/**/*.py")]:
        text = path.read_text(encoding="utf-8")
        found |= {f"photo.{reason}" for reason in re.findall(r'PhotoUnreadable\(\s*"(\w+)"', text)}
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(isinstance(target, ast.Name) and target.id == "code" for target in targets):
                    found.add(str(node.value.value))
    return found - ABSTRACT


@pytest.mark.parametrize("language", [Language.PT, Language.EN])
def test_every_code_has_its_sentence(language: Language) -> None:
    known = codes()
    assert {"photo.truncated", "model.mismatch", "catalogue.in_use", "export.failed", "prompt.invalid"} <= known
    assert known - messages(language).keys() == set()
