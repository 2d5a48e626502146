"""What is said twice, in another language, of what no photo shows, in forbidden words, or at length."""

import pytest

from app.domain.card import card_type
from app.review import resources
from app.review.marks import Code, Mark
from app.review.preferences import Preferences
from app.review.reading import Text
from app.review.reviewer import make_reviewer
from app.review.wording import flag, sentence
from app.wording import Language
from tests.review.conftest import DESCRIPTION, Find, card, reviewer

SPANISH = (
    "Esta taza tiene un diseño sencillo y va muy bien con el desayuno de todos los días. El asa es ancha y la boca "
    "abierta, así que resulta fácil de lavar cuando hay prisa."
)
ENGLISH = (
    "This mug has a simple shape and goes well with the breakfast of every day. The handle is wide, and it is easy to "
    "wash when you are in a hurry."
)


def words(text: str, code: Code, **values: object) -> list[str]:
    """What the marks of one check point to in the description."""
    marks = reviewer(**values).marks(card(description_long=text))
    return [text[mark.span.start : mark.span.end] for mark in marks if mark.code is code and mark.span]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{DESCRIPTION} No armário, ocupa pouco espaço.", ["No armário, ocupa pouco espaço"]),
        (f"{DESCRIPTION} NO ARMARIO OCUPA POUCO lugar.", ["NO ARMARIO OCUPA POUCO"]),
        (f"{DESCRIPTION} Tem brilho de um lado e do outro, de um lado e do outro.", []),
        (f"{DESCRIPTION} A alça larga e firme agrada.", ["alça larga e firme"]),
        (f"{DESCRIPTION} Uma caneca azul de alça larga.", []),
    ],
)
def test_words_said_twice(text: str, said: list[str]) -> None:
    assert words(text, Code.REPEATED) == said


def test_two_repetitions_are_two_marks() -> None:
    text = f"{DESCRIPTION} A boca aberta facilita sempre. Depois, repare no brilho do esmalte outra vez."
    assert words(text, Code.REPEATED) == ["A boca aberta facilita", "repare no brilho do esmalte"]


@pytest.mark.parametrize(("text", "wording"), [(SPANISH, "language.es"), (ENGLISH, "language.en")])
def test_a_paragraph_in_another_language(find: Find, text: str, wording: str) -> None:
    (mark,) = find(Code.LANGUAGE, description_long=f"{DESCRIPTION}\n\n{text}")
    assert mark.wording == wording
    assert mark.span is not None
    assert mark.span.start == len(DESCRIPTION) + 2


def test_words_of_no_language(find: Find) -> None:
    nonsense = " ".join(f"blim{letter} plaf{letter}" for letter in "abcdefghijklmnop")
    assert [mark.wording for mark in find(Code.LANGUAGE, description_long=nonsense)] == ["language"]


def test_a_short_text_is_not_judged(find: Find) -> None:
    assert find(Code.LANGUAGE, features_list=["Easy to wash", "Wide handle", "Simple and nice"]) == []


def test_cards_in_another_language_are_held_to_theirs() -> None:
    checks = make_reviewer(card_type(language=Language.EN), Language.EN, Preferences())
    marks = checks.marks({"description_long": f"{ENGLISH}\n\n{SPANISH}\n\n{DESCRIPTION}"})
    assert {mark.wording for mark in marks if mark.code is Code.LANGUAGE} == {"language.es", "language.pt"}


