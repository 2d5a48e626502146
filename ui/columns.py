"""The four columns, and how they fold: filters into a menu below 1180 points, photo and card into tabs below 900."""

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QSplitter, QTabWidget, QVBoxLayout, QWidget

FOLD_FACETS = 1180
FOLD_PHOTO = 900
USUAL = {"facets": 208, "list": 336, "card": 480}
"""Widths before anybody moved a splitter; the photo has the rest."""
NARROWEST = {"facets": 176, "list": 240, "photo": 220, "card": 372}


class Folding(IntEnum):
    """How much is folded."""

    NONE = 0
    FACETS = 1
    PHOTO = 2


def folding(width: int) -> Folding:
    """How much to fold at a window's width in points."""
    if width < FOLD_PHOTO:
        return Folding.PHOTO
    return Folding.FACETS if width < FOLD_FACETS else Folding.NONE


class FacetsPopup(QFrame):
    """Holds the filters while they are folded."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)

    def hold(self, facets: QWidget) -> None:
        """Take the filters in."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(facets)
        facets.show()

    def open_below(self, anchor: QWidget) -> None:
        """Open under a button."""
        self.resize(240, min(520, max(anchor.window().height() - 120, 240)))
        self.move(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)


class Columns(QSplitter):
    """Facets, list, photo and card side by side; remembers the widths that people gave them."""

    def __init__(self, columns: Mapping[str, QWidget], photo_name: str, card_name: str) -> None:
        """Set the columns up.

        Args:
            columns: ``facets``, ``list``, ``photo`` and ``card``.
            photo_name: What the photo's tab is called.
            card_name: What the card's tab is called.
        """
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._columns = dict(columns)
        self._widths = dict(USUAL)
        self._folding: Folding | None = None
        self._names = (photo_name, card_name)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self.popup = FacetsPopup(self)
        for name, widget in self._columns.items():
            widget.setMinimumWidth(NARROWEST[name])
        self.splitterMoved.connect(self._on_moved)
        self.fold(Folding.NONE)

    @property
    def folding(self) -> Folding:
        """How much is folded now."""
        return self._folding or Folding.NONE

    @property
    def tabs(self) -> QTabWidget:
        """Holds photo and card in a narrow window."""
        return self._tabs

    def open_facets(self, anchor: QWidget) -> None:
        """Open the filters under a button, where they are folded."""
        if self.folding is not Folding.NONE:
            self.popup.open_below(anchor)

    def fold(self, wanted: Folding) -> None:
        """Fold as much as wanted; what has the focus keeps it."""
        if wanted is self._folding:
            return
        focus = self.window().focusWidget()
        self._folding = wanted
        self._place(wanted)
        self.apply_widths()
        if focus is not None:
            focus.setFocus()

    def _place(self, wanted: Folding) -> None:
        facets, queue, photo, card = (self._columns[name] for name in ("facets", "list", "photo", "card"))
        self.popup.hide()
        if wanted is Folding.NONE:
            self.insertWidget(0, facets)
        else:
            self.popup.hold(facets)
        self.addWidget(queue)
        if wanted is Folding.PHOTO:
            for widget, name in zip((photo, card), self._names, strict=True):
                self._tabs.addTab(widget, name)
            self._tabs.setCurrentWidget(card)
            self.addWidget(self._tabs)
        else:
            self.addWidget(photo)
            self.addWidget(card)
            self._shelve_tabs()
        for widget in (facets, queue, photo, card, self._tabs):
            if widget.parentWidget() is self:
                widget.show()
        for at in range(self.count()):
            self.setStretchFactor(at, int(self.widget(at) in {photo, self._tabs}))

    def _shelve_tabs(self) -> None:
        # Out of the splitter, but not a window of its own: the popup keeps it out of sight.
        self._tabs.setParent(self.popup)
        self._tabs.hide()

    def widths(self) -> dict[str, int]:
        """The widths that people gave the columns, in points."""
        return dict(self._widths)

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Give the columns these widths; unknown names are left out."""
        self._widths |= {name: width for name, width in widths.items() if name in USUAL and width > 0}
        self.apply_widths()

    def apply_widths(self) -> None:
        """Give each column its width and the photo the rest."""
        shown = [self._name(self.widget(at)) for at in range(self.count())]
        taken = sum(self._widths.get(name, 0) for name in shown)
        rest = max(self.width() - taken, NARROWEST["photo"])
        self.setSizes([self._widths.get(name, rest) for name in shown])

    def _name(self, widget: QWidget | None) -> str:
        return next((name for name, column in self._columns.items() if column is widget), "tabs")

    def _on_moved(self) -> None:
        for at, size in enumerate(self.sizes()):
            name = self._name(self.widget(at))
            if name in self._widths and size > 0:
                self._widths[name] = size
