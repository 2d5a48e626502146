"""What is to be done with several selected products, by buttons, menu and keys."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ui.queue.pane import QueuePane


class Selection(QObject):
    """Turns clicks and keys into intents about all selected products, each a list of their numbers.

    Attributes:
        approve_requested: Approve them.
        reject_requested: Reject them.
        again_requested: Generate their cards again.
        hint_requested: Say something of them to the model.
        export_requested: Write those of them that are approved to a file, by the preset of this id.
        join_requested: Make one product of them.
        remove_requested: Take them out of the catalogue.
    """

    approve_requested = Signal(object)
    reject_requested = Signal(object)
    again_requested = Signal(object)
    hint_requested = Signal(object)
    export_requested = Signal(object, str)
    join_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, pane: QueuePane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._view = pane.view
        acts = pane.acts
        acts.approve.clicked.connect(self.approve)
        acts.reject.clicked.connect(self.reject)
        acts.again_requested.connect(self.again)
        acts.hint_requested.connect(lambda: self.hint_requested.emit(self._view.selected()))
        acts.export_requested.connect(lambda preset: self.export_requested.emit(self._view.selected(), preset))
        acts.join_requested.connect(self.join)
        acts.remove_requested.connect(self.remove)
        pane.view.join_requested.connect(self.join_requested.emit)

    @property
    def is_meant(self) -> bool:
        """Whether keys speak of the selection: in the list they do, in the card they speak of the one that is open."""
        focus = QApplication.focusWidget()
        return focus is not None and self._pane.isAncestorOf(focus) and self._view.selected_count() > 1

    def meant(self, of_selection: Callable[[], object], of_card: Callable[[], object]) -> None:
        """Do the one thing where keys speak of the selection, else the other."""
        (of_selection if self.is_meant else of_card)()

    def approve(self) -> None:
        """Ask to approve what is selected."""
        self.approve_requested.emit(self._view.selected())

    def reject(self) -> None:
        """Ask to reject what is selected."""
        self.reject_requested.emit(self._view.selected())

    def again(self) -> None:
        """Ask for new cards."""
        self.again_requested.emit(self._view.selected())

    def join(self) -> None:
        """Ask to make one product of what is selected."""
        self.join_requested.emit(self._view.selected())

    def export(self) -> None:
        """Ask how to export what is selected."""
        self._pane.acts.show_presets()

    def remove(self) -> None:
        """Ask to take what is selected out of the catalogue."""
        self.remove_requested.emit(self._view.selected())