@pytest.mark.parametrize(
    ("text", "said", "wording"),
    [
        ("Feita de 100 % algodão.", "100 % algodão", "composition"),
        ("Tecido com 30% elastano.", "30% elastano", "composition"),
        ("Couro legítimo.", "Couro legítimo", "composition"),
        ("É à prova d'água.", "à prova d'água", "water"),
        ("É à prova d’água.", "à prova d’água", "water"),
        ("Material impermeável.", "impermeável", "water"),
        ("Mede 20 x 30 cm.", "20 x 30 cm", "size"),
        ("Com 1,5 m de altura.", "1,5 m", "size"),
        ("No tamanho GG.", "tamanho GG", "size"),
        ("Pesa 2,5 kg.", "2,5 kg", "measure"),
        ("Cabem 350 ml.", "350 ml", "measure"),
        ("Motor de 1200W.", "1200W", "measure"),
        ("Com garantia do fabricante.", "garantia", "warranty"),
        ("Algodão orgânico.", "orgânico", "organic"),
        ("Certificado pelo Inmetro.", "Certificado pelo Inmetro", "certificate"),
        ("Sem lactose.", "Sem lactose", "health"),
        ("Rica em vitaminas.", "Rica em vitaminas", "health"),
        ("Feito à mão.", "Feito à mão", "origin"),
        ("O mais vendido.", "O mais vendido", "superlative"),
        ("Por R$ 49,90.", "R$ 49,90", "price"),
        ("Com frete grátis.", "frete grátis", "price"),
    ],
)
def test_what_no_photo_shows(find: Find, text: str, said: str, wording: str) -> None:
    (mark,) = find(Code.CLAIM, description_long=text)
    assert mark.wording == f"claim.{wording}"
    assert mark.facts["words"] == said
    assert sentence(mark, Language.PT).startswith(f"“{said}”: ")


@pytest.mark.parametrize(
    "text",
    [
        "Parece algodão, de toque macio.",
        "De formas orgânicas e cantos suaves.",
        "É garantia de conforto o dia todo.",
        "Três bolsos e dois botões.",
        "Um modelo dos anos 80.",
        "Combina com o melhor da sua mesa.",
        "De perto, 4 furos aparecem na sola.",
    ],
)
def test_what_a_photo_may_show(find: Find, text: str) -> None:
    assert find(Code.CLAIM, description_long=f"{DESCRIPTION} {text}") == []


@pytest.mark.parametrize("language", [Language.PT, Language.EN, Language.ES])
def test_every_claim_can_be_said(language: Language) -> None:
    for claim in resources.claims(language):
        mark = Mark("description_long", Code.CLAIM, f"claim.{claim.id}", {"words": "aqui"})
        assert {sentence(mark, spoken)[:5] for spoken in (Language.PT, Language.EN)} == {"“aqui"}


@pytest.mark.parametrize("said", ["barato", "Baratos", "BARATA", "báratas"])
def test_forbidden_words_in_any_form(said: str) -> None:
    assert words(f"{DESCRIPTION} Um preço {said} assim.", Code.FORBIDDEN, words=["barato", "pão-duro"]) == [said]


def test_forbidden_phrases() -> None:
    text = f"{DESCRIPTION} Não é coisa de pão duro. Baratear é outra palavra."
    assert words(text, Code.FORBIDDEN, words=["barato", "pão-duro"]) == ["pão duro"]


def test_too_long_for_where_it_goes() -> None:
    name = "Caneca azul de alça larga com acabamento brilhante e boca bem aberta"
    marks = reviewer(target="mercado_livre").marks(card(product_name=name))
    (mark,) = [mark for mark in marks if mark.code is Code.LENGTH]
    assert sentence(mark, Language.PT) == f"Mercado Livre aceita até 60 caracteres; aqui há {len(name)}."
    assert mark.span is not None
    assert name[mark.span.start : mark.span.end] == name[60:]
    assert not [mark for mark in reviewer().marks(card(product_name=name)) if mark.code is Code.LENGTH]


def test_words_know_their_place_whatever_their_letters() -> None:
    text = "½ ﬁo, a\u0303 e \U0001f600 ÁGUA-marinha"
    read = Text.of("x", text)
    assert [text[start:end] for start, end in read.places][-2:] == ["ÁGUA", "marinha"]
    assert read.words[-2:] == ("agua", "marinha")


@pytest.mark.parametrize("language", [Language.PT, Language.EN])
def test_every_check_has_a_name_for_filters(language: Language) -> None:
    assert len({flag(code, language) for code in Code}) == len(Code)
