"""Choosing the two files that a model is made of. It checks nothing; who does says what is wrong through it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.asking_dialog import AskingDialog
from ui.pickers import pick_file
from ui.widgets import button, label

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


class ModelDialog(AskingDialog):
    """Asks for the text model and its projector.

    Attributes:
        chosen: Both files, as two :class:`~pathlib.Path`.
        text: Asks for the text model.
        projector: Asks for the projector.
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Arquivos do computador"))
        words = self.tr("O modelo lê as fotos e escreve as fichas neste computador. Ele vem em dois arquivos.")
        self.text = _FileLine(
            self.tr("Modelo de texto"),
            self.tr("O arquivo maior, terminado em .gguf: Qwen3-VL-4B-Q4_K_M.gguf, por exemplo"),
        )
        self.projector = _FileLine(
            self.tr("Projetor de imagens"),
            self.tr("O arquivo menor do mesmo modelo; o nome costuma começar com mmproj"),
        )
        self.answer.clicked.connect(lambda: self.chosen.emit(self.text.path(), self.projector.path()))
        for line in (self.text, self.projector):
            line.changed.connect(self._on_changed)
        self.lay_out(self.tr("Usar este modelo"), label(words, wrap=True), self.text, self.projector)
        self._on_changed()

    def set_paths(self, text: Path | None, projector: Path | None) -> None:
        """Begin with these files."""
        self.text.field.setText(str(text or ""))
        self.projector.field.setText(str(projector or ""))

    def _on_changed(self) -> None:
        self.clear_message()
        self.answer.setEnabled(self.text.path() is not None and self.projector.path() is not None)
