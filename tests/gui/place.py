"""The panel "where photos are read", driven as a person drives it."""

from PySide6.QtCore import Qt

from tests.gui.program import CTRL, Program
from ui.place.dialog import PlaceDialog

KEY = "sk-typed-into-the-window"


def panel(program: Program) -> PlaceDialog:
    """The panel; opened from the menu where it is not open."""
    if program.presenter.place.dialog is None:
        program.trigger("place")
    dialog: PlaceDialog = program.dialog(PlaceDialog)
    program.until(dialog.isActiveWindow)
    return dialog


def use_server(program: Program, url: str, *, key: str = "") -> None:
    """Type an address and a key, look what is there, and use the only model.

    Args:
        program: The program.
        url: Where; empty where it is typed already.
        key: To be typed.
    """
    dialog = panel(program)
    if not dialog.there.isChecked():
        program.click(dialog.there)
    if url:
        dialog.server.address.field.setFocus()
        program.press(Qt.Key.Key_A, CTRL)
        program.write(url)
    if key:
        dialog.server.key.field.setFocus()
        program.write(key)
    program.until(dialog.server.look.isEnabled)
    program.click(dialog.server.look)
    program.until(lambda: dialog.server.models.count() == 1 and dialog.use.isEnabled())
    program.click(dialog.use)
    program.until(lambda: program.presenter.place.dialog is None)
    program.until(lambda: program.presenter.reading.info is not None)
