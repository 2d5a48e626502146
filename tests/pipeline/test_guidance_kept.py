"""Hints and settled fields on their way from the catalogue through the real engine and back."""

from collections.abc import Callable

import pytest

from app.catalog.catalog import Catalog
from app.domain.states import State
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import listed, take_in


@pytest.fixture
def waiting(catalog: Catalog, photo: Photo) -> list[int]:
    """Two products whose photos were read through."""
    return listed(take_in(catalog, photo("a.png"), photo("b.png")))


def test_what_people_say_beforehand_is_heeded_and_kept(
    catalog: Catalog, waiting: list[int], driven: Callable[[], None]
) -> None:
    first, other = waiting
    catalog.set_hint([first], "linho cru")
    catalog.save_draft(first, {"color_primary": "bege", "description_long": "Curta."})
    driven()
    card, plain = catalog.product(first).card, catalog.product(other).card
    assert card is not None
    assert plain is not None
    assert (card.values["color_primary"], card.values["description_long"]) == ("bege", "Curta.")
    assert (
        card.generated.keys()
        == card.confidence.keys()
        == plain.generated.keys() - {"color_primary", "description_long"}
    )
    assert (card.provenance["hint"], card.provenance["given"]) == ("linho cru", ["color_primary", "description_long"])
    assert (plain.provenance["hint"], plain.provenance["given"]) == ("", [])


def test_generating_again_keeps_what_people_wrote(
    catalog: Catalog, waiting: list[int], driven: Callable[[], None]
) -> None:
    driven()
    product = catalog.product(waiting[0])
    assert product.card is not None
    mine = {**product.card.values, "product_name": "Mesa Aurora", "features_list": ["uma só"]}
    catalog.save_values(product.id, mine, product.version)
    catalog.set_lock(product.id, "features_list", locked=False)
    catalog.move_all([product.id], State.QUEUED)
    driven()
    again = catalog.product(product.id).card
    assert again is not None
    assert again.values["product_name"] == "Mesa Aurora"
    assert again.values["features_list"] != ["uma só"]
    assert again.values["description_long"] != product.card.values["description_long"]
