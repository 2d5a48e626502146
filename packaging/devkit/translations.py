"""Qt translations: gathers what is to be translated from the sources, compiles what has been translated.

The compiled files are not kept in the repository; they are made again whenever their source is newer.
"""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from devkit.environment import Environment
from devkit.words import Problem, both, say

SOURCE = "pt"
"""What the sources are in, Brazilian; its file holds only the texts that have a plural ("1 foto", "3 fotos")."""

LANGUAGES = (SOURCE, "en")
"""What the window speaks."""


def folder(root: Path) -> Path:
    """Where translations lie."""
    return root / "resources" / "translations"


def translation(root: Path, language: str) -> Path:
    """The file of one language."""
    return folder(root) / f"fichario_{language}.ts"


def sources(root: Path) -> list[str]:
    """The files whose texts people see in the window."""
    return [str(path) for top in ("app", "ui") for path in sorted((root / top).rglob("*.py"))]


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
    files = sources(environment.root)
    folder(environment.root).mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        target = translation(environment.root, language)
        gather(environment, files, target, language)
        waiting = unfinished(target)
        for text in waiting:
            say(f"  {text!r}")
        say(both(f"{target.name}: {len(waiting)} por traduzir.", f"{target.name}: {len(waiting)} to translate."))


def gather(environment: Environment, files: list[str], target: Path, language: str) -> None:
    """Write the texts of these source files into a translation, keeping what is translated already."""
    options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "pt_BR"]
    options += ["-target-language", "pt_BR", "-pluralonly"] if language == SOURCE else ["-target-language", language]
    _call(tool(environment, "lupdate"), *options, *files, "-ts", str(target))


def entries(target: Path) -> list[tuple[str, str, list[str]]]:
    """What a ``.ts`` file holds: context, source text, and its translation or one for each number."""
    found = []
    for context in _parsed(target).iter("context"):
        for message in context.iter("message"):
            forms = [form.text or "" for form in message.iter("numerusform")]
            translated = forms or [message.findtext("translation", "")]
            found.append((context.findtext("name", ""), message.findtext("source", ""), translated))
    return found


def unfinished(target: Path) -> list[str]:
    """The source texts of a ``.ts`` file that have no finished translation."""
    return [message.findtext("source", "") for message in _parsed(target).iter("message") if not _is_finished(message)]


def _parsed(target: Path) -> ElementTree.Element:
    return ElementTree.parse(target).getroot()  # noqa: S314 - our own file, not something received


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
