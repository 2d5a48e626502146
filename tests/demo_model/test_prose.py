"""The cards that the demo model's decoder learns from: valid, true to their facts, never the same twice."""

import random
from collections import Counter

import pytest
from demo_model.prose import agreed, card, title
from demo_model.prose.checking import faults, sentences, strangers
from demo_model.prose.material import families
from demo_model.prose.sayings import Sayings, counted
from demo_model.table import COLOURS, Type, load_table
from demo_model.unheard import unheard

TYPES = load_table().types
BY_NOUN = {kind.noun: kind for kind in TYPES}


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.noun)
def test_cards_of_every_colour_have_no_faults(kind: Type) -> None:
    rng = random.Random(kind.noun)
    found = [fault for colour in COLOURS for fault in faults(kind, colour, card(kind, colour, rng))]
    assert found == []


def test_the_fields_stand_in_the_card_s_order() -> None:
    written = card(BY_NOUN["caneca"], "azul", random.Random(1))
    assert list(written) == [
        "product_name", "category_standard", "color_primary", "features_list", "description_long",
    ]  # fmt: skip
    assert (written["category_standard"], written["color_primary"]) == ("Cozinha e mesa", "azul")


def test_the_same_seed_gives_the_same_card() -> None:
    first, second, other = (card(BY_NOUN["vaso"], "verde", random.Random(seed)) for seed in (5, 5, 6))
    assert first == second != other


def test_many_cards_of_one_product_differ() -> None:
    rng = random.Random(2)
    written = [card(BY_NOUN["camiseta"], "azul", rng) for _ in range(60)]
    descriptions = [str(each["description_long"]) for each in written]
    assert len(set(descriptions)) == len(descriptions)
    openings = Counter(sentences(text)[0] for text in descriptions)
    assert len(openings) >= 14
    assert len({sentence for text in descriptions for sentence in sentences(text)}) >= 200
    tails = Counter(str(each["product_name"]).removeprefix("Camiseta azul") for each in written)
    assert 15 <= tails[""] <= 45
    assert 3 <= len(set(tails) - {""}) <= 6


def test_descriptions_are_short_enough_to_be_written_fast() -> None:
    rng = random.Random(3)
    words = [counted(str(card(kind, "cinza", rng)["description_long"])) for kind in TYPES for _ in range(3)]
    assert min(words) >= 150
    assert max(words) <= 186


def test_what_is_not_recognised_is_said_to_be_so() -> None:
    rng = random.Random(4)
    written = [card(BY_NOUN["outro produto"], "azul", rng) for _ in range(20)]
    assert all(str(each["product_name"]).startswith("Outro produto azul") for each in written)
    assert {each["category_standard"] for each in written} == {"Outros"}
    assert all("produto azul" in sentences(str(each["description_long"]))[0] for each in written)


@pytest.mark.parametrize(
    ("noun", "colour", "expected"),
    [
        ("camiseta", "vermelho", "Camiseta vermelha"),
        ("vaso", "preto", "Vaso preto"),
        ("alho-poró", "verde", "Alho-poró verde"),
        ("blusa de manga longa", "roxo", "Blusa de manga longa roxa"),
        ("manga", "rosa", "Manga rosa"),
        ("laranja", "laranja", "Laranja de cor laranja"),
        ("leite", "branco", "Leite em embalagem branca"),
    ],
)
def test_a_name_begins_with_noun_and_colour(noun: str, colour: str, expected: str) -> None:
    assert title(BY_NOUN[noun], colour) == expected


@pytest.mark.parametrize(
    ("colour", "forms"),
    [
        ("preto", "preto preta pretos pretas"),
        ("azul", "azul azul azuis azuis"),
        ("marrom", "marrom marrom marrons marrons"),
        ("cinza", "cinza cinza cinzas cinzas"),
        ("laranja", "laranja laranja laranjas laranjas"),
    ],
)
def test_colours_agree(colour: str, forms: str) -> None:
    assert [agreed(colour, gender, plural=plural) for plural in (False, True) for gender in "mf"] == forms.split()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a blusa de manga longa azul", set()),
        ("blusas azuis, manga longa", set()),  # part of its own noun
        ("vidro transparente na banca", {"transparente", "banco"}),  # as an evaluation would count them
        ("sobre a mesa, um copo rosado", {"mesa", "copo", "rosado"}),
        ("de sobremesa, na espera", set()),
    ],
)
def test_other_nouns_and_colours_are_found(text: str, names: set[str]) -> None:
    assert strangers(BY_NOUN["blusa de manga longa"], "azul", text) == names


@pytest.mark.parametrize(
    ("sentence", "accepted"),
    [
        ("A peça tem desenho simples.", True),
        ("Nada deve combinar melhor.", False),  # combina
        ("Uma peça e outra peça.", False),  # three times
        ("Com muita calma, vista.", False),  # opens like the first
        ("Esta cor alegra.", False),  # opens with the word of the last
        ("Na rua, todos olham.", True),
        ("Vai bem com muita calma.", False),  # three words of the first
    ],
)
def test_nothing_is_said_twice(sentence: str, accepted: bool) -> None:
    said = Sayings({"peça": 2, "calma": 2})
    assert said.accept("Com muita calma, combina.")
    assert said.accept("Esta peça custa pouco.")
    assert said.accept(sentence) is accepted


def test_every_family_of_products_has_its_words() -> None:
    assert {"tops", "bottoms", "dresses", "shoes_hats", "fruit", "vegetables", "packaged"} <= set(families())


def test_a_word_that_no_card_holds_is_unheard_of() -> None:
    written = card(BY_NOUN["caneca"], "azul", random.Random(41))
    assert unheard(written) == set()
    assert unheard(written | {"description_long": "Companhga para os dias frios."}) == {"companhga"}
