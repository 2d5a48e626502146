"""The map of the catalogue: reckoned in the background, opened by a key; what is chosen in it is chosen in the list."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QImage

from app.catalog.catalog import Catalog
from app.catalog.listed import ProductRow
from app.gui.atlas_points import Colouring, points_of
from app.gui.background import Background
from app.gui.row_reader import title_of
from app.pipeline.memory import Memory
from app.pipeline.plane import Plane, Projection
from ui.atlas.points import Points
from ui.atlas.view import SIDE
from ui.atlas.window import AtlasWindow
from ui.commands import Name
from ui.queue.row import RowState, state_word
from ui.queue.thumbnails import fitted
from ui.theme import Theme

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

AFTER = 1500
"""Milliseconds from a change to a new map, while no other follows."""


class Atlas(QObject):
    """Keeps the map true while it is open, and brings what is chosen in it into the list.

    Attributes:
        window: The map, once it was opened.
    """

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._catalog = presenter.catalog
        self._products = presenter.products
        self._remembering = presenter.remembering
        self._teller = presenter.teller
        self._parent = presenter.window
        self.window: AtlasWindow | None = None
        self._colouring = Colouring.CATEGORY
        self._projection: Projection | None = None
        self._plane: Plane | None = None
        self._chosen: tuple[int, ...] = ()
        self._leaving = threading.Event()
        self._mapping, self._looking = Background(self), Background(self)
        for background in (self._mapping, self._looking):
            background.failed.connect(self._teller.tell_error)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER)
        self._soon.timeout.connect(self.refresh)
        self._parent.commands.bind({Name.MAP: self.open})
        self._parent.narrowing.changed.connect(self._on_narrowed)
        for changed in (self._remembering.grown, self._acts.settled):
            changed.connect(self._on_changed)

    def close(self) -> None:
        """Reckon nothing more."""
        self._leaving.set()
        self._soon.stop()
        if self.window is not None:
            self.window.close()
        self._mapping.close()
        self._looking.close()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        if self.window is not None:
            self.window.set_theme(theme)

    @Slot()
    def open(self) -> None:
        """Show the map."""
        if self.window is None:
            self.window = self._made()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _made(self) -> AtlasWindow:
        window = AtlasWindow(self._parent.theme, self._parent)
        offered = [(Colouring.CATEGORY, self.tr("Categoria")), (Colouring.STATE, self.tr("Situação"))]
        window.set_colourings(offered, self._colouring)
        window.shown.connect(self.refresh)
        window.colouring_chosen.connect(self._on_colouring_chosen)
        window.chosen.connect(self._choose_soon)
        window.edit_requested.connect(self._parent.bulk_requested.emit)
        window.canvas.opened.connect(self._acts.show)
        window.canvas.pointed.connect(self._on_pointed)
        window.canvas.pictures_wanted.connect(self._on_pictures_wanted)
        return window

    @Slot()
    def refresh(self) -> None:
        """Reckon the map anew, as far as it is another."""
        memory = self._remembering.memory
        if memory is None and self.window is not None:
            self.window.say(self.tr("O mapa aparece quando um modelo deste computador tiver visto as fotos."))
        if memory is None or self.window is None or self._leaving.is_set():
            return
        if self._mapping.busy:
            self._soon.start()
            return
        self._mapping.do(partial(self._reckon, memory, self._colouring), self._show)

    def _reckon(self, memory: Memory, colouring: Colouring) -> tuple[Plane | None, Points]:
        if self._projection is None or self._projection.memory is not memory:
            self._projection = Projection(self._catalog, memory)
        plane = self._projection.plane(self._leaving.is_set)
        return plane, points_of(plane, colouring) if plane is not None else Points()

    def _show(self, found: tuple[Plane | None, Points]) -> None:
        self._plane, points = found
        if self.window is None:
            return
        if len(points):
            self.window.show_points(points)
        else:
            self.window.say(self.tr("Ainda há poucas fotos vistas para um mapa; ele aparece quando houver três."))

    @Slot()
    def _on_changed(self) -> None:
        if self.window is not None and self.window.isVisible() and not self._soon.isActive():
            self._soon.start()

    @Slot(str)
    def _on_colouring_chosen(self, key: str) -> None:
        self._colouring = Colouring(key)
        plane = self._plane
        if plane is not None:
            self._mapping.do(lambda: (plane, points_of(plane, Colouring(key))), self._show)

    @Slot(list)
    def _choose_soon(self, products: list[int]) -> None:
        """Choose them in a turn of their own: the map shows first what was drawn around."""
        QTimer.singleShot(0, self, partial(self._choose, products))

    def _choose(self, products: list[int]) -> None:
        """Show these in the list, all of them selected: what is done to a selection is done to them."""
        if tuple(products) == self._chosen:
            return
        if not products:
            self._parent.narrowing.leave_alike()
            return
        self._chosen = tuple(products)
        self._parent.narrowing.show_chosen(self.tr("escolhidos no mapa"), products)
        self._parent.queue.likeness.show_search(self.tr("Escolhidos no mapa"), None)
        self._parent.queue.order_button.hide()  # they stand as in the map
        self._products.reload(self._select_soon)

    def _select_soon(self) -> None:
        """Select what is listed; keys and pictures have their turn between a list of thousands and that."""
        QTimer.singleShot(0, self._parent.queue.view, self._parent.queue.view.selectAll)

    @Slot()
    def _on_narrowed(self) -> None:
        """Something else is shown now than what was chosen here."""
        only = self._parent.narrowing.only
        if not self._chosen or only == self._chosen:
            return
        self._chosen = ()
        if self.window is not None:
            self.window.canvas.choose_nothing()
        if only is None:
            self._parent.queue.likeness.hide()
            self._parent.queue.order_button.show()

    @Slot(object)
    def _on_pointed(self, place: int | None) -> None:
        if self.window is not None and place is not None:
            product = int(self.window.canvas.points.products[place])
            self._looking.do(lambda: self._catalog.rows([product]), self._tell)

    def _tell(self, rows: list[ProductRow]) -> None:
        if self.window is not None and rows:
            row = rows[0]
            parts = (title_of(row), row.category, row.colour, state_word(RowState(row.state)))
            self.window.tell(" · ".join(part for part in parts if part))

    @Slot(list)
    def _on_pictures_wanted(self, photos: list[int]) -> None:
        if self.window is not None:
            density = self.window.devicePixelRatioF()
            self._looking.do(partial(_pictures, self._catalog, photos, density), self.window.canvas.set_pictures)


def _pictures(catalog: Catalog, photos: list[int], density: float) -> dict[int, QImage]:
    """Small pictures of photos; a null one where there is none."""
    thumbnails = catalog.thumbnails_of(photos)
    return {photo: fitted(thumbnails.get(photo), SIDE, density) for photo in photos}
