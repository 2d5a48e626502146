"""Approved cards leave the house."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from app.catalog.catalog import Catalog
from app.catalog.deposit_errors import PhotosAway, PhotosNowhere, PhotoUnderway
from app.catalog.reports import ExportRow
from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, DESCRIPTION_FIELD, FEATURES_FIELD, NAME_FIELD, ProductCard
from app.domain.shape import foreign, properties_of
from app.export.errors import ExportError
from app.export.pictures import copy_pictures
from app.export.presets import Layout, Preset
from app.export.rows import SEPARATOR, card_row
from app.export.shops.goods import Goods
from app.export.shops.layouts import shop_header, shop_rows
from app.export.writer import write_csv
from app.pipeline.pictures import SKU_FIELDS, Pictures, Shown, folder_beside, shown
from app.pipeline.related import Relations, relations

if TYPE_CHECKING:  # most exports need no vectors
    from app.pipeline.memory import Memory

PHOTO_COLUMN = "photo"
RELATED_COLUMN = "related_products"


class NothingToExport(ExportError):
    """No card has been approved."""

    code = "export.nothing"


def header(card: type[BaseModel], *, related: bool = False) -> list[str]:
    """The columns of an export: the photo, then the card's fields in their order, numbers with their unit.

    Args:
        card: Whose fields.
        related: Whether a last column names the products that go with one.
    """
    units = {name: found.get("unit", "") for name, found in properties_of(card).items()}
    named = [f"{name} ({units[name]})" if units[name] else name for name in card.model_fields]
    return [PHOTO_COLUMN, *named, *([RELATED_COLUMN] if related else [])]


def row(card: type[BaseModel], photos: Sequence[str], values: Mapping[str, object], preset: Preset) -> list[str]:
    """One product as cells, in the order of :func:`header`; fields that its category does not have stay empty.

    Args:
        card: Whose fields the columns are.
        photos: Names or addresses of its photos.
        values: Field → value.
        preset: How they are written.
    """
    return [" | ".join(photos), *card_row(_own(card, values), list(card.model_fields), preset)]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did.

    Attributes:
        count: How many cards are in the file.
        deed: Its number, for :meth:`Catalog.undo`; ``None`` where no product was marked.
        ids: The products that are exported now.
        missing: Photos that were to be copied and are gone, or cannot be read.
    """

    count: int
    deed: int | None
    ids: Sequence[int]
    missing: Sequence[Path] = ()


def export_approved(
    catalog: Catalog,
    card: type[BaseModel],
    preset: Preset,
    path: Path,
    *,
    ids: Iterable[int] | None = None,
    again: bool | None = False,
    pictures: Pictures | None = None,
    related: Relations | None = None,
) -> Exported:
    """Write the approved cards, and mark those that are written as exported.

    Args:
        catalog: Where they are.
        card: Whose fields are the columns.
        preset: How the file is written.
        path: Where it goes.
        ids: Only of these products; ``None`` for all.
        again: Also write cards that were exported before; ``None`` for: only where there are no others.
        pictures: What the products' pictures are called; copies of them are made before the file is written.
        related: What goes with them; ``None`` for no such column.

    Raises:
        NothingToExport: There is no such card.
        ExportError: The file cannot be written; an older one is whole, and nothing was marked.
    """
    products = _chosen(catalog, ids, again)
    if not products:
        raise NothingToExport(path=str(path))
    wanted = pictures or Pictures()
    named = list(shown(products, wanted))
    missing = _copied(catalog, products, named, path) if wanted.copies else []
    write_csv(path, *_table(card, preset, list(zip(products, named, strict=True)), related), preset)
    done = catalog.mark_exported(products, path.name)
    return Exported(len(products), done.deed, done.ids, missing)


def copy_approved(
    catalog: Catalog, path: Path, pictures: Pictures, *, ids: Iterable[int] | None = None, again: bool | None = False
) -> None:
    """Make the copies of an export ahead of it, which then finds them there: copying may take long.

    Raises:
        ExportError: They cannot be written.
    """
    products = _chosen(catalog, ids, again)
    _copied(catalog, products, list(shown(products, pictures)), path)


