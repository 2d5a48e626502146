"""The cheat sheet: every command that has a key, from the commands themselves."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.commands import Command, groups, shown_keys, told_keys
from ui.widgets import label


class Shortcuts(QDialog):
    """Two columns of keys and what they do; any of Esc, Enter and ``?`` closes it."""

    def __init__(self, parent: QWidget, more: Mapping[int, Sequence[tuple[str, str]]]) -> None:
        """Build the sheet.

        Args:
            parent: The window.
            more: Keys that are no commands of the window, as (portable keys, what they do), by the group's place.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Atalhos do teclado"))
        columns = QHBoxLayout(self)
        columns.setContentsMargins(24, 20, 24, 24)
        columns.setSpacing(40)
        halves = [QVBoxLayout(), QVBoxLayout()]
        for at, (heading, commands) in enumerate(groups()):
            halves[at % 2].addLayout(self._group(heading, commands, more.get(at, ())))
        for half in halves:
            half.setSpacing(16)
            half.addStretch()
            columns.addLayout(half)

    def _group(self, heading: str, commands: Sequence[Command], more: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(heading.upper(), "group"), 0, 0, 1, 2)
        told = [(told_keys(command), command.text.removesuffix("…")) for command in commands if command.keys]
        told += [(shown_keys(keys), text) for keys, text in more]
        for row, (keys, text) in enumerate(told, start=1):
            grid.addWidget(label(text), row, 0)
            grid.addWidget(label(keys, "key"), row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return grid
