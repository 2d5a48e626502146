"""Short ways to real catalogues with products in any state, for the tests around."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.catalog.catalog import Catalog
from app.catalog.photos import Kept, Preparation
from app.catalog.reports import Done
from app.catalog.rows import Act

CONFIDENCE = {
    "product_name": {"value": 0.9, "guesses": []},
    "category_standard": {"value": 0.4, "guesses": [{"value": "Móveis", "probability": 0.4}]},
}


@dataclass
class Clock:
    """Goes on by a second with every look at it, so that no two things happen at once."""

    now: datetime = datetime(2026, 3, 2, 12, tzinfo=UTC)
    step: timedelta = field(default=timedelta(seconds=1))

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


@dataclass(frozen=True)
class Bench:
    """A catalogue and the short ways to bring products of it into a state."""

    catalog: Catalog
    clock: Clock

    def add(self, *names: str) -> list[int]:
        """Unprepared products."""
        return list(self.catalog.add_photos([Path("/fotos") / name for name in names]).ids)

    def queue(self, *names: str) -> list[int]:
        """Prepared products, waiting."""
        ids = self.add(*names)
        for photo in self.catalog.unprepared(len(names)):
            assert isinstance(self.catalog.prepared(photo.id, preparation(str(photo.path))), Kept)
        return ids

    def claim(self, name: str) -> int:
        """A product that is being generated."""
        (product_id,) = self.queue(name)
        job = self.catalog.claim_next()
        assert job is not None
        assert job.product_id == product_id
        return product_id

    def finish(self, product_id: int, **values: Any) -> int:
        """Finish a claimed one; returns the version."""
        return self.catalog.finish(product_id, card(**values), CONFIDENCE, {"model": "m.gguf"}, {"seconds": 2.5})

    def review(self, name: str, **values: Any) -> tuple[int, int]:
        """A product in review, and the version of its card."""
        product_id = self.claim(name)
        return product_id, self.finish(product_id, **values)

    def approve(self, name: str, **values: Any) -> tuple[int, int]:
        """An approved product, and the version of its card."""
        product_id, version = self.review(name, **values)
        self.catalog.approve(product_id, version)
        return product_id, version

    def merge(self, colours: Collection[str], into: str) -> Done:
        """Give all cards of some colours the same one, as a bulk edit does."""
        standing = self.catalog.standing_cards(self.catalog.product_ids())
        wanted = {
            one.product_id: (one.version, {"color_primary": into})
            for one in standing
            if one.values is not None and one.values["color_primary"] in {*colours} - {into}
        }
        return self.catalog.edit_all(wanted, act=Act.MERGED, facts={"into": into})


def card(**values: Any) -> dict[str, Any]:
    return {
        "product_name": "Sofá de três lugares",
        "category_standard": "Móveis",
        "color_primary": "azul",
        "features_list": ["pés de madeira", "capa lavável"],
        "description_long": "Um sofá para a família inteira.",
    } | values


def preparation(content: str) -> Preparation:
    digest = sha256(content.encode("utf-8", "surrogateescape")).hexdigest()
    return Preparation(digest, 640, 480, b"thumbnail of " + digest.encode())
