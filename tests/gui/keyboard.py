"""A person without a mouse: presses keys where the keyboard is, and finds things by Tab and by what they are called."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.gui.program import CTRL, SHIFT

NONE = Qt.KeyboardModifier.NoModifier
MOST_TABS = 200


class Keyboard:
    """Sends each key to what a window system would send it to: an open menu, else the widget with the keyboard."""

    @property
    def place(self) -> QWidget:
        """Where the next key goes."""
        found = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None
        return found

    @property
    def heard(self) -> str:
        """What a screen reader calls the place; of a choice its label, for which Qt has a relation on some systems."""
        described = QAccessible.queryAccessibleInterface(self.place)
        return self.place.accessibleName() or (described.text(QAccessible.Text.Name) if described else "")

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key; what it does to the window is done before the next one is pressed."""
        for _ in range(times):
            QTest.keyClick(self.place, key, modifiers)
            QApplication.processEvents()

    def type(self, text: str, *, over: bool = False) -> None:
        """Type a text; ``over`` all that is there."""
        if over:
            self.press(Qt.Key.Key_A, CTRL)
        for character in text:
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                QApplication.sendEvent(self.place, QKeyEvent(kind, int(Qt.Key.Key_unknown), NONE, character))

    def go_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until a screen reader says this, or something that begins so."""
        met: list[str] = []
        for _ in range(MOST_TABS):
            if self.heard.startswith(name):
                return
            met.append(self.heard)
            self.press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else NONE)
        raise AssertionError(f"no way to {name!r}; on the way were {list(dict.fromkeys(met))}")

    def choose(self, *path: str) -> None:
        """Go by the arrows through the open menu and those in it, to an entry that begins so, and take it."""
        for text in path:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            for _ in menu.actions():
                if (action := menu.activeAction()) is not None and action.text().startswith(text):
                    break
                self.press(Qt.Key.Key_Down)
            action = menu.activeAction()
            assert action is not None
            assert action.text().startswith(text), [action.text() for action in menu.actions()]
            self.press(Qt.Key.Key_Return)
