"""One field of a form: its label, how sure the machine was, its editor, its guesses, what is to be said of it."""

import html
from collections.abc import Mapping, Sequence

from pydantic import JsonValue
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.document import Document
from ui.forms.advice import Advice, AdviceRow
from ui.forms.certainty import Certainty
from ui.forms.chips import GuessChips
from ui.forms.choice_editor import ChoiceEditor
from ui.forms.editors import make_editor
from ui.forms.heading import Heading
from ui.forms.kinds import FieldKind, FieldSpec
from ui.forms.messages import problem_of, sentence
from ui.forms.suggestions import SuggestionRow
from ui.forms.words import in_words
from ui.problems import Problem

_GAP = 4


class Field(QWidget):
    """Binds an editor to one field of a document and shows all that is known of it.

    Attributes:
        guess_picked: A person took one of the guesses.
        act_requested: What is advised shall be done (the advice's place among those given).
    """

    guess_picked = Signal()
    act_requested = Signal(int)

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None, *, guesses: bool = False) -> None:
        super().__init__(parent)
        self.spec = spec
        self.editor = make_editor(spec, self)
        self._heading = heading = Heading(spec.title, self)
        self.dot, self.label, self.counter = heading.dot, heading.label, heading.counter
        self.again, self.padlock = heading.again, heading.padlock
        self.row = AdviceRow(self)
        self.chips = GuessChips(spec, self)
        self.suggestions = SuggestionRow(spec, self)
        self._document: Document | None = None
        self._certainty: Certainty | None = None
        self._writing = False
        self._read_only = False
        self._revealed = False
        self._hint = ""
        self._keeps_room = guesses and spec.kind is FieldKind.CHOICE
        self.dot.setVisible(guesses)
        self._describe()
        self._lay_out()
        self.editor.edited.connect(self._on_edited)
        self.chips.picked.connect(self.pick)
        self.suggestions.picked.connect(self._take)
        self.row.act_requested.connect(self.act_requested.emit)

    @property
    def doubtful(self) -> bool:
        """Whether the machine was not sure and no person has decided since."""
        return self._level() == "doubt"

    @property
    def message(self) -> QLabel:
        """What is said below the editor."""
        return self.row.message

    @property
    def advice(self) -> tuple[Advice, ...]:
        """What is advised."""
        return self.row.advice

    @property
    def holds_focus(self) -> bool:
        """Whether the keyboard is somewhere in this field."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def bind(self, document: Document | None) -> None:
        """Show another document's value; certainty and state are forgotten."""
        self._document = document
        self._certainty = None
        self._writing = self._revealed = False
        self.chips.set_certainty(None)
        self.suggestions.suggest("", ())
        self.row.advise(())
        self.editor.load(document.value(self.spec.name) if document else None)
        self._lock()
        self._update()

    def refresh(self) -> None:
        """Show what the document holds now."""
        if self._document is not None:
            self.editor.show_value(self._document.value(self.spec.name))
            self._update()

    def set_certainty(self, certainty: Certainty | None) -> None:
        """Show how sure the machine was."""
        if certainty == self._certainty:
            return
        self._certainty = certainty
        self.chips.set_certainty(certainty if self.spec.kind is FieldKind.CHOICE else None)
        if certainty is not None:
            self.dot.show()
        self._update()

    def advise(self, advice: Sequence[Advice]) -> None:
        """Say this of the field, and show in it where."""
        if tuple(advice) == tuple(self.advice):
            return
        self.row.advise(advice)
        self._update()

    def look_at(self, place: int) -> None:
        """Show one of what is advised, and select its words."""
        self.row.turn_to(place)
        where = self.advice[place].place
        if where is not None:
            self.editor.select(where)

    def set_writing(self, on: bool) -> None:
        """Show that a machine is writing here, and keep hands off meanwhile."""
        self._writing = on
        self._lock()
        self._update()

    def set_read_only(self, on: bool) -> None:
        """Let the field be read and copied, not changed."""
        self._read_only = on
        self._lock()

    def set_swatches(self, swatches: Mapping[JsonValue, str]) -> None:
        """Put colours (value → ``#rrggbb``) before a closed list's entries."""
        if isinstance(self.editor, ChoiceEditor):
            self.editor.set_swatches(swatches)
            self.chips.set_swatches(swatches)
            self._update()

    def set_hint(self, hint: str) -> None:
        """Say something at the right of the label where there is no count."""
        if hint != self._hint:
            self._hint = hint
            self._update()

    def reveal(self) -> None:
        """Say what is wrong even if nobody has been here yet."""
        self._revealed = True
        self._update()

    def leave(self) -> None:
        """The keyboard went elsewhere: settle what is unfinished."""
        if not self._writing and not self._read_only:
            self.editor.commit()

    def pick(self, place: int) -> bool:
        """Take a guess, as a person's act; False where there is none or the field is locked."""
        guesses = self.chips.guesses
        return 0 <= place < len(guesses) and self._take(guesses[place])

    def _take(self, value: JsonValue) -> bool:
        if self._document is None or self._locked:
            return False
        self._document.set_value(self.spec.name, value)
        self._document.confirm(self.spec.name)
        self.guess_picked.emit()
        return True

    @property
    def _locked(self) -> bool:
        return self._writing or self._read_only or self._document is None

    def _lock(self) -> None:
        self.editor.set_read_only(self._locked)
        for tool in (self.again, self.padlock):
            tool.setEnabled(not self._locked)
        self.suggestions.set_locked(self._locked)

    def _describe(self) -> None:
        self.label.setBuddy(self.editor.entry)
        self.editor.entry.setAccessibleName(self.spec.title)
        if self.spec.help:
            self.label.setToolTip(f"<p>{html.escape(self.spec.help)}</p>")
            self.editor.setWhatsThis(html.escape(self.spec.help))

    def _lay_out(self) -> None:
        self._heading.fill(self.editor if self.spec.kind is FieldKind.FLAG else self.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addLayout(self._heading)
        if self.spec.kind is FieldKind.FLAG:
            self.label.hide()
        else:
            column.addWidget(self.editor, 1)
        column.addWidget(self.chips)
        column.addWidget(self.suggestions)
        column.addWidget(self.row)

    def _on_edited(self, value: JsonValue) -> None:
        if self._document is not None:
            self._document.set_value(self.spec.name, value)

    def _level(self) -> str:
        if self._certainty is None or self._document is None:
            return ""
        if self.spec.name in self._document.touched:
            return "checked"
        return "sure" if self._certainty.sure else "doubt"

    def _update(self) -> None:
        value = self._document.value(self.spec.name) if self._document else None
        self.counter.setText((self.editor.said(value) if self._document else "") or self._hint)
        self.chips.mark(value)
        self.suggestions.mark(value)
        self._show_level()
        self._show_problem(self._problem())

    def _show_level(self) -> None:
        level = self._level()
        checked = self.tr("Conferido por você.")
        words = {"": "", "checked": checked}.get(level)
        self.dot.say(level, in_words(self.spec, self._certainty) if words is None and self._certainty else words or "")

    def _problem(self) -> Problem | None:
        if self._document is None or self._writing:
            return None
        return problem_of(self._document, self.spec.name, revealed=self._revealed)

    def _show_problem(self, problem: Problem | None) -> None:
        text = sentence(problem) if problem else ""
        self.row.say(text, "" if problem is None else ("wrong" if problem.blocking else "marked"))
        self._share_room(self.row.speaks)
        self.editor.set_state("writing" if self._writing else self.row.state)
        self.editor.point_out([advice.place for advice in self.advice if advice.place is not None])
        said = (self.spec.help, self.dot.toolTip(), self.row.all_said())
        self.editor.entry.setAccessibleDescription(" ".join(part for part in said if part))

    def _share_room(self, speaks: bool) -> None:
        """Let a message stand in the room that is kept for guesses while there are none; nothing below moves."""
        line = self.row.fontMetrics().height() + 6  # the message's own font is set anew with its look
        chips = bool(self.chips.guesses) or (self._keeps_room and not speaks)
        room = self.chips.minimumSizeHint().height() + _GAP if self._keeps_room and not chips else 0
        self.chips.setVisible(chips)
        self.message.setMinimumHeight(line + room)
