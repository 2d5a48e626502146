"""One facet: its values with how many products have each, several of which can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.facets.button import FacetButton
from ui.widgets import button

FEW = 8
"""Values shown before somebody asks for all."""
MANY = 200
"""Values shown at most; nobody reads on, and the search finds the rest."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value.

    Attributes:
        key: What it is called among programs.
        name: What it is called here.
        count: How many products have it, under the other facets.
        hint: Its tooltip, if it has one of its own.
    """

    key: str
    name: str
    count: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet as it is shown.

    Attributes:
        key: What it is called among programs.
        title: What it is called here.
        values: In the order to show them.
        mergeable: Whether its values are texts of which several may mean the same.
    """

    key: str
    title: str
    values: Sequence[FacetValue]
    mergeable: bool = False


class FacetGroup(QWidget):
    """A heading that folds, and the values below it.

    A click chooses one value alone, or none if it was that one; with Ctrl or Shift it adds or takes away.

    Attributes:
        changed: Other values are chosen.
        folded_changed: It was folded or unfolded.
        merge_requested: Some of its values are to become one.
    """

    changed = Signal()
    folded_changed = Signal()
    merge_requested = Signal()

    def __init__(self, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._title = title
        self._chosen: frozenset[str] = frozenset()
        self._view = FacetView(key, title, ())
        self._all = False
        self._folded = False
        self._more = 0
        self._buttons: dict[str, FacetButton] = {}
        self._kept: dict[str, FacetButton] = {}
        self.heading = QPushButton()
        self.heading.setProperty("kind", "group")
        self.heading.clicked.connect(self._on_heading_clicked)
        self.more = button("", "link")
        self.more.setProperty("role", "facet")
        self.more.clicked.connect(self._on_more_clicked)
        self.merge = button(self.tr("Unir valores…"), "link", hint=self.tr("Vários valores passam a ser um só"))
        self.merge.setProperty("role", "facet")
        self.merge.clicked.connect(self.merge_requested.emit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 10)
        self._column.setSpacing(1)
        for widget in (self.heading, self.more, self.merge):
            self._column.addWidget(widget)
        self._show()

    @property
    def chosen(self) -> frozenset[str]:
        """The keys of the chosen values; none lets everything through."""
        return self._chosen

    @property
    def chosen_names(self) -> list[str]:
        """What the chosen values are called, in their order on screen."""
        return [made.name for key, made in self._buttons.items() if key in self._chosen]

    @property
    def folded(self) -> bool:
        """Whether only the heading is shown."""
        return self._folded

    @property
    def buttons(self) -> dict[str, FacetButton]:
        """The buttons that are to be seen, by value and in their order on screen."""
        return dict(self._buttons)

    @property
    def view(self) -> FacetView:
        """What is shown."""
        return self._view

    def set_view(self, view: FacetView) -> None:
        """Show these values; what is chosen and has gone keeps its place at the end."""
        self._view, self._title = view, view.title
        gone = [
            FacetValue(key, self._kept[key].name if key in self._kept else key, 0)
            for key in sorted(self._chosen - {value.key for value in view.values})
        ]
        self._lay_out([*view.values, *gone])

    def choose(self, keys: frozenset[str]) -> None:
        """Have these values chosen, without telling anyone."""
        self._chosen = keys
        self.set_view(self._view)

    def set_folded(self, folded: bool) -> None:
        """Show only the heading, or all."""
        self._folded = folded
        self._show()

    def _lay_out(self, values: Sequence[FacetValue]) -> None:
        """Place a button for each value that is to be seen; making one takes a while, so they are kept for later."""
        present = [value for value in values if value.count or value.key in self._chosen][:MANY]
        self._more = max(len(present) - FEW, 0)
        few = [value for place, value in enumerate(present) if place < FEW or value.key in self._chosen]
        wanted = present if self._all else few
        if [value.key for value in wanted] != list(self._buttons):
            for made in self._buttons.values():
                made.hide()
            self._buttons = {value.key: self._button(value) for value in wanted}
            for place, made in enumerate(self._buttons.values(), start=1):
                self._column.insertWidget(place, made)
        for value in wanted:
            self._buttons[value.key].set_count(value.count)
        self._show()

    def _button(self, value: FacetValue) -> FacetButton:
        if value.key not in self._kept:
            self._kept[value.key] = self._made(value)
        return self._kept[value.key]

    def _made(self, value: FacetValue) -> FacetButton:
        made = FacetButton(value.name, value.hint)
        made.chosen.connect(lambda adds: self._on_chosen(value.key, adds))
        return made

    def _show(self) -> None:
        """Show what is to be seen, and mark what is chosen."""
        for key, made in self._buttons.items():
            made.setChecked(key in self._chosen)
            made.setVisible(not self._folded)
        self.more.setText(self.tr("Mostrar menos") if self._all else self.tr("Mais %n…", "", self._more))
        self.more.setAccessibleName(f"{self._title}: {self.more.text()}")
        self.more.setVisible(self._more > 0 and not self._folded)
        self.merge.setVisible(self._view.mergeable and len(self._view.values) > 1 and not self._folded)
        count = f" · {len(self._chosen)}" if self._folded and self._chosen else ""
        self.heading.setText(f"{'▸' if self._folded else '▾'}  {self._title.upper()}{count}")
        words = self.tr("%1, recolhido") if self._folded else self.tr("%1, aberto")
        self.heading.setAccessibleName(words.replace("%1", self._title))
        self.setVisible(bool(self._buttons))

    def _on_chosen(self, key: str, adds: bool) -> None:
        if adds:
            self._chosen = self._chosen ^ {key}
        else:
            self._chosen = frozenset() if self._chosen == {key} else frozenset({key})
        self._show()
        self.changed.emit()

    def _on_heading_clicked(self) -> None:
        self.set_folded(not self._folded)
        self.folded_changed.emit()

    def _on_more_clicked(self) -> None:
        self._all = not self._all
        self.set_view(self._view)
