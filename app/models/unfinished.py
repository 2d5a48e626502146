"""Downloads that never came to their end: what of them lies in the folder of models, and taking it away."""

import contextlib
from dataclasses import dataclass

from app.domain.offered import OfferedModel, Quantisation
from app.models.disk import writing_to
from app.models.errors import NotInstalled
from app.models.manifest import MANIFEST
from app.models.orders import kept_order
from app.models.store import ModelStore


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What has come of a download.

    Attributes:
        quantisation: Of the text model that was coming.
        size: Bytes that lie here.
    """

    quantisation: Quantisation
    size: int


def unfinished(store: ModelStore, model: OfferedModel) -> Unfinished | None:
    """What has come of an offered model without becoming an installed one; ``None`` where none was ordered."""
    folder, order = store.root / model.id, kept_order(store, model.id)
    if order is None:
        return None
    sizes = []
    for part in folder.glob("*.part"):
        with contextlib.suppress(OSError):  # it has just become a whole file
            sizes.append(part.stat().st_size)
    if not sizes and (folder / MANIFEST).exists():
        return None
    return Unfinished(model.quantisation(order.quantisation) or model.quantisations[0], sum(sizes))


def discard(store: ModelStore, id_: str) -> None:
    """Take away what has come of a download; a model that is installed stays.

    Raises:
        ModelBusy: Another program is at it.
        StoreUnwritable: The system refused.
    """
    folder = store.root / id_
    if not (folder / MANIFEST).exists():
        with contextlib.suppress(NotInstalled):  # nothing had come yet
            store.remove(id_)
        return
    with store.holding(id_), writing_to(folder):
        for part in folder.glob("*.part"):
            part.unlink(missing_ok=True)
