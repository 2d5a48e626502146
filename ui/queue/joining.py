"""A table whose rows can be dropped onto each other: what is dropped becomes one with what it lies on."""

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.queue.delegate import QueueDelegate
from ui.queue.grid import GridTable
from ui.queue.model import QueueModel, dragged_products
from ui.theme import LIGHT, Theme

_BADGE = 22


class JoiningTable(GridTable):
    """Drags its selected products, and says on which one they were dropped.

    Attributes:
        join_requested: Make one product of these, a list; the one that the others were dropped on comes first.
    """

    join_requested = Signal(object)

    def __init__(self, painter: QueueDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = painter
        self._colours = LIGHT
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setDropIndicatorShown(False)  # the row itself says it

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._colours = theme

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Carry the selected products by their first one's thumbnail and their number."""
        model = self.model()
        products = self.selectionModel().selectedRows()
        if not isinstance(model, QueueModel) or not products:
            return
        drag = QDrag(self)
        drag.setMimeData(model.mimeData(products))
        drag.setPixmap(self._carried(model, len(products)))
        drag.setHotSpot(QPoint(-8, -8))
        drag.exec(Qt.DropAction.CopyAction)
        self._cue(None)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show on which product the dragged ones would lie."""
        super().dragMoveEvent(event)
        target = self._target(event.mimeData(), event.position().toPoint())
        self._cue(target)
        if target is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing would lie on anything any more."""
        self._cue(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask to join them."""
        data = event.mimeData()
        target = self._target(data, event.position().toPoint())
        self._cue(None)
        super().dropEvent(event)  # ends the dragging; the model itself takes nothing
        if target is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.join_requested.emit([target, *dragged_products(data)])

    def _target(self, data: QMimeData, at: QPoint) -> int | None:
        """The product at a place, unless it is one of those that are dragged."""
        model, dragged = self.model(), dragged_products(data)
        under = model.id_at(self.indexAt(at)) if isinstance(model, QueueModel) else None
        return under if dragged and under not in dragged else None

    def _cue(self, target: int | None) -> None:
        if self._painter.target != target:
            self._painter.target = target
            self.viewport().update()

    def _carried(self, model: QueueModel, count: int) -> QPixmap:
        density = self.devicePixelRatioF()
        product = model.id_at(self.selectionModel().selectedRows()[0])
        thumbnail = QPixmap() if product is None else model.thumbnail(product, density)
        side = self.verticalHeader().defaultSectionSize()
        pixmap = QPixmap(round(side * density), round(side * density))
        pixmap.setDevicePixelRatio(density)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.9)
        painter.drawPixmap(0, _BADGE // 2, thumbnail)
        if count > 1:
            painter.setOpacity(1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colours.accent))
            badge = pixmap.rect()
            badge.setRect(
                side - 2 * _BADGE, 0, max(_BADGE, painter.fontMetrics().horizontalAdvance(f"{count}") + 12), _BADGE
            )
            painter.drawRoundedRect(badge, _BADGE / 2, _BADGE / 2)
            painter.setPen(QColor(self._colours.on_accent))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, f"{count}")
        painter.end()
        return pixmap
