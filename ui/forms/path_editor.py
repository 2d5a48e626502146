"""The editor of a file's or folder's path."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from ui.forms.editor import as_text
from ui.forms.kinds import FieldSpec
from ui.forms.line_editor import LineEditor


class PathEditor(LineEditor):
    """A path that can be typed, chosen, or dropped from the file manager."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._button = QPushButton(self.tr("Escolher…"), self)
        self._button.setObjectName("fieldButton")
        self._button.setAccessibleName(self.tr("Escolher: {title}").format(title=spec.title))
        self._button.clicked.connect(self._on_clicked)
        self._row.addWidget(self._button)
        self.setAcceptDrops(True)

    @property
    def button(self) -> QPushButton:
        """Opens the dialog."""
        return self._button

    def set_read_only(self, on: bool) -> None:
        """Let the path be read and copied, not changed."""
        super().set_read_only(on)
        self._button.setEnabled(not on)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file or folder of this machine."""
        if self._dropped(event) and not self.entry.isReadOnly():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take one file or folder of this machine."""
        if self._dropped(event) and not self.entry.isReadOnly():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Set the path to what was dropped."""
        event.acceptProposedAction()
        self._on_chosen(self._dropped(event))

    def _dropped(self, event: QDropEvent) -> str:
        urls = event.mimeData().urls()
        return urls[0].toLocalFile() if len(urls) == 1 else ""

    def _on_clicked(self) -> None:
        dialog = QFileDialog(self, self.spec.title, as_text(self._value))
        directory = QFileDialog.FileMode.Directory
        dialog.setFileMode(directory if self.spec.directory else QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, path: str) -> None:
        if path:
            self.entry.setText(path)
            self._hand_on(path)
