"""The padlocks of a form's fields."""

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.forms.field import Field


class Locks(QObject):
    """Shows which fields are settled, and tells when a person says otherwise.

    Attributes:
        switched: A person locked (``True``) or unlocked a field (its name).
    """

    switched = Signal(str, bool)

    def __init__(self, fields: Mapping[str, Field], parent: QObject) -> None:
        super().__init__(parent)
        self._fields = fields
        for name, field in fields.items():
            field.padlock.switched.connect(partial(self.switched.emit, name))

    @property
    def locked(self) -> frozenset[str]:
        """The fields that are shown as locked."""
        return frozenset(name for name, field in self._fields.items() if field.padlock.isChecked())

    def show(self, locked: Collection[str]) -> None:
        """Show every field's padlock, closed for these; the others are open."""
        for name, field in self._fields.items():
            field.padlock.setChecked(name in locked)
            field.padlock.show()

    def switch(self, name: str) -> bool:
        """Lock or unlock a field, as a click would; False where its padlock takes none."""
        field = self._fields.get(name)
        if field is None or not field.padlock.isVisible() or not field.padlock.isEnabled():
            return False
        field.padlock.click()
        return True
