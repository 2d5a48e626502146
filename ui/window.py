"""The main window: emits what people want by mouse, keys, drops and pastes. It holds no logic.

What it shows is :class:`ui.frame.Frame`'s part; who acts on its intents is not its business.
"""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QShowEvent, QUndoStack

from ui.actions import Actions
from ui.activity import Activity
from ui.bindings import bind
from ui.drop import DropOverlay, Intake
from ui.forms.form import Form
from ui.frame import Frame
from ui.notices import Notice
from ui.pickers import pick_folder, pick_photos
from ui.selection import Selection
from ui.shortcuts import Shortcuts
from ui.theme import Theme
from ui.undo import UndoKeys


class Window(Frame):
    """The window.

    Attributes:
        paths_added: Files and folders to add, a list of :class:`~pathlib.Path`.
        image_pasted: A picture without a file, as the bytes of an image file.
        product_opened: The product that became the current one.
        approve_requested: Approve the open card and open the next.
        reject_requested: Reject the open card, or take that back.
        regenerate_requested: Generate these products' cards again.
        rewrite_requested: Have the field with the keyboard written anew.
        cancel_requested: Stop generating these.
        cancel_all_requested: Stop everything and empty the queue.
        retry_requested: Try these failed ones again.
        retry_failed_requested: Try all failed ones again.
        remove_requested: Take these out of the catalogue.
        pause_toggled: ``True`` to pause, ``False`` to go on.
        export_requested: Export by the preset of this id.
        pictures_requested: Choose what is done with photos when products are exported.
        samples_requested: Add the photos to try the program with.
        model_requested: Choose a model.
        proposal_accepted: Do what is proposed about a model where there is none.
        remark_closed: What was said about the model need not be said again.
        settings_requested: Open the settings.
        prompt_requested: Edit the model's instructions.
        categories_requested: Edit the list of categories.
        fields_requested: Edit the fields that cards have beside the given ones.
        checks_requested: Choose what is checked before approval.
        bulk_requested: Change a field of many products.
        figures_requested: Show how reviewing goes.
        together_requested: Choose what tells that photos are of the same product.
        pairs_requested: Show products that may be the same.
        reveal_requested: Show this product's photo in the file manager.
        undo: Asks to take back what was done last, wherever that was, and to do it again.
        closing: The window is about to close; what must be saved is saved by slots of this signal.
    """

    paths_added = Signal(list)
    image_pasted = Signal(bytes)
    product_opened = Signal(int)
    approve_requested = Signal()
    reject_requested = Signal()
    regenerate_requested = Signal(list)
    rewrite_requested = Signal()
    cancel_requested = Signal(list)
    cancel_all_requested = Signal()
    retry_requested = Signal(list)
    retry_failed_requested = Signal()
    remove_requested = Signal(object)
    pause_toggled = Signal(bool)
    export_requested = Signal(str)
    pictures_requested = Signal()
    samples_requested = Signal()
    model_requested = Signal()
    proposal_accepted = Signal()
    remark_closed = Signal()
    settings_requested = Signal()
    prompt_requested = Signal()
    categories_requested = Signal()
    fields_requested = Signal()
    checks_requested = Signal()
    bulk_requested = Signal()
    figures_requested = Signal()
    together_requested = Signal()
    pairs_requested = Signal()
    reveal_requested = Signal(int)
    closing = Signal()

    def __init__(self, form: Form, theme: Theme) -> None:
        """Build the window.

        Args:
            form: Edits the open card; the window gives it a place, the focus and the keys for it.
            theme: The colours to begin with.
        """
        super().__init__(form, theme)
        self.undo = UndoKeys(self, lambda: self.card.form)
        self.commands = Actions(self, self.undo)
        self._intake = Intake(self)
        self._overlay = DropOverlay(self.body, self.top_bar.height())
        self.selection = Selection(self.queue)
        self.activity = Activity(self)
        self._stays = False
        self._connect_intake()
        self._connect_panels()
        self._connect_list()
        self._connect_card()
        bind(self)
        self.top_bar.menu_button.setMenu(self.commands.menu(self))

    def set_undo_stack(self, stack: QUndoStack | None) -> None:
        """What is typed in the open card."""
        self.undo.set_stack(stack)

    def paste(self) -> None:
        """Add what the clipboard holds, if it is photos or files."""
        data = QGuiApplication.clipboard().mimeData()
        if isinstance(data, QMimeData):
            self._intake.take(data)

    def pick_photos(self) -> None:
        """Choose photos in the system's dialog."""
        pick_photos(self, self.paths_added.emit)

    def pick_folder(self) -> None:
        """Choose a folder in the system's dialog."""
        pick_folder(self, self.paths_added.emit)

    def show_shortcuts(self) -> None:
        """Open the cheat sheet."""
        undo = [("Ctrl+Z", self.undo.undo.text()), ("Ctrl+Shift+Z", self.undo.redo.text())]
        Shortcuts(self, {0: [("Delete", self.tr("Remover da fila"))], 1: undo}).open()

    def look_next(self) -> None:
        """Go to the next doubtful field or advice of the card, or say that there is none."""
        if not self.card.form.focus_next_doubtful():
            self.tell(Notice("doubt", self.tr("Nada a conferir nesta ficha.")))

    def focus_card(self) -> None:
        """Bring the keyboard to the card, where it was last or to its first field."""
        form = self.card.form
        if form.document is not None and form.names:
            self.show_side(card=True)
            form.focus_field(form.current_field or form.names[0])

    def show_side(self, *, card: bool = False) -> None:
        """Bring the card's column to the front, and in it the card."""
        self.columns.tabs.setCurrentWidget(self.side)
        if card:
            self.side.show_card()

    def turn_history(self) -> None:
        """Show what happened to the open product, or its card again."""
        self.show_side()
        self.side.turn()

    def focus_number(self, number: int) -> None:
        """Bring the keyboard to one of the card's fields, counted from 0."""
        form = self.card.form
        if form.document is not None and number < len(form.names):
            self.show_side(card=True)
            form.focus_field(form.names[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plain keys that nothing else wanted."""
        if not self.commands.press(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the native window for drags, which it sees before any editor does."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self._intake)
            handle.installEventFilter(self._intake)
            self.activity.watch(handle)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Have everything saved, then go."""
        self.card.form.commit()
        self._stays = False
        self.closing.emit()
        if self._stays:
            event.ignore()
        else:
            super().closeEvent(event)

    def stay(self) -> None:
        """Do not close after all; for slots of :attr:`closing`."""
        self._stays = True

    def _connect_intake(self) -> None:
        self._intake.paths_added.connect(self.paths_added.emit)
        self._intake.image_added.connect(self.image_pasted.emit)
        self._intake.hovered.connect(self._overlay.set_hovered)
        self._intake.others[self.top_bar.search] = self.top_bar.search.taker

    def _connect_panels(self) -> None:
        self.top_bar.model_requested.connect(self.model_requested.emit)
        self.top_bar.add_requested.connect(self.pick_photos)
        self.top_bar.export_requested.connect(self.export_requested.emit)
        for asking in (self.welcome.asking, self.strip):
            asking.model_requested.connect(self.model_requested.emit)
            asking.accepted.connect(self.proposal_accepted.emit)
        self.remark.answered.connect(self.model_requested.emit)
        self.remark.closed.connect(self.remark_closed.emit)
        self.welcome.choose_requested.connect(self.pick_photos)
        self.welcome.samples_requested.connect(self.samples_requested.emit)
        self.facets.batch.pause_toggled.connect(self.pause_toggled.emit)
        self.facets.batch.cancel_all_requested.connect(self.cancel_all_requested.emit)
        self.facets.batch.retry_failed_requested.connect(self.retry_failed_requested.emit)
        self.status_line.shortcuts_requested.connect(self.show_shortcuts)

    def _connect_list(self) -> None:
        view = self.queue.view
        view.opened.connect(self.product_opened.emit)
        view.card_requested.connect(self.focus_card)
        view.regenerate_requested.connect(self._on_regenerate_requested)
        view.cancel_requested.connect(self.cancel_requested.emit)
        view.remove_requested.connect(self.remove_requested.emit)
        view.reveal_requested.connect(self.reveal_requested.emit)
        self.selection.remove_requested.connect(self.remove_requested.emit)
        self.queue.acts.edit_requested.connect(self.bulk_requested.emit)

    def _connect_card(self) -> None:
        self.card.approve_requested.connect(self.approve_requested.emit)
        self.card.reject_requested.connect(self.reject_requested.emit)
        self.card.regenerate_requested.connect(self.generate_again)
        self.card.cancel_requested.connect(lambda: self._emit_open(self.cancel_requested.emit))
        self.card.retry_requested.connect(lambda: self._emit_open(self.retry_requested.emit))
        self.card.step_requested.connect(self.queue.view.step)

    def generate_again(self) -> None:
        """Ask for the open product's card again."""
        self._emit_open(self.regenerate_requested.emit)

    def _on_regenerate_requested(self, products: list[int]) -> None:
        several = len(products) > 1
        (self.selection.again_requested if several else self.regenerate_requested).emit(products)

    def _emit_open(self, emit: Callable[[list[int]], None]) -> None:
        """Speak of the card that is open, which the list's filter may hide."""
        opened = self.card.view.product
        product = self.queue.view.current() if opened is None else opened
        if product is not None:
            emit([product])
