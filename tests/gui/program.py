"""The real program under test: its window, engine, catalogue and files, driven as a person drives it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.catalog.catalog import Catalog
from app.catalog.rows import ProductDetail
from app.domain.states import State
from app.gui.main import assemble
from app.gui.presenter import Presenter
from app.gui.translation import window_language
from app.gui.workplace import Workplace
from app.settings import load_choices
from app.shipped import Shipped
from tests.inference.cards import photo
from ui.forms.list_editor import ListEditor
from ui.model_dialog import ModelDialog
from ui.models.manager import ModelManager
from ui.queue.row import QueueRow
from ui.style import Appearance

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PATIENCE = 60_000
"""Milliseconds after which a test gives something up that takes a second."""

NOTHING = Shipped()
"""An installation that leaves out the demonstration model and the sample photos."""

NAME, CATEGORY, COLOUR = "product_name", "category_standard", "color_primary"
FEATURES, DESCRIPTION = "features_list", "description_long"


def save_photo(path: Path, seed: int) -> Path:
    """Write a photo like no other."""
    Image.fromarray(photo(seed)).save(path)
    return path


def _engines() -> set[int]:
    """The processes of this one that hold a model; those of other tests' engines among them."""
    found = set()
    for child in psutil.Process().children():
        try:
            if "inference.guard" in " ".join(child.cmdline()):
                found.add(child.pid)
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    return found


class Program:
    """One run of the program, from its start to its window's end."""

    def __init__(
        self,
        qtbot: QtBot,
        appearance: Appearance,
        folder: Path,
        choices: Path,
        shipped: Shipped = NOTHING,
        catalog: Catalog | None = None,
    ) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self._others = _engines()
        self.catalog = catalog or Catalog.open(folder, clock=lambda: datetime.now(UTC))
        chosen = load_choices(choices)
        language = window_language(chosen.settings.interface)
        self.presenter: Presenter = assemble(
            self.catalog, Workplace(self.catalog, chosen, choices, language, shipped), appearance
        )
        self.window: Any = self.presenter.window
        self.closed = False

    def start(self) -> "Program":
        """Show the window and begin."""
        self.window.show()
        self.window.activateWindow()
        self.presenter.start()
        self.until(self.window.isActiveWindow)
        return self

    @property
    def engine(self) -> int | None:
        """Number of the process that this program's model is in, if there is one."""
        return next(iter(_engines() - self._others), None)

    def close(self) -> None:
        """Close the window as a person does, and wait for the program's end."""
        if self.closed:
            return
        self.closed = True
        with self.qtbot.waitSignal(self.presenter.closed, timeout=PATIENCE):
            self.window.close()
        self.leave()

    def leave(self) -> None:
        """Let go of a window that has been closed, as the end of the process would."""
        self.window.deleteLater()
        self.presenter.deleteLater()

    def until(self, holds: Callable[[], object], timeout: int = PATIENCE) -> None:
        """Let the program live until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=timeout)

    def drop(self, *paths: Path) -> None:
        """Drop files and folders on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, left, none)
        QApplication.sendEvent(self.window.windowHandle(), event)
        assert event.isAccepted()

    def counts(self) -> dict[State, int]:
        """How many products stand in each state that has any."""
        return {state: count for state, count in self.catalog.counts().items() if count}

    def until_counts(self, **counts: int) -> None:
        """Wait until so many products stand in each state, and none elsewhere."""
        self.until(lambda: {str(state): count for state, count in self.counts().items()} == counts)

    def product(self, product: int | None = None) -> ProductDetail:
        """A product as the catalogue holds it; the open one unless said otherwise."""
        found = self.opened if product is None else product
        assert found is not None
        return self.catalog.product(found)

    def values(self, product: int | None = None) -> dict[str, Any]:
        """A product's card as the catalogue holds it."""
        card = self.product(product).card
        assert card is not None
        return card.values

    @property
    def opened(self) -> int | None:
        """The product on the bench."""
        return self.presenter.bench.id

    def open(self, product: int) -> None:
        """Click on a product in the list."""
        view = self.window.queue.view
        self.until(lambda: view.isVisible() and view.queue().index_of(product).isValid())
        index = view.queue().index_of(product)
        view.scrollTo(index)
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        assert self.opened == product

    def rows(self) -> dict[int, QueueRow]:
        """What the list shows, by product."""
        model = self.window.queue.view.queue()
        return {number: model.index(at).data(Qt.ItemDataRole.UserRole) for at, number in enumerate(model.ids())}

    def entry(self, field: str) -> Any:
        """The widget to type a field into."""
        return self.window.card.form.field(field).editor.entry

    def shown(self, field: str) -> Any:
        """What the form shows of a field."""
        editor = self.window.card.form.field(field).editor
        if isinstance(editor, ListEditor):
            return [row.line.text() for row in editor.rows if row.line.text()]
        return editor.entry.toPlainText() if isinstance(editor.entry, QPlainTextEdit) else editor.entry.text()

    def type_over(self, field: str, text: str) -> None:
        """Click into a field and type over what it holds."""
        entry = self.entry(field)
        entry.setFocus()
        self.press(Qt.Key.Key_A, CTRL)
        self.write(text)

    def write(self, text: str) -> None:
        """Type a text where the keyboard is, in any script."""
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, int(Qt.Key.Key_unknown), Qt.KeyboardModifier.NoModifier, character)
                QApplication.sendEvent(self.focused(), event)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        self.qtbot.keyClick(self.focused(), key, modifiers)

    def focused(self) -> QWidget:
        """The widget with the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def click(self, button: QWidget) -> None:
        """Click on a button that can be seen and pressed."""
        assert button.isVisible()
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def notice(self, subject: str) -> str:
        """The text of a notice; empty where there is none."""
        frame = self.window.notices.frame(subject)
        return "" if frame is None else frame.notice.text

    def answer(self, subject: str, text: str) -> None:
        """Click on an answer of a notice."""
        frame = self.window.notices.frame(subject)
        assert frame is not None, [notice.subject for notice in self.window.notices.shown()]
        found = [made for made in frame.findChildren(QPushButton) if made.text() == text]
        self.click(found[0])

    def dialog(self, kind: type[QWidget]) -> Any:
        """The dialog of a kind that is open."""
        found: list[Any] = []

        def look() -> bool:
            found[:] = [made for made in self.window.findChildren(kind) if made.isVisible()]
            return bool(found)

        self.until(look)
        return found[-1]

    def models(self) -> ModelManager:
        """The model manager; opened from the top bar where it is not open."""
        if self.presenter.models.manager is None:
            self.click(self.window.top_bar.pill)
        manager: ModelManager = self.dialog(ModelManager)
        self.until(manager.list.current)
        return manager

    def model_files(self) -> ModelDialog:
        """The dialog for two files of this computer, by way of the manager."""
        self.click(self.models().files)
        dialog: ModelDialog = self.dialog(ModelDialog)
        return dialog

    def trigger(self, name: str) -> None:
        """Choose a command from the menu."""
        self.window.commands[name].trigger()
