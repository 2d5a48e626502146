"""What mouse and keys do on the map.

=====================  ===============================================================
drag                   draws the map along; by the other tools, chooses what is within
Shift with it          what was chosen before stays chosen
click, Enter           opens
wheel, plus, minus     nearer and further, where the mouse is or the current photo
arrows                 to the next photo there; with Shift, draw the map along
0                      all of it
Esc                    chooses nothing
=====================  ===============================================================
"""

from enum import StrEnum

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.atlas.area import Area
from ui.atlas.canvas import AtlasCanvas
from ui.atlas.points import nearest, neighbour
from ui.theme import Theme

ZOOM = 1.35
"""Of a key."""
_REACH = 10.0
"""Points of the screen from which on a point is meant."""
_NOTCH = 120
_PER_NOTCH = 1.2
_DRAWN = 0.15
"""Of the screen, by a key."""
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class Tool(StrEnum):
    """What dragging does."""

    MOVE = "move"
    RECTANGLE = "rectangle"
    LASSO = "lasso"


class AtlasHands(AtlasCanvas):
    """A canvas that can be handled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._tool = Tool.MOVE
        self._pressed: QPointF | None = None
        self._last = QPointF()

    @property
    def tool(self) -> Tool:
        """What dragging does."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Let dragging do this from now on."""
        self._tool = tool
        self.setCursor(Qt.CursorShape.ArrowCursor if tool is Tool.MOVE else Qt.CursorShape.CrossCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or to click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or speak of the point under the mouse."""
        at = event.position()
        if self._pressed is None:
            self._hover(at)
            return
        if not self._dragged(at):
            return
        if self._tool is Tool.MOVE:
            self.drag(at.x() - self._last.x(), at.y() - self._last.y())
        else:
            if self.area is None:
                self.area = Area(self._pressed, free=self._tool is Tool.LASSO)
            self.area.reach(at)
            self.update()
        self._last = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was drawn around, or open what was clicked on."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        area, self.area = self.area, None
        clicked = self._last == self._pressed
        self._pressed = None
        if area is not None:
            more = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.choose(area.inside(self.view.screen, self.view.size), more=more)
        elif clicked and (point := self.point_near(event.position())) is not None:
            self.point_at(point)
            self._open()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer to what is under the mouse."""
        self.zoom(_PER_NOTCH ** (event.angleDelta().y() / _NOTCH), event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, choose, open."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _STEPS and held == Qt.KeyboardModifier.ShiftModifier:
            right, down = _STEPS[Qt.Key(key)]
            self.drag(-right * _DRAWN * self.width(), -down * _DRAWN * self.height())
        elif key in _STEPS and not held:
            self._step(_STEPS[Qt.Key(key)])
        elif not self._press(Qt.Key(key)):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self.update()

    def _press(self, key: Qt.Key) -> bool:
        """Do what a key means; whether it means anything."""
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom(1 / ZOOM)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open()
            case Qt.Key.Key_Escape:
                return self.cancel()
            case _:
                return False
        return True

    def _step(self, step: tuple[int, int]) -> None:
        """Go to the next point in a direction; from nowhere, to that in the middle."""
        if self.current is None:
            middle = self.rect().center()
            self.point_at(nearest(self.view.screen, middle.x(), middle.y(), float("inf")))
        elif (found := neighbour(self.view.screen, self.current, step)) is not None:
            self.point_at(found)

    def point_near(self, at: QPointF) -> int | None:
        """The point that is meant by a place: the one whose picture lies there, or the nearest one."""
        for point in self.view.pictured[::-1]:
            if self._picture_of(int(point)) is not None and self._room(int(point)).contains(at):
                return int(point)
        return nearest(self.view.screen, at.x(), at.y(), _REACH)

    def _hover(self, at: QPointF) -> None:
        point = self.point_near(at)
        if point is not None and point != self.current:
            self.current = point
            self.pointed.emit(point)
            self.update()

    def _dragged(self, at: QPointF) -> bool:
        """Whether the mouse went far enough to be dragging."""
        begun = self.area is not None or self._last != self._pressed
        pressed = self._pressed or at
        return begun or (at - pressed).manhattanLength() >= QApplication.startDragDistance()

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(int(self.points.products[self.current]))
