"""A free question about the photo, and its answer, which can be put into a field."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.aside_panel import AsidePanel
from ui.widgets import button


class QuestionPanel(AsidePanel):
    """Asks, streams the answer, and hands it on where somebody wants it.

    Attributes:
        put_requested: Put the answer into the field of this name.
        put: "Pôr em…", with the fields.
    """

    put_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("que está escrito na etiqueta?"), parent)
        self.put = button(self.tr("Pôr em… ▾"))
        self.put.setAccessibleName(self.tr("Pôr a resposta em um campo"))
        self._menu = QMenu(self.put)
        self.put.setMenu(self._menu)
        self.foot.addStretch()
        self.foot.addWidget(self.put)
        self.lay_out()

    def offer(self, *, free: bool) -> None:
        """Whether a question can be typed."""
        self.entry.setVisible(free)

    def begin(self, title: str) -> None:
        """Show it empty."""
        super().begin(title)
        self.put.hide()

    def wait(self, words: str) -> None:
        """The answer is on its way."""
        self.say(words)
        self.set_text("")
        self.put.hide()

    def answer(self, text: str, fields: Sequence[tuple[str, str]]) -> None:
        """Show the whole answer, and offer these fields for it, as (name, title)."""
        self.say("")
        self.set_text(text)
        self._menu.clear()
        for name, title in fields:
            action = self._menu.addAction(title)
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, chosen=name: self.put_requested.emit(chosen))
        self.put.setVisible(bool(fields))
