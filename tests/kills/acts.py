"""What a person can do at the window, each by the keys, clicks or drops that do it."""

import random
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget

from app.catalog.rows import ProductFilter
from app.domain.states import State
from app.gui.presenter import Presenter
from tests.kills.lines import Order, say, waited
from ui.queue.model import ROW_ROLE

NAME, DESCRIPTION = "product_name", "description_long"
BACKLOG = 8
"""So many photos may wait before others are dropped."""

_CONTROL = Qt.KeyboardModifier.ControlModifier
_LEFT = Qt.MouseButton.LeftButton


class Acts:
    """The window's hands; each does nothing where there is nothing to do it with."""

    def __init__(self, presenter: Presenter, order: Order, chance: random.Random) -> None:
        self._presenter = presenter
        self._window = presenter.window
        self._view = presenter.window.queue.view
        self._order = order
        self._random = chance
        self._fresh = list(order.fresh)
        self._removed: list[int] = []
        self._serial = 0

    def drop(self) -> None:
        """Drop some photos on the window; now and then one that is there already."""
        counts = self._presenter.catalog.counts()
        if counts[State.QUEUED] + counts[State.GENERATING] >= BACKLOG:
            return
        paths = [self._fresh.pop() for _ in range(min(len(self._fresh), self._random.randint(1, 5)))]
        if self._order.known and self._random.random() < 0.3:
            paths.append(self._random.choice(self._order.known))
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in paths])
        if paths:
            action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
            say("will", do="drop", paths=paths)
            QApplication.sendEvent(
                self._window.windowHandle(),
                QDropEvent(QPointF(200, 300), action, data, Qt.MouseButton.NoButton, none),
            )

    def paste(self) -> None:
        """Paste a picture that nobody has seen before."""
        image = QImage(48, 48, QImage.Format.Format_RGB32)
        image.fill(QColor.fromRgb(self._random.getrandbits(24)))
        for spot in range(48):
            image.setPixelColor(QPoint(spot, self._random.randrange(48)), QColor.fromRgb(self._random.getrandbits(24)))
        QGuiApplication.clipboard().setImage(image)
        say("will", do="paste")
        self._view.setFocus()
        QTest.keyClick(self._view, Qt.Key.Key_V, _CONTROL)

    def step(self) -> None:
        """Go to a neighbour in the list, sometimes far."""
        self._view.setFocus()
        key = self._random.choice((Qt.Key.Key_J, Qt.Key.Key_K))
        for _ in range(self._random.choice((1, 1, 1, 6))):
            QTest.keyClick(self._view, key)
        say("opened", id=self._presenter.bench.id)

    def type_name(self) -> None:
        """Give the product another name."""
        entry = self._entry(NAME)
        if entry is not None:
            QTest.keyClick(entry, Qt.Key.Key_A, _CONTROL)
            self._type(NAME, entry, f"Produto {self._order.round} {self._next()}")

    def type_description(self) -> None:
        """Go on with the description at its end."""
        entry = self._entry(DESCRIPTION)
        if entry is not None:
            QTest.keyClick(entry, Qt.Key.Key_End, _CONTROL)
            self._type(DESCRIPTION, entry, f" mais{self._next()}")

    def ponder(self) -> None:
        """Change the name, then sit and think."""
        entry = self._entry(NAME)
        if entry is not None:
            QTest.keyClick(entry, Qt.Key.Key_A, _CONTROL)
            self._type(NAME, entry, f"Produto {self._order.round} pensado {self._next()}")
            say("ponders")

    def approve(self) -> None:
        """Approve the open card, which opens the next."""
        product = self._open_in(State.REVIEW, State.REJECTED)
        if product is not None:
            shown = {NAME: self._text(NAME), DESCRIPTION: self._text(DESCRIPTION)}
            say("will", do="approve", ids=[product])
            QTest.keyClick(self._focused(), Qt.Key.Key_Return, _CONTROL)
            if self._state(product) is State.APPROVED:
                say("approved", id=product, shown=shown)

    def reject(self) -> None:
        """Reject the open card, or take that back."""
        product = self._open_in(State.REVIEW, State.REJECTED, State.APPROVED)
        if product is not None:
            say("will", do="reject", ids=[product])
            QTest.mouseClick(self._window.card.reject, _LEFT)
            state = self._state(product)
            if state is not None:
                say("rejected", id=product, state=state)

    def again(self) -> None:
        """Have the open card written again."""
        product = self._open_in(State.REVIEW, State.APPROVED, State.EXPORTED, State.REJECTED)
        if product is not None:
            self._view.setFocus()
            selected = self._view.selected()
            ids = selected if len(selected) > 1 else [product]
            say("will", do="again", ids=ids)
            QTest.keyClick(self._view, Qt.Key.Key_R, _CONTROL)
            say("regenerated", ids=ids)

    def cancel(self) -> None:
        """Call off a product that waits, by its row's menu, or the one that is being written, by its button."""
        product = self._presenter.bench.id
        if self._open_in(State.QUEUED) is not None and product is not None:
            say("will", do="cancel", ids=[product])
            menu = self._view.menu_for([product])
            menu.actions()[1].trigger()
            menu.close()
            say("called_off", id=product)
        elif self._open_in(State.GENERATING) is not None and self._window.card.again.isVisible():
            say("will", do="cancel", ids=[product])
            QTest.mouseClick(self._window.card.again, _LEFT)
            say("called_off", id=product)

    def remove(self) -> None:
        """Take the open product out of the catalogue."""
        self._view.setFocus()
        ids = self._view.selected()
        if len(ids) == 1:
            say("will", do="remove", ids=ids)
            QTest.keyClick(self._view, Qt.Key.Key_Delete)
            self._settle()
            if self._state(ids[0]) is None:
                self._removed = ids
                say("removed", id=ids[0])

    def restore(self) -> None:
        """Take the last removal back, while its notice is there."""
        frame = self._window.notices.frame("removed")
        if frame is not None and self._removed:
            ids, self._removed = self._removed, []
            say("will", do="restore", ids=ids)
            undo = next(button for button in frame.findChildren(QPushButton) if button.text())
            QTest.mouseClick(undo, _LEFT)
            self._settle()
            if self._state(ids[0]) is not None:
                say("restored", id=ids[0])

    def undo(self) -> None:
        """Take the last thing back, whatever product it was done to."""
        self._turn(_CONTROL)

    def redo(self) -> None:
        """Do it again."""
        self._turn(_CONTROL | Qt.KeyboardModifier.ShiftModifier)

    def _turn(self, keys: Qt.KeyboardModifier) -> None:
        self._view.setFocus()
        say("will", do="undo")
        QTest.keyClick(self._view, Qt.Key.Key_Z, keys)
        self._settle()
        say("undone")

    def export(self) -> None:
        """Write the approved cards to a file: a new one, or over one of an earlier life."""
        counts = self._presenter.catalog.counts()
        if not counts[State.APPROVED] and (not counts[State.EXPORTED] or self._random.random() < 0.8):
            return
        path = Path(self._order.exports, f"fichas-{self._order.round % 4}-{self._next()}.csv")
        self._window.notices.dismiss("exported")
        say("will", do="export", path=str(path))
        self._presenter.exporting.write(path, "excel-pt")
        self._settle()
        if self._window.notices.frame("exported") is not None:
            say("exported", path=str(path))

    def _settle(self) -> None:
        """Let the act that was begun come to its end, without a turn of the event loop that would begin another."""
        background = self._presenter.acts._background
        background._pool.waitForDone()
        QCoreApplication.sendPostedEvents(background, QEvent.Type.MetaCall.value)

    def ids_of(self, state: State) -> list[int]:
        """The products that stand in a state."""
        return self._presenter.catalog.product_ids(ProductFilter.standing(state))

    def _type(self, field: str, entry: QWidget, text: str) -> None:
        product = self._presenter.bench.id
        say("will", do="type", ids=[product])
        QTest.keyClicks(entry, text)
        say("typed", id=product, field=field, text=self._text(field), own=time.monotonic() - waited())

    def _entry(self, field: str) -> QWidget | None:
        """A field's editor, with the keyboard in it; ``None`` where nobody can type there now."""
        entry: QWidget = self._window.card.form.field(field).editor.entry
        if not entry.isVisible() or entry.property("readOnly") or self._presenter.bench.id is None:
            return None
        spot = QPoint(6, 6)
        inside = entry.findChild(QWidget, "qt_scrollarea_viewport") or entry
        QTest.mouseClick(inside, _LEFT, Qt.KeyboardModifier.NoModifier, spot)
        return entry

    def _text(self, field: str) -> str:
        """What an editor shows."""
        entry = self._window.card.form.field(field).editor.entry
        return entry.toPlainText() if isinstance(entry, QPlainTextEdit) else str(entry.property("text"))

    def _open_in(self, *states: State) -> int | None:
        """The open product, where the window shows it in one of these states."""
        product = self._presenter.bench.product
        return product.id if product is not None and product.state in states else None

    def _state(self, product: int) -> State | None:
        """A product's state as the list shows it; ``None`` where it is not listed."""
        row = self._presenter.products.model.index_of(product).data(ROW_ROLE)
        return State(row.state) if row is not None else None

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _next(self) -> int:
        self._serial += 1
        return self._serial
