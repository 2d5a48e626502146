"""The product on the bench: its document, saved as it is typed, approved with one key.

An edit is on disk a third of a second after it was made at the latest: the timer starts with the first keystroke and
is not put off by the next ones.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, JsonValue
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError, ProductGone, StaleEdit
from app.catalog.reports import Approval
from app.catalog.rows import ProductDetail
from app.domain.shape import properties_of
from app.domain.states import IllegalMove, State
from app.domain.text import ADVISORY
from inference.events import Event, FieldDone, TextGrown
from ui.document import Document

SAVE_AFTER = 300
"""Milliseconds between a keystroke and its being on disk, at most."""

WORKING = frozenset({State.QUEUED, State.GENERATING})


class Bench(QObject):
    """Holds the open product and keeps its edits.

    Signals:
        settling: What is unfinished in an editor is to be settled, before the product is judged or put away.
        opened: ``ProductDetail | None`` that is now on the bench; comes again when its state changed.
        saved: What was typed is on disk.
        stayed: Another product was to be opened, but what was typed in this one has no place yet but the form; its id.
        refused: The exception for which something could not be saved or done; what was typed stands.
        crossed: Fields into which somebody else had put something else; what was typed here stands in them.
    """

    settling = Signal()
    opened = Signal(object)
    saved = Signal()
    stayed = Signal(int)
    refused = Signal(object)
    crossed = Signal(list)

    def __init__(self, catalog: Catalog, card: type[BaseModel], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._card = card
        self.properties: dict[str, dict[str, Any]] = properties_of(card)
        self.product: ProductDetail | None = None
        self.document: Document | None = None
        self._unsaved = False
        self._waits = False
        self._held = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER)
        self._timer.timeout.connect(self._on_due)

    @property
    def id(self) -> int | None:
        """The open product, or ``None``."""
        return self.product.id if self.product else None

    def set_card(self, card: type[BaseModel]) -> None:
        """Cards have other lists, texts or bounds from now on; what is open is opened anew."""
        self._card = card
        self.properties = properties_of(card)
        self.open(self.id)

    def open(self, product_id: int | None) -> None:
        """Put another product on the bench, once what was typed in the last one is saved."""
        self.settling.emit()
        if self.id is not None and not self.save() and self._waits:
            self.stayed.emit(self.id)
            return
        self._unsaved = False
        self._timer.stop()
        if self.document is not None:
            self.document.deleteLater()
        self.product = self.document = None
        if product_id is not None:
            try:
                self.product = self._catalog.product(product_id)
            except ProductGone:
                pass  # taken out meanwhile, as a copy of another: the list is about to hear of it and moves on
            except CatalogueError as error:
                self.refused.emit(error)
        if self.product is not None:
            self.document = Document(self._card, _values(self.product), advisory=ADVISORY, parent=self)
            self.document.reset(_values(self.product), touched=self.product.draft)
            self.document.edited.connect(self._on_edited)
        self.opened.emit(self.product)

    def reread(self) -> None:
        """Something happened to the open product outside the form: show how it is now, keep what was typed."""
        if self.product is None or self.document is None:
            return
        self.save()
        try:
            self.product = self._catalog.product(self.product.id)
        except CatalogueError:
            self.open(None)
            return
        for field, value in _values(self.product).items():
            if field in self.document.fields:
                self.document.receive(field, value)
        self.opened.emit(self.product)

    def renew(self) -> None:
        """The open card was changed elsewhere, in fields that a person has touched, too: show it as it is now.

        What was typed since it was last saved stays and is saved over it.
        """
        if self.product is None or self.document is None:
            return
        kept = self.product.card.values if self.product.card else {}
        typed = self.document.values() if self._unsaved else {}
        pending = {name: value for name, value in typed.items() if value != kept.get(name)}
        try:
            self.product = self._catalog.product(self.product.id)
        except CatalogueError:
            self.open(None)
            return
        values = {**_values(self.product), **pending}
        self.document.reset(values, touched=[*self.product.draft, *pending])
        self._unsaved = bool(pending)
        self.hold(held=self._held)
        self.opened.emit(self.product)

    def hear(self, event: Event) -> None:
        """Let the model's words about the open product into its document, but never over a person's."""
        match event:
            case TextGrown(field=field, value=value) | FieldDone(field=field, value=value):
                # A card that was begun before may have fields that were taken out since.
                if self.document is not None and field in self.document.fields:
                    self.document.receive(field, value)

    @Slot()
    def save(self) -> bool:
        """Save now what has been typed.

        Returns:
            Whether nothing is left unsaved.
        """
        if not self._unsaved or self.product is None or self.document is None:
            return True
        self._timer.stop()
        try:
            self._keep(self.product, self.document)
        except StaleEdit:
            return self._merge(self.product, self.document)
        except (CatalogueError, IllegalMove) as error:
            # A full disk may have room later on; a product that is gone will not come back.
            self._waits = isinstance(error, CatalogueError) and error.retryable
            self._timer.start(10 * SAVE_AFTER)
            self.refused.emit(error)
            return False
        self._unsaved = False
        self.saved.emit()
        return True

    def _merge(self, before: ProductDetail, document: Document) -> bool:
        """Somebody else saved this card meanwhile: put what was typed over theirs, field by field, and :meth:`save`."""
        held, typed = _values(before), document.values()
        self.renew()
        theirs = _values(self.product) if self.product is not None else held
        mine = [name for name in typed if typed[name] != held.get(name)]
        if crossed := [name for name in mine if theirs.get(name) not in (held.get(name), typed[name])]:
            self.crossed.emit(crossed)
        return self.save()

    def hold(self, *, held: bool) -> None:
        """Save nothing by itself while an act on many products keeps the catalogue to itself: the keys would wait."""
        self._held = held
        if self._unsaved and not held:
            self._timer.start(SAVE_AFTER)

    @Slot()
    def _on_due(self) -> None:
        if not self._held:
            self.save()

    def close(self) -> None:
        """Try no more to save."""
        self._timer.stop()

    def approve(self) -> Approval | None:
        """Approve the open card as it stands; ``None`` where it cannot be, and :attr:`refused` says why."""
        self.settling.emit()
        product, document = self.product, self.document
        if product is None or document is None or not document.is_valid or not self.save():
            return None
        try:
            return self._catalog.approve(product.id, self.product.version if self.product else product.version)
        except (CatalogueError, IllegalMove) as error:
            self.refused.emit(error)
            return None

    @Slot()
    def _on_edited(self) -> None:
        self._unsaved = True
        if not self._timer.isActive():
            self._timer.start(SAVE_AFTER)

    def _keep(self, product: ProductDetail, document: Document) -> None:
        if product.state in WORKING or product.card is None:
            self._catalog.save_draft(product.id, {name: document.value(name) for name in document.touched})
            return
        # What the card holds of fields that were taken out stays, for the day that they come back.
        apart = {name: value for name, value in product.card.values.items() if name not in document.fields}
        try:
            self._catalog.save_values(product.id, {**apart, **document.values()}, product.version)
        except StaleEdit:
            if not self._kept_beside(product.id, product.card.values, document):
                raise
        self.product = self._catalog.product(product.id)
        if self.product.state is not product.state:
            self.opened.emit(self.product)

    def _kept_beside(self, product_id: int, before: Mapping[str, JsonValue], document: Document) -> bool:
        """Save what was typed over a card of which others have changed other fields meanwhile, as the model does.

        Args:
            product_id: Whose card.
            before: The values that the form began with.
            document: What the form shows.

        Returns:
            Whether that could be; where both changed the same field nothing is overwritten.
        """
        now = self._catalog.product(product_id)
        theirs = now.card.values if now.card else {}
        changed = {name for name in {*theirs, *before} if theirs.get(name) != before.get(name)}
        if now.card is None or changed & {*document.touched}:
            return False
        mine = {name: value for name, value in document.values().items() if name not in changed}
        self._catalog.save_values(product_id, {**theirs, **mine}, now.version)
        for name in changed & {*document.fields}:
            document.receive(name, theirs.get(name))
        return True


def _values(product: ProductDetail) -> Mapping[str, JsonValue]:
    """What the form shows: the card, with what was typed over it while the next one is being written."""
    return {**(product.card.values if product.card else {}), **product.draft}
