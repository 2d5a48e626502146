"""A dialog made from any Pydantic model: settings, for one."""

from collections.abc import Callable

from pydantic import BaseModel, JsonValue
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.document import Document
from ui.forms.form import Form
from ui.widgets import button, label


class FormDialog(QDialog):
    """Edits a copy of a model's values.

    Attributes:
        confirmed: The new values by field, valid ones, when OK was pressed.
        form: The fields.
        document: What is being edited.
        head_buttons: The answers to what stands above the fields.
    """

    confirmed = Signal(dict)

    def __init__(
        self, value: BaseModel, title: str, parent: QWidget | None = None, *, names: tuple[str, ...] | None = None
    ) -> None:
        """Build the dialog.

        Args:
            value: What to begin with; it is not changed.
            title: What the dialog is called.
            parent: The window.
            names: The fields to show, or all.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(560, 560)
        values: dict[str, JsonValue] = value.model_dump(mode="json")
        self.document = Document(type(value), values, parent=self)
        self.form = Form(type(value), self, names=names, helps=True)
        self.form.set_document(self.document)
        self._message = label(role="failure", wrap=True)
        self._message.hide()
        self.cancel = button(self.tr("Cancelar"))
        self.cancel.clicked.connect(self.reject)
        self.ok = button(self.tr("Salvar"), "primary")
        self.ok.clicked.connect(self._on_ok_clicked)
        self._foot = foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.ok)
        self.head_buttons: list[QPushButton] = []
        self._heads: list[tuple[QLabel, Callable[[], str]]] = []
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 16)
        column.setSpacing(12)
        column.addWidget(self.form, 1)
        column.addWidget(self._message)
        column.addLayout(foot)

    def add_head(self, words: Callable[[], str], answer: str, act: Callable[[], object]) -> None:
        """Say something above the fields, with one answer: a choice that has a dialog of its own."""
        said, made = label(wrap=True), button(answer)
        made.setAccessibleDescription(words())
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: act())
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 0)
        row.setSpacing(12)
        row.addWidget(said, 1)
        row.addWidget(made)
        self._column.insertLayout(len(self._heads), row)
        self._heads.append((said, words))
        self.head_buttons.append(made)
        self.refresh()

    @property
    def head(self) -> str:
        """What stands above the fields."""
        return "\n".join(said.text() for said, _ in self._heads)

    @Slot()
    def refresh(self) -> None:
        """Say anew what stands above the fields."""
        for said, words in self._heads:
            said.setText(words())

    def add_button(self, text: str, act: Callable[[], object]) -> None:
        """Offer something more at the foot's left: a dialog for what is no plain field."""
        made = button(text)
        made.clicked.connect(lambda _checked=False: act())
        self._foot.insertWidget(0, made)

    def set_message(self, text: str) -> None:
        """Say why the values could not be taken, for another try."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def _on_ok_clicked(self) -> None:
        if self.form.focus_first_problem():
            return
        self.confirmed.emit(self.document.values())
        self.accept()
