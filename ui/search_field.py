"""The search field: words are typed into it, and a photo to look like is dropped on it or pasted."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from ui.drop import Taker, local_paths, wanted
from ui.icons import tinted
from ui.theme import Theme
from ui.widgets import restyle


class SearchField(QLineEdit):
    """A line with a magnifying glass.

    Attributes:
        taker: Takes the photo; it is looked at and not added.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "search")
        self._usual = ""
        self.set_sees(photos=False)
        self.setAccessibleName(self.tr("Procurar por texto"))
        self.setAccessibleDescription(self.tr("Uma foto solta ou colada aqui procura produtos parecidos."))
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(460)
        self.setMinimumWidth(120)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.taker = Taker(self)
        self.taker.hovered.connect(self._on_hovered)

    def set_sees(self, photos: bool) -> None:
        """Say whether words are looked for in what photos show, too."""
        words = self.tr("Procurar por texto ou soltar uma foto parecida")
        self._usual = self.tr("Procurar nos textos e nas fotos, ou soltar uma foto parecida") if photos else words
        self.setPlaceholderText(self._usual)

    def set_theme(self, theme: Theme) -> None:
        """Tint the glass."""
        self._glass.setIcon(tinted("search", theme.quiet))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a photo as a photo, anything else as text; Enter goes no further: to the window it means the card."""
        data = QGuiApplication.clipboard().mimeData()
        pasted = event.matches(QKeySequence.StandardKey.Paste) and isinstance(data, QMimeData) and _is_photo(data)
        if not (pasted and self.taker.take(data)):
            super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()

    def _on_hovered(self, hovered: bool) -> None:
        restyle(self, "dropping", "yes" if hovered else "no")
        self.setPlaceholderText(self.tr("Solte para procurar parecidos") if hovered else self._usual)


def _is_photo(data: QMimeData) -> bool:
    """Whether this is a photo rather than text; a file has both, its picture and its name."""
    return bool(local_paths(data)) or (wanted(data) and not data.hasText())
