"""Asking for a repository of the Hugging Face Hub that somebody found. It looks nothing up itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.asking_dialog import AskingDialog
from ui.widgets import label


class RepositoryDialog(AskingDialog):
    """Asks for its name or its page's address.

    Attributes:
        chosen: What was typed.
        field: Where it is typed.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Adicionar do Hugging Face"))
        self.field = QLineEdit()
        self.field.setProperty("role", "path")
        self.answer.clicked.connect(lambda: self.chosen.emit(self.field.text()))
        self.field.setPlaceholderText(self.tr("dono/nome"))
        self.field.setAccessibleName(self.tr("Repositório"))
        hint = self.tr("O nome, ou o endereço da página: ggml-org/Qwen2.5-VL-7B-Instruct-GGUF, por exemplo")
        self.field.setAccessibleDescription(hint)
        self.field.textChanged.connect(lambda _text: self._on_changed())
        words = self.tr(
            "Um modelo de visão em GGUF que você achou, com o seu projetor (mmproj). Nada é baixado antes de você"
            " escolher."
        )
        title = label(self.tr("Repositório"))
        title.setBuddy(self.field)
        asked = QWidget()
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (title, self.field, label(hint, "caption", wrap=True)):
            column.addWidget(part)
        self.lay_out(self.tr("Procurar"), label(words, wrap=True), asked)
        self._on_changed()

    def _on_changed(self) -> None:
        self.clear_message()
        self.answer.setEnabled(bool(self.field.text().strip()))
