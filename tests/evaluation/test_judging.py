"""One answer, one mark: what is right, what is valid, what contradicts itself."""

from typing import Any

import pytest

from app.evaluation.answers import Answer
from app.evaluation.judging import Judge
from app.evaluation.labels import LabelledPhoto
from app.evaluation.yardstick import Yardstick
from app.review.contradictions import Kind
from tests.evaluation.conftest import TEXT, answer, row

LABELS = (
    row("1", product_type="Camiseta", category_standard="Vestuário"),
    row("2", product_type="blusa", category_standard="Vestuário"),
    row("3", product_type="blusa de manga longa|camiseta", category_standard="Vestuário"),
    row("4", product_type="laranja", category_standard="Frutas"),
    row("5", product_type="manga", category_standard="Frutas"),
    row("6", product_type="suco de laranja", category_standard="Bebidas|Mercearia"),
)


@pytest.fixture(scope="module")
def judge(yardstick: Yardstick) -> Judge:
    return Judge.of(yardstick, LABELS)


@pytest.mark.parametrize(
    ("name", "expected", "right"),
    [
        ("CAMISETA básica", "camiseta", True),
        ("Camisetão básico", "camiseta", False),
        ("Básica camiseta", "camiseta", False),
        ("Blusa de manga longa lisa", "blusa", False),
        ("Blusa de manga longa lisa", "blusa de manga longa|camiseta", True),
        ("Suco de Laranja 1 L", "suco de laranja", True),
        ("Sofá", "camiseta", False),
    ],
)
def test_the_type_is_the_longest_noun_that_the_name_begins_with(
    judge: Judge, name: str, expected: str, right: bool
) -> None:
    mark = judge.judge(row(product_type=expected), answer(product_name=name)).fields["product_type"]
    assert mark.right is right
    assert mark.confidence == 0.9


def test_fields_are_compared_by_their_words(judge: Judge) -> None:
    labelled = row(product_name="camiseta AZUL!|outra", color_primary="preto", category_standard="Vestuário")
    fields = judge.judge(labelled, answer()).fields
    assert {name: mark.right for name, mark in fields.items()} == {
        "product_name": True,
        "color_primary": False,
        "category_standard": True,
    }
    assert fields["color_primary"].got == "azul"


def test_what_a_model_need_not_know_is_not_judged(judge: Judge) -> None:
    assert judge.judge(row(known=False, color_primary="preto"), answer()).fields == {}


def test_a_photo_without_a_card(judge: Judge) -> None:
    failed = Answer(photo="a.jpg", stamp="", error="photo.truncated", facts={"path": "a.jpg"})
    mark = judge.judge(row(color_primary="preto"), failed)
    assert (mark.values, mark.error, mark.fields) == (None, "photo.truncated", {})


@pytest.mark.parametrize(
    ("values", "valid"),
    [
        ({}, True),
        ({"description_long": "Curta."}, False),
        ({"color_primary": "azulado"}, False),
        ({"features_list": ["Só duas", "frases"]}, False),
        ({"product_name": 7}, False),
        ({"preço": "9,90"}, False),
    ],
)
def test_validity_is_strict(judge: Judge, values: dict[str, Any], valid: bool) -> None:
    mark = judge.judge(row(), answer(**values))
    assert mark.valid is valid
    assert mark.words == (1 if "description_long" in values else 150)


@pytest.mark.parametrize(
    ("values", "labelled", "says"),
    [
        ({}, row(known=False), False),
        ({"product_name": "OUTRO produto azul"}, row(known=False), True),
        ({"category_standard": "Outros"}, row(known=False), True),
        ({"category_standard": "Outros"}, row(category_standard="Outros"), False),
    ],
)
def test_saying_that_a_thing_is_unknown(
    judge: Judge, values: dict[str, Any], labelled: LabelledPhoto, says: bool
) -> None:
    assert judge.judge(labelled, answer(**values)).says_unknown is says


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"product_name": "Camiseta azul e branca"}, [("colour", "azul", "branco")]),
        ({"features_list": ["Detalhes pretos", "Mais pretos", "Leve"]}, [("colour", "azul", "preto")]),
        ({"description_long": f"Tons vermelhas. {TEXT}"}, [("colour", "azul", "vermelho")]),
        ({"color_primary": "colorido", "product_name": "Camiseta azul"}, []),
        ({"color_primary": "azul-marinho", "product_name": "Camiseta azul marinho, azul"}, []),
        ({"product_name": "Camiseta azul-marinho"}, [("colour", "azul", "azul-marinho")]),
        ({"description_long": f"Esta blusa azul. {TEXT}"}, [("noun", "Camiseta", "blusa")]),
        ({"description_long": f"Estas camisetas. {TEXT}"}, []),
        ({"description_long": f"Combina com mangas. {TEXT}"}, [("noun", "Camiseta", "manga")]),
        ({"category_standard": "Frutas"}, [("category", "Camiseta", "Frutas")]),
        # A part of its own name is no other product, and no colour.
        ({"product_name": "Blusa de manga longa azul"}, []),
        (
            {"product_name": "Suco de laranja", "color_primary": "amarelo", "category_standard": "Mercearia"},
            [],
        ),
        # A word that is both is what the card itself is, else a colour.
        ({"product_name": "Laranja", "color_primary": "verde", "category_standard": "Frutas"}, []),
        ({"product_name": "Camiseta laranja"}, [("colour", "azul", "laranja")]),
        # Nothing is another product than one that is none.
        ({"product_name": "Coisa azul", "description_long": f"Camiseta. {TEXT}"}, []),
    ],
)
def test_contradictions(judge: Judge, values: dict[str, Any], found: list[tuple[str, str, str]]) -> None:
    mark = judge.judge(row(), answer(**values))
    assert [(one.kind.value, one.own, one.other) for one in mark.contradictions] == found


def test_where_a_contradiction_stands(judge: Judge) -> None:
    mark = judge.judge(row(), answer(features_list=["Azul", "Preta", "Leve"], description_long=f"Preta. {TEXT}"))
    assert [(one.kind, one.where) for one in mark.contradictions] == [
        (Kind.COLOUR, "features_list"),
        (Kind.COLOUR, "description_long"),
    ]


def test_types_stand_by_their_categories(judge: Judge) -> None:
    assert judge.types == (
        "blusa",
        "blusa de manga longa",
        "Camiseta",
        "laranja",
        "manga",
        "suco de laranja",
    )
