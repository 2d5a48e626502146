"""The translations are whole, made from the sources as they are, and keep what is not language: marks and keys."""

import ast
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from devkit import translations
from devkit.environment import Environment
from devkit.words import Problem

ROOT = Path(__file__).resolve().parents[2]
MARK = re.compile(r"\{\w+\}|%[sn\d]")
KEY = re.compile(r"\b(?:Ctrl|Alt|Shift)(?:[ +](?:[A-Z]|↑|↓|\d(?:…\d)?|\{\w+\}))|\([A-Z0-9]\)")
SOURCE = """from PySide6.QtCore import QObject

class Row(QObject):
    def name(self, count: int) -> str:
        return self.tr("{}") + self.tr("%n foto(s)", "", count)
"""


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A checkout with two translatable texts, one of them with a plural; Qt's programs are the ones installed here."""
    (tmp_path / "ui").mkdir()
    (tmp_path / "app").mkdir()
    (tmp_path / "ui" / "row.py").write_text(SOURCE.format("Aprovar"), encoding="utf-8")
    (tmp_path / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    return Environment(tmp_path)


def finish(translation: Path) -> None:
    text = translation.read_text(encoding="utf-8")
    text = text.replace('<translation type="unfinished"></translation>', "<translation>Approve</translation>")
    text = text.replace('<translation type="unfinished">', "<translation>")
    text = text.replace("<numerusform></numerusform>", "<numerusform>%n</numerusform>")
    translation.write_text(text, encoding="utf-8")


def pairs(language: str) -> list[tuple[str, str, list[str]]]:
    return translations.entries(translations.translation(ROOT, language))


def said_in_sources() -> set[tuple[str, str]]:
    """What the sources ask for, read from the code itself: class and text of ``self.tr``, both of ``translate``."""
    asked = set()
    for path in translations.sources(ROOT):
        for top in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
            if isinstance(top, ast.ClassDef):
                asked |= {(top.name, text) for text in _texts(top, "tr", position=0)}
            elif isinstance(top, ast.Module):
                contexts = _texts(top, "translate", position=0)
                asked |= set(zip(contexts, _texts(top, "translate", position=1), strict=True))
    return asked


def _texts(inside: ast.AST, function: str, position: int) -> list[str]:
    found = []
    for call in ast.walk(inside):
        name = call.func if isinstance(call, ast.Call) else None
        if not isinstance(call, ast.Call) or getattr(name, "attr", getattr(name, "id", "")) != function:
            continue
        literal = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
        if len(literal) > position and len(literal) >= (2 if function == "translate" else 1):
            found.append(str(literal[position]))
    return found


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_translation_is_whole(language: str) -> None:
    assert translations.unfinished(translations.translation(ROOT, language)) == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_translation_is_up_to_date(tmp_path: Path, language: str) -> None:
    kept = translations.translation(ROOT, language)
    copy = tmp_path / kept.name
    shutil.copy(kept, copy)
    translations.gather(Environment(ROOT), translations.sources(ROOT), copy, language)
    assert copy.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


def test_every_text_stands_under_the_class_that_says_it() -> None:
    assert {(context, source) for context, source, _ in pairs("en")} == said_in_sources()


def test_portuguese_has_its_plurals_and_nothing_else() -> None:
    assert {source for _, source, _ in pairs("pt")} == {source for _, source, forms in pairs("en") if len(forms) > 1}


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_marks_and_keys_are_those_of_the_source(language: str) -> None:
    for _, source, forms in pairs(language):
        for form in forms:
            assert Counter(MARK.findall(form)) == Counter(MARK.findall(source)), form
            assert KEY.findall(form) == KEY.findall(source), form


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_texts_end_as_their_source_does(language: str) -> None:
    for _, source, forms in pairs(language):
        for form in forms:
            assert re.findall(r"[.…:!?]$", form) == re.findall(r"[.…:!?]$", source), form
            assert form == form.strip()


def test_texts_are_gathered_translated_and_compiled(environment: Environment) -> None:
    translations.update(environment)
    english = translations.translation(environment.root, "en")
    portuguese = translations.translation(environment.root, "pt")
    assert translations.unfinished(english) == ["Aprovar", "%n foto(s)"]
    assert translations.unfinished(portuguese) == ["%n foto(s)"]
    for target in (english, portuguese):
        finish(target)
        assert translations.unfinished(target) == []
    assert translations.stale(environment.root) == [english, portuguese]
    translations.compile_stale(environment)
    assert translations.stale(environment.root) == []
    assert english.with_suffix(".qm").stat().st_size > 0


def test_a_changed_source_keeps_what_is_translated(environment: Environment) -> None:
    translations.update(environment)
    target = translations.translation(environment.root, "en")
    finish(target)
    (environment.root / "ui" / "other.py").write_text(SOURCE.format("Rejeitar"), encoding="utf-8")
    translations.update(environment)
    assert translations.unfinished(target) == ["Rejeitar"]


def test_a_broken_translation_is_told(environment: Environment) -> None:
    translations.update(environment)
    translations.translation(environment.root, "en").write_text("<not-xml", encoding="utf-8")
    with pytest.raises(Problem):
        translations.compile_stale(environment)
