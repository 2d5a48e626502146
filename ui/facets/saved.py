"""Filters that somebody gave a name: chosen by a click, named and renamed in their place."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from ui.facets.button import FacetButton
from ui.widgets import button, label


class NameField(QLineEdit):
    """Takes a name: Enter keeps it, Esc does not.

    Attributes:
        left: Nothing is to be named after all.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SavedFilters(QWidget):
    """The saved filters, and the way to save the present one.

    Attributes:
        chosen: The name of the filter to apply.
        save_requested: Keep the present filter under this name.
        rename_requested: The old and the new name.
        forget_requested: Keep this one no longer.
    """

    chosen = Signal(str)
    save_requested = Signal(str)
    rename_requested = Signal(str, str)
    forget_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._current = ""
        self._worth = False
        self._renamed = ""
        self._buttons: dict[str, FacetButton] = {}
        self._heading = label(self.tr("FILTROS SALVOS"), "group")
        self._heading.setContentsMargins(8, 0, 0, 6)
        self.save = button(self.tr("Salvar este filtro…"), "link")
        self.save.setProperty("role", "facet")
        self.save.clicked.connect(lambda: self._ask(""))
        self.field = NameField()
        self.field.setProperty("role", "path")
        self.field.setMaxLength(60)
        self.field.setPlaceholderText(self.tr("Nome do filtro"))
        self.field.setAccessibleName(self.tr("Nome do filtro"))
        self.field.returnPressed.connect(self._on_named)
        self.field.left.connect(self._put_away)
        self.field.editingFinished.connect(self._put_away)
        self.field.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 10)
        self._column.setSpacing(1)
        for widget in (self._heading, self.field, self.save):
            self._column.addWidget(widget)
        self._show()

    @property
    def buttons(self) -> dict[str, FacetButton]:
        """The filters' buttons by name."""
        return dict(self._buttons)

    def set_saved(self, names: Sequence[str], current: str, *, worth_saving: bool) -> None:
        """Show these filters.

        Args:
            names: In their order.
            current: The one that is applied now, or empty.
            worth_saving: Whether the present filter is one, and not saved yet.
        """
        self._current, self._worth = current, worth_saving
        if list(names) != self._names:
            self._names = list(names)
            for made in self._buttons.values():
                made.hide()
                made.deleteLater()
            self._buttons = {name: self._made(name) for name in names}
            for place, made in enumerate(self._buttons.values(), start=1):
                self._column.insertWidget(place, made)
        self._show()

    def menu_for(self, name: str) -> QMenu:
        """The menu of a filter."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Renomear…")).triggered.connect(lambda: self._ask(name))
        menu.addAction(self.tr("Remover o filtro")).triggered.connect(lambda: self.forget_requested.emit(name))
        return menu

    def _made(self, name: str) -> FacetButton:
        made = FacetButton(name)
        made.setAccessibleName(self.tr("Filtro salvo: %1").replace("%1", name))
        made.chosen.connect(lambda _adds: self._on_chosen(name))
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(
            lambda at: self.menu_for(name).popup(made.mapToGlobal(at if isinstance(at, QPoint) else QPoint()))
        )
        return made

    def _show(self) -> None:
        for name, made in self._buttons.items():
            made.setChecked(name == self._current)
        asking = not self.field.isHidden()
        self.save.setVisible(self._worth and not asking)
        self.setVisible(bool(self._names) or self._worth or asking)

    def _ask(self, renamed: str) -> None:
        """Ask for a name: a new one, or another for a filter that has one."""
        self._renamed = renamed
        self.field.setText(renamed)
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        self._show()

    def _put_away(self) -> None:
        self.field.hide()
        self._show()

    def _on_chosen(self, name: str) -> None:
        self._show()
        self.chosen.emit(name)

    def _on_named(self) -> None:
        name, renamed = self.field.text().strip(), self._renamed
        self._put_away()
        if not name or name == renamed:
            return
        if renamed:
            self.rename_requested.emit(renamed, name)
        else:
            self.save_requested.emit(name)
