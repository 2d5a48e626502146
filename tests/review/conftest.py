"""The checks of a Portuguese catalogue, and a card that is right in every way."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.card import card_type
from app.review.marks import Code, Mark
from app.review.preferences import Preferences
from app.review.reviewer import Reviewer, make_reviewer
from app.wording import Language

Find = Callable[..., list[Mark]]

DESCRIPTION = (
    "Com um desenho simples, a caneca azul vai bem à mesa do café e ao lado do computador. A alça larga deixa a mão "
    "longe do calor, e a boca aberta facilita na hora de lavar. O tom é uniforme do fundo à borda.\n\n"
    "No armário, ocupa pouco espaço e pode ser empilhada com outras do mesmo tamanho. Para um presente, coloque dentro "
    "dela alguns bombons e um bilhete: fica bonito e tem utilidade todos os dias.\n\n"
    "Veja as fotos de perto, repare no brilho do esmalte e leve a caneca para casa."
)


def card(**values: Any) -> dict[str, Any]:
    """A card of which nothing is to be said, but for what is given."""
    return {
        "product_name": "Caneca azul de alça larga",
        "category_standard": "Cozinha e mesa",
        "color_primary": "azul",
        "features_list": ["Alça larga e firme", "Boca aberta, fácil de lavar", "Acabamento brilhante"],
        "description_long": DESCRIPTION,
        **values,
    }


def reviewer(**preferences: Any) -> Reviewer:
    """The checks under these preferences."""
    return make_reviewer(card_type(), Language.PT, Preferences(**preferences))


@pytest.fixture(scope="session")
def usual() -> Reviewer:
    """The checks as they come."""
    return reviewer()


@pytest.fixture
def find(usual: Reviewer) -> Find:
    """What one check finds in the right card with other values."""

    def run(code: Code, **values: Any) -> list[Mark]:
        return [mark for mark in usual.marks(card(**values)) if mark.code is code]

    return run
