"""Which photos are of which product: joined, split, put in another order.

One verb does it all: an *arrangement* says which photos each of some products has, the main one first. A product that
is left without any is hidden, with its card, what was typed and its history, until it gets one back. So nothing is ever
lost, and taking an arrangement back is another arrangement.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalog.errors import TooManyPhotos
from app.catalog.netting import Line
from app.catalog.photos import MOST_PHOTOS
from app.catalog.recording import record
from app.catalog.reports import Done
from app.catalog.rows import Act
from app.catalog.samples import rank_of_new
from app.catalog.store import USUAL
from app.catalog.tables import CardTable, DraftTable, GuidanceTable, HistoryTable, PhotoTable, ProductTable, SearchTable
from app.catalog.undoing import Undoing
from app.domain.paths import as_written
from app.domain.states import State

PHOTOS: Final = "photos"
"""In a line's detail: the photos that the product had and those that it has."""
WITH: Final = "with"
"""The product with which photos were exchanged."""
_JUDGED: Final = frozenset({State.APPROVED, State.EXPORTED, State.REJECTED})


class Arranging(Undoing):
    """The part that says which photos are of which product."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._reversals[Act.ARRANGED] = self._rearrange_as_before

    def join(self, ids: Iterable[int]) -> Done:
        """Make one product of several: the first that people worked on, else that has a card, else the first stays.

        The first one's main photo becomes that of the whole.

        Args:
            ids: Which, in the order in which to show their photos; those that are gone are left out.

        Returns:
            What was done; of its products the first is the one that is left.

        Raises:
            TooManyPhotos: No product has so many photos.
        """
        return self.join_all([ids])

    def join_all(self, groups: Iterable[Iterable[int]], within: int | None = None) -> Done:
        """Make a product of each group of products, in one deed; as :meth:`join`.

        Args:
            groups: The whole call is one transaction: hand in some dozens at a time.
            within: The deed that was begun with the groups before.
        """
        touched: list[int] = []
        with self._doing(Act.JOINED, within=within) as (session, doing):
            for ids in groups:
                found = (session.get(ProductTable, product_id) for product_id in dict.fromkeys(ids))
                products = [product for product in found if product is not None and product.removed_at is None]
                if len(products) > 1:
                    touched += self._join(session, products)
        return Done(doing.id, touched)

    def split(self, product_id: int, photos: Iterable[int]) -> Done:
        """Make a product of its own of each of these photos; the last one stays.

        A photo that came from another product goes back into that, with its card and everything.

        Returns:
            What was done; of its products the first is the one that was split.

        Raises:
            ProductGone: There is no such product.
        """
        with self._doing(Act.SPLIT) as (session, doing):
            product = self._product(session, product_id)
            mine, leaving = self._photo_ids(session, product_id), {*photos}
            staying = [photo for photo in mine if photo not in leaving] or mine[:1]
            wanted: dict[int, Sequence[int]] = {product_id: staying}
            for photo in (photo for photo in mine if photo not in staying):
                home = self._home(session, product, photo, taken=wanted) or self._empty_product(session, product)
                wanted[home] = [photo]
            self._arrange(session, product_id, wanted)
            if len(wanted) > 1:
                self._retry(session, product_id)
        return Done(doing.id, list(wanted) if doing.id is not None else [])

    def order_photos(self, product_id: int, photos: Sequence[int]) -> Done:
        """Show a product's photos in another order, the first as the main one; nothing happens if they are others.

        Raises:
            ProductGone: There is no such product.
        """
        with self._doing(Act.ARRANGED) as (session, doing):
            self._product(session, product_id)
            if sorted(self._photo_ids(session, product_id)) == sorted(photos):
                self._arrange(session, product_id, {product_id: photos})
        return Done(doing.id, [product_id] if doing.id is not None else [])

    def _join(self, session: Session, products: Sequence[ProductTable]) -> list[int]:
        photos = [photo for product in products for photo in self._photo_ids(session, product.id)]
        if len(photos) > MOST_PHOTOS:
            raise TooManyPhotos(count=str(len(photos)), most=str(MOST_PHOTOS))
        left = max(products, key=lambda product: _worth(session, product)).id
        others = [product.id for product in products if product.id != left]
        self._arrange(session, left, {left: photos, **dict.fromkeys(others, ())})
        return [left, *others]

    def _arrange(self, session: Session, centre: int, wanted: Mapping[int, Sequence[int]]) -> None:
        """Give products these photos, all of which are theirs already, and write down what changed."""
        had = {product_id: self._photo_ids(session, product_id) for product_id in wanted}
        rows = {row.id: row for row in session.scalars(select(PhotoTable).where(PhotoTable.product_id.in_(wanted)))}
        for number, row in enumerate(rows.values(), start=1):
            row.position = -number  # no two photos have the same place at any time
        session.flush()
        for product_id, photos in wanted.items():
            for place, photo in enumerate(photos):
                rows[photo].product_id, rows[photo].position = product_id, place
        session.flush()
        changed = [product_id for product_id, photos in wanted.items() if list(photos) != had[product_id]]
        for product_id in changed:
            self._follow_photos(session, session.get_one(ProductTable, product_id), centre, had[product_id])
        self._unsettle(session, changed)

    def _follow_photos(self, session: Session, product: ProductTable, centre: int, had: Sequence[int]) -> None:
        """Bring what a product says of its photos up to date, and write a line of history."""
        at, photos = self._clock(), self._photos(session, product.id)
        if bool(photos) is not bool(had):
            product.removed_at = None if photos else at
        if photos:
            main = photos[0]
            product.folder = None if main.stored else Path(str(as_written(main.path).parent))
            product.ready = all(photo.width is not None for photo in photos)
        product.updated_at = at
        detail = {PHOTOS: [list(had), [photo.id for photo in photos]], WITH: centre}
        record(session, product, at, Act.ARRANGED, product.state, detail=detail)
        card = session.get(CardTable, product.id)
        session.flush()
        self._index(session, {product.id: card.values if card else {}})

    def _retry(self, session: Session, product_id: int) -> None:
        """Have a product wait again that failed for a photo which may be another one's now."""
        product = session.get_one(ProductTable, product_id)
        if product.state is State.FAILED and (product.failure_code or "").startswith("photo."):
            self._move(session, product, State.QUEUED, Act.RETRIED)
            product.queue_rank, product.batch = USUAL, self._batch(session)

    def _rearrange_as_before(self, session: Session, lines: Sequence[Line]) -> Iterable[int]:
        """Give products back the photos that they had, where all that exchanged some still have what they got."""
        parts: dict[int, dict[int, list[list[int]]]] = {}
        for line in lines:
            detail = line.detail or {}
            parts.setdefault(detail[WITH], {})[line.product_id] = detail[PHOTOS]
        for centre, part in parts.items():
            if all(self._photo_ids(session, product_id) == has for product_id, (_, has) in part.items()):
                self._arrange(session, centre, {product_id: had for product_id, (had, _) in part.items()})
            else:
                yield from part

    def _photo_ids(self, session: Session, product_id: int) -> list[int]:
        return [photo.id for photo in self._photos(session, product_id)]

    def _home(
        self, session: Session, product: ProductTable, photo: int, taken: Mapping[int, Sequence[int]]
    ) -> int | None:
        """The hidden product that a photo, and nothing else, came from."""
        theirs = (HistoryTable.act == Act.ARRANGED) & (HistoryTable.product_id != product.id)
        mine = select(HistoryTable.deed_id).where(
            HistoryTable.product_id == product.id, HistoryTable.act == Act.ARRANGED, HistoryTable.deed_id.is_not(None)
        )
        lines = select(HistoryTable.product_id, HistoryTable.detail).where(theirs, HistoryTable.deed_id.in_(mine))
        for product_id, detail in session.execute(lines.order_by(HistoryTable.id.desc())):
            other = session.get(ProductTable, product_id)
            gave = (detail or {}).get(PHOTOS) == [[photo], []] and product_id not in taken
            if gave and other is not None and other.removed_at and not self._photo_ids(session, product_id):
                return int(product_id)
        return None

    def _empty_product(self, session: Session, like: ProductTable) -> int:
        """A product that nobody sees until it gets a photo of another one."""
        at = self._clock()
        product = ProductTable(
            state=State.QUEUED,
            version=0,
            ready=False,
            queue_rank=rank_of_new(session),
            attempt=0,
            batch=self._batch(session),
            created_at=at,
            updated_at=at,
            removed_at=at,
            machine=like.machine,
        )
        session.add(product)
        session.flush()
        session.add(SearchTable(product_id=product.id, text=""))
        session.add(HistoryTable(product_id=product.id, at=at, act=Act.ADDED, before=None, after=State.QUEUED))
        return product.id


def _worth(session: Session, product: ProductTable) -> int:
    """How much of people's work is in a product: 2 for some, 1 for the model's alone."""
    card = session.get(CardTable, product.id)
    typed = session.get(DraftTable, product.id) is not None or session.get(GuidanceTable, product.id) is not None
    if typed or product.state in _JUDGED or (card is not None and card.edited_at is not None):
        return 2
    return int(card is not None)
