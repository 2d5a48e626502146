"""Look into a catalogue that nobody has open any more, and say what is broken."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.catalog.catalog import Catalog
from app.catalog.rows import Json
from app.catalog.tables import CardTable, DraftTable, PhotoTable, ProductTable
from app.domain.states import State
from app.export.rows import defused
from tests.kills.acts import DESCRIPTION, NAME
from tests.kills.deeds import deeds, history
from tests.kills.journal import DONE, EVER, Journal
from tests.kills.remembered import Vectors, misremembered

FIELDS = (NAME, DESCRIPTION)
WITH_CARD = frozenset({State.REVIEW, State.APPROVED, State.EXPORTED, State.REJECTED})
SETTLED = frozenset(State) - {State.QUEUED, State.GENERATING}
COLUMNS = ["photo", NAME, "category_standard", "color_primary", "features_list", DESCRIPTION]


@dataclass
class Inspector:
    """Knows what must hold of one catalogue, from one kill to the next.

    Attributes:
        folder: The catalogue's.
        exports: Where CSV files go.
        copies: Photo → the photo that it is a copy of.
        journal: What was acknowledged.
        exported: Photo's file name → rows that were seen in whole files.
        leftovers: Unfinished files of exports.
        vectors: Of photos' contents, as they were found first.
    """

    folder: Path
    exports: Path
    copies: dict[str, str]
    journal: Journal = field(default_factory=Journal)
    exported: dict[str, list[list[str]]] = field(default_factory=dict)
    leftovers: set[str] = field(default_factory=set)
    vectors: Vectors = field(default_factory=dict)

    def look(self, limit: float) -> list[str]:
        """Open the catalogue and say what is broken; what is found is what must be found the next time.

        Args:
            limit: What was typed up to this moment of the program's own time must be there.
        """
        broken = list(self._files())
        with (
            Catalog.open(self.folder, clock=lambda: datetime.now(UTC)) as catalog,
            catalog._reading() as session,
        ):
            broken += _database(session)
            products = list(session.scalars(select(ProductTable)))
            broken += self._photos(session, products)
            broken += misremembered(self.folder, session, self.vectors)
            for product in products:
                broken += self._product(session, product, limit)
            return broken + list(deeds(session))

    def _files(self) -> Iterator[str]:
        if list(self.folder.parent.glob("*.broken.json")):
            yield "the choices were broken"
        for path in map(Path, self.journal.files):
            if not path.exists():
                yield f"{path.name} was written and is not there"
        for path in self.exports.glob("*.csv"):
            yield from self._csv(path)
        found = {path.name for path in self.exports.iterdir() if path.suffix != ".csv"}
        strange = {name for name in found if not (name.startswith(".fichario-") and name.endswith(".tmp"))}
        if strange or len(found - self.leftovers) > self.journal.exporting:
            yield f"left behind among the exports: {sorted(found - self.leftovers | strange)}"
        self.leftovers = found

    def _csv(self, path: Path) -> Iterator[str]:
        content = path.read_bytes().decode("utf-8-sig")
        header, *rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";", strict=True)) or [[]]
        if header != COLUMNS or not rows or not content.endswith("\r\n"):
            yield f"{path.name} is not whole: {header}, {len(rows)} rows"
        for row in rows:
            if len(row) != len(COLUMNS) or not all(row):
                yield f"{path.name} has a row that is not whole: {row}"
            elif row not in self.exported.setdefault(row[0], []):
                self.exported[row[0]].append(row)

    def _photos(self, session: Session, products: list[ProductTable]) -> Iterator[str]:
        """Everything that was taken in is there, and once."""
        visible = {product.id for product in products if product.removed_at is None}
        photos = list(session.scalars(select(PhotoTable)))
        shown = [photo for photo in photos if photo.product_id in visible]
        for kind, counted in (
            ("path", Counter(str(photo.path) for photo in shown)),
            ("content", Counter(photo.sha256 for photo in shown if photo.sha256 is not None)),
        ):
            yield from (f"{kind} doubled: {what}" for what, count in counted.items() if count > 1)
        paths = {str(photo.path) for photo in photos}
        for path in self.journal.photos:
            if path not in paths and not self._has_twin(path, paths):
                yield f"{path} was taken in and is not there"
        for lost in self.journal.products - {product.id for product in products}:
            yield f"pasted product {lost} is not there"
        for photo in photos:
            if photo.stored and not (self.folder / photo.path).is_file():
                yield f"the pasted picture {photo.path} has no file"
        if strange := [path for path in (self.folder / "photos").glob("*") if path.name.startswith(".")]:
            yield f"left behind among the pasted pictures: {strange}"

    def _has_twin(self, path: str, paths: set[str]) -> bool:
        first = self.copies.get(path, path)
        twins = {first, *(copy for copy, of in self.copies.items() if of == first)}
        return bool(twins & paths)

    def _product(self, session: Session, product: ProductTable, limit: float) -> Iterator[str]:
        who = f"product {product.id}"
        card = session.get(CardTable, product.id)
        draft = session.get(DraftTable, product.id)
        yield from (f"{who}: {wrong}" for wrong in history(session, product, card.values if card else {}))
        if product.state is State.GENERATING:
            yield f"{who} is stuck in generating"
        if card is None and (product.state in WITH_CARD or product.id in self.journal.cards):
            yield f"{who} is {product.state} and has no card"
        if product.state not in self.journal.states.get(product.id, frozenset(State)):
            yield f"{who} is {product.state}, not {sorted(self.journal.states[product.id])}"
        removed = product.removed_at is not None
        if self.journal.removed.get(product.id, removed) is not removed:
            yield f"{who}: removed is {removed}"
        held = {**(card.values if card else {}), **(draft.values if draft and product.state not in DONE else {})}
        for name in FIELDS:
            accepted = self.journal.accepted(product.id, name, limit)
            if accepted is not None and held.get(name) not in accepted:
                yield f"{who}: {name} is {held.get(name)!r}, not {accepted}"
        if product.state is State.EXPORTED and card is not None:
            yield from (f"{who}: {wrong}" for wrong in self._row(session, product.id, card.values))
        self._expect(product, removed, held, draft.values if draft else {})

    def _row(self, session: Session, product: int, values: Json) -> Iterator[str]:
        path = session.scalars(select(PhotoTable.path).where(PhotoTable.product_id == product)).one()
        wanted = [defused(str(values[name])) for name in FIELDS]
        if wanted not in [[row[1], row[-1]] for row in self.exported.get(path.name, [])]:
            yield f"is marked as exported, and {wanted} is in no file"

    def _expect(self, product: ProductTable, removed: bool, held: Json, draft: Json) -> None:
        """What is there now must be there until something is done about it."""
        self.journal.removed[product.id] = removed
        self.journal.states.pop(product.id, None)
        waits = product.state not in SETTLED
        if not waits:
            self.journal.states[product.id] = frozenset({product.state})
        for name in FIELDS:
            self.journal.texts.pop((product.id, name), None)
            if name in (draft if waits else held):
                self.journal.texts[product.id, name] = [(EVER, held[name])]


def _database(session: Session) -> Iterator[str]:
    for pragma, good in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        found = [tuple(row) for row in session.execute(text(f"PRAGMA {pragma}"))]
        if found != good:
            yield f"{pragma}: {found}"