def relations_of_approved(
    catalog: Catalog,
    memory: "Memory",
    count: int,
    *,
    ids: Iterable[int] | None = None,
    again: bool | None = False,
    stop: Callable[[], bool] = bool,
) -> Relations:
    """What goes with the products of an export, found ahead of it: it may take long."""
    products = [product.product_id for product in _chosen(catalog, ids, again)]
    return relations(catalog, memory, products, count, stop)


def _chosen(catalog: Catalog, ids: Iterable[int] | None, again: bool | None) -> list[ExportRow]:
    chosen = None if ids is None else list(ids)
    fresh = list(catalog.approved_for_export(chosen))
    repeated = again or (again is None and not fresh)
    return list(catalog.approved_for_export(chosen, again=True)) if repeated else fresh


def _copied(catalog: Catalog, products: Sequence[ExportRow], named: Sequence[Shown], path: Path) -> list[Path]:
    pairs = [pair for one, its in zip(products, named, strict=True) for pair in zip(one.photos, its.files, strict=True)]

    def fetched() -> Iterator[tuple[Path, str]]:
        """Each just before it is copied: what was fetched long before may be gone again."""
        for photo, name in pairs:
            with suppress(PhotoUnderway, PhotosAway, PhotosNowhere):  # those that cannot be had are told as missing
                catalog.fetch(photo.path)
            yield photo.path, name

    return copy_pictures(fetched(), folder_beside(path))


def _table(
    card: type[BaseModel], preset: Preset, pairs: Sequence[tuple[ExportRow, Shown]], related: Relations | None
) -> tuple[list[str], Iterator[list[str]]]:
    """The columns, and the rows of all products, made on the way."""
    wanted = related is not None
    if preset.layout is None:
        rows = ([*row(card, its.cells, one.values, preset), *_codes(related, one)] for one, its in pairs)
        return header(card, related=wanted), rows
    layout, attributes = preset.layout, _attributes(card, preset.layout)
    goods = ((_goods(card, one, its, preset, attributes), _others(related, one, layout)) for one, its in pairs)
    lines = (line for one, others in goods for line in shop_rows(layout, replace(one, related=others)))
    return shop_header(layout, list(attributes.values()), related=wanted), lines


def _codes(related: Relations | None, product: ExportRow) -> list[str]:
    """The last cell of a table of the card's own fields, where it has one."""
    return [] if related is None else [SEPARATOR.join(other.code for other in related.get(product.product_id, ()))]


def _others(related: Relations | None, product: ExportRow, layout: Layout) -> list[str] | None:
    """What goes with a product, as a shop names it."""
    if related is None:
        return None
    handles = layout is Layout.SHOPIFY
    return [other.handle if handles else other.code for other in related.get(product.product_id, ())]


def _attributes(card: type[BaseModel], layout: Layout) -> dict[str, str]:
    """Field → its name, of what a shop has no column for: the editor's own, and colour where it is an attribute."""
    own = [name for name in card.model_fields if name not in (*ProductCard.model_fields, *SKU_FIELDS)]
    names = [COLOUR_FIELD, *own] if layout is Layout.WOOCOMMERCE else own
    return {name: card.model_fields[name].title or name for name in names}


def _goods(
    card: type[BaseModel], product: ExportRow, its: Shown, preset: Preset, attributes: Mapping[str, str]
) -> Goods:
    values = _own(card, product.values)
    facts = (NAME_FIELD, DESCRIPTION_FIELD, CATEGORY_FIELD, COLOUR_FIELD)
    title, description, category, colour = card_row(values, facts, preset)
    features = values.get(FEATURES_FIELD)
    said = card_row(values, list(attributes), preset)
    return Goods(
        handle=its.handle,
        sku=its.sku,
        title=title,
        description=description,
        features=[str(point) for point in features] if isinstance(features, list) else [],
        category=category,
        colour=colour,
        pictures=its.cells,
        attributes=list(zip(attributes.values(), said, strict=True)),
    )


def _own(card: type[BaseModel], values: Mapping[str, object]) -> dict[str, object]:
    """What a card holds of the fields that its category has."""
    left_out = foreign(card, values)
    return {name: value for name, value in values.items() if name not in left_out}
