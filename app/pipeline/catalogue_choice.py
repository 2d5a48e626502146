"""Which catalogue is opened where none is named: this computer's own, or one on a server that its person has chosen."""

import logging
from dataclasses import dataclass

from app.catalog.address import AddressInvalid, Place, ServerAddress, is_address, place_of
from app.domain.serving import CatalogueChoice
from app.pipeline.depots import PLACE, PhotoDepot
from app.pipeline.opening import check_driver, password_of
from app.settings import Choices, catalogue_folder

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """What a trial found.

    Attributes:
        products: How many there are; ``None`` in a database in which there is nothing yet.
        photos: Where the catalogue's photos lie; empty for in itself.
    """

    products: int | None
    photos: str


def chosen_catalogue(choices: Choices) -> Place:
    """Where the catalogue is; this computer's own, where what was chosen cannot be understood."""
    if address := choices.catalogue.address:
        try:
            return place_of(address)
        except AddressInvalid as error:
            _log.warning("the catalogue that was chosen is left aside: %s", error)
    return catalogue_folder()


def address_from(text: str, user: str) -> ServerAddress:
    """Understand what a person types: ``servidor/banco``, or a whole address.

    Raises:
        AddressInvalid: It is none.
    """
    address = ServerAddress.of(text if is_address(text) else f"postgresql://{text.strip()}")
    return ServerAddress(
        address.host, address.database, user.strip() or address.user, address.port, address.sslmode, address.password
    )


def choice_of(address: ServerAddress | None, photos: str, before: CatalogueChoice) -> CatalogueChoice:
    """What is to be kept of a decision; ``None`` for this computer's own, which leaves a way back to the other."""
    if address is None:
        return CatalogueChoice(photos=before.photos, before=before.address or before.before)
    return CatalogueChoice(address=address.url, photos=photos.strip(), before=before.address or before.before)


def try_catalogue(address: ServerAddress, password: str, photos: str) -> Found:
    """Look whether a person could work with a catalogue on a server, and with its place for photos.

    Args:
        address: Where it is.
        password: As typed; with an empty one that which is kept is tried.
        photos: Where its photos lie, as this computer calls it; empty for what the catalogue says itself.

    Raises:
        CatalogueError: They could not.
    """
    check_driver()
    from app.catalog.server_trial import tried  # noqa: PLC0415 - its driver is an extra

    found = tried(address, password or password_of(address), PLACE)
    place = photos.strip() or str(found.settings.get(PLACE, ""))
    if place:
        PhotoDepot(place, lambda: found.has_brought).try_out()
    return Found(found.products, place)
