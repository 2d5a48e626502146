"""Pages of which one is seen; turning to another is quick, though it has many widgets."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Lays out and paints the unseen pages once it is shown: a first time takes twice as long as the next.

    Args:
        pages: Each with the widget that has the keyboard when it is turned to; the first one is seen.
    """

    def __init__(self, pages: Mapping[QWidget, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = dict(pages)
        self._unpainted = list(pages)[1:]
        for page in pages:
            self.addWidget(page)

    def turn_to(self, page: QWidget) -> None:
        """Show this page; the keyboard goes there in a turn of its own, since something may be opened with it."""
        if self.currentWidget() is not page:
            self.setCurrentWidget(page)
            QTimer.singleShot(0, self._first[page], self._first[page].setFocus)

    def showEvent(self, event: QShowEvent) -> None:
        """See to the other pages once this one stands."""
        super().showEvent(event)
        if self._unpainted:
            QTimer.singleShot(0, self, self._paint_ahead)

    def _paint_ahead(self) -> None:
        while self._unpainted:
            page = self._unpainted.pop()
            if page is not self.currentWidget():
                page.resize(self.size())
                page.grab()
