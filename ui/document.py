"""An editable, undoable, validated copy of one model, without widgets.

It promises that a person's text is never lost: what a machine sends never overwrites a field that a person has
touched, every act of a person can be undone, and values that break the model are kept and marked, not refused.
It knows neither forms nor where values are stored.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import cast

from pydantic import BaseModel, JsonValue, ValidationError
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from ui.keystrokes import Keystroke, continues, keystroke
from ui.problems import WHOLE, Problem, as_problem


@dataclass(frozen=True, slots=True)
class _Held:
    """What a field held at a moment."""

    present: bool
    value: JsonValue
    touched: bool


class _Edit(QUndoCommand):
    """A person set one field. Keystrokes of one word become one edit."""

    def __init__(self, document: "Document", field: str, value: JsonValue, *, merges: bool) -> None:
        super().__init__(field)
        self._document = document
        self.field = field
        self._before = document._held(field)
        self.after = value
        self.merges = merges
        self.stroke: Keystroke | None = keystroke(self._before.value, value)

    def id(self) -> int:
        """All edits may merge; :meth:`mergeWith` decides."""
        return 1

    def redo(self) -> None:
        """Set the field; what it held until now is what undo brings back."""
        self._before = self._document._held(self.field)
        self._document._put(self.field, _Held(present=True, value=self.after, touched=True))

    def undo(self) -> None:
        """Bring back what the field held."""
        self._document._put(self.field, self._before)

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take in the next keystroke of the same word."""
        following = cast("_Edit", other)
        if not following.merges or following.field != self.field or not continues(self.stroke, following.stroke):
            return False
        self.after = following.after
        self.stroke = following.stroke
        return True


class Document(QObject):
    """The values of one model while a machine and a person write them.

    Attributes:
        changed: A field holds something else (its name).
        edited: A person changed something; time to save.
        problems_changed: A field's problems are others (its name).
        validity_changed: :attr:`is_valid` flipped.
        replayed: A field was changed by undo or redo (its name); time to show it.
    """

    changed = Signal(str)
    edited = Signal()
    problems_changed = Signal(str)
    validity_changed = Signal(bool)
    replayed = Signal(str)

    def __init__(
        self,
        model_type: type[BaseModel],
        values: Mapping[str, JsonValue],
        *,
        advisory: frozenset[str] = frozenset(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.model_type = model_type
        self._advisory = advisory
        self._fields = tuple(model_type.model_fields)
        self._values: dict[str, JsonValue] = self._known(values)
        self._touched: set[str] = set()
        self._problems = self._validate()
        self._merges = False
        self._acting = False
        self._undo_stack = QUndoStack(self)

    @property
    def fields(self) -> tuple[str, ...]:
        """The model's fields, in their order."""
        return self._fields

    @property
    def undo_stack(self) -> QUndoStack:
        """The person's acts, to be stepped through with its ``undo`` and ``redo``."""
        return self._undo_stack

    @property
    def touched(self) -> frozenset[str]:
        """The fields that a person has set or confirmed."""
        return frozenset(self._touched)

    @property
    def is_valid(self) -> bool:
        """Whether nothing blocks."""
        return not any(problem.blocking for problems in self._problems.values() for problem in problems)

    def values(self) -> dict[str, JsonValue]:
        """A copy of all values that there are, in the model's order; they may be partial or invalid."""
        return {field: deepcopy(self._values[field]) for field in self._fields if field in self._values}

    def value(self, field: str) -> JsonValue:
        """A copy of what a field holds; None where it holds nothing yet."""
        return deepcopy(self._values.get(self._checked(field)))

    def problems(self, field: str) -> tuple[Problem, ...]:
        """What is wrong with a field (:data:`WHOLE`: with the model as a whole)."""
        return self._problems.get(field, ())

    def set_value(self, field: str, value: JsonValue) -> None:
        """A person sets a field. Nothing happens if it holds that value already."""
        if self._checked(field) in self._values and self._values[field] == value:
            return
        edit = _Edit(self, field, deepcopy(value), merges=self._merges)
        self._acting = True
        self._undo_stack.push(edit)
        self._acting = False
        self._merges = True

    def confirm(self, field: str) -> None:
        """A person finds a field right as it is; from now on it is theirs."""
        if self._checked(field) not in self._touched:
            self._touched.add(field)
            self.changed.emit(field)

    def receive(self, field: str, value: JsonValue) -> None:
        """A machine sets a field, unless a person has touched it. Cannot be undone."""
        if self._checked(field) in self._touched or (field in self._values and self._values[field] == value):
            return
        self._values[field] = deepcopy(value)
        self._announce((field,))

    def reset(self, values: Mapping[str, JsonValue], touched: Iterable[str] = ()) -> None:
        """Load other values; the history of edits ends."""
        self._undo_stack.clear()
        self._values = self._known(values)
        self._touched = {self._checked(field) for field in touched}
        self._merges = False
        self._announce(self._fields)

    def break_merge(self) -> None:
        """The next keystroke begins an undo step of its own."""
        self._merges = False

    def _known(self, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        return {field: deepcopy(values[field]) for field in self._fields if field in values}

    def _checked(self, field: str) -> str:
        if field not in self._fields:
            raise KeyError(field)
        return field

    def _held(self, field: str) -> _Held:
        return _Held(field in self._values, deepcopy(self._values.get(field)), field in self._touched)

    def _put(self, field: str, held: _Held) -> None:
        """Make a field hold what an undo command says."""
        if held.present:
            self._values[field] = deepcopy(held.value)
        else:
            self._values.pop(field, None)
        (self._touched.add if held.touched else self._touched.discard)(field)
        self._merges = False
        self._announce((field,))
        if not self._acting:
            self.replayed.emit(field)
        self.edited.emit()

    def _announce(self, fields: Iterable[str]) -> None:
        was_valid, before = self.is_valid, self._problems
        self._problems = self._validate()
        for field in fields:
            self.changed.emit(field)
        for field in (*self._fields, WHOLE):
            if before.get(field) != self._problems.get(field):
                self.problems_changed.emit(field)
        if self.is_valid != was_valid:
            self.validity_changed.emit(self.is_valid)

    def _validate(self) -> dict[str, tuple[Problem, ...]]:
        try:
            self.model_type.model_validate(self._values, by_alias=False, by_name=True)
        except ValidationError as error:
            found: dict[str, tuple[Problem, ...]] = {}
            for details in error.errors(include_url=False):
                problem = as_problem(details, self._fields, self._advisory)
                found[problem.field] = (*found.get(problem.field, ()), problem)
            return found
        return {}
