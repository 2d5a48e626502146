"""Where photos are read: the panel. It stays beside the window, which goes on meanwhile."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ui.column_dialog import ColumnDialog
from ui.place.choice import ServerChoice, ServerKind
from ui.place.leaving import Leaving
from ui.place.server import Server
from ui.widgets import ElidedLabel, button, label

_INDENT = 26


class PlaceDialog(ColumnDialog):
    """Asks where photos are read, and shows what is found out about a server.

    Attributes:
        here_chosen: Read them on this computer.
        server_chosen: Read them on this server, a :class:`ServerChoice`; and whether a person has just agreed to that.
        models_requested: Choose a model of this computer.
        here: The button for this computer.
        team: The button for a Fichário server.
        there: The button for another server.
        server: What there is to say about one.
        leaving: The question before photos leave.
        model: The button that leads to this computer's models.
        use: Does what is chosen.
        close_button: Closes the panel.
    """

    here_chosen = Signal()
    server_chosen = Signal(object, bool)
    models_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Onde as fotos são lidas"))
        self.here = QRadioButton(self.tr("Neste computador"))
        self.team = QRadioButton(self.tr("Em um servidor do Fichário"))
        self.there = QRadioButton(self.tr("Em outro servidor de modelos"))
        self._here_words = ElidedLabel(role="caption")
        self._there_words = label(role="caption", wrap=True)
        self.model = button(self.tr("Escolher o modelo…"), "link")
        self.model.setAutoDefault(False)
        self.model.clicked.connect(self.models_requested.emit)
        self.server = Server()
        self.leaving = Leaving()
        self.use = button("", "primary")
        self.use.setDefault(True)
        self.close_button = button(self.tr("Cancelar"))
        self.close_button.setAutoDefault(False)
        self._usable = False
        self._lay_out()
        self._connect()
        self.here.setChecked(True)
        self._show()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.close_button)
        foot.addWidget(self.use)
        beside = QHBoxLayout()
        beside.setContentsMargins(_INDENT, 0, 0, 0)
        beside.addWidget(self._here_words, 1)
        beside.addWidget(self.model)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(_INDENT, 0, 0, 8)
        below.setSpacing(12)
        for part in (self._there_words, self.server, self.leaving):
            below.addWidget(part)
        column = self.column
        column.addWidget(self.here)
        column.addLayout(beside)
        column.addSpacing(8)
        column.addWidget(self.team)
        column.addWidget(self.there)
        column.addWidget(self._below)
        column.addStretch()
        column.addSpacing(12)
        column.addLayout(foot)

    def _connect(self) -> None:
        for choice in (self.here, self.team, self.there):
            choice.toggled.connect(self._on_chosen)
        self.server.changed.connect(self._show)
        self.server.models.itemDoubleClicked.connect(lambda _item: self.use.click())
        self.use.clicked.connect(self._on_use_clicked)
        self.close_button.clicked.connect(self.reject)
        self.leaving.agreed.connect(self._on_agreed)
        self.leaving.declined.connect(self._on_declined)

    @property
    def said(self) -> str:
        """What is said of the kind of server that is chosen."""
        return self._there_words.text()

    def begin(self, here: str, choice: ServerChoice, *, there: bool) -> None:
        """Show how it is.

        Args:
            here: This computer's model; empty where there is none.
            choice: The server in use, or the last one, or none.
            there: Whether a server reads.
        """
        self._here_words.setText(here or self.tr("Nenhum modelo escolhido ainda"))
        self.server.begin(choice)
        begun = self._button_of(choice.kind) if there else self.here
        begun.setChecked(True)
        begun.setFocus()
        self._show()

    def set_usable(self, usable: bool) -> None:
        """Whether the address that is typed is one."""
        self._usable = usable
        self._show()

    def ask(self, words: str, host: str) -> None:
        """Ask before photos leave this computer; :attr:`server_chosen` follows once more where the person agrees."""
        self.leaving.ask(words, host)
        self._show()

    def _button_of(self, kind: ServerKind) -> QRadioButton:
        return self.team if kind is ServerKind.FICHARIO else self.there

    def _on_chosen(self, on: bool) -> None:
        """Another place was chosen; the button that is left is heard of, too."""
        if on and not self.here.isChecked():
            kind = ServerKind.FICHARIO if self.team.isChecked() else ServerKind.OTHER
            self.column.removeWidget(self._below)
            self.column.insertWidget(self.column.indexOf(self._button_of(kind)) + 1, self._below)
            self.server.set_kind(kind)
        self._show()

    def _words(self) -> str:
        """What there is to know of the kind of server that is chosen."""
        if self.team.isChecked():
            words = self.tr("Um computador da equipe que lê as fotos para todos.")
        else:
            words = self.tr(
                "Um modelo em outra máquina, ou em outro programa desta: Ollama, LM Studio, llama-server, vLLM ou outro"
                " que fale como o servidor da OpenAI."
            )
        return " ".join([words, self.tr("As fotos vão só para o endereço escrito aqui, e para nenhum outro lugar.")])

    def _show(self) -> None:
        there = not self.here.isChecked()
        self.server.setVisible(there)
        self._below.setVisible(there)
        self._there_words.setText(self._words())
        if not there:
            self.leaving.hide()
        asking = not self.leaving.isHidden()
        self.server.setEnabled(not asking)
        self.model.setEnabled(not there)
        text = self.tr("Usar este servidor") if there else self.tr("Ler neste computador")
        self.use.setText(text)
        self.use.setAccessibleName(text)
        named = bool(self.server.choice.model) and not self.server.work.words
        self.use.setEnabled(not asking and (not there or (self._usable and named)))
        self.server.look.setEnabled(self._usable and not self.server.work.words)

    def _on_use_clicked(self) -> None:
        if self.here.isChecked():
            self.here_chosen.emit()
        else:
            self.server_chosen.emit(self.server.choice, False)

    def _on_agreed(self) -> None:
        self.leaving.hide()
        self._show()
        self.server_chosen.emit(self.server.choice, True)

    def _on_declined(self) -> None:
        self.leaving.hide()
        self._show()
        self.server.address.field.setFocus()
