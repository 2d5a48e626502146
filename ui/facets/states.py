"""The states of the queue with their counts: the facet that keeps its place."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.facets.button import FacetButton
from ui.queue.row import RowState
from ui.widgets import label

ALWAYS = (None, RowState.REVIEW, RowState.GENERATING, RowState.QUEUED, RowState.APPROVED)
"""States that keep their place at zero; the others appear when there is something in them."""
WHEN_ANY = (RowState.EXPORTED, RowState.REJECTED, RowState.FAILED, RowState.CANCELLED)


class States(QWidget):
    """All products, or those of the chosen states.

    Attributes:
        changed: Other states are chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self._chosen: frozenset[RowState] = frozenset()
        self._counts: dict[RowState | None, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(1)
        heading = label(self.tr("FILA"), "group")
        heading.setContentsMargins(8, 0, 0, 6)
        column.addWidget(heading)
        for state in ALWAYS + WHEN_ANY:
            made = FacetButton(self._names[state])
            made.chosen.connect(lambda adds, chosen=state: self._on_chosen(chosen, adds))
            self._buttons[state] = made
            column.addWidget(made)
        self.set_counts({})

    @property
    def chosen(self) -> frozenset[RowState]:
        """The chosen states; none for all products."""
        return self._chosen

    @property
    def chosen_names(self) -> list[str]:
        """What the chosen states are called."""
        return [name for state, name in self._names.items() if state in self._chosen]

    def button(self, state: RowState | None) -> FacetButton:
        """The button of a state; ``None`` stands for all."""
        return self._buttons[state]

    def count(self, state: RowState | None) -> int:
        """How many there are of a state, as last told."""
        return self._counts.get(state, 0)

    def set_counts(self, counts: Mapping[RowState | None, int]) -> None:
        """Show how many products there are of each state; ``None`` stands for all."""
        self._counts = dict(counts)
        for state, made in self._buttons.items():
            chosen = state in self._chosen if state else not self._chosen
            made.setChecked(chosen)
            made.set_count(self.count(state))
            made.setVisible(state in ALWAYS or self.count(state) > 0 or chosen)

    def choose(self, states: frozenset[RowState]) -> None:
        """Have these states chosen, without telling anyone."""
        self._chosen = states
        self.set_counts(self._counts)

    def _on_chosen(self, state: RowState | None, adds: bool) -> None:
        if state is None:
            self.choose(frozenset())
        elif adds:
            self.choose(self._chosen ^ {state})
        else:
            self.choose(frozenset({state}))
        self.changed.emit()
