"""The window really speaks the language it was told to: every gathered text at run time, every widget in English."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from devkit import translations
from devkit.environment import Environment
from PIL import Image
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import app.gui
import ui
from app.catalog.catalog import Catalog
from app.gui.main import assemble
from app.gui.presenter import Presenter
from app.gui.translation import install_translation
from app.gui.workplace import Workplace
from app.settings import Choices, Settings
from app.wording import Language
from ui.style import Appearance

ROOT = Path(__file__).resolve().parents[2]
OURS = ("text", "title", "toolTip", "accessibleName", "accessibleDescription", "placeholderText", "windowTitle")
PORTUGUESE = re.compile(r"[ãõçáéíóúâêôà]", re.IGNORECASE)
NAME = "Fichário"


@pytest.fixture(params=[Language.PT, Language.EN])
def language(request: pytest.FixtureRequest) -> Language:
    """Both languages, one after the other."""
    return Language(request.param)


@pytest.fixture
def speaking(qapp: QApplication, language: Language) -> Iterator[Language]:
    """The application speaks a language, until the end of the test."""
    translations.compile_stale(Environment(ROOT))
    before = QLocale()
    install_translation(qapp, language)
    yield language
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def messages(language: Language) -> list[tuple[str, str, list[str]]]:
    return translations.entries(translations.translation(ROOT, language))


def modules() -> Iterator[ModuleType]:
    for package in (ui, app.gui):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def speakers() -> dict[str, list[type[QObject]]]:
    """Name of a class → itself and every class made from it: in each of them its texts must be found."""
    classes = {one for module in modules() for one in vars(module).values() if inspect.isclass(one)}
    own = [one for one in classes if issubclass(one, QObject) and one.__module__.split(".")[0] in {"ui", "app"}]
    return {base.__name__: [one for one in own if issubclass(one, base)] for base in own}


def bare(kind: type[QObject]) -> QObject:
    """An object of a class that only Qt has set up: enough to be asked for its texts."""
    made = kind.__new__(kind)
    base: Any = next(one for one in kind.__mro__ if one.__module__.startswith("PySide6"))
    base.__init__(made)
    return made


def test_every_text_is_found_at_run_time(speaking: Language) -> None:
    found = speakers()
    for context, source, forms in messages(speaking):
        numbers = [1, 3] if len(forms) > 1 else [-1]
        wanted = [form.replace("%n", str(number)) for form, number in zip(forms, numbers, strict=True)]
        assert [QCoreApplication.translate(context, source, "", number) for number in numbers] == wanted
        for kind in found.get(context, []):
            speaker = bare(kind)
            assert [speaker.tr(source, "", number) for number in numbers] == wanted, (kind, source)
            speaker.deleteLater()


@pytest.fixture
def presenter(
    qtbot: QtBot, qapp: QApplication, speaking: Language, tmp_path: Path, empty_catalogue: Callable[[Path], Path]
) -> Iterator[Presenter]:
    """The whole window with a photo that waits, one that failed and nothing approved."""
    appearance = Appearance(qapp)
    appearance.choose("light")
    catalog = Catalog.open(empty_catalogue(tmp_path / "loja"), clock=lambda: datetime.now(UTC))
    choices = Choices(settings=Settings(interface=str(speaking), theme="light"))
    made = assemble(catalog, Workplace(catalog, choices, tmp_path / "settings.json", speaking), appearance)
    made.window.resize(1440, 900)
    made.window.show()
    made.start()
    yield made
    with qtbot.waitSignal(made.closed):
        made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    appearance.deleteLater()


def shown_texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every word of a window, hidden parts included, but not what people or models write in editors."""
    for one in [window, *window.findChildren(QWidget), *window.findChildren(QAction)]:
        for name in OURS:
            if name == "text" and isinstance(one, QLineEdit | QPlainTextEdit):
                continue
            read: Any = getattr(one, name, None)
            text = read() if callable(read) else None
            if isinstance(text, str) and text:
                yield f"{type(one).__name__}.{name}", text


def pattern(source: str) -> re.Pattern[str]:
    """What a source text looks like once its marks are filled in."""
    return re.compile(re.sub(r"\\?%(?:\d|s|n)|\\\{\w+\\\}", r".{1,40}", re.escape(source)))


def open_dialogs(presenter: Presenter) -> None:
    dialogs = presenter.dialogs
    acts = (presenter.models.open, dialogs.change_settings, dialogs.edit_prompt, dialogs.edit_categories)
    for act in (*acts, presenter.place.open_server):
        act()
    presenter.window.show_shortcuts()


@pytest.mark.parametrize("language", [Language.EN], indirect=True)
def test_no_word_of_the_window_is_left_in_portuguese(qtbot: QtBot, presenter: Presenter, tmp_path: Path) -> None:
    good, broken = tmp_path / "chair.png", tmp_path / "broken.jpg"
    Image.effect_noise((64, 64), 80).convert("RGB").save(good)
    broken.write_bytes(b"\xff\xd8\xff")
    presenter.window.paths_added.emit([good, broken])
    qtbot.waitUntil(lambda: presenter.products.model.rowCount() == 2)
    qtbot.waitUntil(lambda: bool(presenter.catalog.rows([2])[0].failure))
    for product in (1, 2):
        presenter.window.queue.view.open(product)
        check(presenter)
    open_dialogs(presenter)
    check(presenter)


def check(presenter: Presenter) -> None:
    left = [pattern(source) for _, source, forms in messages(Language.EN) if source not in forms]
    wrong = [
        (where, text)
        for where, text in shown_texts(presenter.window)
        if PORTUGUESE.search(text.replace(NAME, "")) or any(one.fullmatch(text) for one in left)
    ]
    assert wrong == []
