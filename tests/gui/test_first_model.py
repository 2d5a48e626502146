"""Which model is proposed to somebody who has none, by what fits the machine."""

from pathlib import Path

import pytest

from app.domain.offered import offered_models
from app.gui.models.first_run import proposed
from app.gui.models.survey import Circumstances, Offer, Survey, survey
from app.models.fit import Machine, fit, needs_of
from app.models.store import ModelStore
from app.models.unfinished import Unfinished
from app.settings import Settings
from app.wording import Language

GIGABYTE = 1_000_000_000


def seen(memory: int, disk: int = 100 * GIGABYTE, begun: str = "") -> Survey:
    """What a machine with so much room finds."""
    machine = Machine(memory, disk)
    offers = []
    for model in offered_models():
        fits = tuple(fit(needs_of(model, one), machine) for one in model.quantisations)
        kept = Unfinished(model.quantisations[0], 1000) if model.id == begun else None
        offers.append(Offer(model, fits, model.quantisations[0], kept))
    return Survey(machine, (), tuple(offers), (), 0)


@pytest.mark.parametrize(
    ("memory", "language", "wanted"),
    [
        (32 * GIGABYTE, Language.PT, "qwen3-vl-4b"),
        (16 * GIGABYTE, Language.PT, "qwen3-vl-4b"),
        (4 * GIGABYTE, Language.PT, "qwen3-vl-2b"),
        (1 * GIGABYTE, Language.PT, None),
    ],
)
def test_it_is_small_enough_and_speaks_the_cards_language(memory: int, language: Language, wanted: str | None) -> None:
    offer = proposed(seen(memory), language)
    assert (offer.model.id if offer else None) == wanted


def test_what_is_half_here_comes_first() -> None:
    offer = proposed(seen(32 * GIGABYTE, begun="qwen3-vl-8b"), Language.PT)
    assert offer is not None
    assert offer.model.id == "qwen3-vl-8b"


def test_without_room_on_the_disk_nothing_is_proposed() -> None:
    assert proposed(seen(32 * GIGABYTE, disk=GIGABYTE), Language.PT) is None


def test_a_survey_of_an_empty_machine_offers_everything(tmp_path: Path) -> None:
    found = survey(ModelStore(tmp_path / "models"), tmp_path / "probes", Circumstances(Settings()))
    assert found.found == ()
    assert [offer.model for offer in found.offers] == list(offered_models())
    assert not (tmp_path / "models").exists()
