"""Products that look like the open one, under its photo: to open, to copy from, to look further from.

It tells what a person wants, and does nothing itself.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.alike.row import AlikeList
from ui.alike.tile import LOOK_ALIKE, PICTURE, SIDE, LookAlike
from ui.queue.thumbnails import tile
from ui.theme import Theme
from ui.widgets import button, ground, label

_KEY = "Alt C"
_ROOM_FOR_FIELD = 420
"""From this width on more is said."""


class AlikePanel(QWidget):
    """A heading that folds, the row or why there is none, and the button that copies.

    Attributes:
        opened: Open this product.
        copy_requested: Give the card's field what this product has in it.
        more_requested: Look for what is like this one.
        folded_changed: It was folded or unfolded.
        row: The look-alikes.
        heading: Folds it.
        copy: The button that copies.
    """

    opened = Signal(int)
    copy_requested = Signal(int)
    more_requested = Signal(int)
    folded_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "foot")
        self._folded = False
        self._field = ""
        self.heading = QPushButton()
        self.heading.setProperty("kind", "group")
        self.heading.clicked.connect(self._on_heading_clicked)
        self.copy = button("", "pill", hint=self.tr("Copia o campo da ficha aprovada marcada na fila (Alt+C)"))
        self.copy.clicked.connect(self.copy_chosen)
        self.copy.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.row = AlikeList()
        self.row.setAccessibleName(self.tr("Produtos parecidos"))
        self.row.entered.connect(self._open_chosen)
        self.row.itemDoubleClicked.connect(self._open_chosen)
        self.row.currentRowChanged.connect(self._show_copy)
        self.row.customContextMenuRequested.connect(self._on_menu_requested)
        self._words = label(role="quiet", wrap=True)
        self._lay_out()
        self.say("")
        self.set_folded(folded=False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 12, 0)
        head.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.copy)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(12, 0, 12, 4)
        body.addWidget(self.row)
        body.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._body)

    @property
    def folded(self) -> bool:
        """Whether only the heading is shown."""
        return self._folded

    @property
    def words(self) -> str:
        """What is said in place of look-alikes."""
        return self._words.text()

    @property
    def shown(self) -> tuple[LookAlike, ...]:
        """The look-alikes."""
        found = (self.row.at(place) for place in range(self.row.count()))
        return tuple(alike for alike in found if alike is not None)

    @property
    def source(self) -> LookAlike | None:
        """Whom a field would be copied from: the current one if it is approved, else the first that is."""
        chosen = self.row.chosen
        if chosen is not None and chosen.approved:
            return chosen
        return next((alike for alike in self.shown if alike.approved), None)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.row.delegate.set_theme(theme)
        self.row.viewport().update()

    def set_folded(self, *, folded: bool) -> None:
        """Show only the heading, or all of it."""
        self._folded = folded
        self._body.setVisible(not folded)
        sign = "▸" if folded else "▾"
        title = self.tr("Produtos parecidos") if self._roomy else self.tr("Parecidos")
        self.heading.setText(f"{sign} {title.upper()}")
        state = self.tr("fechado") if folded else self.tr("aberto")
        self.heading.setAccessibleName(f"{self.tr('Produtos parecidos')}, {state}")
        self._show_copy()

    def set_field(self, title: str) -> None:
        """The field that would be copied; empty where there is none."""
        self._field = title
        self._show_copy()

    def say(self, words: str) -> None:
        """Say why there are none, in their place."""
        self.row.clear()
        self.row.hide()
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._show_copy()

    def show_alike(self, alike: Sequence[LookAlike]) -> None:
        """Show these, in their order; the current one stays it, else the first is."""
        chosen = self.row.chosen
        self.say("")
        for one in alike:
            item = QListWidgetItem()
            item.setData(LOOK_ALIKE, one)
            item.setData(PICTURE, tile(one.thumbnail, SIDE, self.devicePixelRatioF()))
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), one.told)
            item.setToolTip(one.told)
            self.row.addItem(item)
        self.row.setVisible(bool(alike))
        kept = [place for place, one in enumerate(alike) if chosen is not None and one.id == chosen.id]
        self.row.setCurrentRow(kept[0] if kept else min(len(alike), 1) - 1)
        self._show_copy()

    def copy_chosen(self) -> None:
        """Ask to copy the field, where there is something to copy it from."""
        source = self.source
        if source is not None and self._field:
            self.copy_requested.emit(source.id)

    def menu(self, alike: LookAlike) -> QMenu:
        """What can be done with a look-alike."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Abrir")).triggered.connect(lambda: self.opened.emit(alike.id))
        copying = menu.addAction(self._copying())
        copying.setEnabled(alike.approved and bool(self._field))
        copying.triggered.connect(lambda: self.copy_requested.emit(alike.id))
        more = menu.addAction(self.tr("Procurar parecidos com este"))
        more.triggered.connect(lambda: self.more_requested.emit(alike.id))
        return menu

    @property
    def _roomy(self) -> bool:
        return self.width() >= _ROOM_FOR_FIELD

    def _copying(self) -> str:
        return self.tr("Copiar “%s”").replace("%s", self._field) if self._field else self.tr("Copiar o campo")

    def _show_copy(self) -> None:
        """Name the field on the button; without an approved look-alike there is no button."""
        source = self.source
        self.copy.setText(f"{self._copying()}   {_KEY}" if self._roomy else self.tr("Copiar"))
        told = self.tr("{copy} de {title}").format(copy=self._copying(), title=source.title) if source else ""
        self.copy.setAccessibleName(told or self._copying())
        self.copy.setVisible(source is not None and not self._folded)
        self.copy.setEnabled(bool(self._field))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room."""
        super().resizeEvent(event)
        self.set_folded(folded=self._folded)

    def _open_chosen(self) -> None:
        chosen = self.row.chosen
        if chosen is not None:
            self.opened.emit(chosen.id)

    def _on_heading_clicked(self) -> None:
        self.set_folded(folded=not self._folded)
        self.folded_changed.emit()

    def _on_menu_requested(self, at: QPoint) -> None:
        item = self.row.itemAt(at)
        alike = self.row.at(self.row.row(item)) if item is not None else None
        if alike is not None:
            self.menu(alike).popup(self.row.viewport().mapToGlobal(at))
