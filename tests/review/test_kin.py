"""What like products say of a card: another category, and sentences that are theirs."""

from typing import Any

import pytest

from app.review.kin import EXAMPLES, NEIGHBOURS
from app.review.marks import Code, Fix, Mark
from app.review.reviewer import Reviewer
from app.review.sight import Evidence
from app.review.wording import act, flag, sentence
from app.wording import Language
from tests.review.conftest import DESCRIPTION, card

VOTE = {"category": "Móveis", "votes": 5, "of": 6}


def found(reviewer: Reviewer, code: Code, provenance: dict[str, Any], **values: str) -> list[Mark]:
    evidence = Evidence.of(card(), provenance, None)
    return [mark for mark in reviewer.marks(card(**values), evidence) if mark.code is code]


def shown(usual: Reviewer, text: str) -> dict[str, Any]:
    """The provenance of a card that was written like one of this text."""
    sentences = usual.fingerprint({"description_long": text}).sentences
    return {EXAMPLES: [{"product": 7, "name": "Caneca verde", "likeness": 0.8, "sentences": list(sentences)}]}


@pytest.mark.parametrize(
    ("language", "says", "does"),
    [
        (Language.PT, "5 de 6 produtos aprovados parecidos estão em Móveis, e não em Cozinha e mesa.", "Usar Móveis"),
        (Language.EN, "5 of 6 approved products that look alike are in Móveis, not in Cozinha e mesa.", "Use Móveis"),
    ],
)
def test_like_products_in_another_category(usual: Reviewer, language: Language, says: str, does: str) -> None:
    (mark,) = found(usual, Code.NEIGHBOURS, {NEIGHBOURS: VOTE})
    assert (mark.field, mark.fix, mark.span) == ("category_standard", Fix("category_standard", "Móveis"), None)
    assert (sentence(mark, language), act(mark, language)) == (says, does)
    assert flag(Code.NEIGHBOURS, language)


@pytest.mark.parametrize("category", ["Móveis", "Eletrônicos"])
def test_a_person_is_not_doubted(usual: Reviewer, category: str) -> None:
    assert found(usual, Code.NEIGHBOURS, {NEIGHBOURS: VOTE}, category_standard=category) == []


@pytest.mark.parametrize(
    "provenance",
    [{}, {NEIGHBOURS: {**VOTE, "category": "Cozinha e mesa"}}, {NEIGHBOURS: {**VOTE, "category": "Não há"}}],
    ids=["nobody voted", "they agree", "not in the list any more"],
)
def test_nothing_to_say(usual: Reviewer, provenance: dict[str, Any]) -> None:
    assert found(usual, Code.NEIGHBOURS, provenance) == []


def test_sentences_of_an_example_are_marked_where_they_are_more_than_one(usual: Reviewer) -> None:
    marks = found(usual, Code.COPIED, shown(usual, DESCRIPTION))
    assert len(marks) > 2
    first = marks[0]
    assert first.span is not None
    assert DESCRIPTION[first.span.start : first.span.end].startswith("Com um desenho simples, a caneca azul")
    assert sentence(first, Language.PT) == "Esta frase é igual à de “Caneca verde”, que serviu de exemplo."
    assert act(first, Language.PT) == "Ir ao trecho"


def test_one_phrase_of_the_house_is_nobodys(usual: Reviewer) -> None:
    one = "Veja as fotos de perto, repare no brilho do esmalte e leve a caneca para casa."
    assert one in DESCRIPTION
    assert found(usual, Code.COPIED, shown(usual, one)) == []


def test_sentences_that_a_person_wrote_anew_are_not_marked(usual: Reviewer) -> None:
    other = DESCRIPTION.replace(",", " e também").replace(".", " de fato.")
    assert found(usual, Code.COPIED, shown(usual, DESCRIPTION), description_long=other) == []
