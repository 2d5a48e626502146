"""Approved cards leave the house."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from app.catalog.catalog import Catalog
from app.domain.shape import foreign, properties_of
from app.export.errors import ExportError
from app.export.presets import Preset
from app.export.rows import card_row
from app.export.writer import write_csv

PHOTO_COLUMN = "photo"


class NothingToExport(ExportError):
    """No card has been approved."""

    code = "export.nothing"


def header(card: type[BaseModel]) -> list[str]:
    """The columns of an export: the photo, then the card's fields in their order, numbers with their unit."""
    units = {name: found.get("unit", "") for name, found in properties_of(card).items()}
    return [PHOTO_COLUMN, *(f"{name} ({units[name]})" if units[name] else name for name in card.model_fields)]


def row(card: type[BaseModel], photos: tuple[Path, ...], values: Mapping[str, object], preset: Preset) -> list[str]:
    """One product as cells, in the order of :func:`header`; fields that its category does not have stay empty."""
    left_out = foreign(card, values)
    kept = {name: value for name, value in values.items() if name not in left_out}
    return [" | ".join(photo.name for photo in photos), *card_row(kept, list(card.model_fields), preset)]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did.

    Attributes:
        count: How many cards are in the file.
        deed: Its number, for :meth:`Catalog.undo`; ``None`` where no product was marked.
        ids: The products that are exported now.
    """

    count: int
    deed: int | None
    ids: Sequence[int]


def export_approved(
    catalog: Catalog,
    card: type[BaseModel],
    preset: Preset,
    path: Path,
    *,
    ids: Iterable[int] | None = None,
    again: bool | None = False,
) -> Exported:
    """Write the approved cards, and mark those that are written as exported.

    Args:
        catalog: Where they are.
        card: Whose fields are the columns.
        preset: How the file is written.
        path: Where it goes.
        ids: Only of these products; ``None`` for all.
        again: Also write cards that were exported before; ``None`` for: only where there are no others.

    Raises:
        NothingToExport: There is no such card.
        ExportError: The file cannot be written; an older one is whole, and nothing was marked.
    """
    chosen = None if ids is None else list(ids)
    fresh = list(catalog.approved_for_export(chosen))
    repeated = again or (again is None and not fresh)
    products = list(catalog.approved_for_export(chosen, again=True)) if repeated else fresh
    if not products:
        raise NothingToExport(path=str(path))
    rows = [row(card, product.photos, product.values, preset) for product in products]
    written = write_csv(path, header(card), rows, preset)
    done = catalog.mark_exported(products, path.name)
    return Exported(written, done.deed, done.ids)
