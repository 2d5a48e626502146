"""Photos come in: rows at once, what is in them later, each picture once."""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, func, insert, select
from sqlalchemy.orm import Session

from app.catalog.colours import keep_colours
from app.catalog.copies import PHOTOS, copy_of
from app.catalog.depot import unchanged
from app.catalog.errors import PhotoGone, translated
from app.catalog.files import write_whole
from app.catalog.folding import searchable
from app.catalog.likenesses import keep_print
from app.catalog.photos import Added, Duplicate, Kept, PhotoRef, Preparation, PreparedOutcome
from app.catalog.rows import Act
from app.catalog.samples import rank_of_new
from app.catalog.store import SEEN, VISIBLE, Store
from app.catalog.tables import CardTable, HistoryTable, PhotoTable, ProductTable, SearchTable
from app.domain.states import State

_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,8}")


class Ingest(Store):
    """The part that takes photos in."""

    def add_photos(self, paths: Sequence[Path]) -> Added:
        """Make a product of each photo that no product has yet; it waits until :meth:`prepared`.

        Quick, but the whole call is one transaction: hand in a few hundred at a time.

        Args:
            paths: Relative ones count from the working directory. Files are not opened.
        """
        return self.add_products([[path] for path in paths])

    def add_products(self, products: Sequence[Sequence[Path]]) -> Added:
        """Make products of several photos each, the main one first; photos that a product has already are left out.

        One of which nothing is left is none. As for :meth:`add_photos`, each waits until its photos are prepared.
        """
        asked = [path.absolute() for photos in products for path in photos]
        with self._writing() as session:
            known = _known_paths(session, list(dict.fromkeys(asked)))
            fresh = [_fresh(photos, known) for photos in products]
            ids = self._insert(session, [photos for photos in fresh if photos])
        return Added(ids, len(asked) - sum(map(len, fresh)))

    def add_stored_photo(self, data: bytes, suffix: str) -> Added:
        """Keep a pasted picture in the catalogue's folder and make a product of it.

        Args:
            data: An encoded picture.
            suffix: Of its format, e.g. ``.png``.

        Raises:
            ValueError: The suffix is none.
        """
        if not _SUFFIX.fullmatch(suffix.lower()):
            raise ValueError(f"not a suffix: {suffix!r}")
        digest = sha256(data).hexdigest()
        relative = Path(PHOTOS) / f"{digest}{suffix.lower()}"
        with translated(self._folder):
            write_whole(self._folder / relative, data)
        with self._writing() as session:
            if _holder(session, digest) is not None:
                return Added((), 1)
            self._keep_picture(session, digest, data)
            return Added(self._insert(session, [[{"path": relative, "stored": True, "sha256": digest}]]))

    def fetch(self, path: Path) -> None:
        """Make sure that the file of a photo, as a :class:`PhotoRef` names it, is at this computer.

        It may take seconds, and is for threads that nobody waits for.

        Raises:
            CatalogueError: It cannot be had now.
        """

    def _keep_picture(self, session: Session, digest: str, data: bytes) -> None:
        """Keep a pasted picture for those who do not see the file, if there are any."""

    def _data(self, photo: PhotoTable) -> bytes | None:
        """The bytes of a photo that this catalogue has a file of; ``None`` where they are lost, or not yet there."""
        return unchanged(copy_of(photo, self._folder), photo.sha256 or "")

    def _keep_file(self, session: Session, photo: PhotoTable, data: bytes) -> None:
        """Keep a photo's bytes for those who do not see the file, if there are any."""

    def _insert(self, session: Session, products: list[list[dict[str, Any]]]) -> tuple[int, ...]:
        if not products:
            return ()
        at = self._clock()
        product = {
            "state": State.QUEUED,
            "version": 0,
            "ready": False,
            "queue_rank": rank_of_new(session),
            "attempt": 0,
            "batch": self._batch(session),
            "created_at": at,
            "updated_at": at,
            "machine": self._machine,
        }
        made = session.scalars(
            insert(ProductTable).returning(ProductTable.id, sort_by_parameter_order=True),
            [product | {"folder": None if main["stored"] else main["path"].parent} for main, *_ in products],
        )
        ids = tuple(made)
        pairs = list(zip(ids, products, strict=True))
        rows = [
            {**photo, "product_id": id_, "position": position}
            for id_, photos in pairs
            for position, photo in enumerate(photos)
        ]
        session.execute(insert(PhotoTable), rows)
        session.execute(insert(SearchTable), [{"product_id": id_, "text": _names(photos)} for id_, photos in pairs])
        line = {"at": at, "act": Act.ADDED, "before": None, "after": State.QUEUED, "who": self._who}
        session.execute(insert(HistoryTable), [{**line, "product_id": id_} for id_ in ids])
        return ids

    def unprepared(self, limit: int) -> list[PhotoRef]:
        """The photos whose turn to be prepared is next; those of cancelled, failed and removed products wait."""
        waiting = (
            select(PhotoTable)
            .join(ProductTable, ProductTable.id == PhotoTable.product_id)
            .where(ProductTable.state == State.QUEUED, ProductTable.ready.is_(False), VISIBLE)
            .where(PhotoTable.width.is_(None), *self._of_mine())
            .order_by(ProductTable.queue_rank, ProductTable.id, PhotoTable.position)
            .limit(limit)
        )
        with self._reading() as session:
            return [self._reference(photo) for photo in session.scalars(waiting)]

    def _of_mine(self) -> Sequence[ColumnElement[bool]]:
        """Which products' photos are read here."""
        return ()

    def prepared(self, photo_id: int, found: Preparation) -> PreparedOutcome:
        """Write down what reading a photo found; a picture that is there already takes its new product out again.

        A product with a card or with further photos stays in any case.

        Raises:
            PhotoGone: There is no such photo.
        """
        with self._writing() as session:
            photo = _photo(session, photo_id)
            product = session.get_one(ProductTable, photo.product_id)
            other = _holder(session, found.sha256, besides=product.id)
            if other is not None and product.removed_at is None and _is_bare(session, product.id):
                session.delete(product)
                return Duplicate(product.id, other)
            photo.sha256, photo.width, photo.height = found.sha256, found.width, found.height
            photo.thumbnail = found.thumbnail
            if found.looked is not None:
                keep_colours(session, photo_id, found.looked)
            session.flush()
            if found.printed is not None:
                keep_print(session, photo_id, found.printed)
            unread = exists().where(PhotoTable.product_id == product.id, PhotoTable.width.is_(None))
            product.ready = not session.scalar(select(unread))
            product.updated_at = self._clock()
            return Kept(product.id)

    def unreadable(self, photo_id: int, code: str, facts: Mapping[str, str], *, retryable: bool = False) -> None:
        """A photo cannot be read: its product fails, unless it was called off meanwhile.

        Raises:
            PhotoGone: There is no such photo.
        """
        with self._writing() as session:
            product = session.get_one(ProductTable, _photo(session, photo_id).product_id)
            if product.state is State.QUEUED:
                self._fail(session, product, code, facts, retryable=retryable)

    def photos_by_sha(self, digest: str) -> list[PhotoRef]:
        """All photos of visible products with these bytes."""
        found = select(PhotoTable).where(PhotoTable.sha256 == digest, SEEN).order_by(PhotoTable.id)
        with self._reading() as session:
            return [self._reference(photo) for photo in session.scalars(found)]

    def relocate(self, photo_id: int, path: Path) -> None:
        """A photo moved on disk; it is the same picture.

        Raises:
            PhotoGone: There is no such photo.
        """
        with self._writing() as session:
            photo = _photo(session, photo_id)
            photo.path, photo.stored = path.absolute(), False
            if photo.position == 0:
                session.get_one(ProductTable, photo.product_id).folder = photo.path.parent
            session.flush()
            card = session.get(CardTable, photo.product_id)
            self._index(session, {photo.product_id: card.values if card else {}})


