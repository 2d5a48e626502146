"""Filters with a name, kept in the catalogue: words, facets and order."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Slot

from app.catalog.rows import Facet, Order, ProductFilter
from app.gui.facet_views import OWN, chosen_of, filter_of, order_of

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

SETTING: Final = "filters"
"""Under which name the catalogue keeps them."""


class SavedFilters(QObject):
    """Keeps, applies, renames and forgets filters, each of which can be taken back."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._catalog = presenter.catalog
        self._products = presenter.products
        self._teller = presenter.teller
        self._window = presenter.window
        self._filters = dict[str, ProductFilter]()
        self._shown = self._window.facets.saved
        self._shown.chosen.connect(self.apply)
        self._shown.save_requested.connect(self.save)
        self._shown.rename_requested.connect(self.rename)
        self._shown.forget_requested.connect(self.forget)
        self._products.narrowed.connect(self._show)

    def begin(self) -> None:
        """Show what the catalogue keeps."""
        kept: list[dict[str, Any]] = self._catalog.setting(SETTING, [])
        self._filters = {str(entry.get("name", "")): unpacked(entry) for entry in kept}
        self._show()

    @Slot(str)
    def apply(self, name: str) -> None:
        """Show what a filter lets through; one that is applied already is lifted."""
        if self._products.filter == self._filters[name]:
            self._window.narrowing.clear()
            return
        shown = self._filters[name]
        self._window.queue.set_order(shown.order)
        self._window.narrowing.show_only(chosen_of(shown), shown.text)

    @Slot(str)
    def save(self, name: str) -> None:
        """Keep the present filter under a name; one that had the name gives way."""
        before = dict(self._filters)
        self._keep({**self._filters, name: self._products.filter})
        if name in before:
            text = self.tr("“{name}” agora guarda este filtro.").format(name=name)
            self._teller.tell("filters", text, lambda: self._keep(before))

    @Slot(str, str)
    def rename(self, old: str, new: str) -> None:
        """Give a filter another name, in its place."""
        others = {name: kept for name, kept in self._filters.items() if name != new}
        self._keep({new if name == old else name: kept for name, kept in others.items()})

    @Slot(str)
    def forget(self, name: str) -> None:
        """Keep a filter no longer."""
        before = dict(self._filters)
        self._keep({kept: shown for kept, shown in self._filters.items() if kept != name})
        text = self.tr("Filtro “{name}” removido.").format(name=name)
        self._teller.tell("filters", text, lambda: self._keep(before))

    def _keep(self, filters: dict[str, ProductFilter]) -> None:
        with self._teller.telling():
            self._catalog.set_setting(SETTING, [packed(name, shown) for name, shown in filters.items()])
            self._filters = filters
        self._show()

    @Slot()
    def _show(self) -> None:
        now = self._products.filter
        current = next((name for name, shown in self._filters.items() if shown == now), "")
        # What a photo finds is of the moment.
        worth = now.only is None and (now.narrows or now.order is not Order.ADDED)
        self._shown.set_saved(list(self._filters), current, worth_saving=worth and not current)


def packed(name: str, shown: ProductFilter) -> dict[str, Any]:
    """A filter as JSON."""
    facets = {key: sorted(values) for key, values in chosen_of(shown).items()}
    return {"name": name, "text": shown.text, "facets": facets, "order": shown.order.value}


def unpacked(kept: dict[str, Any]) -> ProductFilter:
    """The filter of some JSON; what this program does not know of it is left out."""
    known = {facet.value for facet in Facet}
    chosen = {
        name: frozenset(map(str, values))
        for name, values in dict(kept.get("facets", {})).items()
        if (name in known or name.startswith(OWN)) and values
    }
    return filter_of(chosen, str(kept.get("text", "")), order_of(str(kept.get("order", ""))))
