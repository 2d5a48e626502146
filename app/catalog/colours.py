"""The colours of photos: kept beside them, and looked for again where they were found otherwise, or never."""

from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.catalog.photos import Looked
from app.catalog.store import SEEN, Store
from app.catalog.tables import ColoursTable, PhotoTable, ProductTable
from app.domain.colours.found import FoundColours

_MAIN: Final = PhotoTable.position == 0


class Colours(Store):
    """The part that keeps what photos' pixels say."""

    def colours_of(self, product_id: int) -> FoundColours | None:
        """The colours of a product's main photo; ``None`` while nobody has looked for them."""
        with self._reading() as session:
            return main_colours(session, product_id)

    def uncoloured(self, edition: str, after_id: int, limit: int) -> list[tuple[int, bytes]]:
        """Main photos whose colours were not looked for yet by this edition, each with its thumbnail.

        Args:
            edition: Of who looks now.
            after_id: Only photos after this one; 0 to begin.
            limit: How many at most.
        """
        done = exists().where(ColoursTable.photo_id == PhotoTable.id, ColoursTable.edition == edition)
        query = (
            select(PhotoTable.id, PhotoTable.thumbnail)
            .where(PhotoTable.id > after_id, _MAIN, ~done, SEEN)
            .where(PhotoTable.width.is_not(None), PhotoTable.thumbnail.is_not(None))
            .order_by(PhotoTable.id)
            .limit(limit)
        )
        with self._reading() as session:
            return [(id_, thumbnail) for id_, thumbnail in session.execute(query) if thumbnail is not None]

    def coloured(self, photo_id: int, looked: Looked) -> int | None:
        """Keep what was found in a photo; its product's card is to be checked again.

        Returns:
            The photo's product; ``None`` where the photo is gone.
        """
        with self._writing() as session:
            photo = session.get(PhotoTable, photo_id)
            if photo is None:
                return None
            keep_colours(session, photo_id, looked)
            session.get_one(ProductTable, photo.product_id).reviewed = None
            return photo.product_id


def keep_colours(session: Session, photo_id: int, looked: Looked) -> None:
    """Keep what was found in a photo, in place of what was found before."""
    found = looked.colours.model_dump(mode="json")
    session.merge(ColoursTable(photo_id=photo_id, edition=looked.edition, found=found))


def main_colours(session: Session, product_id: int) -> FoundColours | None:
    """The colours of a product's main photo; ``None`` while nobody has looked for them."""
    query = (
        select(ColoursTable.found)
        .join(PhotoTable, PhotoTable.id == ColoursTable.photo_id)
        .where(PhotoTable.product_id == product_id, _MAIN)
    )
    found = session.scalar(query)
    return None if found is None else FoundColours.model_validate(found)
