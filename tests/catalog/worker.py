"""A program that lives one product after another through a catalogue, to be killed in the middle.

Before each step it says what it is about to do, after it what it did: what was said to be done must be there.
"""

import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from app.catalog.catalog import Catalog
from tests.catalog.bench import CONFIDENCE, card, preparation


def main(folder: Path) -> None:
    """Work until somebody kills it."""
    with Catalog.open(folder, clock=lambda: datetime.now(UTC)) as catalog:
        start = len(catalog.product_ids())
        for number in count(start):
            _live(catalog, number)


def hold(folder: Path) -> None:
    """Claim a pasted picture, type a word, and be in the middle of it until somebody kills it."""
    with Catalog.open(folder, clock=lambda: datetime.now(UTC)) as catalog:
        catalog.add_stored_photo(b"pasted", ".png")
        (photo,) = catalog.unprepared(1)
        catalog.prepared(photo.id, preparation("pasted"))
        job = catalog.claim_next()
        catalog.save_draft(photo.product_id, {"product_name": "Digitado"})
        _say("claimed", job.product_id if job else 0)
        sys.stdin.read()


def _live(catalog: Catalog, number: int) -> None:
    (product_id,) = catalog.add_photos([Path(f"/fotos/{number}.jpg")]).ids
    _say("added", product_id)
    (photo,) = catalog.unprepared(1)
    catalog.prepared(photo.id, preparation(f"content {photo.product_id}"))
    job = catalog.claim_next()
    if job is None:
        return
    version = catalog.finish(job.product_id, card(), CONFIDENCE, {}, {"seconds": 1})
    _say("finished", job.product_id)
    version = catalog.save_values(job.product_id, card(product_name=f"Produto {job.product_id}"), version)
    _say("saved", job.product_id)
    catalog.approve(job.product_id, version)
    _say("approved", job.product_id)
    catalog.mark_exported(catalog.approved_for_export())
    _say("exported", job.product_id)
    if number % 7 == 0:
        catalog.checkpoint()


def _say(what: str, product_id: int) -> None:
    sys.stdout.write(f"{what} {product_id}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {"main": main, "hold": hold}[sys.argv[2]](Path(sys.argv[1]))
