"""The window's commands as Qt actions and as one menu, for shortcuts, discovery and screen readers."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.claims import Claims
from ui.commands import Name, groups, made_action
from ui.undo import UndoKeys


class Actions(QObject):
    """All actions of a window, those for undo included."""

    def __init__(self, window: QWidget, undo: UndoKeys) -> None:
        super().__init__(window)
        self._undo = [undo.undo, undo.redo]
        self._groups = groups()
        commands = [command for _heading, group in self._groups for command in group]
        self._actions = {command.name: made_action(command, window) for command in commands}
        self._plain = {
            QKeySequence(key).toString(): (command.name, number if command.numbered else None)
            for command in commands
            if command.plain
            for number, key in enumerate(command.keys)
        }
        self._takes: dict[Name, Callable[[int], object]] = {}
        self._numbered = {
            command.name: [_numbered(key, window) for key in command.keys]
            for command in commands
            if command.numbered and not command.plain
        }
        numbered = [action for actions in self._numbered.values() for action in actions]
        window.addActions([*self._actions.values(), *numbered, *self._undo])
        # Pasting and undoing are the editor's own while it has the keyboard.
        claimed = [*numbered, *(action for name, action in self._actions.items() if name is not Name.PASTE)]
        self._claims = Claims(window, [keys for action in claimed for keys in action.shortcuts()])

    def __getitem__(self, name: Name) -> QAction:
        return self._actions[name]

    def bind(self, acts: dict[Name, Callable[[], object]]) -> None:
        """Say what each command does."""
        for name, act in acts.items():
            self._actions[name].triggered.connect(lambda _checked=False, chosen=act: chosen())

    def bind_numbered(self, name: Name, act: Callable[[int], object]) -> None:
        """Say what a numbered command does with a number, from 0; chosen without one, it takes the first."""
        self._takes[name] = act
        for number, action in enumerate(self._numbered.get(name, ())):
            action.triggered.connect(lambda _checked=False, chosen=number: act(chosen))
        self._actions[name].triggered.connect(lambda _checked=False: act(0))

    def press(self, event: QKeyEvent) -> bool:
        """Do what a plain key asks for, if any; for keys that no widget wanted."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        name, number = self._plain.get(QKeySequence(event.key()).toString(), (None, None))
        if name is None or held:
            return False
        if number is None:
            self._actions[name].trigger()
        else:
            self._takes[name](number)
        return True

    def menu(self, parent: QWidget) -> QMenu:
        """Every action, by group."""
        menu = QMenu(parent)
        for at, (heading, commands) in enumerate(self._groups):
            part = menu.addMenu(heading)
            part.addActions([self._actions[command.name] for command in commands])
            if at == 1:
                part.addSeparator()
                part.addActions(self._undo)
        return menu


def _numbered(key: str, window: QWidget) -> QAction:
    """The action of one key of a numbered command; in no menu."""
    action = QAction(window)
    action.setShortcut(QKeySequence(key))
    return action
