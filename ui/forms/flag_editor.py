"""The editor of a yes or no."""

from pydantic import JsonValue
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.forms.editor import FieldEditor
from ui.forms.kinds import FieldSpec


class FlagEditor(FieldEditor):
    """A check box that carries the field's title; half checked where it may be left open."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._box = QCheckBox(spec.title, self)
        self._box.setObjectName("fieldFlag")
        self._box.setTristate(spec.optional)
        self._box.clicked.connect(self._on_clicked)
        self._row.addWidget(self._box)
        self._row.addStretch(1)

    @property
    def entry(self) -> QCheckBox:
        """The check box."""
        return self._box

    def set_read_only(self, on: bool) -> None:
        """Disable the box: a box that can be clicked without effect would mislead."""
        self._box.setEnabled(not on)

    def _show(self, value: JsonValue) -> None:
        if value is None and self.spec.optional:
            self._box.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self._box.setChecked(value is True)

    def _on_clicked(self) -> None:
        state = self._box.checkState()
        self._hand_on(None if state is Qt.CheckState.PartiallyChecked else state is Qt.CheckState.Checked)
