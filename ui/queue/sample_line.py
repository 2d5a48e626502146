"""A quiet line above the list while a sample is written first: how it goes, and how to go on. It decides nothing."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import button, ground, label


@dataclass(frozen=True, slots=True)
class SampleStatus:
    """How a sample goes.

    Attributes:
        size: How many products it has.
        working: How many of them are not through yet.
        anew: How many of them can be written anew.
        held: How many products wait behind it.
    """

    size: int
    working: int
    anew: int
    held: int


class SampleLine(QWidget):
    """The line; hidden while there is no sample.

    Attributes:
        begin_requested: Begin a sample, or bring the keyboard to the one that there is.
        all_requested: Let everything go.
        again_requested: Write the sample anew.
        look_requested: Open the sample's next product.
        hint_requested: Say something to the model of all.
        prompt_requested: Edit the model's instructions.
        everything: "Escrever todas".
        again: "Estas de novo".
        look: "Ver a próxima".
        hint: "Dica para todas…".
        prompt: "Instruções…".
    """

    begin_requested = Signal()
    all_requested = Signal()
    again_requested = Signal()
    look_requested = Signal()
    hint_requested = Signal()
    prompt_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "bar")
        self.setAccessibleName(self.tr("Amostra"))
        self._words = label(wrap=True)
        self.everything = button(self.tr("Escrever todas"), hint=self.tr("Solta a fila: todas as que esperam"))
        said = self.tr("Escreve a amostra de novo, com a dica e as instruções de agora")
        self.again = button(self.tr("Estas de novo"), hint=said)
        self.look = button(self.tr("Ver a próxima"), "link", hint=self.tr("Abre a próxima ficha da amostra"))
        said = self.tr("Diz ao modelo o que vale para a amostra e para todas as que esperam")
        self.hint = button(self.tr("Dica para todas…"), "link", hint=said)
        self.prompt = button(self.tr("Instruções…"), "link", hint=self.tr("Muda as instruções do modelo"))
        for made, signal in (
            (self.everything, self.all_requested),
            (self.again, self.again_requested),
            (self.look, self.look_requested),
            (self.hint, self.hint_requested),
            (self.prompt, self.prompt_requested),
        ):
            made.clicked.connect(signal.emit)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        answers, links = QHBoxLayout(), QHBoxLayout()
        answers.setSpacing(8)
        links.setSpacing(6)
        for made in (self.everything, self.again):
            answers.addWidget(made, 1)
        for made in (self.look, self.hint, self.prompt):
            links.addWidget(made)
        links.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 6)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(answers)
        column.addLayout(links)

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def set_status(self, status: SampleStatus | None) -> None:
        """Show how the sample goes; without one the line is hidden, and the keyboard goes to what follows it."""
        if status is not None:
            self._words.setText(f"{self._progress(status)} " + self.tr("%n produto(s) esperam.", "", status.held))
            self.again.setEnabled(status.anew > 0 and not status.working)
            self.look.setEnabled(status.size > status.working)
        self.setVisible(status is not None)

    def take_keyboard(self) -> None:
        """Bring the keyboard to the answers."""
        self.everything.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _progress(self, status: SampleStatus) -> str:
        if not status.size:
            return self.tr("Não sobrou nada da amostra.")
        if status.working:
            words = self.tr("Amostra: %1 de %n pronta(s).", "", status.size)
            return words.replace("%1", self.locale().toString(status.size - status.working))
        return self.tr("A amostra está pronta: olhe e diga como seguir.")
