"""The photo's side of the window: the photos of the open product, one of them large, and what the model saw of them."""

import contextlib
from collections.abc import Sequence

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError
from app.catalog.photos import PhotoRef
from app.catalog.rows import ProductDetail
from app.domain.states import State
from app.errors import explain
from app.gui.bench import Bench
from app.gui.correction_words import corrections_in, line_of
from app.gui.photo_loader import PhotoLoader, Viewed, Wanted
from app.gui.products import Products
from app.gui.seen import place_of, told_seen
from app.gui.teller import Teller
from app.gui.workplace import Workplace
from inference.preprocess.options import Correction
from ui.photo_strip import StripPhoto
from ui.window import Window

READY = frozenset({State.REVIEW, State.APPROVED, State.EXPORTED, State.REJECTED})
"""States in which the card that is shown is the one that was written about the photos."""


class PhotoColumn(QObject):
    """Shows the photos of what is on the bench."""

    def __init__(
        self,
        catalog: Catalog,
        bench: Bench,
        products: Products,
        teller: Teller,
        workplace: Workplace,
        window: Window,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._bench = bench
        self._products = products
        self._window = window
        self._teller = teller
        self._workplace = workplace
        self._shown: int | None = None
        self._photo: PhotoRef | None = None
        self._wanted: Wanted | None = None
        self._refused = False
        self._strip: Sequence[tuple[int, bool]] = ()
        self._loader = PhotoLoader(catalog.fetch, self)
        self._loader.loaded.connect(self._on_photo_loaded)
        self._loader.refused.connect(self._on_photo_refused)
        bench.opened.connect(self._on_opened)
        window.photo.strip.chosen.connect(self._on_chosen)
        window.reveal_requested.connect(self._on_reveal_requested)

    def close(self) -> None:
        """Stop decoding photos."""
        self._loader.close()

    @Slot(object)
    def _on_opened(self, product: ProductDetail | None) -> None:
        if product is None:
            self._shown = self._photo = self._wanted = None
            self._window.set_photo(None)
            self._window.photo.set_told("")
            self._window.photo.strip.show_photos(())
            return
        same = product.id == self._shown
        self._photo = _kept(product, self._photo if same else None)
        self._fill_strip(product, anew=not same)
        self._show(product, self._photo)

    @Slot(int)
    def _on_chosen(self, photo_id: int) -> None:
        product = self._bench.product
        found = [photo for photo in product.photos if photo.id == photo_id] if product else []
        if product is not None and found:
            self._photo = found[0]
            self._show(product, found[0])

    @Slot(int)
    def _on_reveal_requested(self, product_id: int) -> None:
        with self._teller.telling():
            path = self._catalog.product(product_id).photos[0].path
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def _fill_strip(self, product: ProductDetail, *, anew: bool) -> None:
        """Show the product's photos side by side, where they are not those that are shown already."""
        strip = [(photo.id, photo.width is not None) for photo in product.photos]
        if not anew and strip == self._strip:
            return
        self._strip = strip
        thumbnails: dict[int, bytes] = {}
        if len(strip) > 1:
            with contextlib.suppress(CatalogueError):  # tiles without a picture serve, too
                thumbnails = self._catalog.photo_thumbnails(product.id)
        shown = [StripPhoto(photo.id, photo.file_name, thumbnails.get(photo.id)) for photo in product.photos]
        self._window.photo.strip.show_photos(shown, self._photo.id if self._photo else None)

    def _show(self, product: ProductDetail, photo: PhotoRef) -> None:
        """Show a photo, what of it was corrected for the model that wrote the card, and whether it was seen at all."""
        provenance = product.card.provenance if product.card and product.state in READY else {}
        said = (line_of(_corrections(product, photo)), told_seen(provenance, product.photos, photo))
        self._window.photo.set_told(" ".join(filter(None, said)))
        wanted = self._wanted_of(product, photo)
        if product.id != self._shown:
            self._shown = product.id
            self._window.set_photo(None)
        elif wanted == self._wanted:
            return
        self._wanted, self._refused = wanted, False
        self._loader.load(wanted)

    def look_again(self) -> None:
        """A photo that could not be shown may have come meanwhile."""
        if self._refused and self._wanted is not None:
            self._refused = False
            self._loader.load(self._wanted)

    def _wanted_of(self, product: ProductDetail, photo: PhotoRef) -> Wanted:
        side = self._workplace.choices.settings.photo_side
        return Wanted.of(photo.path, side, _corrections(product, photo))

    @Slot(object)
    def _on_photo_loaded(self, viewed: Viewed) -> None:
        self._window.set_photo(viewed.photo)
        self._window.photo.set_corrected(viewed.corrected, viewed.frame)
        with contextlib.suppress(CatalogueError):  # what is only prepared may be gone
            following = self._products.following(self._shown) if self._shown is not None else None
            if following is not None:
                self._loader.prepare(self._wanted_of(following, following.photos[0]))

    @Slot(object)
    def _on_photo_refused(self, error: Exception) -> None:
        self._refused = True
        product = self._bench.product
        said = product is not None and product.state is State.FAILED
        # A failed product's card says why already.
        self._window.set_photo_message("" if said else str(explain(error, self._workplace.language)))


def _kept(product: ProductDetail, photo: PhotoRef | None) -> PhotoRef:
    """The photo to look at: the one that was looked at, while the product has it, else the main one."""
    same = (each for each in product.photos if photo is not None and each.id == photo.id)
    return next(same, product.photos[0])


def _corrections(product: ProductDetail, photo: PhotoRef) -> tuple[Correction, ...]:
    """What was corrected in a photo for whom wrote the product's card."""
    if product.card is None or product.state not in READY:
        return ()
    place = place_of(product.card.provenance, product.photos, photo)
    return corrections_in(product.card.provenance, place) if place is not None else ()
