"""Everything that the window's list, facets and batch panel need to know of the catalogue."""

from dataclasses import dataclass, field

from app.catalog.catalog import Catalog
from app.catalog.facets import Counts
from app.catalog.reports import Batch, Sample
from app.catalog.rows import ProductFilter
from app.domain.states import State
from app.gui.row_reader import Page


@dataclass(frozen=True, slots=True)
class Found:
    """What the list shows.

    Attributes:
        shown: The filter.
        ids: What it lets through, in its order.
        first: The rows that are seen first, if they were read.
    """

    shown: ProductFilter
    ids: list[int]
    first: Page = field(default_factory=Page)


@dataclass(frozen=True, slots=True)
class Survey:
    """How the catalogue looks under a filter.

    Attributes:
        shown: The filter.
        facets: The counts of each facet.
        states: How many products there are in each state, whatever the filter.
        batch: How the batch goes.
        fields: Field → value → how many products have it, for the closed lists that the editor added.
        sample: The sample behind which products wait; ``None`` where none do.
    """

    shown: ProductFilter
    facets: Counts
    states: dict[State, int]
    batch: Batch
    fields: dict[str, dict[str, int]] = field(default_factory=dict)
    sample: Sample | None = None

    @property
    def total(self) -> int:
        """How many products there are, whatever the filter."""
        return sum(self.states.values())


def survey(catalog: Catalog, shown: ProductFilter) -> Survey:
    """Ask the catalogue; some tenths of a second at 50,000 products."""
    return Survey(
        shown,
        catalog.facet_counts(shown),
        catalog.counts(),
        catalog.progress(),
        catalog.field_counts(shown),
        catalog.sample(),
    )
