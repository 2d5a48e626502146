"""What several tests of editors do with their hands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.document import Document
from ui.forms.form import Form

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def document_of(form: Form) -> Document:
    assert form.document is not None
    return form.document


def paste(qtbot: QtBot, form: Form, name: str, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(form.field(name).editor.entry, Qt.Key.Key_V, CTRL)
