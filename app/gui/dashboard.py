"""The page of figures: reckoned in the background, opened by a key, and this week's in a few words below."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.catalog.errors import CatalogueError
from app.gui.attention import Attention
from app.gui.background import Background
from app.gui.dashboard_words import facts_of, page_of
from app.pipeline.belief import Learned, learn
from app.pipeline.labour import Work, first_day, reckon
from ui.dashboard.window import Dashboard, PlotMaker
from ui.forms.kinds import field_specs
from ui.theme import Theme

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

AFTER = 2000
"""Milliseconds from an approval to new figures, while no other follows."""


class Figures(QObject):
    """Keeps the figures true, and shows them.

    Attributes:
        dashboard: The page, once it was opened.
    """

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._catalog = presenter.catalog
        self._reading = presenter.reading
        self._teller = presenter.teller
        self._window = presenter.window
        self._workplace = presenter.workplace
        self.dashboard: Dashboard | None = None
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.refresh)
        presenter.window.figures_requested.connect(self.open)
        self._attention = Attention(presenter)
        self._attention.spent.connect(self._timer.start)
        presenter.acts.settled.connect(self._timer.start)
        self._timer.start()  # once the window stands, say how this week goes

    def close(self) -> None:
        """Reckon nothing more."""
        self._timer.stop()
        if self.dashboard is not None:
            self.dashboard.close()
        self._attention.close()
        self._background.close()

    @Slot(object)
    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        if self.dashboard is not None:
            self.dashboard.set_theme(theme)

    @Slot()
    def open(self) -> None:
        """Show the page."""
        if self.dashboard is None:
            self.dashboard = Dashboard(self._window.theme, self._window)
            self.dashboard.shown.connect(self.refresh)
        self.dashboard.show()
        self.dashboard.raise_()
        self.dashboard.activateWindow()

    @Slot()
    def refresh(self) -> None:
        """Reckon the figures anew, and learn how far confidences are to be believed from now on.

        What draws them is loaded beside, where somebody looks.
        """
        if self._background.busy:
            self._timer.start()
            return
        catalog, fields, known = self._catalog, list(self._workplace.card.model_fields), self._reading.belief
        looks = self.dashboard is not None and self.dashboard.isVisible()

        def work() -> tuple[Work, Learned, PlotMaker | None]:
            now = datetime.now().astimezone()
            today = now.date()
            since = datetime.combine(first_day(today), datetime.min.time()).astimezone()
            done = reckon(catalog.labour(since), fields, today, None)
            return done, learn(catalog, known), _plot_maker() if looks else None

        self._background.do(work, lambda found: self._show(*found))

    def _show(self, work: Work, learned: Learned, make_plot: PlotMaker | None) -> None:
        self._reading.belief = learned.belief
        self._window.set_facts(facts_of(work))
        if self.dashboard is None or make_plot is None:
            return
        titles = {spec.name: spec.title for spec in field_specs(self._workplace.card)}
        self.dashboard.show_page(page_of(work, learned, titles), make_plot)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, CatalogueError):
            raise error
        self._teller.tell_error(error)


def _plot_maker() -> PlotMaker:
    """What draws plots; loading it takes half a second, which a window that starts does not have."""
    from ui.dashboard.plots import Plot  # noqa: PLC0415  # as said above

    return Plot
