"""Where the catalogue is: on this computer, or on a server that colleagues share. It decides nothing by itself."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from ui.column_dialog import ColumnDialog
from ui.place.lines import LabelledLine, Work, spoken
from ui.widgets import ElidedLabel, button, label

_INDENT = 26


@dataclass(frozen=True, slots=True)
class SharedChoice:
    """What a person says of a catalogue on a server.

    Attributes:
        address: Where it is, as typed.
        user: Who one is there.
        password: As typed; empty for the one that is kept.
        photos: Where its photos lie; empty for what the catalogue says itself.
    """

    address: str
    user: str
    password: str
    photos: str


class CatalogueDialog(ColumnDialog):
    """Asks where the catalogue is, and shows what a trial found.

    Attributes:
        here_chosen: This computer's own is wanted.
        shared_chosen: One on a server is wanted, a :class:`SharedChoice`.
        trial_requested: Look whether one could work with it, a :class:`SharedChoice`.
        changed: Something was typed, a :class:`SharedChoice`.
        here, shared: The buttons for the two.
        address, user, password, photos: The lines.
        trial: The button for a trial.
        work: What goes on.
        use: Does what is chosen.
    """

    here_chosen = Signal()
    shared_chosen = Signal(object)
    trial_requested = Signal(object)
    changed = Signal(object)

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            folder: Where this computer's own is.
            parent: Over which it opens.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Onde fica o catálogo"))
        self.here = QRadioButton(self.tr("Neste computador"))
        self.shared = QRadioButton(self.tr("Em um servidor PostgreSQL, com os colegas"))
        self._folder = ElidedLabel(role="caption")
        self._folder.setText(folder)
        self.address = LabelledLine(self.tr("Endereço"), "")
        self.user = LabelledLine(self.tr("Usuário"), "")
        self.password = LabelledLine(self.tr("Senha"), "")
        self.password.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.photos = LabelledLine(
            self.tr("Pasta ou bucket das fotos"),
            self.tr("Uma pasta da rede, ou um endereço como s3://loja/fotos. Em branco, o que o catálogo já usa."),
        )
        self.work = Work()
        self.trial = button(self.tr("Experimentar"))
        self.trial.setAutoDefault(False)
        self._message = label(wrap=True)
        self._consequence = label(role="quiet", wrap=True)
        self.use = button("", "primary")
        self.use.setDefault(True)
        self._cancel = button(self.tr("Cancelar"))
        self._cancel.setAutoDefault(False)
        self._usable = False
        self._lay_out()
        self._connect()
        self.here.setChecked(True)

    def _lay_out(self) -> None:
        self._lay_out_below()
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._cancel)
        foot.addWidget(self.use)
        beside = QHBoxLayout()
        beside.setContentsMargins(_INDENT, 0, 0, 0)
        beside.addWidget(self._folder, 1)
        column = self.column
        column.addWidget(self.here)
        column.addLayout(beside)
        column.addSpacing(8)
        column.addWidget(self.shared)
        column.addWidget(self._below)
        column.addStretch()
        column.addWidget(self._consequence)
        column.addSpacing(12)
        column.addLayout(foot)

    def _lay_out_below(self) -> None:
        """What there is to say of a server."""
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(_INDENT, 0, 0, 8)
        below.setSpacing(12)
        who = QHBoxLayout()
        who.setSpacing(12)
        for line in (self.user, self.password):
            who.addWidget(line, 1, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.address)
        below.addLayout(who)
        trying = QHBoxLayout()
        trying.addWidget(self.trial)
        trying.addStretch()
        below.addWidget(self.photos)
        below.addLayout(trying)
        below.addWidget(self.work)
        below.addWidget(self._message)

    def _connect(self) -> None:
        self.here.toggled.connect(self._show)
        for line in (self.address, self.user, self.password, self.photos):
            line.field.textEdited.connect(self._on_edited)
        self.trial.clicked.connect(lambda: self.trial_requested.emit(self.choice))
        self.use.clicked.connect(self._on_use_clicked)
        self._cancel.clicked.connect(self.reject)

    @property
    def choice(self) -> SharedChoice:
        """What is said of the server now."""
        address, user, photos = (line.field.text().strip() for line in (self.address, self.user, self.photos))
        return SharedChoice(address, user, self.password.field.text(), photos)

    @property
    def message(self) -> str:
        """What was said of the last trial."""
        return self._message.text()

    def begin(self, choice: SharedChoice, *, shared: bool) -> None:
        """Show how it is."""
        lines = (self.address, self.user, self.password, self.photos)
        for line, text in zip(lines, (choice.address, choice.user, choice.password, choice.photos), strict=True):
            line.field.setText(text)
        begun = self.shared if shared else self.here
        begun.setChecked(True)
        begun.setFocus()
        self._show()

    def set_usable(self, usable: bool) -> None:
        """Whether the address that is typed is one."""
        self._usable = usable
        self._show()

    def set_busy(self, text: str) -> None:
        """Say what goes on; nothing is over again."""
        self.work.show_work(text)
        if text:
            self.set_message("")
        self._show()

    def set_message(self, text: str, *, wrong: bool = False) -> None:
        """Say what came of it."""
        spoken(self._message, text, "failure" if wrong else "quiet")

    def _show(self) -> None:
        shared = self.shared.isChecked()
        self._below.setVisible(shared)
        words = self.tr(
            "Vale na próxima abertura do Fichário. O catálogo deste computador fica inteiro onde está, e você pode"
            " voltar a ele aqui. Ele não é levado sozinho para o servidor: isso faz o comando fichario catalogue copy."
        )
        if not shared:
            words = self.tr("Vale na próxima abertura do Fichário. No servidor nada muda.")
        self._consequence.setText(words)
        text = self.tr("Usar este catálogo") if shared else self.tr("Usar o deste computador")
        self.use.setText(text)
        self.use.setAccessibleName(text)
        idle = not self.work.words
        self.use.setEnabled(not shared or (self._usable and idle))
        self.trial.setEnabled(self._usable and idle)

    def _on_edited(self) -> None:
        self.set_message("")
        self.changed.emit(self.choice)

    def _on_use_clicked(self) -> None:
        if self.here.isChecked():
            self.here_chosen.emit()
        else:
            self.shared_chosen.emit(self.choice)
