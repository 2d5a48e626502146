"""The English translation is whole and made from the sources as they are."""

import shutil
from pathlib import Path

import pytest
from devkit import translations
from devkit.environment import Environment
from devkit.words import Problem

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = translations.folder(ROOT) / "fichario_en.ts"
SOURCE = """from PySide6.QtCore import QObject

class Row(QObject):
    def name(self) -> str:
        return self.tr("{}")
"""


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A checkout with one translatable text; Qt's programs are the ones installed here."""
    (tmp_path / "ui").mkdir()
    (tmp_path / "app").mkdir()
    (tmp_path / "ui" / "row.py").write_text(SOURCE.format("Aprovar"), encoding="utf-8")
    (tmp_path / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    return Environment(tmp_path)


def finish(translation: Path) -> None:
    text = translation.read_text(encoding="utf-8")
    text = text.replace('<translation type="unfinished"></translation>', "<translation>Approve</translation>")
    translation.write_text(text, encoding="utf-8")


def test_the_translation_is_whole() -> None:
    assert translations.unfinished(ENGLISH) == []


def test_the_translation_is_up_to_date(tmp_path: Path) -> None:
    copy = tmp_path / ENGLISH.name
    shutil.copy(ENGLISH, copy)
    files = [str(path) for top in ("app", "ui") for path in sorted((ROOT / top).rglob("*.py"))]
    translations.gather(Environment(ROOT), files, copy, "en")
    assert copy.read_text(encoding="utf-8") == ENGLISH.read_text(encoding="utf-8")


def test_texts_are_gathered_translated_and_compiled(environment: Environment) -> None:
    translations.update(environment)
    target = translations.folder(environment.root) / "fichario_en.ts"
    assert translations.unfinished(target) == ["Aprovar"]
    finish(target)
    assert translations.unfinished(target) == []
    assert translations.stale(environment.root) == [target]
    translations.compile_stale(environment)
    assert translations.stale(environment.root) == []
    assert target.with_suffix(".qm").stat().st_size > 0


def test_a_changed_source_keeps_what_is_translated(environment: Environment) -> None:
    translations.update(environment)
    target = translations.folder(environment.root) / "fichario_en.ts"
    finish(target)
    (environment.root / "ui" / "other.py").write_text(SOURCE.format("Rejeitar"), encoding="utf-8")
    translations.update(environment)
    assert translations.unfinished(target) == ["Rejeitar"]


def test_a_broken_translation_is_told(environment: Environment) -> None:
    translations.update(environment)
    (translations.folder(environment.root) / "fichario_en.ts").write_text("<not-xml", encoding="utf-8")
    with pytest.raises(Problem):
        translations.compile_stale(environment)
