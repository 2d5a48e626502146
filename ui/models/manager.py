"""The model manager's dialog: the list, the details of one model, and the way to files that somebody has already."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ui.models.details import Details
from ui.models.listing import ModelList
from ui.models.row import INSTALLING, Act, ModelRow
from ui.models.words import size_text
from ui.theme import Theme
from ui.widgets import ElidedLabel, button, ground, label


class ModelManager(QDialog):
    """Shows the models there are and emits what a person wants of them. It stays open while they are carried out.

    Attributes:
        install_requested: Download a model, or go on with it: its id, the precision's, and whether a person has
            confirmed that it is not for commercial use.
        pause_requested: Stop a download for now.
        cancel_requested: Stop a download or a check for good.
        use_requested: Write the cards with this one, or find photos by words with it.
        leave_requested: Find photos by words with this one no more.
        check_requested: Hold a model's files to what was installed.
        remove_requested: Take a model from this computer.
        add_requested: Look anew at files that are somebody's own and have changed.
        files_requested: Choose two files of this computer.
        repository_requested: Name a repository of the Hugging Face Hub.
        server_requested: Have a server read the photos instead.
        list: The models.
        details: The one that is chosen.
        files: The button for files of this computer.
        repository: The button for a repository.
        server: The button for a server.
        trouble: Says why the installed models cannot be shown, where that is so.
        close_button: Closes the dialog.
    """

    install_requested = Signal(str, str, bool)
    pause_requested = Signal(str)
    cancel_requested = Signal(str)
    use_requested = Signal(str)
    leave_requested = Signal(str)
    check_requested = Signal(str)
    remove_requested = Signal(str)
    add_requested = Signal(str)
    files_requested = Signal()
    repository_requested = Signal()
    server_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Modelos"))
        self.setMinimumSize(720, 440)
        self.resize(960, 600)
        self.list = ModelList()
        self.list.set_theme(theme)
        self.list.opened.connect(self._on_opened)
        self.details = Details()
        self.details.act_requested.connect(self._on_act_requested)
        self._free = ElidedLabel(role="caption")
        self.files = button(self.tr("Usar arquivos do computador…"))
        self.files.clicked.connect(self.files_requested.emit)
        self.repository = button(self.tr("Adicionar do Hugging Face…"))
        self.repository.clicked.connect(self.repository_requested.emit)
        self.trouble = label(role="failure", wrap=True)
        self.trouble.setContentsMargins(16, 12, 16, 12)
        self.trouble.hide()
        self.server = button(self.tr("Usar um servidor…"))
        self.server.clicked.connect(self.server_requested.emit)
        self.close_button = button(self.tr("Fechar"))
        self.close_button.clicked.connect(self.reject)
        self._lay_out()

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setProperty("role", "plain")
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidget(self.details)
        panes = QSplitter()
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.list)
        panes.addWidget(scroll)
        panes.setStretchFactor(1, 1)
        panes.setSizes([380, 580])
        self.list.setMinimumWidth(260)
        scroll.setMinimumWidth(380)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trouble)
        column.addWidget(panes, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        """What is free, and below it the ways to other models."""
        foot = ground(QWidget(), "foot")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.files)
        row.addWidget(self.repository)
        row.addWidget(self.server)
        row.addStretch()
        row.addWidget(self.close_button)
        below = QVBoxLayout(foot)
        below.setContentsMargins(16, 8, 16, 12)
        below.setSpacing(8)
        below.addWidget(self._free)
        below.addLayout(row)
        return foot

    def set_theme(self, theme: Theme) -> None:
        """Paint the list in these colours."""
        self.list.set_theme(theme)

    def set_trouble(self, text: str) -> None:
        """Say why the installed models cannot be shown; nothing where they can."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def set_free(self, memory: int | None, disk: int | None, graphics: int | None = None) -> None:
        """Say what is free on this machine, in bytes; ``None`` where that is not known, or there is no such thing.

        Args:
            memory: For a model, once the loaded one is gone.
            disk: Where models are installed.
            graphics: On graphics cards that the model may use.
        """
        said = (
            self.tr("{size} de memória").format(size=size_text(memory)) if memory is not None else "",
            self.tr("{size} na placa de vídeo").format(size=size_text(graphics)) if graphics is not None else "",
            self.tr("{size} em disco").format(size=size_text(disk)) if disk is not None else "",
        )
        words = " · ".join(filter(None, said))
        self._free.setText(self.tr("Livre para um modelo: {what}").format(what=words) if words else "")
        total = None if memory is None else memory + (graphics or 0)
        self.details.set_free(total, disk)

    def set_rows(self, rows: Sequence[ModelRow]) -> None:
        """Show these models, in this order, those on this computer before the others."""
        self.list.set_rows(rows)
        if (current := self.list.current()) is not None:
            self.details.set_row(current)

    def open_model(self, id_: str) -> None:
        """Show a model's details."""
        self.list.open(id_)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the list, for the arrow keys."""
        super().showEvent(event)
        self.list.setFocus()

    def _on_opened(self, id_: str) -> None:
        if (row := self.list.row_of(id_)) is not None:
            self.details.set_row(row)

    def _on_act_requested(self, act: Act, id_: str, choice: str) -> None:
        if act in INSTALLING:
            row = self.list.row_of(id_)
            self.install_requested.emit(id_, choice, row is not None and row.asks)
            return
        signals = {
            Act.PAUSE: self.pause_requested,
            Act.CANCEL: self.cancel_requested,
            Act.USE: self.use_requested,
            Act.LEAVE: self.leave_requested,
            Act.ADD: self.add_requested,
            Act.CHECK: self.check_requested,
            Act.REMOVE: self.remove_requested,
        }
        signals[act].emit(id_)
