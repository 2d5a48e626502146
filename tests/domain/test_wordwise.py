"""Words without accents and case, and the forms that they take."""

import pytest

from app.domain.lists import built_in, labels
from app.domain.wordwise import Finder, begins, inflections, longest_beginning, words
from app.wording import Language


def test_words_are_folded_and_parted() -> None:
    assert words("Azul-marinho, SÓLIDO!") == ("azul", "marinho", "solido")


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("preto", {"preto", "preta", "pretos", "pretas"}),
        ("azul", {"azul", "azuis"}),
        ("marrom", {"marrom", "marrons"}),
        ("bege", {"bege", "beges"}),
        ("limao", {"limao", "limoes", "limaos", "limaes"}),
        ("colar", {"colar", "colares"}),
        ("anel", {"anel", "aneis"}),
    ],
)
def test_forms(word: str, forms: set[str]) -> None:
    assert inflections(word) == forms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Camisetas pretas e calças azuis", ["preto", "azul"]),
        ("Um tom azul-marinho profundo", ["azul-marinho"]),
        ("em azul marinho", ["azul-marinho"]),
        ("Detalhes dourados, prateadas linhas", ["dourado", "prateado"]),
        ("esverdeado, rosado, azulejo", []),
    ],
)
def test_colours_in_a_text(text: str, found: list[str]) -> None:
    finder = Finder.of(labels(built_in("colours"), Language.PT))
    assert [mention.name for mention in finder.found(words(text))] == found


def test_the_longest_name_wins() -> None:
    finder = Finder.of(["suco", "suco de laranja", "laranja"])
    assert [mention.name for mention in finder.found(words("sucos de laranja e laranjas"))] == [
        "suco de laranja",
        "laranja",
    ]


def test_beginnings_are_of_whole_words() -> None:
    names = {words(name): name for name in ("camisa", "blusa", "blusa de manga longa")}
    assert longest_beginning(words("Blusa de manga longa branca"), names) == "blusa de manga longa"
    assert longest_beginning(words("Blusa de malha"), names) == "blusa"
    assert longest_beginning(words("Camiseta"), names) is None
    assert not begins(words("camisa"), ())
