"""Approved cards leave the house."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from app.catalog.catalog import Catalog
from app.export.errors import ExportError
from app.export.presets import Preset
from app.export.rows import card_row
from app.export.writer import write_csv

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


def export_approved(catalog: Catalog, card: type[BaseModel], preset: Preset, path: Path, *, again: bool = False) -> int:
    """Write the approved cards, and mark those that are written as exported.

    Args:
        catalog: Where they are.
        card: Whose fields are the columns.
        preset: How the file is written.
        path: Where it goes.
        again: Also write cards that were exported before.

    Returns:
        How many cards were written.

    Raises:
        NothingToExport: There is no such card.
        ExportError: The file cannot be written; an older one is whole, and nothing was marked.
    """
    products = list(catalog.approved_for_export(again=again))
    if not products:
        raise NothingToExport(path=str(path))
    rows = [row(card, product.photos, product.values) for product in products]
    written = write_csv(path, header(card), rows, preset)
    catalog.mark_exported(products)
    return written
