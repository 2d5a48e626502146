"""The presenter: wires window, engine thread, intake and catalogue. Who does what is said by whom it connects."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.catalog.catalog import Catalog
from app.gui.acts import Acts
from app.gui.bench import Bench
from app.gui.bulk import Bulk
from app.gui.bulk_edit import BulkEdit
from app.gui.card_column import CardColumn
from app.gui.checks import Checks
from app.gui.colleagues import Colleagues
from app.gui.dashboard import Figures
from app.gui.decisions import Decisions
from app.gui.demonstration import Demonstration
from app.gui.dialogs import Dialogs
from app.gui.exporting import Exporting
from app.gui.filling import FieldFilling
from app.gui.helping import Helping
from app.gui.history import History
from app.gui.intake_thread import IntakeThread
from app.gui.joining import Joining
from app.gui.keeping import Keeping
from app.gui.likenesses import LikenessPairs
from app.gui.likes import Likes
from app.gui.models.announcing import Announcing
from app.gui.models.presenter import Models
from app.gui.orders import Orders
from app.gui.outages import Outages
from app.gui.photo_column import PhotoColumn
from app.gui.place.presenter import Place
from app.gui.products import Products
from app.gui.reading import Reading
from app.gui.remembering import Remembering
from app.gui.rows import CatalogueRows
from app.gui.saved_filters import SavedFilters
from app.gui.teller import Teller
from app.gui.workplace import Workplace, made_form
from app.pipeline.intake import Coloured, Doubled, Listed, Refused, Taken
from inference.events import Cancelled, Event, Failed, Finished, Started
from ui.window import Window


class Presenter(QObject):
    """Everything behind one window.

    Signals:
        closed: The window is gone, every edit is saved and every thread has ended.
    """

    closed = Signal()

    def __init__(self, catalog: Catalog, workplace: Workplace, window: Window) -> None:
        super().__init__()
        self.catalog = catalog
        self.window = window
        self.workplace = workplace
        self.teller = Teller(window, workplace.language, self)
        self.reading = Reading(catalog, workplace, self)
        self.intake = IntakeThread(catalog, workplace, self)
        rows = CatalogueRows(catalog, workplace.language, workplace.swatches)
        self.products = Products(catalog, rows, lambda: workplace.titles, window, self)
        self.bench = Bench(catalog, workplace.card, self)
        self.card_column = CardColumn(self.bench, self.products, window, workplace, catalog.fetch, self)
        self.photo_column = PhotoColumn(catalog, self.bench, self.products, self.teller, workplace, window, self)
        self.checks = Checks(self)
        self.keeping = Keeping(self.teller, self)
        self.remembering = Remembering(self)
        self.acts = Acts(self)
        self.likes = Likes(self)
        self.decisions = Decisions(self)
        self.orders = Orders(self)
        self.bulk = Bulk(self)
        self.helping = Helping(self)
        self.joining = Joining(self)
        self.exporting = Exporting(self)
        self.history = History(self)
        self.saved_filters = SavedFilters(self)
        self._make_dialogs()
        self._doubled, self._leaving = 0, False
        self._connect_window()
        self._connect_threads()

    def _make_dialogs(self) -> None:
        self.dialogs = Dialogs(self)
        self.filling = FieldFilling(self)
        self.bulk_edit = BulkEdit(self)
        self.figures = Figures(self)
        self.pairs = LikenessPairs(self)
        self.models = Models(self)
        self._announcing = Announcing(self, self.models)
        self.place = Place(self)
        self._outages = Outages(self)
        self.demonstration, self.colleagues = Demonstration(self), Colleagues(self)

    def start(self) -> None:
        """Show what there is; what takes time begins once the window stands."""
        self.products.begin()
        self.saved_filters.begin()
        self.acts.begin()
        self._announcing.show_status(self.reading.status)
        self.demonstration.show()
        self.reading.start()
        self.intake.start()
        self.checks.start()
        self.models.shelf.refresh()
        ids = self.products.model.ids()
        if ids:
            first = self.catalog.next_to_review(0)
            self.window.queue.view.open(first if first is not None else ids[0])
        QTimer.singleShot(0, self.place.begin)

    def _connect_window(self) -> None:
        window = self.window
        window.paths_added.connect(self.intake.add)
        window.image_pasted.connect(self._on_image_pasted)
        window.product_opened.connect(self.bench.open)
        window.pause_toggled.connect(self.reading.pause)
        window.closing.connect(self.close)
        self.dialogs.card_changed.connect(self._on_card_changed)
        self.bench.saved.connect(self._on_saved)
        self.bench.stayed.connect(self._on_stayed)
        self.bench.refused.connect(self.teller.tell_error)

    def _connect_threads(self) -> None:
        self.products.failed.connect(self.teller.tell_error)
        self.reading.stepped.connect(self._on_stepped)
        self.reading.stepped.connect(self.intake.labels.hear)
        self.reading.drained.connect(self.products.rest)
        self.reading.paused_changed.connect(self.products.set_paused)
        self.intake.taken.connect(self._on_taken)
        self.intake.gathered.connect(self.joining.propose)
        self.intake.settled.connect(self._on_intake_settled)
        self.intake.failed.connect(self.teller.tell_error)

    def wake(self) -> None:
        """Something was put into the queue."""
        self.intake.wake()
        self.reading.wake()

    @Slot()
    def close(self) -> None:
        """Save, then end every thread; :attr:`closed` follows when they have ended.

        What cannot be saved keeps the window open until a person decides.
        """
        if not self.bench.save() and not self._leaving:
            self.window.stay()
            self.teller.tell_unsaved(self._leave)
            return
        self.workplace.keep_layout(self.window.save_layout())
        self.window.hide()
        for each in (self.window, self.intake, self.reading):
            # What is on its way from the threads is saved already, and would find the catalogue closed.
            each.blockSignals(True)
        self.products.close()
        acting = (self.bulk_edit, self.filling, self.figures, self.likes, self.remembering, self.acts, self.dialogs)
        working = (self.checks, self.intake, self.reading, self.models, self.keeping, self.place)
        showing = (self.history, self.exporting, self.bench, self.colleagues)
        for part in (self.pairs, *acting, *showing, *working, self.card_column, self.photo_column):
            part.close()
        QTimer.singleShot(0, self._end)

    def _leave(self) -> None:
        self._leaving = True
        self.window.close()

    @Slot(int)
    def _on_stayed(self, product_id: int) -> None:
        # Later: the list is just about to go on to the other product.
        QTimer.singleShot(0, lambda: self.window.queue.view.open(product_id))

    @Slot()
    def _end(self) -> None:
        # The window is hidden by now: waiting here holds nobody up.
        threads = (self.intake, self.reading, self.checks.checking, self.keeping, self.remembering)
        if not all(thread.wait(50) for thread in threads):
            QTimer.singleShot(10, self._end)
            return
        self.catalog.close()
        self._end_downloads()

    @Slot()
    def _end_downloads(self) -> None:
        # A server that takes its time to answer keeps nobody from opening the catalogue again.
        if not (self.models.wait(50) and self.place.wait(50)):
            QTimer.singleShot(10, self._end_downloads)
            return
        self.closed.emit()

    @Slot(list)
    def _on_stepped(self, events: Sequence[Event]) -> None:
        self.products.hear(events)
        heard = [event for event in events if event.job == str(self.bench.id)]
        for event in heard:
            if isinstance(event, Started | Finished | Failed | Cancelled):
                self.bench.reread()
            self.card_column.hear(event)
        if heard:
            self.card_column.show()
        if self.bench.id is None and (first := self.catalog.next_to_review(0)) is not None:
            self.window.queue.view.open(first)

    @Slot(list)
    def _on_taken(self, taken: Iterable[Taken]) -> None:
        taken = list(taken)
        self.products.take(taken)
        self._doubled += sum(isinstance(one, Doubled) for one in taken)
        self._doubled += sum(one.already for one in taken if isinstance(one, Listed))
        if any(isinstance(one, Refused | Doubled | Coloured) and one.product == self.bench.id for one in taken):
            self.bench.reread()
        if any(isinstance(one, Coloured) for one in taken):
            self.checks.catch_up_later()
        if self.bench.id is None:
            QTimer.singleShot(20, self, self._open_first)  # after the list's first paint, so as not to freeze for both
        self.reading.wake()

    @Slot()
    def _open_first(self) -> None:
        if self.bench.id is None and self.products.model.rowCount():
            self.window.queue.view.open(self.products.model.ids()[0])

    @Slot()
    def _on_intake_settled(self) -> None:
        if self._doubled:
            self.teller.tell_doubled(self._doubled)
            self._doubled = 0
        self.products.reload()
        self.reading.wake()

    @Slot(bytes)
    def _on_image_pasted(self, data: bytes) -> None:
        self.intake.paste(data, ".png")

    @Slot()
    def _on_saved(self) -> None:
        self.teller.say_saved()
        if self.bench.id is not None:
            self.products.changed([self.bench.id])

    @Slot()
    def _on_card_changed(self) -> None:
        self.bench.settling.emit()
        self.bench.save()
        self.window.card.set_form(made_form(self.workplace))
        self.bench.set_card(self.workplace.card)
        self.checks.take_form(self.window.card.form)
        self.helping.take_form(self.window.card.form)
