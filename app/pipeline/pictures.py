"""What the pictures of exported products are called, and where a shop finds them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.domain.card import NAME_FIELD
from app.domain.folding import fold
from app.domain.paths import as_written

if TYPE_CHECKING:  # the command line's help would wait for it
    from app.catalog.catalog import Catalog
    from app.catalog.reports import ExportRow

PICTURES: Final = "pictures"
"""Under which name the catalogue keeps what it wants done with them."""
SKU_FIELDS: Final = ("sku", "codigo", "referencia", "ref")
"""Ids of the editor's fields that hold a shop's own number of a product; the first that says anything counts."""
LONGEST_HANDLE: Final = 80


class Pictures(BaseModel):
    """Fotos na exportação: what a person sees on the page."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    address: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = Field(
        default="",
        title="Endereço das fotos na internet",
        description=(
            "O começo do endereço em que a loja acha as fotos, como https://loja.com.br/fotos. Vazio: o arquivo "
            "exportado diz só os nomes das fotos."
        ),
    )
    copies: bool = Field(
        default=False,
        title="Copiar as fotos para uma pasta ao lado do arquivo",
        description=(
            "Com o SKU ou o nome do produto e um número: bota-de-couro-12-1.jpg. Os originais ficam como estão."
        ),
    )


def pictures_of(catalog: "Catalog") -> Pictures:
    """What a catalogue wants; nothing, where that cannot be understood."""
    kept: Any = catalog.setting(PICTURES, {})
    try:
        return Pictures.model_validate(kept)
    except ValidationError:
        return Pictures()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a product and its pictures are called outside.

    Attributes:
        handle: Names the product in addresses.
        sku: The shop's own number of it, or empty.
        files: What its pictures' files are called, the main one first.
        cells: What an export says of them: addresses, or names.
    """

    handle: str
    sku: str
    files: tuple[str, ...]
    cells: tuple[str, ...]


def shown(products: "Iterable[ExportRow]", wanted: Pictures) -> Iterator[Shown]:
    """Name products and their pictures, in their order; no two have the same name."""
    taken: set[str] = set()
    for product in products:
        handle, sku = handle_of(product.product_id, product.values), sku_of(product.values)
        stem = re.sub(r"[^\w.-]+", "-", sku).strip("-.") or handle
        if stem.casefold() in taken:
            stem = f"{stem}-{product.product_id}"
        taken.add(stem.casefold())
        names = [as_written(photo.origin) for photo in product.photos]
        files = tuple(path.name for path in names)
        if wanted.copies:
            files = tuple(f"{stem}-{place}{path.suffix.lower()}" for place, path in enumerate(names, start=1))
        base = wanted.address.rstrip("/")
        yield Shown(handle, sku, files, tuple(f"{base}/{_quoted(name)}" if base else name for name in files))


def handle_of(product_id: int, values: Mapping[str, object]) -> str:
    """A product's name as addresses have it, with its number in the catalogue: ``bota-de-couro-12``."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(str(values.get(NAME_FIELD) or ""))).strip("-")
    return "-".join(filter(None, [slug[:LONGEST_HANDLE].strip("-"), str(product_id)]))


def sku_of(values: Mapping[str, object]) -> str:
    """The shop's own number of a product, where one of the editor's fields holds it."""
    said = (str(values.get(field) or "").strip() for field in SKU_FIELDS)
    return next(filter(None, said), "")


def folder_beside(path: Path) -> Path:
    """Where the copies go that belong to an exported file."""
    return path.with_name(f"{path.stem}-fotos")


def _quoted(name: str) -> str:
    return quote(name, errors="replace")
