"""The left column: which products the list shows, and the batch at its foot."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.batch import Batch
from ui.queue.row import RowState
from ui.widgets import ground, label

ALWAYS = (None, RowState.REVIEW, RowState.GENERATING, RowState.QUEUED, RowState.APPROVED)
"""States that keep their place at zero; the others appear when there is something in them."""
WHEN_ANY = (RowState.EXPORTED, RowState.REJECTED, RowState.FAILED, RowState.CANCELLED)


class FacetButton(QPushButton):
    """One choice of the column: its name at the left, how many at the right."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setProperty("kind", "facet")
        self.setCheckable(True)
        self.name = name
        self._count = label("", "quiet")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    @property
    def count_label(self) -> QLabel:
        """Where the count stands."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show how many; nothing at zero."""
        self._count.setText(str(count) if count else "")
        self.setAccessibleName(f"{self.name}, {count}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name where the column is narrow."""
        super().resizeEvent(event)
        room = self.width() - 32 - self._count.sizeHint().width()
        # The chosen one is bold: measure it so, or its name would be cut.
        font = self.font()
        font.setBold(True)
        self.setText(self.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, max(room, 24)))


class Facets(QWidget):
    """States with their counts, and the batch.

    Attributes:
        state_chosen: A :class:`RowState`, or ``None`` for all.
        batch: The panel at the foot.
    """

    state_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "paper")
        self.setAccessibleName(self.tr("Filtros"))
        self._names: dict[RowState | None, str] = {
            None: self.tr("Todas"),
            RowState.REVIEW: self.tr("Para revisar"),
            RowState.GENERATING: self.tr("Gerando"),
            RowState.QUEUED: self.tr("Na fila"),
            RowState.APPROVED: self.tr("Aprovadas"),
            RowState.EXPORTED: self.tr("Exportadas"),
            RowState.REJECTED: self.tr("Rejeitadas"),
            RowState.FAILED: self.tr("Falharam"),
            RowState.CANCELLED: self.tr("Canceladas"),
        }
        self._buttons: dict[RowState | None, FacetButton] = {}
        self._group = QButtonGroup(self)
        self._state: RowState | None = None
        self._counts: dict[RowState | None, int] = {}
        self.batch = Batch()
        self._lay_out()
        self.set_counts({})
        self.set_state(None)

    def _lay_out(self) -> None:
        inner = ground(QWidget(), "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(10, 16, 10, 8)
        column.setSpacing(1)
        heading = label(self.tr("FILA"), "group")
        heading.setContentsMargins(8, 0, 0, 6)
        column.addWidget(heading)
        for state in ALWAYS + WHEN_ANY:
            made = FacetButton(self._names[state])
            made.clicked.connect(lambda _checked, chosen=state: self._on_clicked(chosen))
            self._group.addButton(made)
            self._buttons[state] = made
            column.addWidget(made)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setProperty("role", "plain")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 0, 10, 14)
        foot.addWidget(self.batch)
        outer.addLayout(foot)

    @property
    def state(self) -> RowState | None:
        """The chosen state."""
        return self._state

    def button(self, state: RowState | None) -> FacetButton:
        """The button of a state."""
        return self._buttons[state]

    def name(self, state: RowState | None) -> str:
        """What a state is called here."""
        return self._names[state]

    def count(self, state: RowState | None) -> int:
        """How many there are of a state, as last told."""
        return self._counts.get(state, 0)

    def set_counts(self, counts: Mapping[RowState | None, int]) -> None:
        """Show how many products there are of each state; ``None`` stands for all."""
        self._counts = dict(counts)
        for state, made in self._buttons.items():
            made.set_count(self.count(state))
            made.setVisible(state in ALWAYS or self.count(state) > 0 or state is self._state)

    def set_state(self, state: RowState | None) -> None:
        """Mark a state as the chosen one, without telling anyone."""
        self._state = state
        self._buttons[state].setChecked(True)
        self.set_counts(self._counts)

    def _on_clicked(self, state: RowState | None) -> None:
        self.set_state(state)
        self.state_chosen.emit(state)
