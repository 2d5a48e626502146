"""Which class edits which kind of field."""

from PySide6.QtWidgets import QWidget

from ui.forms.choice_editor import ChoiceEditor
from ui.forms.editor import FieldEditor
from ui.forms.flag_editor import FlagEditor
from ui.forms.kinds import FieldKind, FieldSpec
from ui.forms.line_editor import LineEditor
from ui.forms.list_editor import ListEditor
from ui.forms.number_editor import NumberEditor
from ui.forms.path_editor import PathEditor
from ui.forms.text_editor import TextEditor


def make_editor(spec: FieldSpec, parent: QWidget | None = None) -> FieldEditor:
    """Make the editor that a field wants."""
    editors: dict[FieldKind, type[FieldEditor]] = {
        FieldKind.LINE: LineEditor,
        FieldKind.TEXT: TextEditor,
        FieldKind.CHOICE: ChoiceEditor,
        FieldKind.LIST: ListEditor,
        FieldKind.NUMBER: NumberEditor,
        FieldKind.FLAG: FlagEditor,
        FieldKind.PATH: PathEditor,
    }
    return editors[spec.kind](spec, parent)
