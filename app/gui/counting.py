"""How many products there are of everything, shown wherever the window says so."""

from collections.abc import Mapping

from app.catalog.rows import Facet
from app.domain.states import State
from app.gui.facet_views import facet_views, field_views
from app.gui.survey import Survey
from app.wording import Language
from ui.queue.row import RowState
from ui.window import Window


def show_counts(window: Window, found: Survey, titles: Mapping[str, str], language: Language) -> None:
    """Show what a survey counted.

    Args:
        window: Where.
        found: The survey; without facets, that of a beginning.
        titles: Field of the card → what it is called.
        language: Of the window.
    """
    states, total = found.states, found.total
    under = found.facets[Facet.STATE] if found.facets else {state.value: states[state] for state in states}
    shown: dict[RowState | None, int] = {RowState(state): count for state, count in under.items()}
    shown[None] = sum(under.values())
    if found.facets:
        window.facets.set_views([*facet_views(found.facets, language), *field_views(titles, found.fields)])
    window.set_counts(shown, total)
    window.top_bar.set_exportable(states[State.APPROVED], again=states[State.EXPORTED] > 0)
