"""Missing and contradicted facts, on cards as people and models write them."""

import pytest

from app.review.marks import Code, Fix, Mark
from app.review.reviewer import Reviewer
from app.review.wording import act, sentence
from app.wording import Language
from tests.review.conftest import DESCRIPTION, Find, card


def words(mark: Mark, text: str) -> str:
    """What a mark points to."""
    assert mark.span is not None
    return text[mark.span.start : mark.span.end]


def test_a_right_card_has_no_marks(usual: Reviewer) -> None:
    assert usual.marks(card()) == ()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"product_name": " "}, "product_name"),
        ({"color_primary": None}, "color_primary"),
        ({"features_list": ["", "  "]}, "features_list"),
        ({"description_long": ""}, "description_long"),
    ],
)
def test_empty_fields(find: Find, values: dict[str, object], field: str) -> None:
    assert [(mark.field, mark.wording) for mark in find(Code.MISSING, **values)] == [(field, "missing.empty")]


def test_a_card_that_is_not_there_yet(usual: Reviewer) -> None:
    assert [mark.field for mark in usual.marks({})] == list(usual.shape.fields)


def test_the_category_for_whatever_fits_none(find: Find) -> None:
    (mark,) = find(Code.MISSING, category_standard="Outros")
    assert sentence(mark, Language.PT) == "“Outros” não diz o que o produto é: vale escolher outra, se houver."


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("description_long", f"Uma peça vermelha para a mesa. {DESCRIPTION}", "vermelha"),
        ("product_name", "Caneca preta de alça larga", "preta"),
        ("description_long", f"{DESCRIPTION} As canecas amarelas alegram a cozinha.", "amarelas"),
        ("description_long", f"{DESCRIPTION} O tom azul-marinho lembra o mar.", "azul-marinho"),
    ],
)
def test_another_colour(find: Find, field: str, text: str, said: str) -> None:
    (mark,) = find(Code.COLOUR, **{field: text})
    assert (mark.field, words(mark, text)) == (field, said)


@pytest.mark.parametrize(
    "text",
    [
        "A caneca azul combina com pratos brancos e toalhas vermelhas.",
        "Traz detalhes brancos na borda.",
        "Tem listras finas e pretas em toda a volta.",
        "Ao lado de uma toalha amarela, chama a atenção.",
        "O azul é o mesmo de ponta a ponta.",
    ],
)
def test_colours_in_passing(find: Find, text: str) -> None:
    assert find(Code.COLOUR, description_long=f"{DESCRIPTION} {text}") == []


def test_a_card_of_many_colours_may_name_any(find: Find) -> None:
    assert find(Code.COLOUR, color_primary="colorido", description_long=f"Vermelha e verde. {DESCRIPTION}") == []


def test_the_sentence_and_the_act_for_another_colour(find: Find) -> None:
    (mark,) = find(Code.COLOUR, color_primary="vermelho", product_name="Caneca de alça larga")
    assert sentence(mark, Language.PT) == "A descrição fala em azul, mas a cor é vermelho."
    assert sentence(mark, Language.EN) == "The description says azul, but the colour is vermelho."
    assert (mark.fix, act(mark, Language.PT), act(mark, Language.EN)) == (
        Fix("color_primary", "azul"),
        "Usar azul",
        "Use azul",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"Um prato fundo para a sopa. {DESCRIPTION}", "prato"),
        (f"{DESCRIPTION} Com estas garrafas, a mesa fica completa.", "garrafas"),
    ],
)
def test_another_product(find: Find, text: str, said: str) -> None:
    (mark,) = find(Code.PRODUCT, description_long=text)
    assert words(mark, text) == said
    assert act(mark, Language.PT) == "Ir à palavra"


@pytest.mark.parametrize(
    "text",
    [
        "Pratos e copos da mesma cor completam a mesa.",
        "Guarde ao lado da garrafa.",
        "O copo de água fica para outra hora.",
    ],
)
def test_products_in_passing(find: Find, text: str) -> None:
    assert find(Code.PRODUCT, description_long=f"{DESCRIPTION} {text}") == []


def test_a_category_where_nobody_would_look(find: Find) -> None:
    (mark,) = find(Code.PRODUCT, category_standard="Móveis")
    assert sentence(mark, Language.PT) == "Pelo nome é caneca, que costuma ficar em Cozinha e mesa."
    assert (mark.field, mark.fix) == ("category_standard", Fix("category_standard", "Cozinha e mesa"))


def test_a_name_that_is_not_known_contradicts_nothing(find: Find) -> None:
    assert find(Code.PRODUCT, product_name="Objeto azul", category_standard="Móveis") == []
