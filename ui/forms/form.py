"""A form made from any Pydantic model, bound to a document both ways.

It knows how to show and edit values; not what they mean, where they are stored or who writes them.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from pydantic import BaseModel, JsonValue
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.document import Document
from ui.forms.advice import Advice
from ui.forms.certainty import Certainty
from ui.forms.column import fill, scroll_to, show_due
from ui.forms.field import Field
from ui.forms.kinds import field_specs
from ui.forms.locks import Locks
from ui.forms.messages import sentence
from ui.forms.walk import Stop, following
from ui.problems import WHOLE


class Form(QWidget):
    """All fields of a model below each other; long texts take the height that is left.

    Attributes:
        guess_picked: A person took one of the machine's guesses (the field's name).
        field_entered: The keyboard came into a field (its name).
        act_requested: What is advised of a field shall be done (its name, the advice's place among those given).
        locks: The fields' padlocks, hidden until somebody shows them.
    """

    guess_picked = Signal(str)
    field_entered = Signal(str)
    act_requested = Signal(str, int)

    def __init__(
        self,
        model_type: type[BaseModel],
        parent: QWidget | None = None,
        *,
        names: Sequence[str] | None = None,
        guesses: bool = False,
        helps: bool = False,
    ) -> None:
        """Make the editors.

        Args:
            model_type: Any Pydantic model.
            parent: Qt's parent.
            names: Only these fields; all where None.
            guesses: Keep room for guesses under closed lists, so that nothing moves when they come.
            helps: Say below each field what it is for, where nothing else is to be said.
        """
        super().__init__(parent)
        self._document: Document | None = None
        self._writing: str | None = None
        self._current = ""
        self._stop: Stop | None = None
        self._fields = {spec.name: Field(spec, self, guesses=guesses) for spec in field_specs(model_type, names)}
        self.locks = Locks(self._fields, self)
        self._area = QScrollArea(self)
        self._whole = QLabel(self)
        fill(self._area, self._fields.values(), self._whole)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        for name, field in self._fields.items():
            field.row.help(field.spec.help if helps else "")
            field.guess_picked.connect(partial(self.guess_picked.emit, name))
            field.act_requested.connect(partial(self.act_requested.emit, name))
            field.bind(None)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def document(self) -> Document | None:
        """What is being edited."""
        return self._document

    @property
    def names(self) -> tuple[str, ...]:
        """The fields shown, in order."""
        return tuple(self._fields)

    @property
    def current_field(self) -> str:
        """The field that has the keyboard, or had it last in this document; empty where none."""
        return self._current

    def field(self, name: str) -> Field:
        """The widget of one field."""
        return self._fields[name]

    def set_document(self, document: Document | None) -> None:
        """Edit another document; certainties and what is being written are forgotten."""
        self.commit()
        if self._document is not None:
            self._document.changed.disconnect(self._on_changed)
            self._document.problems_changed.disconnect(self._on_changed)
            self._document.replayed.disconnect(self._show_field)
        self._document = document
        self._writing, self._current, self._stop = None, "", None
        for field in self._fields.values():
            field.bind(document)
        if document is not None:
            document.changed.connect(self._on_changed)
            document.problems_changed.connect(self._on_changed)
            document.replayed.connect(self._show_field)
        self._area.verticalScrollBar().setValue(0)
        show_due(self._fields, self._document)
        self._show_whole()
        self._update_hint()

    def set_certainty(self, field: str, certainty: Certainty | None) -> None:
        """Show how sure the machine was of a field."""
        self._fields[field].set_certainty(certainty)
        self._update_hint()

    def advise(self, field: str, advice: Sequence[Advice]) -> None:
        """Say this of a field; it blocks nothing."""
        self._fields[field].advise(advice)

    def look_at(self, stop: Stop) -> None:
        """Go to a place to look at; the words in question are selected."""
        self._stop = stop
        self.focus_field(stop.field)
        if stop.advice is not None:
            self._fields[stop.field].look_at(stop.advice)

    def act_here(self) -> bool:
        """Have done what is advised of the field with the keyboard; False where there is nothing to do."""
        button = self._fields[self._current].row.act if self._current else None
        if button is None or not button.isVisible():
            return False
        button.click()
        return True

    def set_swatches(self, field: str, swatches: Mapping[JsonValue, str]) -> None:
        """Put colours (value → ``#rrggbb``) before a closed list's entries."""
        self._fields[field].set_swatches(swatches)

    def set_writing(self, field: str | None) -> None:
        """Show which field a machine is writing; the one before can be edited at once."""
        if field == self._writing:
            return
        for name in (self._writing, field):
            if name is not None:
                self._fields[name].set_writing(name == field)
        self._writing = field

    def set_read_only(self, on: bool) -> None:
        """Let all be read and copied, nothing be changed."""
        for field in self._fields.values():
            field.set_read_only(on)

    def commit(self) -> None:
        """Settle what is unfinished in an editor; to be called before the document is judged or put away."""
        for field in self._fields.values():
            field.leave()

    def focus_field(self, name: str) -> None:
        """Bring the keyboard to a field, and the field into sight."""
        self._fields[name].editor.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_field(name)

    def focus_next_doubtful(self) -> bool:
        """Go to the next field or words that want a look, around the end; False where there are none."""
        stop = following(self._fields, self._current, self._stop)
        if stop is not None:
            self.look_at(stop)
        return stop is not None

    def focus_first_problem(self) -> bool:
        """Say all that blocks, and go to the first of it; False where nothing does."""
        self.commit()
        if self._document is None:
            return False
        wrong = [name for name in self._fields if any(problem.blocking for problem in self._document.problems(name))]
        for name in wrong:
            self._fields[name].reveal()
        if wrong:
            self.focus_field(wrong[0])
        return bool(wrong)

    def pick_guess(self, index: int) -> bool:
        """Take a guess (from 0) for the field with the keyboard, else for the first doubtful one that has guesses."""
        name = self._guessing()
        return bool(name) and self._fields[name].pick(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo, redo and take guesses, where the window has no such keys of its own."""
        stack = self._document.undo_stack if self._document else None
        digit = event.key() - int(Qt.Key.Key_1)
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if stack is not None and event.matches(QKeySequence.StandardKey.Undo):
            stack.undo()
        elif stack is not None and event.matches(QKeySequence.StandardKey.Redo):
            stack.redo()
        elif not (alt and 0 <= digit < 9 and self.pick_guess(digit)):
            super().keyPressEvent(event)

    def _on_changed(self, name: str) -> None:
        if name in self._fields:
            show_due(self._fields, self._document, name)
            self._update_hint()
        elif name == WHOLE:
            self._show_whole()

    def _show_whole(self) -> None:
        """Say below all fields what is wrong with the model as a whole."""
        problems = self._document.problems(WHOLE) if self._document is not None else ()
        self._whole.setText("\n".join(sentence(problem) for problem in problems))
        self._whole.setVisible(bool(problems))

    def _show_field(self, name: str) -> None:
        scroll_to(self._area, self._fields, name)

    def _name_at(self, widget: QWidget | None) -> str:
        return next((name for name, field in self._fields.items() if widget and field.isAncestorOf(widget)), "")

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        left, entered = self._name_at(old), self._name_at(new)
        if left == entered:
            return
        if left and self._document is not None:
            self._document.break_merge()
        if left and new is not None:  # None: the whole window was left, and is soon come back to
            self._fields[left].leave()
        if entered:
            self._current = entered
            self._show_field(entered)
            self.field_entered.emit(entered)
        self._update_hint()

    def _guessing(self) -> str:
        """The field for which a guess would be taken; empty where none."""
        offered = [name for name, field in self._fields.items() if field.chips.guesses]
        if self._current in offered and self._fields[self._current].holds_focus:
            return self._current
        return next((name for name in offered if self._fields[name].doubtful), "")

    def _update_hint(self) -> None:
        guessing = self._guessing()
        for name, field in self._fields.items():
            field.set_hint(self.tr("Alt 1…3 escolhe") if name == guessing else "")
