"""A dialog made from any Pydantic model: settings, for one."""

from collections.abc import Callable

from pydantic import BaseModel, JsonValue
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.document import Document
from ui.forms.form import Form
from ui.widgets import button, label


class FormDialog(QDialog):
    """Edits a copy of a model's values.

    Attributes:
        confirmed: The new values by field, valid ones, when OK was pressed.
        form: The fields.
        document: What is being edited.
        head_button: The answer to what stands above the fields, where something does.
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
        self._head = label(wrap=True)
        self._words: Callable[[], str] = str
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 16)
        column.setSpacing(12)
        column.addWidget(self.form, 1)
        column.addWidget(self._message)
        column.addLayout(foot)

    def add_head(self, words: Callable[[], str], answer: str, act: Callable[[], object]) -> None:
        """Say something above the fields, with one answer: a choice that has a dialog of its own."""
        self._words = words
        self.head_button = made = button(answer)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: act())
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._head, 1)
        row.addWidget(made)
        self._column.insertLayout(0, row)
        self.refresh()

    @property
    def head(self) -> str:
        """What stands above the fields."""
        return self._head.text()

    @Slot()
    def refresh(self) -> None:
        """Say anew what stands above the fields."""
        self._head.setText(self._words())

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
