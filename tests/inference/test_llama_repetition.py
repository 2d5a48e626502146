"""What may be said again, and what may not."""

import pytest

from inference.llama.repetition import Repetition

CERTAIN, OPEN = 0.99, 0.1  # probabilities of a token


def written(*tokens: str, items: bool = False, probability: float = OPEN) -> Repetition:
    """What follows a value of which these tokens stand, each as probable as that."""
    repetition = Repetition(items=items)
    for token in tokens:
        repetition.note(token.encode(), probability)
    return repetition


def refuses(repetition: Repetition, token: str, probability: float = OPEN) -> bool:
    return repetition.refuse(token.encode(), lambda: probability)


def test_a_word_behind_which_another_was_certain_opens_one_sentence_only() -> None:
    said = ('"', "Como", " última", " camada", ".")
    assert refuses(written(*said, probability=CERTAIN), " Como", CERTAIN)
    assert not refuses(written(*said), " Como")


def test_it_may_stand_elsewhere_in_a_sentence() -> None:
    led = written('"', "Como", " última", " camada", ".", " A", " peça", probability=CERTAIN)
    assert not refuses(led, " como")


@pytest.mark.parametrize("probability", [OPEN, CERTAIN])
def test_no_two_sentences_have_the_same_two_first_words(probability: float) -> None:
    begun = written('"', "A", " peça", " dura", ".", " A")
    assert refuses(begun, " peça", probability)
    assert not refuses(begun, " saia", probability)


def test_a_paragraph_begins_a_sentence() -> None:
    said = written('"', "Como", " última", " camada", ".", "\\", "n", "\\", probability=CERTAIN)
    assert refuses(said, "nComo", CERTAIN)
    said.note(b"nPor", OPEN)
    assert not refuses(said, " como", CERTAIN)


def test_a_word_is_known_by_its_beginning() -> None:
    begun = written('"', "Para", " d", "an", "çar", ",", " fique", " bem", ".", " Para")
    assert refuses(begun, " d")
    assert refuses(begun, " dan")
    assert not refuses(begun, " di")


def test_a_vowel_alone_is_a_word_rather_than_a_beginning() -> None:
    begun = written('"', "Se", " acaso", " chover", ".", " Se")
    assert not refuses(begun, " a")
    assert refuses(begun, " ac")


def test_what_goes_on_with_a_word_is_never_refused() -> None:
    begun = written('"', "Com", "pan", "hia", " certa", ".", " Com", probability=CERTAIN)
    assert not refuses(begun, "pan")
    assert not refuses(written('"', "Um", " guarda", "-", "roupa", ".", " Um", " guarda"), "-")


def test_marks_and_ends_are_never_refused() -> None:
    begun = written('"', "Olá", ".", " Olá", probability=CERTAIN)
    for token in (".", '"', " ", "\\", ""):
        assert not refuses(begun, token)


def test_a_sentence_never_repeats_four_words_of_its_own() -> None:
    begun = written('"', "Bom", ",", " muito", " bom", ",", " muito", " bom", ",", " muito")
    assert refuses(begun, " bom", CERTAIN)
    assert not refuses(begun, " caro", CERTAIN)


def test_four_words_of_another_sentence_only_where_the_model_is_certain() -> None:
    said = written('"', "Tudo", " combina", " bem", " com", " azul", ".", " O", " tom", " combina", " bem", " com")
    assert refuses(said, " azul", OPEN)
    assert not refuses(said, " azul", CERTAIN)
    assert not refuses(said, " vasos", OPEN)


def test_a_list_names_nothing_twice() -> None:
    begun = written('["', "azul", '", "', items=True)
    assert refuses(begun, "azul", CERTAIN)
    assert refuses(begun, "azu", CERTAIN)
    assert not refuses(begun, "verde", CERTAIN)


def test_items_of_a_list_may_be_alike_but_not_in_their_two_first_words() -> None:
    begun = written('["', "Tamanho", " P", '", "', items=True)
    assert not refuses(begun, "Tamanho")
    begun.note(b"Tamanho", OPEN)
    assert refuses(begun, " P", CERTAIN)
    assert not refuses(begun, " M", CERTAIN)


def test_a_full_stop_in_a_list_begins_nothing() -> None:
    begun = written('["', "Tamanho", " P", '", "', "Vai", " bem", ".", items=True)
    assert not refuses(begun, " Tamanho", CERTAIN)


def test_a_letter_may_be_cut_in_the_middle() -> None:
    repetition = written('"', "É", " assim", ".", probability=CERTAIN)
    for token in (b" ", b"\xc3"):
        repetition.note(token, CERTAIN)
    assert not repetition.refuse(b"\x89", lambda: CERTAIN)
