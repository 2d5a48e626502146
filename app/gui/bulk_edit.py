"""The bulk panel at work: shows what would become of each product, then does it part by part, as one deed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.catalog.errors import CatalogueError
from app.gui.bulk_lines import edit_of, wrong
from app.gui.facet_views import FIELDS
from app.gui.looking import Looked, Looking
from app.pipeline.edits.doing import Carried, carry_out
from app.pipeline.edits.expressions import ExpressionSlow, ExpressionWrong
from app.pipeline.edits.planning import Writing
from ui.bulk.lines import Line
from ui.bulk.panel import BulkPanel
from ui.bulk.preview import Tally
from ui.bulk.wish import Scope, Work
from ui.forms.kinds import field_specs
from ui.theme import Theme

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

PART = 400
"""Products changed in one go: so long a save from the window waits, and so many follow a click on "Parar"."""


class BulkEdit(QObject):
    """Opens the panel, and carries out what is decided in it.

    Attributes:
        panel: The panel, once it was opened.
        looking: What makes its preview.
    """

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._products = presenter.products
        self._teller = presenter.teller
        self._window = window = presenter.window
        self._workplace = presenter.workplace
        self.panel: BulkPanel | None = None
        self._filling = presenter.filling
        self._done = Carried()
        self._writes = False
        self._stops = False
        self._seen: Sequence[int] | int = ()
        self.looking = Looking(presenter.catalog, self)
        self.looking.found.connect(self._on_found)
        self.looking.failed.connect(self._on_failed)
        self._acts.failed.connect(self._on_act_failed)
        window.bulk_requested.connect(self.open)
        window.facets.merge_requested.connect(self.open_to_merge)
        window.queue.view.selection_counted.connect(self._on_scope_changed)
        self._products.listed.connect(self._on_scope_changed)
        presenter.dialogs.card_changed.connect(self._on_card_changed)

    def close(self) -> None:
        """Look at nothing more, and begin no further part of a change."""
        self._stops = True
        if self.panel is not None:
            self.panel.close()
        self.looking.close()

    @Slot(object)
    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        if self.panel is not None:
            self.panel.set_theme(theme)

    @Slot()
    def open(self) -> None:
        """Show the panel, for the selection where there is one, else for what the filter shows."""
        several = self._window.queue.view.selected_count() > 1
        self._show(lambda panel: panel.choose(Scope.SELECTED if several else Scope.SHOWN))

    @Slot(str)
    def open_to_merge(self, key: str) -> None:
        """Show the panel for values of a facet that mean the same, whatever the filter."""
        name, chosen = FIELDS[key], self._window.facets.groups[key].chosen
        self._show(lambda panel: panel.choose(Scope.ALL, Work.UNITE, name, chosen))

    def _show(self, begin: Callable[[BulkPanel], None]) -> None:
        panel = self.panel or self._made_panel()
        self._on_scope_changed()
        self._on_card_changed()
        if not panel.busy:
            begin(panel)
        panel.show()
        panel.raise_()
        panel.activateWindow()
        panel.touch()

    def _made_panel(self) -> BulkPanel:
        self.panel = panel = BulkPanel(self._window)
        panel.set_theme(self._window.theme)
        panel.preview_wanted.connect(self._look)
        panel.apply_requested.connect(self._apply)
        panel.stop_requested.connect(self._on_stop_requested)
        panel.product_opened.connect(self._window.queue.view.open)
        panel.hidden.connect(self.looking.drop)
        return panel

    @Slot()
    def _on_card_changed(self) -> None:
        if self.panel is not None:
            groups = self._window.facets.groups
            values = {name: groups[key].view.values for key, name in FIELDS.items() if key in groups}
            self.panel.asking.set_fields(field_specs(self._workplace.card), values)

    @Slot()
    def _on_scope_changed(self) -> None:
        """Say how many products there are to choose from; a preview of others than these is made anew."""
        if self.panel is None or self.panel.busy:
            return
        selected = self._window.queue.view.selected_count()
        counts = {Scope.SELECTED: selected} if selected > 1 else {}
        all_there_are = self._products.last.total if self._products.last else 0
        counts |= {Scope.SHOWN: self._products.model.rowCount(), Scope.ALL: all_there_are}
        self.panel.asking.set_counts(counts)
        if self._meant() != self._seen:
            self.panel.touch()

    def _meant(self) -> Sequence[int] | int:
        """The products that are meant; of the whole catalogue, how many there are.

        The list is brought up to date several times a second while cards are written or checked; a preview that began
        anew each time would never end.
        """
        match self.panel.asking.chosen_scope if self.panel is not None else Scope.ALL:
            case Scope.SELECTED:
                return self._window.queue.view.selected()
            case Scope.SHOWN:
                return list(self._products.model.ids())
        return self._products.last.total if self._products.last else 0

    @Slot()
    def _look(self) -> None:
        """Make the preview anew, as far as what is wanted is complete."""
        panel = self.panel
        self.looking.drop()
        if panel is None or not panel.isVisible():
            return
        panel.preview.clear()
        panel.show_tally(Tally())
        wish = panel.asking.wish
        if wish is None:
            return
        if wish.work is Work.WRITE and not self._workplace.recipe.fills(wish.field):
            words = self.tr("O modelo em uso não sabe escrever um campo só. Escolha outro modelo.")
            panel.set_message(words, wrong=True)
            return
        try:
            edit = edit_of(wish, self._workplace.card)
        except ExpressionWrong as error:
            panel.set_message(wrong(error), wrong=True)
            return
        self._bench.save()
        self._seen = seen = self._meant()
        self.looking.begin(
            edit, panel.asking.spec, self._catalog.product_ids if isinstance(seen, int) else lambda: seen
        )

    @Slot(object, list)
    def _on_found(self, tally: Tally, lines: list[Line]) -> None:
        if self.panel is not None:
            self.panel.preview.add(lines)
            self.panel.show_tally(tally)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.panel is None:
            return
        self.panel.show_tally(Tally())
        if isinstance(error, ExpressionSlow):
            words = self.tr("Esta expressão regular demora demais. Evite repetições dentro de repetições, como (a+)+.")
            self.panel.set_message(words, wrong=True)
        elif isinstance(error, CatalogueError):
            self._teller.tell_error(error)
        else:
            raise error

    @Slot()
    def _apply(self) -> None:
        """Do what the preview shows, part by part; all of it is one act."""
        looked = self.looking.looked
        if looked is None or not looked.is_whole:
            return
        self._stops = False
        self._writes = isinstance(looked.edit, Writing)
        self._bench.save()
        self._change(looked, list(looked.versions.items()), Carried())

    def _change(self, looked: Looked, rest: Sequence[tuple[int, int]], done: Carried) -> None:
        """Change the next part, unless somebody stopped it."""
        self._done = done
        if not rest or self._stops or self.panel is None:
            self._end()
            return
        part, rest = rest[:PART], rest[PART:]
        total = len(looked.versions)
        self.panel.show_busy(Tally(seen=total - len(rest) - len(part), total=total))
        catalog, edit = self._catalog, looked.edit
        self._acts.do(
            lambda: carry_out(catalog, edit, dict(part), done),
            lambda after: self._change(looked, rest, after),
        )

    def _end(self) -> None:
        done = self._done
        if self.panel is not None:
            self.panel.end_busy()
        self._acts.settle(done.ids)
        self._acts.tell("decision", self._outcome(done), done.deed)

    def _outcome(self, done: Carried) -> str:
        if self._writes:
            return self._filling.ordered(len(done.ids))
        words = self.tr("%n ficha(s) mudaram.", "", len(done.ids)) if done.ids else self.tr("Nada mudou.")
        if done.stale:
            words += " " + self.tr("%n mudaram enquanto isso e ficaram como estavam.", "", done.stale)
        return words

    @Slot()
    def _on_act_failed(self) -> None:
        """A part could not be changed: what was done before stays, with its way back."""
        if self.panel is not None and self.panel.busy:
            self._end()

    @Slot()
    def _on_stop_requested(self) -> None:
        self._stops = True
