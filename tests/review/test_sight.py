"""A colour that the model wrote and the photo does not show is marked; a person's is not."""

import pytest

from app.review.marks import Code, Fix, Mark, Severity
from app.review.preferences import Preferences
from app.review.reviewer import Reviewer
from app.review.sight import Evidence
from app.review.wording import act, flag, sentence
from app.wording import Language
from tests.domain.test_colours import GREY, NAVY, RED, WHITE, colours
from tests.review.conftest import card


def found(reviewer: Reviewer, evidence: Evidence | None, **values: str) -> list[Mark]:
    return [mark for mark in reviewer.marks(card(**values), evidence) if mark.code is Code.PHOTO]


@pytest.mark.parametrize(
    ("language", "says", "does"),
    [
        (Language.PT, "A foto mostra vermelho (80 %), e não azul.", "Usar vermelho"),
        (Language.EN, "The photo shows vermelho (80 %), not azul.", "Use vermelho"),
    ],
)
def test_a_colour_that_is_not_in_the_photo(usual: Reviewer, language: Language, says: str, does: str) -> None:
    evidence = Evidence(card(), colours((RED, 0.8), (WHITE, 0.2)))
    (mark,) = found(usual, evidence)
    assert (mark.field, mark.fix, mark.span) == ("color_primary", Fix("color_primary", "vermelho"), None)
    assert sentence(mark, language) == says
    assert act(mark, language) == does
    assert flag(Code.PHOTO, language)


def test_taking_the_fix_ends_it_and_so_does_any_other_choice_of_a_person(usual: Reviewer) -> None:
    evidence = Evidence(card(), colours((RED, 1.0)))
    assert found(usual, evidence)
    for chosen in ("vermelho", "verde", "colorido"):
        assert found(usual, evidence, color_primary=chosen) == []


@pytest.mark.parametrize(
    "evidence",
    [
        None,
        Evidence(card()),
        Evidence({}, colours((RED, 1.0))),
        Evidence(card(), colours((NAVY, 1.0))),
        Evidence(card(), colours((RED, 1.0), behind=NAVY)),
        Evidence(card(), colours((RED, 0.4), (GREY, 0.3), (WHITE, 0.3))),
    ],
    ids=["nothing known", "no colours", "no model wrote it", "its kin", "behind the product", "nothing dominates"],
)
def test_what_is_not_contradicted_is_not_marked(usual: Reviewer, evidence: Evidence | None) -> None:
    assert found(usual, evidence) == []


def test_it_speaks_quietly_unless_somebody_wants_it_loud() -> None:
    assert Preferences().severity(Code.PHOTO) is Severity.NOTICE
    assert Preferences(photo="warning").severity(Code.PHOTO) is Severity.WARNING
