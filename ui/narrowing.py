"""Which products are to be shown: what the search, the facets and the empty list say of it, kept together."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from ui.facets.column import Facets
from ui.queue.pane import QueuePane
from ui.top_bar import TopBar


class Narrowing(QObject):
    """The filter as the window has it.

    Attributes:
        changed: Other values are chosen, or other words are searched for.
        words: The words searched for.
        alike: What products are to look like, or by what they were chosen one by one; empty where that does not matter.
        likeness: Those that do → how much, in [0, 1], the most like first; ``None`` where that does not matter.
        only: The products that were found or chosen so, in their order; ``None`` where that does not matter.
    """

    changed = Signal()

    def __init__(self, top_bar: TopBar, facets: Facets, queue: QueuePane) -> None:
        super().__init__(queue)
        self.words = self.alike = ""
        self.likeness: Mapping[int, float] | None = None
        self.only: tuple[int, ...] | None = None
        self._top_bar = top_bar
        self._facets = facets
        self._queue = queue
        top_bar.search_changed.connect(self._on_search_changed)
        facets.chosen_changed.connect(self._on_changed)
        queue.clear_requested.connect(self.clear)

    @property
    def chosen(self) -> dict[str, frozenset[str]]:
        """Facet → its chosen values; facets that are not there let everything through."""
        return self._facets.chosen

    def clear(self) -> None:
        """Show everything again."""
        self.show_only({}, "")

    def show_alike(self, name: str, likeness: Mapping[int, float]) -> None:
        """Show only what looks like this, the most like first, within whatever else is chosen."""
        self.alike, self.likeness, self.only = name, dict(likeness), tuple(likeness)
        self._on_changed()

    def show_chosen(self, name: str, products: Iterable[int]) -> None:
        """Show these products, whatever else was chosen.

        Args:
            name: By what they were chosen.
            products: In their order.
        """
        self._top_bar.set_search("")
        self.words, self.alike, self.likeness, self.only = "", name, None, tuple(products)
        self._facets.choose({})
        self._on_changed()

    def leave_alike(self) -> None:
        """It does not matter any more what anything looks like, or what was chosen one by one."""
        if self.only is not None:
            self.alike, self.likeness, self.only = "", None, None
            self._on_changed()

    def show_only(self, chosen: Mapping[str, frozenset[str]], words: str) -> None:
        """Choose these values and no others, and search for these words."""
        self._top_bar.set_search(words)
        self.words, self.alike, self.likeness, self.only = words, "", None, None
        self._facets.choose(chosen)
        self._on_changed()

    def say(self) -> None:
        """Say which filter is on, wherever that is said."""
        alike = [self.alike if self.likeness is None else self.tr("parecidos com %s").replace("%s", self.alike)]
        alike = alike if self.alike else []
        names = [*self._facets.chosen_names, *alike]
        everything = self.tr("Todas")
        self._queue.set_alike(on=self.likeness is not None)
        shown = ", ".join(names) or f"{everything}  {self._facets.states.count(None)}"
        self._queue.set_filter(names, self.words, shown)

    def _on_search_changed(self, words: str) -> None:
        if words != self.words:
            self.words = words
            self._on_changed()

    def _on_changed(self) -> None:
        self.say()
        self.changed.emit()
