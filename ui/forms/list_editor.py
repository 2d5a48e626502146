"""The editor of a list of short texts.

Rows are places; moving an item moves its text. Blank rows are places to type in and no items: they never reach the
document, and those beyond the fewest that the list asks for go when the list is left.
"""

from functools import partial

from pydantic import JsonValue
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.forms.advice import Place
from ui.forms.editor import FieldEditor, as_text
from ui.forms.kinds import FieldSpec
from ui.forms.list_row import ItemLine, ListRow
from ui.forms.looks import set_look


class ListEditor(FieldEditor):
    """Rows that can be added, removed and put in another order, by keys and by mouse."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._read_only = False
        self._dragged: int | None = None
        self._frame = QFrame(self)
        self._frame.setObjectName("fieldList")
        self._rows: list[ListRow] = []
        self._column = QVBoxLayout(self._frame)
        self._column.setContentsMargins(1, 3, 1, 3)
        self._column.setSpacing(0)
        self._add = QPushButton(self.tr("+ Adicionar item"), self._frame)
        self._add.setObjectName("listAdd")
        self._add.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._add.clicked.connect(self._on_add)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addWidget(self._frame)
        self._set_texts([])

    @property
    def entry(self) -> ItemLine:
        """The line of the row with the keyboard, else the first."""
        return next((row.line for row in self._rows if row.line.hasFocus()), self._rows[0].line)

    @property
    def frame(self) -> QFrame:
        """The border around all rows."""
        return self._frame

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """The rows, blank ones included."""
        return tuple(self._rows)

    @property
    def add_button(self) -> QPushButton:
        """Adds a row at the end."""
        return self._add

    def set_read_only(self, on: bool) -> None:
        """Let the items be read and copied, not changed."""
        self._read_only = on
        for row in self._rows:
            row.set_read_only(on)
        self._update_add()

    def counter(self, value: JsonValue) -> str:
        """``3 de 3–5``."""
        count = len(value) if isinstance(value, list) else 0
        fewest, most = self.spec.limits.min_items, self.spec.limits.max_items
        if most is not None:
            span = f"{fewest}–{most}" if fewest and fewest != most else str(most)
            return self.tr("{count} de {span}").format(count=count, span=span)
        return self.tr("{count} · mínimo {fewest}").format(count=count, fewest=fewest) if fewest else ""

    def select(self, place: Place) -> None:
        """Select words of an item."""
        items = [row.line for row in self._rows if row.line.text().strip()]
        if place.item is not None and place.item < len(items):
            line = items[place.item]
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            line.select(place.start, place.end)

    def commit(self) -> None:
        """Take blank rows away."""
        self._set_texts(self._items())

    def _show(self, value: JsonValue) -> None:
        whole = [as_text(value)] if value not in (None, "") else []  # what is no list waits as one item
        self._set_texts([as_text(item) for item in value] if isinstance(value, list) else whole)

    def _texts(self) -> list[str]:
        return [row.line.text() for row in self._rows]

    def _items(self) -> list[str]:
        return [text for text in self._texts() if text.strip()]

    def _set_texts(self, texts: list[str]) -> None:
        wanted = texts + [""] * (max(self.spec.limits.min_items or 1, 1) - len(texts))
        while len(self._rows) > len(wanted):
            self._drop_row()
        while len(self._rows) < len(wanted):
            self._append_row()
        for row, text in zip(self._rows, wanted, strict=True):
            row.line.show_text(text)
        self._update_add()

    def _append_row(self) -> None:
        row = ListRow(self._frame)
        index = len(self._rows)
        row.set_read_only(self._read_only)
        row.name(self.spec.title, index + 1)
        set_look(row, "first", index == 0)
        row.line.typed.connect(self._hand_on_items)
        row.line.lines_pasted.connect(partial(self._insert, index + 1))
        row.line.continued.connect(partial(self._insert, index + 1, [""]))
        row.line.emptied.connect(partial(self._remove, index))
        row.line.stepped.connect(partial(self._step, index))
        row.line.moved.connect(partial(self._move, index))
        row.remove_requested.connect(partial(self._remove, index))
        row.grip.dragged.connect(partial(self._drag, index))
        row.grip.released.connect(self._end_drag)
        if self._rows:
            self.setTabOrder(self._rows[-1].line, row.line)
        self._rows.append(row)
        self._column.insertWidget(index, row)

    def _drop_row(self) -> None:
        row = self._rows.pop()
        if row.line.hasFocus() and self._rows:
            self._rows[-1].line.setFocus()
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _update_add(self) -> None:
        most = self.spec.limits.max_items
        self._add.setVisible(most is None or len(self._rows) < most)
        self._add.setEnabled(not self._read_only)

    def _on_add(self) -> None:
        self._insert(len(self._rows), [""])

    def _hand_on_items(self) -> None:
        items = self._items()
        if items != self._value:
            self._hand_on(list(items))

    def _insert(self, index: int, texts: list[str]) -> None:
        if self._read_only:
            return
        known = self._texts()
        self._set_texts(known[:index] + texts + known[index:])
        self._focus(index + len(texts) - 1)
        self._hand_on_items()

    def _remove(self, index: int) -> None:
        texts = self._texts()
        focused = any(row.line.hasFocus() for row in self._rows)
        self._set_texts(texts[:index] + texts[index + 1 :])
        if focused:
            self._focus(max(index - 1, 0))
        self._hand_on_items()

    def _step(self, index: int, by: int) -> None:
        if 0 <= index + by < len(self._rows):
            self._focus(index + by)

    def _move(self, index: int, by: int) -> None:
        if self._read_only or not 0 <= index + by < len(self._rows):
            return
        caret = self._rows[index].line.cursorPosition()
        self._swap(index, index + by)
        self._focus(index + by)
        self._rows[index + by].line.setCursorPosition(caret)
        self._hand_on_items()

    def _swap(self, one: int, other: int) -> None:
        texts = self._texts()
        texts.insert(other, texts.pop(one))
        self._set_texts(texts)

    def _focus(self, index: int) -> None:
        line = self._rows[index].line
        line.setFocus()
        line.setCursorPosition(len(line.text()))

    def _drag(self, index: int, height: float) -> None:
        """Let the held item's text go to the row under the pointer; the document hears of it at the end."""
        held = index if self._dragged is None else self._dragged
        target = next((i for i, row in enumerate(self._rows) if height < row.geometry().bottom()), len(self._rows) - 1)
        if target != held:
            self._swap(held, target)
        self._dragged = target
        self._show_drag()

    def _end_drag(self) -> None:
        self._dragged = None
        self._show_drag()
        self._hand_on_items()

    def _show_drag(self) -> None:
        for index, row in enumerate(self._rows):
            set_look(row, "dragged", index == self._dragged)
