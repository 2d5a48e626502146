"""Numbers in a card's texts are held to what was read on the product."""

import pytest

from app.review.label import label_of
from app.review.marks import Code, Mark
from app.review.reviewer import Reviewer
from app.review.sight import Evidence
from app.review.wording import flag, sentence
from app.wording import Language
from tests.review.conftest import card

LABEL = "CAFÉ SERRA AZUL\nPeso líquido 500 g\n100% arábica\nContém 12 unidades\n3 x 90g"


def marks(reviewer: Reviewer, text: str, label: str = LABEL) -> list[Mark]:
    return list(reviewer.marks(card(features_list=[text]), Evidence(label=label)))


def found(reviewer: Reviewer, text: str, label: str = LABEL) -> list[str]:
    return [mark.facts["words"] for mark in marks(reviewer, text, label) if mark.code is Code.LABEL]


@pytest.mark.parametrize(
    "text",
    [
        "Pacote de 500 g",
        "Pacote de 0,5 kg",
        "Pacote de 0,500 kg",
        "Pacote de 500 gramas",
        "Grãos 100% arábica",
        "Vem com 12 unidades",
        "São 3 x 90 g",
        "Sem números nenhuns",
    ],
)
def test_what_the_label_shows_is_not_marked(usual: Reviewer, text: str) -> None:
    assert [mark.code for mark in marks(usual, text)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pacote de 250 g", "250 g"),
        ("Pacote de 500 ml", "500 ml"),
        ("Pacote de 5 kg", "5 kg"),
        ("Grãos 80% arábica", "80% arábica"),
        ("Vem com 10 unidades", "10 unidades"),
        ("Vem com 6 latas", "6 latas"),
        ("Mede 20 x 30 cm", "20 x 30 cm"),
    ],
)
def test_what_the_label_does_not_show_is_marked_at_its_words(usual: Reviewer, text: str, words: str) -> None:
    assert found(usual, text) == [words]
    (mark,) = [mark for mark in marks(usual, text) if mark.code is Code.LABEL]
    assert mark.field == "features_list"
    assert mark.span is not None
    assert text[mark.span.start : mark.span.end] == words
    assert words in sentence(mark, Language.PT)
    assert "label" in sentence(mark, Language.EN)
    assert flag(Code.LABEL, Language.PT)
    assert not [mark for mark in marks(usual, text) if mark.code is Code.CLAIM], "marked twice"


def test_a_number_alone_on_the_label_fits_any_unit(usual: Reviewer) -> None:
    assert found(usual, "Garrafa de 750 ml", "VINHO\n750") == []
    assert found(usual, "Garrafa de 700 ml", "VINHO\n750") == ["700 ml"]


def test_a_thousand_is_written_in_two_ways(usual: Reviewer) -> None:
    assert found(usual, "Pacote de 1 kg", "1.000 g") == []
    assert found(usual, "Pacote de 1,5 kg", "1.500 g") == []
    assert found(usual, "Pacote de 1,5 kg", "1.600 g") == ["1,5 kg"]


@pytest.mark.parametrize("label", ["", "SERRA AZUL"])
def test_without_numbers_on_a_label_the_photo_alone_is_asked(usual: Reviewer, label: str) -> None:
    codes = [mark.code for mark in marks(usual, "Pacote de 250 g", label)]
    assert codes == [Code.CLAIM]
    assert found(usual, "Vem com 10 unidades", label) == []


def test_other_claims_stand_beside_a_label(usual: Reviewer) -> None:
    assert [mark.wording for mark in marks(usual, "Tem garantia e é de puro algodão")] == [
        "claim.warranty",
        "claim.composition",
    ]


def test_the_label_is_read_off_a_card_s_provenance() -> None:
    assert label_of({"labels": {"reader": "x", "photos": [["CAFÉ", "500 g"], [], ["12"]]}}) == "CAFÉ\n500 g\n12"
    assert label_of({"labels": None}) == label_of({}) == ""
