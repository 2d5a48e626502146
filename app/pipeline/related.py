"""Products that go with a product: the approved ones that look most like it, for shops that show them beside it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.pipeline.pictures import handle_of, sku_of
from app.settings import Settings

if TYPE_CHECKING:  # the command line's help would wait for it
    from app.catalog.catalog import Catalog
    from app.pipeline.memory import Memory

RELATED: Final = "related"
"""Under which name the catalogue keeps how many it wants."""
MOST: Final = 20


class RelatedProducts(BaseModel):
    """Produtos relacionados: what a person sees on the page."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    count: Annotated[int, Field(ge=0, le=MOST)] = Field(
        default=0,
        title="Produtos relacionados por produto",
        description=(
            "Os aprovados mais parecidos, pelo SKU ou pelo nome, em uma coluna a mais do arquivo exportado. "
            "0 não escreve a coluna."
        ),
    )


@dataclass(frozen=True, slots=True)
class Named:
    """What a product is called in a shop.

    Attributes:
        handle: In addresses.
        sku: The shop's own number of it, or empty.
    """

    handle: str
    sku: str

    @property
    def code(self) -> str:
        """Names it where either may."""
        return self.sku or self.handle


Relations: TypeAlias = Mapping[int, tuple[Named, ...]]
"""Product → those that go with it, the most alike first; products without any are left out."""


def related_of(catalog: "Catalog") -> RelatedProducts:
    """What a catalogue wants; none, where that cannot be understood."""
    kept: Any = catalog.setting(RELATED, {})
    try:
        return RelatedProducts.model_validate(kept)
    except ValidationError:
        return RelatedProducts()


def memory_of(catalog: "Catalog", settings: Settings) -> "Memory | None":
    """Open the memory that a catalogue has, without a model; ``None`` without one, or where another program has it.

    Args:
        catalog: Whose.
        settings: Say where its shelf is.

    Raises:
        CatalogueError: The catalogue cannot be written.
        OSError: The shelf's folder cannot be written, or the shelf is on a server that is away.
    """
    from app.pipeline.memory import FOLDER, Memory  # noqa: PLC0415  # as above
    from app.pipeline.shelving import shelves_of  # noqa: PLC0415  # as above
    from app.search.edge import EdgeShelf  # noqa: PLC0415  # as above
    from app.search.passport import space_in  # noqa: PLC0415  # as above

    space = space_in(catalog.folder / FOLDER)
    try:
        return None if space is None else Memory.open(catalog, space, shelves_of(settings, EdgeShelf))
    except BlockingIOError:
        return None


def relations(
    catalog: "Catalog", memory: "Memory", ids: Iterable[int], count: int, stop: Callable[[], bool] = bool
) -> Relations:
    """Find what goes with products.

    Args:
        catalog: Where they are.
        memory: Of that catalogue.
        ids: The products that are asked about; some milliseconds each.
        count: How many of each at most; fewer where fewer are alike enough.
        stop: Whether nobody wants to know any more.
    """
    from app.pipeline.neighbours import APPROVED, SIMILAR  # noqa: PLC0415  # as above

    found: dict[int, list[int]] = {}
    for product in ids:
        if stop():
            break
        alike = memory.like(product, count, states=APPROVED)
        found[product] = [each.product_id for each in alike if each.likeness >= SIMILAR]
    names = _names(catalog, {other for others in found.values() for other in others})
    return {product: tuple(names[other] for other in others) for product, others in found.items() if others}


def _names(catalog: "Catalog", ids: Collection[int]) -> dict[int, Named]:
    cards = catalog.card_values(sorted(ids))
    return {id_: Named(handle_of(id_, cards.get(id_, {})), sku_of(cards.get(id_, {}))) for id_ in ids}
