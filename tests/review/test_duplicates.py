"""Descriptions that repeat each other's, by their hashes; and what decides whether marks are out of date."""

from app.domain.card import card_type
from app.domain.lists import from_labels
from app.review.duplicates import Fingerprint, Shared, duplicate
from app.review.preferences import Preferences
from app.review.reviewer import make_reviewer
from app.review.wording import act, sentence
from app.wording import Language
from tests.review.conftest import DESCRIPTION, reviewer


def test_the_same_words_have_the_same_hashes() -> None:
    one, other = Fingerprint.of(DESCRIPTION), Fingerprint.of(DESCRIPTION.upper().replace("\n\n", "\n"))
    assert one == other
    assert len(one.sentences) == 6


def test_the_order_of_sentences_matters_only_to_the_whole() -> None:
    turned = "\n\n".join(reversed(DESCRIPTION.split("\n\n")))
    one, other = Fingerprint.of(DESCRIPTION), Fingerprint.of(turned)
    assert one.whole != other.whole
    assert {*one.sentences} == {*other.sentences}


def test_short_sentences_are_everybodys() -> None:
    assert Fingerprint.of("É bonito. Vale a pena! Confira.").sentences == ()


def test_a_text_without_words_is_like_no_other() -> None:
    assert Fingerprint.of(" … ").hashes == ()


def test_half_of_the_sentences_are_enough_to_speak_of() -> None:
    text = Fingerprint.of(DESCRIPTION)
    assert duplicate("d", text, [Shared(7, "Copo", False, 2)]) is None
    mark = duplicate("d", text, [Shared(7, "Copo", False, 3), Shared(9, "Jarra", False, 4)])
    assert mark is not None
    assert sentence(mark, Language.PT) == "4 de 6 frases também estão em “Jarra”."
    assert (mark.product, act(mark, Language.EN)) == (9, "Open the other")


def test_the_same_text_goes_before_a_similar_one() -> None:
    mark = duplicate("d", Fingerprint.of(DESCRIPTION), [Shared(7, "Copo", False, 6), Shared(9, "Jarra", True, 6)])
    assert mark is not None
    assert (mark.wording, mark.product) == ("duplicate.same", 9)


def test_a_stamp_changes_with_what_decides_the_marks() -> None:
    usual = reviewer()
    loud = reviewer(missing="off", repeated="warning")
    words = reviewer(words=["barato"])
    target = reviewer(target="google")
    lists = make_reviewer(card_type(categories=from_labels(["Canecas"])), Language.PT, Preferences())
    assert usual.stamp == loud.stamp == reviewer().stamp
    assert len({usual.stamp, words.stamp, target.stamp, lists.stamp}) == 4
