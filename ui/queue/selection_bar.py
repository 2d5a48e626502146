"""What can be done with all selected products, at the list's foot while several are selected."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.widgets import ElidedLabel, button, ground


class SelectionBar(QWidget):
    """How many are selected, and the acts.

    Attributes:
        approve: "Aprovar".
        reject: "Rejeitar".
        more: Opens the menu of further acts.
        edit_requested: Change a field of all of them.
        again_requested: Generate their cards again.
        hint_requested: Say something of them to the model.
        export_requested: Write those of them that are approved to a file, by the preset of this id.
        join_requested: Make one product of them.
        remove_requested: Take them out of the catalogue.
    """

    edit_requested = Signal()
    again_requested = Signal()
    hint_requested = Signal()
    export_requested = Signal(str)
    join_requested = Signal()
    remove_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "foot")
        self._count = ElidedLabel("", "quiet")
        self.approve = button(self.tr("Aprovar"), hint=self.tr("Aprovar as fichas selecionadas (Ctrl+Enter na lista)"))
        self.reject = button(
            self.tr("Rejeitar"), hint=self.tr("Rejeitar as selecionadas (Ctrl+Shift+Backspace na lista)")
        )
        self.more = button(self.tr("Mais ▾"))
        self.more.setAccessibleName(self.tr("Mais ações para a seleção"))
        menu = QMenu(self)
        menu.addAction(self.tr("Editar em massa…")).triggered.connect(self.edit_requested.emit)
        menu.addAction(self.tr("Gerar de novo")).triggered.connect(self.again_requested.emit)
        menu.addAction(self.tr("Dica para o modelo…")).triggered.connect(self.hint_requested.emit)
        menu.addAction(self.tr("Juntar em um produto")).triggered.connect(self.join_requested.emit)
        self._presets = menu.addMenu(self.tr("Exportar a seleção"))
        menu.addSeparator()
        menu.addAction(self.tr("Remover da fila")).triggered.connect(self.remove_requested.emit)
        self.more.setMenu(menu)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for made in (self.approve, self.reject, self.more):
            buttons.addWidget(made, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(6)
        column.addWidget(self._count)
        column.addLayout(buttons)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show the bar for so many; for one or none it is not shown."""
        self._count.setText(self.tr("%1 selecionados").replace("%1", self.locale().toString(count)))
        self.setVisible(count > 1)

    def set_presets(self, presets: Sequence[tuple[str, str]]) -> None:
        """Offer these ways to export, as (id, name)."""
        for preset, name in presets:
            action = self._presets.addAction(name)
            action.triggered.connect(lambda _checked=False, chosen=preset: self.export_requested.emit(chosen))

    def show_presets(self) -> None:
        """Open the ways to export."""
        self._presets.popup(self.more.mapToGlobal(QPoint(0, -self._presets.sizeHint().height())))
