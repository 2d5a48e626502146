"""Editing a list of things that each have a form: the fields of a card, for one.

It stays beside the window and blocks nothing. What is added, taken out or moved can be undone here; what is typed, in
the form, by its own keys. Nothing is decided before "Salvar".
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeAlias

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QMenu, QVBoxLayout, QWidget

from ui.document import Document
from ui.forms.form import Form
from ui.widgets import button, label

Item: TypeAlias = dict[str, Any]
"""Field → value, and whatever else belongs to the thing."""


class ItemsDialog(QDialog):
    """The things at the left, the form of the chosen one at the right.

    Attributes:
        confirmed: All things, valid ones, when "Salvar" was pressed.
        names: The things by name.
        form: That of the chosen one.
        foot: Where further buttons go.
    """

    confirmed = Signal(list)

    def __init__(
        self,
        title: str,
        items: Sequence[Item],
        type_of: Callable[[Sequence[Item], int], type[BaseModel]],
        new: Callable[[], Item],
        parent: QWidget | None = None,
    ) -> None:
        """Build the dialog.

        Args:
            title: What it is called.
            items: What to begin with; they are not changed.
            type_of: The model of one of the things, beside the others.
            new: A fresh thing.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(820, 600)
        self._items: list[Item] = deepcopy(list(items))
        self._type_of, self._new = type_of, new
        self._past: list[tuple[list[Item], int]] = []
        self._document: Document | None = None
        self.names = QListWidget()
        self.names.setAccessibleName(title)
        self.names.setProperty("role", "choices")
        self.form: Form | None = None
        self._empty = label(self.tr("Nada aqui ainda: acrescente à esquerda."), "quiet", wrap=True)
        self._message = label(role="failure", wrap=True)
        self._message.hide()
        self.add = button(self.tr("+ Acrescentar"))
        self.take_out = button(self.tr("Tirar"))
        self.up, self.down = button(self.tr("Subir")), button(self.tr("Descer"))
        self.undo = self._offered = button(self.tr("Desfazer"))
        self.cancel, self.save = button(self.tr("Cancelar")), button(self.tr("Salvar"), "primary")
        self.foot = QHBoxLayout()
        self._side = QVBoxLayout()
        self._lay_out()
        self._connect()
        self._show(0)

    @property
    def items(self) -> list[Item]:
        """The things as they stand."""
        return deepcopy(self._items)

    @property
    def message(self) -> str:
        """What is said above the buttons."""
        return self._message.text()

    def set_message(self, text: str) -> None:
        """Say why something could not be done."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def set_items(self, items: Sequence[Item]) -> None:
        """Have other things; the keys bring the present ones back."""
        self._keep()
        self._items = deepcopy(list(items))
        self._show(len(self._items) - 1)

    def add_menu(self, text: str, choices: Mapping[str, Callable[[], object]]) -> None:
        """Offer something more at the foot's left: a button, or with several choices a menu."""
        made = button(text)
        made.setAutoDefault(False)
        menu = QMenu(made)
        for name, act in choices.items():
            menu.addAction(name).triggered.connect(lambda _checked=False, chosen=act: chosen())
        made.setMenu(menu)
        self.foot.insertWidget(self.foot.count() - 3, made)
        self.setTabOrder(self._offered, made)
        self.setTabOrder(made, self.cancel)
        self._offered = made

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.names, 1)
        for pair in ((self.add, self.take_out), (self.up, self.down)):
            row = QHBoxLayout()
            for each in pair:
                row.addWidget(each)
            left.addLayout(row)
        self._side.addWidget(self._empty)
        middle = QHBoxLayout()
        middle.addLayout(left, 2)
        middle.addLayout(self._side, 3)
        for each in (self.undo, self.cancel, self.save):
            each.setAutoDefault(False)
        self.foot.addWidget(self.undo)
        self.foot.addStretch()
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(middle, 1)
        column.addWidget(self._message)
        column.addLayout(self.foot)

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(self._on_chosen)
        self.add.clicked.connect(self._on_add)
        self.take_out.clicked.connect(self._on_take_out)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.undo.clicked.connect(self._on_undo)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._on_save)
        for each in (self.add, self.take_out, self.up, self.down):
            each.setAutoDefault(False)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._on_add)

    def _keep(self) -> None:
        self._past.append((deepcopy(self._items), self.names.currentRow()))

    def _show(self, row: int) -> None:
        """Show the list, with one of its things chosen."""
        self.names.blockSignals(True)
        self.names.clear()
        self.names.addItems([str(item.get("name", "")) or self.tr("(sem nome)") for item in self._items])
        row = max(0, min(row, len(self._items) - 1)) if self._items else -1
        self.names.setCurrentRow(row)
        self.names.blockSignals(False)
        self._on_chosen(row)

    def _on_chosen(self, row: int) -> None:
        for made in (self.form, self._document):
            if made is not None:
                made.deleteLater()
        if self.form is not None:
            self.form.set_document(None)
            self.form.hide()
            self._side.removeWidget(self.form)
        self.form = self._document = None
        if row >= 0:
            model = self._type_of(self._items, row)
            self._document = Document(model, self._items[row], parent=self)
            self._document.changed.connect(self._on_changed)
            self.form = Form(model, self, helps=True)
            self.form.set_document(self._document)
            self._side.addWidget(self.form, 1)
        self._empty.setVisible(row < 0)
        self.take_out.setEnabled(row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < len(self._items) - 1)
        self.undo.setEnabled(bool(self._past))

    def _on_changed(self) -> None:
        row = self.names.currentRow()
        if self._document is not None and row >= 0:
            self._items[row] |= self._document.values()
            self.names.item(row).setText(str(self._items[row].get("name", "")) or self.tr("(sem nome)"))

    def _on_add(self) -> None:
        self._keep()
        self._items.append(self._new())
        self._show(len(self._items) - 1)
        if self.form is not None:
            self.form.focus_field(self.form.names[0])

    def _on_take_out(self) -> None:
        row = self.names.currentRow()
        if row >= 0:
            self._keep()
            del self._items[row]
            self._show(row)

    def _move(self, by: int) -> None:
        row = self.names.currentRow()
        if 0 <= row + by < len(self._items):
            self._keep()
            self._items.insert(row + by, self._items.pop(row))
            self._show(row + by)

    def _on_undo(self) -> None:
        if self._past:
            self._items, row = self._past.pop()
            self._show(row)

    def _on_save(self) -> None:
        if self.form is not None:
            self.form.commit()
        for row, item in enumerate(self._items):
            model = self._type_of(self._items, row)
            try:
                values = model.model_validate(item, by_name=True).model_dump(mode="json")
            except ValidationError:
                self._show(row)
                if self.form is not None:
                    self.form.focus_first_problem()
                return
            self._items[row] = {**item, **values}
        self.confirmed.emit(self.items)
        self.accept()

    def open_beside(self) -> None:
        """Show it beside the window, or bring it to the front."""
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.show()
        self.raise_()
        self.activateWindow()
