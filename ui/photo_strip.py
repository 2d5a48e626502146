"""The photos of a product that has several, side by side under the one that is looked at.

It tells what a person wants done with them, and does nothing itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem, QMenu, QWidget

from ui.queue.thumbnails import tile
from ui.theme import LIGHT, Theme

SIDE = 52
"""Points, as in the list."""
_ID = int(Qt.ItemDataRole.UserRole)
_MARGIN = 5


@dataclass(frozen=True, slots=True)
class StripPhoto:
    """One photo of the open product.

    Attributes:
        id: Its number.
        name: Its file's name; empty for a pasted one.
        thumbnail: A small JPEG; ``None`` while there is none.
    """

    id: int
    name: str
    thumbnail: bytes | None


class PhotoStrip(QListWidget):
    """Thumbnails with their numbers, the main photo first; hidden where there are not several.

    Attributes:
        chosen: Look at this photo.
        split_requested: Make products of their own of these, a list.
        order_requested: Show the photos in this order, a list of all of them.
    """

    chosen = Signal(int)
    split_requested = Signal(list)
    order_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAccessibleName(self.tr("Fotos do produto"))
        self._theme = LIGHT
        self._photos: tuple[StripPhoto, ...] = ()
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setGridSize(QSize(SIDE + 12, SIDE + 8))
        self.setFixedHeight(SIDE + 2 * _MARGIN + 18)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.currentItemChanged.connect(self._on_current_changed)
        self.model().rowsMoved.connect(self._on_rows_moved)
        self.hide()

    @property
    def photos(self) -> tuple[StripPhoto, ...]:
        """What is shown."""
        return self._photos

    @property
    def current(self) -> int | None:
        """The photo that is looked at; ``None`` where there are not several."""
        at = self.currentRow()
        return self._photos[at].id if 0 <= at < len(self._photos) else None

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self._fill(self.current)

    def show_photos(self, photos: Sequence[StripPhoto], current: int | None = None) -> None:
        """Show a product's photos, and which of them is looked at; less than two are not shown."""
        looked_at = self.current if current is None else current
        self._photos = tuple(photos) if len(photos) > 1 else ()
        self._fill(looked_at)
        self.setVisible(bool(self._photos))

    def choose(self, place: int) -> None:
        """Look at the photo in this place, from 0, if there is one."""
        if 0 <= place < self.count():
            self.setCurrentRow(place)

    def step(self, by: int) -> None:
        """Look at a neighbour; behind the last comes the first."""
        if self.count():
            self.setCurrentRow((self.currentRow() + by) % self.count())

    def split(self) -> None:
        """Ask to make a product of its own of the photo that is looked at."""
        if self.current is not None:
            self.split_requested.emit([self.current])

    def split_all(self) -> None:
        """Ask to make a product of each photo but the main one."""
        if self._photos:
            self.split_requested.emit([photo.id for photo in self._photos[1:]])

    def make_main(self) -> None:
        """Ask to let the photo that is looked at be the main one."""
        self.move_to(0)

    def move_by(self, by: int) -> None:
        """Ask to show the photo that is looked at earlier or later."""
        self.move_to(self.currentRow() + by)

    def move_to(self, place: int) -> None:
        """Ask to show the photo that is looked at in this place."""
        at = self.currentRow()
        if self._photos and 0 <= place < self.count() and place != at:
            ids = [photo.id for photo in self._photos]
            ids.insert(place, ids.pop(at))
            self.order_requested.emit(ids)

    def menu(self) -> QMenu:
        """What can be done with the photo that is looked at."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        at = self.currentRow()
        for text, act, possible in (
            (self.tr("Tornar esta a foto principal"), self.make_main, at > 0),
            (self.tr("Mostrar antes"), lambda: self.move_by(-1), at > 0),
            (self.tr("Mostrar depois"), lambda: self.move_by(1), at + 1 < self.count()),
            (self.tr("Separar esta foto"), self.split, True),
            (self.tr("Separar todas as fotos"), self.split_all, True),
        ):
            action = menu.addAction(text)
            action.setEnabled(possible)
            action.triggered.connect(act)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on, with Ctrl they move the photo; letters and figures are the window's."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if by is not None:
            (self.move_by if held else self.step)(by)
        elif event.key() == Qt.Key.Key_Escape or (event.text().isprintable() and event.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fill(self, current: int | None = None) -> None:
        self.blockSignals(True)
        self.clear()
        for number, photo in enumerate(self._photos, start=1):
            self.addItem(self._item(number, photo))
            if photo.id == current:
                self.setCurrentRow(number - 1, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if self._photos and self.currentRow() < 0:
            self.setCurrentRow(0)
        self.blockSignals(False)

    def _item(self, number: int, photo: StripPhoto) -> QListWidgetItem:
        pixmap = self._numbered(number, photo)
        icon = QIcon(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Selected)  # which would be tinted
        item = QListWidgetItem(icon, "")
        item.setData(_ID, photo.id)
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        words = self.tr("Foto {number} de {count}").format(number=number, count=len(self._photos))
        if number == 1:
            words = self.tr("{photo}, principal").format(photo=words)
        told = f"{words} · {photo.name}" if photo.name else words
        item.setToolTip(told)
        item.setData(int(Qt.ItemDataRole.AccessibleTextRole), told)
        return item

    def _numbered(self, number: int, photo: StripPhoto) -> QPixmap:
        """The thumbnail with the number that chooses it; an empty tile where there is none yet."""
        density = self.devicePixelRatioF()
        pixmap = tile(photo.thumbnail, SIDE, density)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if photo.thumbnail is None:
            painter.setPen(QPen(QColor(self._theme.line), 1))
            painter.setBrush(QColor(self._theme.field))
            painter.drawRoundedRect(1, 1, SIDE - 2, SIDE - 2, 6, 6)
        painter.setPen(QPen(QColor(self._theme.surface), 1))
        painter.setBrush(QColor(self._theme.accent if number == 1 else self._theme.text))
        font = self.font()
        font.setPointSizeF(font.pointSizeF() - 1.5)
        font.setBold(True)
        painter.setFont(font)
        width = max(16, painter.fontMetrics().horizontalAdvance(f"{number}") + 9)
        painter.drawRoundedRect(2, SIDE - 18, width, 16, 8, 8)
        painter.setPen(QColor(self._theme.on_accent if number == 1 else self._theme.surface))
        painter.drawText(2, SIDE - 18, width, 16, Qt.AlignmentFlag.AlignCenter, f"{number}")
        painter.end()
        return pixmap

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ID))

    def _on_rows_moved(self) -> None:
        self.order_requested.emit([self.item(row).data(_ID) for row in range(self.count())])

    def _on_menu_requested(self, at: QPoint) -> None:
        if self.itemAt(at) is not None:
            self.menu().popup(self.viewport().mapToGlobal(at))
