"""The list's column: how many products, the folded filters, the list or why it is empty."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.empty import NoResults
from ui.icons import tinted
from ui.queue.model import QueueModel
from ui.queue.view import QueueView
from ui.theme import Theme
from ui.widgets import ElidedLabel, button, ground


class QueuePane(QWidget):
    """The list and its header.

    Attributes:
        clear_requested: Show everything again.
        view: The list.
        filter_button: Opens the filters while they are folded.
    """

    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self.view = QueueView()
        self.nothing = NoResults()
        self.nothing.clear_requested.connect(self.clear_requested.emit)
        self._count = ElidedLabel("", "quiet")
        self.filter_button: QPushButton = button("", "pill")
        self.filter_button.hide()
        self._search = ""
        header = ground(QWidget(), "bar")
        header.setFixedHeight(40)
        row = QHBoxLayout(header)
        row.setContentsMargins(14, 0, 10, 0)
        row.addWidget(self._count, 1)
        row.addWidget(self.filter_button, 0, Qt.AlignmentFlag.AlignRight)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._pages, 1)

    def set_queue(self, model: QueueModel) -> None:
        """Show a model's products."""
        self.view.set_queue(model)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._on_rows_changed)
        self._on_rows_changed()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.view.set_theme(theme)
        self.filter_button.setIcon(tinted("filter", theme.quiet))

    def set_filter(self, state: str, search: str, shown: str) -> None:
        """Say which filter is on.

        Args:
            state: The facet's name, or empty for all.
            search: The words searched for, or empty.
            shown: What the folded filters' button says.
        """
        self.nothing.set_filter(state, search)
        self.filter_button.setText(f" {shown}")
        self.filter_button.setAccessibleName(self.tr("Filtro: %s").replace("%s", shown))

    def _on_rows_changed(self) -> None:
        model = self.view.queue()
        count = 0 if model is None else model.rowCount()
        words = (
            self.tr("1 produto") if count == 1 else self.tr("%s produtos").replace("%s", self.locale().toString(count))
        )
        self._count.setText(words)
        self._pages.setCurrentIndex(0 if count else 1)
