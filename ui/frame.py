"""What the main window shows: its panels, put together and told what to show. It emits nothing and decides nothing."""

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from ui.batch import BatchStatus
from ui.card_panel import CardView
from ui.columns import Columns, Folding, folding
from ui.empty import ModelStrip, Welcome
from ui.facets.column import Facets
from ui.forms.form import Form
from ui.full_screen import FullScreen
from ui.icons import app_icon
from ui.layout import Layout, unpacked
from ui.narrowing import Narrowing
from ui.notices import Notice, Notices
from ui.pages import Pages
from ui.photo_pane import PhotoPane
from ui.proposal import Proposal
from ui.pyramid import Pyramid
from ui.queue.model import QueueModel
from ui.queue.pane import QueuePane
from ui.queue.row import RowState
from ui.remark import Remark
from ui.side import Side
from ui.status_line import StatusLine
from ui.theme import Theme
from ui.top_bar import ModelState, ModelStatus, TopBar

ALIKE = "alike"
"""The panel of look-alikes among what is folded."""
COMPACT = 1000
"""Below this width the top bar leaves its names out."""


class Frame(QMainWindow):
    """The window's panels.

    Attributes:
        top_bar: Search, model, export.
        facets: The filters, and the batch at their foot.
        queue: The list.
        photo: The photo.
        side: The card or its history.
        card: The card around the form.
        welcome: What stands in place of the columns while there is no product.
        strip: Asks for a model while products wait for one.
        remark: Something to know about the model.
        status_line: The line below.
        columns: The four columns.
        notices: What slides in below the top bar.
        body: Everything, for what lies over it.
        narrowing: Which products are to be shown.
        theme: The colours in force.
    """

    def __init__(self, form: Form, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Fichário"))
        self.setWindowIcon(app_icon())
        self.setMinimumSize(760, 480)
        self.top_bar = TopBar()
        self.facets = Facets()
        self.queue = QueuePane()
        self.photo = PhotoPane()
        self.side = Side(form)
        self.card = self.side.card
        self.welcome = Welcome()
        self.strip = ModelStrip()
        self.remark = Remark(self.tr("Escolher um modelo…"))
        self.status_line = StatusLine()
        self.narrowing = Narrowing(self.top_bar, self.facets, self.queue)
        self.theme = theme
        self._full_screen: FullScreen | None = None
        self._batch = BatchStatus()
        self._model = ModelStatus(ModelState.NONE, self.tr("Nenhum modelo"))
        self._lay_out()
        self.notices = Notices(self.body, self.top_bar.height())
        self.queue.filter_button.clicked.connect(self.focus_filters)
        self.facets.batch.told.connect(self._show_folded_batch)
        self.narrowing.changed.connect(self._on_narrowed)
        self.photo.full_screen_requested.connect(self.show_full_screen)
        self.resize(1440, 900)
        self.set_theme(theme)
        self.set_model(self._model)
        self.set_counts({})
        self.welcome.choose.setFocus()

    def _lay_out(self) -> None:
        panels = {"facets": self.facets, "list": self.queue, "photo": self.photo, "card": self.side}
        self.columns = Columns(panels, self.tr("Foto"), self.tr("Ficha"))
        self._pages = Pages({self.welcome: self.welcome.choose, self.columns: self.queue.view})
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.strip)
        column.addWidget(self.remark)
        column.addWidget(self._pages, 1)
        column.addWidget(self.status_line)
        self.setCentralWidget(self.body)

    @property
    def batch(self) -> BatchStatus:
        """The batch as last told."""
        return self._batch

    @property
    def full_screen(self) -> FullScreen | None:
        """The photo alone, while it is shown so."""
        return self._full_screen

    def set_theme(self, theme: Theme) -> None:
        """Paint everything that paints itself in these colours."""
        self.theme = theme
        for panel in (self.top_bar, self.queue, self.photo, self.side, self.card.help, self.notices, self.remark):
            panel.set_theme(theme)

    def set_queue(self, model: QueueModel) -> None:
        """Show these products in the list; once for the window's life."""
        self.queue.set_queue(model)

    def set_counts(self, counts: Mapping[RowState | None, int], total: int | None = None) -> None:
        """Show how many products the other filters leave of each state (``None``: of all states).

        ``total`` says how many there are whatever the filter, where that is not the same; without any it is a welcome.
        """
        self.facets.set_counts(counts)
        self._pages.turn_to(self.columns if (counts.get(None, 0) if total is None else total) else self.welcome)
        self.narrowing.say()
        self._ask_for_model()

    def set_batch(self, status: BatchStatus) -> None:
        """Show how the batch goes."""
        self._batch = status
        self.facets.batch.set_status(status)

    def set_model(self, status: ModelStatus) -> None:
        """Show how the model is."""
        self._model = status
        self.top_bar.set_model(status)
        self._ask_for_model()

    def set_proposal(self, proposal: Proposal | None) -> None:
        """Propose something where there is no model, or only ask for one."""
        self.welcome.asking.propose(proposal)
        self.strip.propose(proposal)

    def set_catalogue(self, name: str) -> None:
        """Show whose catalogue this is."""
        self.top_bar.set_catalogue(name)

    def set_photo(self, image: QImage | Pyramid | None) -> None:
        """Show the open product's photo; give a large one as a :class:`Pyramid`."""
        self.photo.set_image(image)
        if self._full_screen is not None:
            self._full_screen.set_image(image)

    def set_photo_message(self, text: str) -> None:
        """Say in a sentence why there is no photo."""
        self.photo.set_message(text)
        if self._full_screen is not None:
            self._full_screen.view.set_message(text)

    def show_card(self, view: CardView) -> None:
        """Show this around the form."""
        self.card.show_card(view)

    def set_saved(self, text: str) -> None:
        """Say when the card was saved."""
        self.status_line.set_saved(text)

    def set_facts(self, text: str) -> None:
        """Say how it goes in general: seconds a card, acceptance."""
        self.status_line.set_facts(text)

    def tell(self, notice: Notice) -> None:
        """Show a notice."""
        self.notices.tell(notice)

    def focus_search(self) -> None:
        """Bring the keyboard to the search field."""
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def focus_filters(self) -> None:
        """Bring the keyboard to the filters, and where they are folded, unfold them."""
        self.columns.open_facets(self.queue.filter_button)
        self.facets.states.button(None).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_full_screen(self) -> None:
        """Show the photo alone."""
        if self.photo.view.pyramid is None or self._full_screen is not None:
            return
        screen = FullScreen(self, self.theme, self.photo)
        screen.step_requested.connect(self.queue.view.step)
        screen.destroyed.connect(self._on_full_screen_closed)
        self._full_screen = screen
        screen.showFullScreen()

    def save_layout(self) -> bytes:
        """How the window is laid out, to keep."""
        geometry = self.saveGeometry().data()
        folded = tuple(sorted([*self.facets.folded, *([ALIKE] if self.photo.alike.folded else [])]))
        return Layout(bytes(geometry), self.columns.widths(), folded, self.queue.order, self.queue.grids).packed()

    def restore_layout(self, kept: bytes) -> None:
        """Take up what :meth:`save_layout` gave; anything else is left aside."""
        layout = unpacked(kept)
        if layout is not None:
            self.restoreGeometry(QByteArray(layout.geometry))
            self.columns.set_widths(layout.columns)
            self.facets.set_folded(key for key in layout.folded if key != ALIKE)
            self.photo.alike.set_folded(folded=ALIKE in layout.folded)
            self.queue.set_order(layout.order)
            self.queue.set_grids(*layout.grids)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what has no room."""
        super().resizeEvent(event)
        self.top_bar.show_compact(self.width() < COMPACT)
        self.columns.fold(folding(self.width()))
        self.queue.fold(folded=self.columns.folding is not Folding.NONE)
        self._show_folded_batch()

    def _show_folded_batch(self) -> None:
        folded = self.columns.folding is not Folding.NONE
        self.status_line.set_batch(self.facets.batch.brief() if folded else "")

    def _ask_for_model(self) -> None:
        missing = self._model.state is ModelState.NONE
        self.welcome.set_model_missing(missing)
        self.strip.setVisible(missing and self._pages.currentWidget() is self.columns)

    def _on_narrowed(self) -> None:
        if not QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            self.columns.popup.hide()  # with Ctrl held, more are to be chosen

    def _on_full_screen_closed(self) -> None:
        self._full_screen = None