def _fresh(photos: Sequence[Path], known: set[Path]) -> list[dict[str, Any]]:
    """The rows of photos that are not known, which are known from now on."""
    fresh = [path for path in dict.fromkeys(path.absolute() for path in photos) if path not in known]
    known.update(fresh)
    return [{"path": path, "stored": False, "sha256": None} for path in fresh]


def _names(photos: list[dict[str, Any]]) -> str:
    return searchable({}, *(photo["path"] for photo in photos if not photo["stored"]))


def _photo(session: Session, photo_id: int) -> PhotoTable:
    photo = session.get(PhotoTable, photo_id)
    if photo is None:
        raise PhotoGone(photo_id)
    return photo


def _known_paths(session: Session, paths: list[Path]) -> set[Path]:
    known: set[Path] = set()
    for start in range(0, len(paths), 500):
        known.update(
            session.scalars(
                select(PhotoTable.path).where(
                    PhotoTable.path.in_(paths[start : start + 500]), PhotoTable.stored.is_(False), SEEN
                )
            )
        )
    return known


def _holder(session: Session, digest: str, besides: int = 0) -> int | None:
    """The oldest visible product that has a photo with these bytes."""
    return session.scalar(
        select(PhotoTable.product_id)
        .where(PhotoTable.sha256 == digest, PhotoTable.product_id != besides, SEEN)
        .order_by(PhotoTable.product_id)
        .limit(1)
    )


def _is_bare(session: Session, product_id: int) -> bool:
    photos = session.scalar(select(func.count()).where(PhotoTable.product_id == product_id))
    return photos == 1 and session.get(CardTable, product_id) is None
