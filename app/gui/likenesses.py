"""Products that may be the same, behind the window: a line over the card, a window for pairs, and the three choices.

They are found on the memory's thread (:mod:`app.gui.remembering`) after photos came in; nothing waits for that.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.catalog.likeness_rows import Kind, Likeness
from app.catalog.reports import Done
from app.errors import explain
from app.gui.background import Background
from app.gui.likeness_words import LikenessWords
from app.gui.photo_loader import PhotoLoader, Viewed, Wanted
from ui.likeness.side import Side
from ui.likeness.window import LikenessWindow
from ui.notices import Notice, NoticeButton
from ui.theme import Theme

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

MOST = 1000
"""Pairs that are asked for at once; who has decided on so many is asked about the rest."""
AFTER = 300
"""Milliseconds from a change in the catalogue to the question what is open now, while no other follows."""


class LikenessPairs(QObject):
    """Shows what may be the same, and carries out what a person decides.

    Attributes:
        open_pairs: The pairs that nobody has decided on, as last asked.
        shown: The window of the pairs, once it was opened.
    """

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self.open_pairs: list[Likeness] = []
        self.shown: LikenessWindow | None = None
        self._presenter = presenter
        self._catalog, self._bench = presenter.catalog, presenter.bench
        self._window, self._line = presenter.window, presenter.window.card.likeness
        self._words = LikenessWords(self)
        self._known: set[frozenset[int]] | None = None
        self._marked: set[tuple[frozenset[int], Kind]] = set()
        self._place, self._swapped, self._closed = 0, False, False
        self._loaders: list[PhotoLoader] = []
        self._background = Background(self)
        self._background.failed.connect(presenter.teller.tell_error)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER)
        self._soon.timeout.connect(self.refresh)
        self._connect()

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.intake.settled.connect(presenter.remembering.compare)
        remembering, acts = presenter.remembering, presenter.acts
        for changed in (remembering.grown, remembering.compared, presenter.products.listed, acts.settled, acts.failed):
            changed.connect(self._later)
        self._bench.opened.connect(self._show_line)
        self._line.compare_requested.connect(self._compare_open)
        self._window.pairs_requested.connect(self.open)

    def close(self) -> None:
        """Ask and show nothing more."""
        self._closed = True
        self._soon.stop()
        if self.shown is not None:
            self.shown.close()
        for loader in self._loaders:
            loader.close()
        self._background.close()

    @Slot(object)
    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        if self.shown is not None:
            self.shown.set_theme(theme)

    @Slot()
    def _later(self) -> None:
        if not self._closed and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def refresh(self) -> None:
        """Ask what is open now."""
        if self._background.busy or self._presenter.acts.busy:
            self._soon.start()
        else:
            self._background.do(lambda: self._catalog.likenesses(limit=MOST), self._take)

    @Slot()
    def open(self) -> None:
        """Show the pairs, the first one in front."""
        self._open(0)

    def _open(self, place: int) -> None:
        if self.shown is None:
            self._make_window()
        self._place, self._swapped = place, False
        self._show_pair()
        if self.shown is not None:
            self.shown.show()
            self.shown.raise_()
            self.shown.activateWindow()
        self.refresh()

    def _make_window(self) -> None:
        self.shown = shown = LikenessWindow(self._window.theme, self._window)
        shown.say_nothing_left(self.tr("Nenhuma foto repetida à espera de uma decisão."))
        shown.join_requested.connect(self._join)
        shown.apart_requested.connect(self._keep_apart)
        shown.leave_out_requested.connect(self._leave_out)
        shown.swap_requested.connect(self._swap)
        shown.step_requested.connect(self._step)
        shown.undo_requested.connect(self._presenter.acts.undo)
        for side in (shown.left, shown.right):
            loader = PhotoLoader(self._catalog.fetch, self)
            loader.loaded.connect(partial(_show_photo, side))
            loader.refused.connect(partial(self._show_refusal, side))
            self._loaders.append(loader)

    def _take(self, found: list[Likeness]) -> None:
        """What is open now; of files and pictures that are new since the program began, say so once."""
        pairs = {frozenset(each.products) for each in found if each.kind is not Kind.PRODUCT}
        fresh = set() if self._known is None else pairs - self._known
        changed = found != self.open_pairs
        self._known = pairs | (self._known or set())
        self.open_pairs = found
        self._mark_rows()
        if not changed:
            return
        self._show_line()
        if self.shown is not None and self.shown.isVisible():
            self._place = min(self._place, max(len(found) - 1, 0))
            self._show_pair()
        elif fresh:
            text = self.tr("%n possível(is) repetida(s) entre as fotos.", "", len(fresh))
            answer = NoticeButton(self.tr("Comparar"), self.open)
            self._window.tell(Notice("repeated", text, buttons=(answer,)))

    def _mark_rows(self) -> None:
        """Have the list mark these and no others."""
        marked = {(frozenset(each.products), each.kind) for each in self.open_pairs}
        stale = {product for products, _ in marked ^ self._marked for product in products}
        self._marked = marked
        if stale:
            self._presenter.products.changed(sorted(stale))

    @Slot()
    def _show_line(self) -> None:
        """Say of the open product that it may be the same as others."""
        mine = [each for each in self.open_pairs if self._bench.id in each.products]
        if not mine:
            self._line.say("")
            return
        other = next(product for product in mine[0].products if product != self._bench.id)
        with self._presenter.teller.telling():
            row = next(iter(self._catalog.rows([other])), None)
            self._line.say(self._words.line(mine[0].kind, self._words.title(row), len(mine) - 1))

    @Slot()
    def _compare_open(self) -> None:
        places = (place for place, each in enumerate(self.open_pairs) if self._bench.id in each.products)
        self._open(next(places, 0))

    def _current(self) -> Likeness | None:
        return self.open_pairs[self._place] if self._place < len(self.open_pairs) else None

    def _show_pair(self) -> None:
        likeness = self._current()
        if self.shown is None:
            return
        if likeness is None:
            self.shown.show_pair(None, 0, 0)
            return
        with self._presenter.teller.telling():
            rows = {row.id: row for row in self._catalog.rows(likeness.products)}
            view = self._words.pair(likeness, rows, swapped=self._swapped)
            self.shown.show_pair(view, self._place + 1, len(self.open_pairs))
            photos = [likeness.one, likeness.other]
            for loader, photo in zip(self._loaders, reversed(photos) if self._swapped else photos, strict=True):
                loader.load(Wanted(photo.path))

    @Slot(int)
    def _step(self, by: int) -> None:
        self._place = min(max(self._place + by, 0), max(len(self.open_pairs) - 1, 0))
        self._swapped = False
        self._show_pair()

    @Slot()
    def _swap(self) -> None:
        self._swapped = not self._swapped
        self._show_pair()

    def _sides(self) -> list[int]:
        """The products that are shown, the left one first; none where there is nothing to decide."""
        pair = self.shown.pair if self.shown is not None else None
        return [pair.left.product, pair.right.product] if pair else []

    def _pass_over(self, *products: int) -> None:
        """Show the next pair at once; should these not be decided on after all, they are asked for again."""
        self._background.forget()  # an answer from before the decision
        self._later()
        self.open_pairs = [each for each in self.open_pairs if not {*products} <= {*each.products}]
        self._place = min(self._place, max(len(self.open_pairs) - 1, 0))
        self._swapped = False
        self._show_pair()
        self._show_line()

    @Slot()
    def _join(self) -> None:
        if sides := self._sides():
            self._pass_over(sides[1])
            self._presenter.joining.join(sides)

    @Slot()
    def _leave_out(self) -> None:
        if sides := self._sides():
            self._pass_over(sides[1])
            self._presenter.bulk.remove(sides[1:])

    @Slot()
    def _keep_apart(self) -> None:
        sides = self._sides()
        if not sides:
            return
        acts = self._presenter.acts

        def then(done: Done) -> None:
            acts.settle(done.ids)
            acts.tell("apart", self.tr("Ficam separados; este par não volta a ser perguntado."), done.deed)

        self._pass_over(*sides)
        acts.do(lambda: self._catalog.keep_apart([(sides[0], sides[1])]), then)

    def _show_refusal(self, side: Side, error: Exception) -> None:
        side.photo.set_message(str(explain(error, self._presenter.workplace.language)))


def _show_photo(side: Side, viewed: Viewed) -> None:
    side.photo.set_image(viewed.photo)
