"""Choosing the two files that a model is made of. It checks nothing; who does says what is wrong through it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.pickers import pick_file
from ui.widgets import button, label, restyle

_PATTERNS = "*.gguf *.GGUF"


class _FileLine(QWidget):
    """A label, a path that can be typed or pasted, and a button that browses.

    Attributes:
        changed: The path has changed.
    """

    changed = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self._name = name
        title = label(name)
        self.field = QLineEdit()
        self.field.setProperty("role", "path")
        self.field.setAccessibleName(name)
        self.field.setAccessibleDescription(hint)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        title.setBuddy(self.field)
        self.browse = button(self.tr("Procurar…"))
        self.browse.setAccessibleName(f"{self.browse.text()} {name}")
        self.browse.clicked.connect(self._on_browse_clicked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(title)
        column.addLayout(row)
        column.addWidget(label(hint, "caption", wrap=True))

    def path(self) -> Path | None:
        """The file, if one is named."""
        text = self.field.text().strip()
        return Path(text).expanduser() if text else None

    def _on_browse_clicked(self) -> None:
        pick_file(self, self._name, _PATTERNS, lambda paths: self.field.setText(str(paths[0])))


class ModelDialog(QDialog):
    """Asks for the text model and its projector.

    Attributes:
        chosen: Both files, as two :class:`~pathlib.Path`; the dialog stays open until it is told that they are good
            (:meth:`accept`) or why not (:meth:`set_message`).
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Arquivos do computador"))
        self.setMinimumWidth(560)
        words = self.tr("O modelo lê as fotos e escreve as fichas neste computador. Ele vem em dois arquivos.")
        self.text = _FileLine(
            self.tr("Modelo de texto"),
            self.tr("O arquivo maior, terminado em .gguf: Qwen3-VL-4B-Q4_K_M.gguf, por exemplo"),
        )
        self.projector = _FileLine(
            self.tr("Projetor de imagens"),
            self.tr("O arquivo menor do mesmo modelo; o nome costuma começar com mmproj"),
        )
        self._message = label(role="failure", wrap=True)
        self._message.hide()
        self.cancel = button(self.tr("Cancelar"))
        self.cancel.clicked.connect(self.reject)
        self.use = button(self.tr("Usar este modelo"), "primary")
        self.use.setDefault(True)
        self.use.clicked.connect(self._on_use_clicked)
        for line in (self.text, self.projector):
            line.changed.connect(self._on_changed)
        self._lay_out(words)
        self._on_changed()

    def _lay_out(self, words: str) -> None:
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.use)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        for widget in (label(words, wrap=True), self.text, self.projector, self._message):
            column.addWidget(widget)
        column.addStretch()
        column.addLayout(foot)

    def set_paths(self, text: Path | None, projector: Path | None) -> None:
        """Begin with these files."""
        self.text.field.setText(str(text or ""))
        self.projector.field.setText(str(projector or ""))

    def set_busy(self, text: str) -> None:
        """Say that the files are being looked at, and wait."""
        self._tell(text, "quiet")
        self.use.setEnabled(False)

    def set_message(self, text: str) -> None:
        """Say what is wrong with the files, for another try."""
        self._tell(text, "failure")
        self.use.setEnabled(True)

    @property
    def message(self) -> str:
        """What is said."""
        return self._message.text()

    def _tell(self, text: str, role: str) -> None:
        self._message.setText(text)
        restyle(self._message, "role", role)
        self._message.setVisible(bool(text))
        self._grow()

    def _grow(self) -> None:
        # A layout asks for no more height by itself when a text that wraps comes into a dialog that is shown already.
        needed = self._column.totalHeightForWidth(self.width())
        if self.height() < needed:
            self.resize(self.width(), needed)

    def _on_changed(self) -> None:
        self._tell("", "quiet")
        self.use.setEnabled(self.text.path() is not None and self.projector.path() is not None)

    def _on_use_clicked(self) -> None:
        self.chosen.emit(self.text.path(), self.projector.path())
