"""What was ordered for a model's folder: kept from the first byte on, so that a download goes on as it was agreed.

It holds the offer itself, for models that the registry does not list, and when a person confirmed the terms.
"""

import contextlib
from collections.abc import Iterator
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from app.domain.offered import OfferedModel, Quantisation, Use, offered_models
from app.models.disk import write_whole, writing_to
from app.models.store import ModelStore
from inference.words.files import available

ORDER = "order.json"
"""Name of its file."""


class KeptOrder(BaseModel):
    """An order.

    Attributes:
        form: Of this file.
        model: What was offered.
        quantisation: Id of the precision that was ordered.
        licence_accepted_at: When a person confirmed the terms of a model that a shop may not simply use.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    form: Literal[1] = 1
    model: OfferedModel
    quantisation: str
    licence_accepted_at: AwareDatetime | None = None

    @property
    def text(self) -> Quantisation:
        """The text model's file."""
        return self.model.quantisation(self.quantisation) or self.model.quantisations[0]


def keep_order(store: ModelStore, order: KeptOrder) -> None:
    """Keep an order in its model's folder, which is made where it is not there.

    Raises:
        DiskFull: There is no room.
        StoreUnwritable: The system refused.
    """
    folder = store.folder_of(order.model.id)
    with writing_to(folder):
        write_whole(folder / ORDER, order.model_dump_json(by_alias=True, indent=1))


def kept_order(store: ModelStore, id_: str) -> KeptOrder | None:
    """What was ordered under an id; ``None`` where nothing was, or it cannot be understood."""
    with contextlib.suppress(OSError, ValidationError):
        order = KeptOrder.model_validate_json((store.root / id_ / ORDER).read_bytes())
        return order if order.model.id == id_ else None
    return None


def kept_orders(store: ModelStore) -> Iterator[KeptOrder]:
    """All orders, of installed models, too, by their ids."""
    with contextlib.suppress(OSError):
        found = (kept_order(store, folder.name) for folder in sorted(store.root.iterdir()))
        yield from (order for order in found if order is not None)


def offers(store: ModelStore) -> tuple[OfferedModel, ...]:
    """The models that can be downloaded: those that the registry lists and this installation runs, and those named."""
    listed = tuple(model for model in offered_models() if model.use is Use.CARDS or available())
    ids = {model.id for model in offered_models()}
    return (*listed, *(order.model for order in kept_orders(store) if order.model.id not in ids))
