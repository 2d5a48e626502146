"""What the window asks the catalogue on its own thread is asked once before, on another.

The first time a statement is put together and compiled, which takes ten times as long as the asking: some 30 ms for all
that opening the first product asks for.
"""

from contextlib import suppress

from app.catalog.catalog import Catalog
from app.catalog.errors import ProductGone


def rehearse(catalog: Catalog, product_id: int) -> None:
    """Ask for all that showing this product in the list and on the bench takes; nothing is done with the answers."""
    page = [product_id]
    catalog.rows(page)
    catalog.thumbnails(page)
    catalog.kinds(page)
    catalog.photo_thumbnails(product_id)
    catalog.next_to_review(product_id)
    with suppress(ProductGone):
        catalog.product(product_id)
