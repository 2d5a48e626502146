"""The left column: which products the list shows, and the batch at its foot."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.batch import Batch
from ui.facets.group import FacetGroup, FacetView
from ui.facets.saved import SavedFilters
from ui.facets.states import States
from ui.queue.row import RowState
from ui.widgets import ground

STATE = "state"
"""What the facet of the states is called among programs."""


class Facets(QWidget):
    """Saved filters, states, further facets, and the batch.

    Attributes:
        chosen_changed: Other values are chosen.
        merge_requested: Some values of the facet of this key are to become one.
        saved: The saved filters.
        states: The states.
        batch: The panel at the foot.
    """

    chosen_changed = Signal()
    merge_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "paper")
        self.setAccessibleName(self.tr("Filtros"))
        self.saved = SavedFilters()
        self.states = States()
        self.states.changed.connect(self.chosen_changed.emit)
        self.batch = Batch()
        self._groups: dict[str, FacetGroup] = {}
        self._folded: set[str] = set()
        self._inner = ground(QWidget(), "plain")
        self._column = QVBoxLayout(self._inner)
        self._lay_out()

    def _lay_out(self) -> None:
        self._column.setContentsMargins(10, 16, 10, 8)
        self._column.setSpacing(4)
        self._column.addWidget(self.saved)
        self._column.addWidget(self.states)
        self._column.addStretch()
        scroll = QScrollArea()
        scroll.setProperty("role", "plain")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 6, 10, 14)
        foot.addWidget(self.batch)
        outer.addLayout(foot)

    @property
    def groups(self) -> dict[str, FacetGroup]:
        """The facets but for the states, by key."""
        return dict(self._groups)

    @property
    def chosen(self) -> dict[str, frozenset[str]]:
        """Facet → its chosen values; only facets of which some are chosen."""
        values = {STATE: frozenset(state.value for state in self.states.chosen)}
        values |= {key: group.chosen for key, group in self._groups.items()}
        return {key: chosen for key, chosen in values.items() if chosen}

    @property
    def chosen_names(self) -> list[str]:
        """What the chosen values are called, states first."""
        return [*self.states.chosen_names, *(name for group in self._groups.values() for name in group.chosen_names)]

    @property
    def folded(self) -> frozenset[str]:
        """The keys of the facets that are folded."""
        return frozenset(self._folded)

    def set_counts(self, counts: Mapping[RowState | None, int]) -> None:
        """Show how many products there are of each state; ``None`` stands for all."""
        self.states.set_counts(counts)

    def set_views(self, views: Iterable[FacetView]) -> None:
        """Show these facets below the states, in this order; what was chosen in one that is gone is let go of."""
        shown = {view.key: view for view in views}
        gone = [self._groups.pop(key) for key in self._groups.keys() - shown.keys()]
        for group in gone:
            self._column.removeWidget(group)
            group.hide()
            group.deleteLater()
        for key, view in shown.items():
            if key not in self._groups:
                self._groups[key] = self._made(view)
            if self._groups[key].view != view:
                self._groups[key].set_view(view)
        if list(self._groups) != list(shown):
            self._groups = {key: self._groups[key] for key in shown}
            for place, group in enumerate(self._groups.values()):
                self._column.insertWidget(self._column.indexOf(self.states) + 1 + place, group)
        if any(group.chosen for group in gone):
            self.chosen_changed.emit()

    def choose(self, chosen: Mapping[str, frozenset[str]]) -> None:
        """Have these values chosen and no others, without telling anyone."""
        states = frozenset(state for state in RowState if state.value in chosen.get(STATE, ()))
        self.states.choose(states)
        for key, group in self._groups.items():
            group.choose(chosen.get(key, frozenset()))

    def set_folded(self, keys: Iterable[str]) -> None:
        """Fold these facets, also those that are still to come."""
        self._folded = set(keys)
        for key, group in self._groups.items():
            group.set_folded(key in self._folded)

    def _made(self, view: FacetView) -> FacetGroup:
        group = FacetGroup(view.key, view.title)
        group.set_folded(view.key in self._folded)
        group.changed.connect(self.chosen_changed.emit)
        group.merge_requested.connect(lambda: self.merge_requested.emit(view.key))
        group.folded_changed.connect(lambda: self._folded.symmetric_difference_update({view.key}))
        self._column.insertWidget(self._column.count() - 1, group)
        return group
