"""Which photos may be the same picture, or show the same product, and what people said of that.

Found elsewhere; kept here, with the prints by which the same picture is recognised. A likeness is of two photos and is
open while they are of two products that both are seen, and of which nobody has said that they are two. So joining,
splitting, removing and bringing back need not know of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import case, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from app.catalog.likeness_queries import PRODUCTS, kinds_queries, open_pairs
from app.catalog.likeness_rows import RANKS, Face, Found, Kind, Likeness
from app.catalog.likeness_tables import ApartTable, LikenessTable, PrintTable
from app.catalog.netting import Line
from app.catalog.photos import Printed
from app.catalog.recording import record_details
from app.catalog.reports import Done
from app.catalog.rows import Act
from app.catalog.store import SEEN, Store, chunks
from app.catalog.tables import PhotoTable, ProductTable
from app.catalog.vector_tables import VectorTable

APART: Final = "apart"
"""In a line's detail: the products from which this one is kept apart, and whether it is."""


class Likenesses(Store):
    """The part that keeps what may be the same."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._reversals[Act.KEPT_APART] = self._turn_apart

    def unprinted(self, edition: str, after_id: int, limit: int) -> list[tuple[int, bytes]]:
        """Photos without a print of this edition, each with its thumbnail.

        Args:
            edition: Of what makes them now.
            after_id: Only photos after this one; 0 to begin.
            limit: How many at most.
        """
        done = exists().where(PrintTable.photo_id == PhotoTable.id, PrintTable.edition == edition)
        query = select(PhotoTable.id, PhotoTable.thumbnail).where(PhotoTable.id > after_id, ~done, SEEN)
        read = PhotoTable.width.is_not(None), PhotoTable.thumbnail.is_not(None)
        with self._reading() as session:
            found = session.execute(query.where(*read).order_by(PhotoTable.id).limit(limit))
            return [(id_, thumbnail) for id_, thumbnail in found if thumbnail is not None]

    def keep_prints(self, prints: Mapping[int, Printed]) -> None:
        """Keep photos' prints in place of those that they had; photos that are gone get none."""
        with self._writing() as session:
            there = set(session.scalars(select(PhotoTable.id).where(PhotoTable.id.in_(prints))))
            for photo_id, printed in prints.items():
                if photo_id in there:
                    keep_print(session, photo_id, printed)

    def prints(self, edition: str, after: int, limit: int) -> list[tuple[int, int, bytes]]:
        """Prints in the order in which they came: number of the print, photo, print.

        Args:
            edition: Of what made them.
            after: Only prints after this one; 0 to begin.
            limit: How many at most.
        """
        query = select(PrintTable.id, PrintTable.photo_id, PrintTable.data)
        with self._reading() as session:
            chosen = query.where(PrintTable.id > after, PrintTable.edition == edition)
            rows = session.execute(chosen.order_by(PrintTable.id).limit(limit))
            return [(id_, photo_id, data) for id_, photo_id, data in rows]

    def uncompared(self, edition: str, limit: int) -> list[tuple[int, bytes]]:
        """Photos with a print of this edition for which nobody has looked for those that they resemble."""
        query = select(PrintTable.photo_id, PrintTable.data).where(~PrintTable.compared)
        with self._reading() as session:
            rows = session.execute(query.where(PrintTable.edition == edition).order_by(PrintTable.id).limit(limit))
            return [(photo_id, data) for photo_id, data in rows]

    def compared(self, photo_ids: Iterable[int], found: Iterable[Found]) -> None:
        """These photos' prints were compared with all others, and this was found."""
        with self._writing() as session:
            done = update(PrintTable).where(PrintTable.photo_id.in_([*photo_ids])).values(compared=True)
            session.execute(done)
            _keep(session, found)

    def unrelated(self, space: str, limit: int) -> list[int]:
        """Photos whose vectors of a space are on the shelf, and were not compared with the others there."""
        query = select(VectorTable.photo_id).join(PhotoTable, PhotoTable.id == VectorTable.photo_id)
        waiting = VectorTable.data.is_(None), VectorTable.space == space, ~VectorTable.compared, SEEN
        query = query.where(*waiting).order_by(VectorTable.id).limit(limit)
        with self._reading() as session:
            return list(session.scalars(query))

    def related(self, photo_ids: Iterable[int], found: Iterable[Found]) -> None:
        """These photos' vectors were compared with all others, and this was found."""
        with self._writing() as session:
            done = update(VectorTable).where(VectorTable.photo_id.in_([*photo_ids])).values(compared=True)
            session.execute(done)
            _keep(session, found)

    def faces(self, photo_ids: Iterable[int]) -> dict[int, Face]:
        """Photo → what it is compared by; those that were read through, also of products that are removed."""
        found: dict[int, Face] = {}
        columns = PhotoTable.id, PhotoTable.product_id, PhotoTable.sha256, SEEN, PhotoTable.thumbnail
        with self._reading() as session:
            for part in chunks(photo_ids):
                read = PhotoTable.sha256.is_not(None), PhotoTable.thumbnail.is_not(None)
                rows = session.execute(select(*columns).where(PhotoTable.id.in_(part), *read))
                for id_, product_id, digest, seen, thumbnail in rows:
                    found[id_] = Face(id_, product_id, digest or "", seen, thumbnail or b"")
        return found

    def likenesses(self, product_id: int | None = None, limit: int | None = None) -> list[Likeness]:
        """What is open, each two products once, by the surest that they have in common.

        Args:
            product_id: Only what concerns this product.
            limit: How many pairs of photos at most; ``None`` for all.

        Returns:
            The surest kind first; of one kind those that came in last first.
        """
        one, other = aliased(PhotoTable), aliased(PhotoTable)
        query = open_pairs(one, other).add_columns(one, other, LikenessTable.kind, LikenessTable.facts)
        order = case(RANKS, value=LikenessTable.kind), LikenessTable.other_id.desc(), LikenessTable.one_id.desc()
        query = query.order_by(*order).limit(limit)
        if product_id is not None:
            query = query.where(or_(one.product_id == product_id, other.product_id == product_id))
        best: dict[frozenset[int], Likeness] = {}
        with self._reading() as session:
            for _, _, first, later, kind, facts in session.execute(query):
                made = Likeness(self._reference(first), self._reference(later), Kind(kind), facts or {})
                best.setdefault(frozenset(made.products), made)
        return list(best.values())

    def kinds(self, product_ids: Iterable[int]) -> dict[int, Kind]:
        """Product → the surest that it may have in common with another one; those that have nothing are left out."""
        found: dict[int, Kind] = {}
        with self._reading() as session:
            for part in chunks(product_ids):
                for query in kinds_queries():
                    for product, kind in session.execute(query, {PRODUCTS: part}):
                        found[product] = min(found.get(product, Kind(kind)), Kind(kind), key=RANKS.__getitem__)
        return found

    def keep_apart(self, pairs: Iterable[tuple[int, int]]) -> Done:
        """Say of pairs of products that they are two, so that nobody is asked again."""
        with self._doing(Act.KEPT_APART) as (session, doing):
            touched = self._set_apart(session, pairs, apart=True)
        return Done(doing.id, touched)

    def _turn_apart(self, session: Session, lines: Sequence[Line]) -> set[int]:
        """Say the opposite of what these lines said; where somebody has said so already, nothing is to be done."""
        said: dict[bool, set[tuple[int, int]]] = {True: set(), False: set()}
        for line in lines:
            others, apart = (line.detail or {})[APART]
            said[apart] |= {(line.product_id, other) for other in others}
        for apart, pairs in said.items():
            self._set_apart(session, pairs, apart=not apart)
        return set()

    def _set_apart(self, session: Session, pairs: Iterable[tuple[int, int]], *, apart: bool) -> list[int]:
        """Write it, and that into the history of both. Returns the products of which another was said before."""
        told: dict[int, list[int]] = {}
        for low, high in sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}):
            row = session.get(ApartTable, (low, high))
            there = all(session.get(ProductTable, each) is not None for each in (low, high))
            if (row is not None) is apart or not there:
                continue
            if row is None:
                session.add(ApartTable(one_id=low, other_id=high))
            else:
                session.delete(row)
            told.setdefault(low, []).append(high)
            told.setdefault(high, []).append(low)
        session.flush()
        details = {product: {APART: [others, apart]} for product, others in told.items()}
        record_details(session, self._clock(), Act.KEPT_APART, details)
        return list(told)


def keep_print(session: Session, photo_id: int, printed: Printed) -> None:
    """Keep a photo's print in place of what it had, which is to be compared anew."""
    session.execute(delete(PrintTable).where(PrintTable.photo_id == photo_id))
    session.execute(
        insert(PrintTable).values(photo_id=photo_id, edition=printed.edition, data=printed.data, compared=False)
    )


def _keep(session: Session, found: Iterable[Found]) -> None:
    """Keep what was found, unless something surer is known of the same two photos, or one is gone."""
    pairs = {(min(each.one_id, each.other_id), max(each.one_id, each.other_id)): each for each in found}
    there: set[int] = set()
    for part in chunks({photo for pair in pairs for photo in pair}):
        there |= {*session.scalars(select(PhotoTable.id).where(PhotoTable.id.in_(part)))}
    for (low, high), each in pairs.items():
        row = session.get(LikenessTable, (low, high))
        known = row is not None and RANKS[Kind(row.kind)] < RANKS[each.kind]
        if not known and {low, high} <= there:
            session.merge(LikenessTable(one_id=low, other_id=high, kind=each.kind, facts=each.facts))
