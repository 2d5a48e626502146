"""Qt translations: gathers what is to be translated from the sources, compiles what has been translated.

The compiled files are not kept in the repository; they are made again whenever their source is newer.
"""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from devkit.environment import Environment
from devkit.words import Problem, both, say

LANGUAGES = ("en",)
"""Translated into; the sources are in Brazilian Portuguese."""


def folder(root: Path) -> Path:
    """Where translations lie."""
    return root / "resources" / "translations"


def stale(root: Path) -> list[Path]:
    """The translations whose compiled file is missing or older than they are."""
    return [source for source in sorted(folder(root).glob("*.ts")) if _is_stale(source, source.with_suffix(".qm"))]


def _is_stale(source: Path, compiled: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_stale(environment: Environment) -> None:
    """Compile what is not up to date.

    Raises:
        Problem: A translation cannot be compiled.
    """
    for source in stale(environment.root):
        _call(tool(environment, "lrelease"), "-silent", str(source), "-qm", str(source.with_suffix(".qm")))


def update(environment: Environment) -> None:
    """Gather the sources' texts into the translations and say how many still wait for a translator."""
    files = [str(path) for top in ("app", "ui") for path in sorted((environment.root / top).rglob("*.py"))]
    folder(environment.root).mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        target = folder(environment.root) / f"fichario_{language}.ts"
        gather(environment, files, target, language)
        waiting = unfinished(target)
        for text in waiting:
            say(f"  {text!r}")
        say(both(f"{target.name}: {len(waiting)} por traduzir.", f"{target.name}: {len(waiting)} to translate."))


def gather(environment: Environment, files: list[str], target: Path, language: str) -> None:
    """Write the texts of these source files into a translation, keeping what is translated already."""
    options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "pt_BR"]
    _call(tool(environment, "lupdate"), *options, "-target-language", language, *files, "-ts", str(target))


def unfinished(translation: Path) -> list[str]:
    """The source texts of a ``.ts`` file that have no finished translation."""
    tree = ElementTree.parse(translation)  # noqa: S314 - our own file, not something received
    return [message.findtext("source", "") for message in tree.iter("message") if not _is_finished(message)]


def _is_finished(message: ElementTree.Element) -> bool:
    translation = message.find("translation")
    if translation is None or translation.get("type") is not None:
        return False
    forms = translation.findall("numerusform")
    return all(form.text for form in forms) if forms else bool(translation.text)


def tool(environment: Environment, name: str) -> Path:
    """Qt's own program inside the environment; the scripts around it would start a Python first."""
    file = f"{name}.exe" if sys.platform == "win32" else name
    found = [*environment.folder.glob(f"lib/python*/site-packages/PySide6/{file}")]
    found += environment.folder.glob(f"Lib/site-packages/PySide6/{file}")
    if not found:
        raise Problem(both(f"O programa {name} do Qt não foi encontrado.", f"Qt's program {name} was not found."))
    return found[0]


def _call(program: Path, *arguments: str) -> None:
    answer = subprocess.run([str(program), *arguments], capture_output=True, text=True, check=False)
    if answer.returncode:
        sentence = both("As traduções não puderam ser preparadas.", "The translations could not be prepared.")
        raise Problem(answer.stdout + answer.stderr + "\n" + sentence)
