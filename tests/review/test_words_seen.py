"""What words see in a photo, where it is another category than the card's."""

from typing import Any

import pytest

from app.review.marks import Code, Fix, Mark
from app.review.reviewer import Reviewer
from app.review.sight import Evidence
from app.review.wording import flag, sentence
from app.review.words_seen import WORDS_SEEN
from app.wording import Language
from tests.review.conftest import card

SAID = {"category": "Móveis", "told": True, "named": 30, "of": 40}

SAYS = {
    Language.PT: "O modelo da busca por palavras vê Móveis na foto, e não Cozinha e mesa. Nas fichas aprovadas em que "
    "discordou assim, acertou 30 de 40.",
    Language.EN: "The model for search by words sees Móveis in the photo, not Cozinha e mesa. On approved cards where "
    "it disagreed like this, it was right in 30 of 40.",
}


def found(reviewer: Reviewer, said: dict[str, Any], **values: str) -> list[Mark]:
    evidence = Evidence.of(card(), {WORDS_SEEN: said}, None)
    return [mark for mark in reviewer.marks(card(**values), evidence) if mark.code is Code.WORDS_SEEN]


@pytest.mark.parametrize(("language", "says"), [*SAYS.items()])
def test_another_category_is_marked_with_who_says_so(usual: Reviewer, language: Language, says: str) -> None:
    (mark,) = found(usual, SAID)
    assert (mark.field, mark.fix, mark.span) == ("category_standard", Fix("category_standard", "Móveis"), None)
    assert sentence(mark, language) == says
    assert flag(Code.WORDS_SEEN, language)


@pytest.mark.parametrize("said", [{}, {**SAID, "told": False}, {**SAID, "category": "Não há"}])
def test_nothing_to_say(usual: Reviewer, said: dict[str, Any]) -> None:
    assert found(usual, said) == []


def test_a_person_is_not_doubted(usual: Reviewer) -> None:
    assert found(usual, SAID, category_standard="Eletrônicos") == []
