"""The server side of the panel: where it is, its key, which of its models, how many photos at the same time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from ui.place.choice import SLOTS, USUAL_SLOTS, ServerChoice, ServerKind
from ui.place.lines import LabelledLine, Numbers, Work, spoken
from ui.widgets import button, label

_ROWS = 4
"""Models that are seen at once."""


class Server(QWidget):
    """What there is to say about a server. It knows nothing of protocols: who does answers through the setters.

    Attributes:
        changed: Something was typed or chosen.
        address_changed: Another address was typed; what was found out about the last one is gone.
        look_requested: Ask the server which models it has.
        trial_requested: Ask the chosen model about a picture.
        forget_requested: Forget the key that is kept.
        address: The line for it.
        key: The line for it.
        look: The button for the models.
        models: The list, where the server has one.
        model: The line for the model's name, where it has none.
        slots: How many photos at the same time.
        work: What goes on.
        trial: The button for a trial.
    """

    changed = Signal()
    address_changed = Signal(str)
    look_requested = Signal()
    trial_requested = Signal()
    forget_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = button(self.tr("Ver o que há lá"))
        self.address = LabelledLine(self.tr("Endereço"), "", self.look)
        self.forget = button(self.tr("Esquecer"), hint=self.tr("Tira a chave do chaveiro do sistema"))
        self.key = LabelledLine(self.tr("Chave"), "", self.forget)
        self.key.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.models = QListWidget()
        self.models.setProperty("role", "choices")
        self.models.setAccessibleName(self.tr("Modelos do servidor"))
        self.model = LabelledLine(self.tr("Nome do modelo"), self.tr("Como o servidor o chama."))
        self.slots = Numbers(
            self.tr("Fotos ao mesmo tempo"), SLOTS, self.tr("Mais fotos só ajudam se o servidor der conta delas.")
        )
        self.work = Work()
        self.trial = button(self.tr("Experimentar com uma imagem"), "link")
        self._before: QWidget | None = None
        self._kind = ServerKind.OTHER
        self._title = label()
        self._message = label(wrap=True)
        self._findings = label(role="quiet", wrap=True)
        self._lay_out()
        self._connect()
        self.set_key("", kept=False)
        self.clear()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        parts = (self.address, self.key, self.work, self._message, self._title, self.models, self.model)
        for part in (*parts, self.trial, self._findings, self.slots):
            column.addWidget(part)
        for made in (self.look, self.forget, self.trial):
            made.setAutoDefault(False)
        column.setAlignment(self.trial, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.address.field.textEdited.connect(self._on_address_edited)
        self.address.field.returnPressed.connect(self._on_return_pressed)
        self.key.field.textEdited.connect(lambda _text: self._on_edited())
        self.model.field.textEdited.connect(lambda _text: self._on_edited())
        self.models.itemSelectionChanged.connect(self._on_edited)
        self.look.clicked.connect(self.look_requested.emit)
        self.trial.clicked.connect(self.trial_requested.emit)
        self.forget.clicked.connect(self.forget_requested.emit)

    @property
    def choice(self) -> ServerChoice:
        """What is said now."""
        chosen = self.models.selectedItems()
        model = self.model.field.text().strip()
        if self._listed:
            model = chosen[0].text() if chosen else ""
        typed = self.key.field.text().strip()
        return ServerChoice(self.address.field.text().strip(), typed or None, model, self.slots.number, self._kind)

    @property
    def message(self) -> str:
        """What was said about the server."""
        return self._message.text()

    @property
    def findings(self) -> str:
        """What a trial found."""
        return self._findings.text()

    def begin(self, choice: ServerChoice) -> None:
        """Begin with this."""
        self._kind = choice.kind
        self.address.field.setText(choice.address)
        self.slots.choose(choice.slots or USUAL_SLOTS)
        self.clear()
        if choice.model:
            self.set_models((), choice.model)

    def set_kind(self, kind: ServerKind) -> None:
        """Something else is taken to speak at the address: what was found out there is gone."""
        if kind is not self._kind:
            self._kind = kind
            self._on_address_edited(self.address.field.text())

    def clear(self) -> None:
        """Know nothing of the server any more."""
        self._listed = False
        self.models.clear()
        for part in (self.models, self._title, self.model, self.trial, self.slots):
            part.hide()
        self.set_message("")
        self.set_findings(())

    def set_address_hint(self, text: str, *, wrong: bool = False) -> None:
        """Say below the address how it is understood, or what is wrong with it."""
        self.address.set_hint(text, wrong=wrong)

    def set_key(self, hint: str, *, kept: bool, fixed: bool = False) -> None:
        """Say where the key is.

        Args:
            hint: In words.
            kept: Whether one is kept already.
            fixed: Whether it comes from elsewhere and cannot be typed.
        """
        self.key.set_hint(hint)
        self.key.field.setPlaceholderText("••••••••" if kept else "")
        self.key.field.setEnabled(not fixed)
        self.forget.setVisible(kept and not fixed)

    def set_busy(self, text: str) -> None:
        """Say what goes on; nothing is over again."""
        if text and not self.work.words:
            self._before = self.focusWidget()
        self.work.show_work(text)
        for made in (self.look, self.trial):
            made.setEnabled(not text)
        if text:
            self.set_message("")
            self.set_findings(())
        elif self._before is not None:
            self._before.setFocus()
            self._before = None

    def set_message(self, text: str, *, wrong: bool = False) -> None:
        """Say what came of asking."""
        spoken(self._message, text, "failure" if wrong else "quiet")

    def set_findings(self, lines: Sequence[str]) -> None:
        """Say what a trial found, a line for each thing."""
        spoken(self._findings, "\n".join(lines), "quiet")

    def set_models(self, names: Sequence[str], chosen: str) -> None:
        """Offer the server's models, or a line to type a name where it tells none.

        Args:
            names: Theirs, in the server's order.
            chosen: The one to begin with, if it is there; the only one is chosen anyway.
        """
        self._listed = bool(names)
        self.models.blockSignals(True)
        self.models.clear()
        self.models.addItems(list(names))
        self.models.setCurrentRow(names.index(chosen) if chosen in names else 0 if len(names) == 1 else -1)
        self.models.blockSignals(False)
        height = self.models.sizeHintForRow(0) if names else 0
        self.models.setFixedHeight(height * min(len(names), _ROWS) + 10)
        self._title.setText(self.tr("Modelo") if len(names) < 2 else self.tr("Escolha um dos modelos"))
        self._title.setVisible(self._listed)
        self.models.setVisible(self._listed)
        self.model.setVisible(not self._listed)
        if not self._listed:
            self.model.field.setText(chosen)
        for part in (self.trial, self.slots):
            part.show()
        if self.focusWidget() in {self.look, self.address.field}:
            (self.models if self._listed else self.model.field).setFocus()
        self.changed.emit()

    def _on_address_edited(self, text: str) -> None:
        self.clear()
        self.address_changed.emit(text)
        self.changed.emit()

    def _on_return_pressed(self) -> None:
        """Enter looks, as long as there is nothing to use yet."""
        if not self._listed:
            self.look.click()

    def _on_edited(self) -> None:
        self.set_findings(())
        self.changed.emit()
