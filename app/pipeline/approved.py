"""Approved cards leave the house."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from app.catalog.catalog import Catalog
from app.export.presets import Preset
from app.export.rows import card_row
from app.export.writer import ExportError, write_csv

PHOTO_COLUMN = "photo"


class NothingToExport(ExportError):
    """No card has been approved."""

    code = "export.nothing"


def header(card: type[BaseModel]) -> list[str]:
    """The columns of an export: the photo, then the card's fields in their order."""
    return [PHOTO_COLUMN, *card.model_fields]


def row(card: type[BaseModel], photos: tuple[Path, ...], values: Mapping[str, object]) -> list[str]:
    """One product as cells, in the order of :func:`header`."""
    return [" | ".join(photo.name for photo in photos), *card_row(values, list(card.model_fields))]


def export_approved(catalog: Catalog, card: type[BaseModel], preset: Preset, path: Path) -> int:
    """Write every approved card, and mark those that are written as exported.

    Cards that were exported before and not changed since are written again, so that the file is always whole.

    Returns:
        How many cards were written.

    Raises:
        NothingToExport: No card has been approved.
        ExportError: The file cannot be written; an older one is whole, and nothing was marked.
    """
    products = list(catalog.approved_for_export())
    if not products:
        raise NothingToExport(path=str(path))
    rows = [row(card, product.photos, product.values) for product in products]
    written = write_csv(path, header(card), rows, preset)
    catalog.mark_exported([product.product_id for product in products])
    return written
