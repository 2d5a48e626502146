"""How far an opinion counts, on decided cards whose truth is known."""

from math import exp, log, sqrt

import pytest

from app.domain.card import CATEGORY_FIELD
from app.pipeline.belief import ENOUGH, RARER
from app.pipeline.second_opinion import Seconded, fourth
from app.pipeline.standing import Opinion, Standing, Trial, standing
from app.review.words_seen import WORDS_SEEN
from inference.events import Confidence


def trials(written: str, approved: str, seen: str, count: int, margin: float = 0.1) -> list[Trial]:
    return [Trial(written, approved, Opinion(seen, margin)) for _ in range(count)]


def sharp() -> list[Trial]:
    """Agrees with 140 of 160 right ones and with 4 of 40 wrong ones; of the others it names 30 rightly, clearly."""
    return [
        *trials("Móveis", "Móveis", "Móveis", 140),
        *trials("Móveis", "Móveis", "Jardim", 20, 0.01),
        *trials("Móveis", "Jardim", "Móveis", 4),
        *trials("Móveis", "Jardim", "Jardim", 30, 0.2),
        *trials("Móveis", "Jardim", "Calçados", 6, 0.01),
    ]


def test_agreement_is_worth_what_decided_cards_say_less_what_chance_may_have_added() -> None:
    found = standing(sharp())
    ratio = log(140.5 / 160.5) - log(4.5 / 40.5)
    error = sqrt(1 / 140.5 - 1 / 160.5 + 1 / 4.5 - 1 / 40.5)
    assert found.worth == pytest.approx(exp(ratio - 1.645 * error))
    assert 3 < found.worth < (140 / 160) / (4 / 40)
    assert (found.answers, found.counts) == (200, True)


def test_disagreements_are_told_from_where_they_are_right_as_often_as_not() -> None:
    found = standing(sharp())
    assert (found.margin, found.named, found.of) == (0.2, 30, 30), "the unclear ones would be wrong in 26 of 26"
    assert found.tells(Opinion("Jardim", 0.2))
    assert not found.tells(Opinion("Jardim", 0.1))


def test_it_counts_nothing_until_there_are_enough_cards_right_ones_and_wrong_ones() -> None:
    right, wrong = trials("Móveis", "Móveis", "Móveis", ENOUGH), trials("Móveis", "Jardim", "Jardim", RARER)
    assert standing([*right, *wrong]).counts
    for few in (right, [*right, *wrong[1:]], [*right[: ENOUGH - RARER - 1], *wrong], []):
        assert standing(few) == Standing(len(few))
        assert not standing(few).counts


def test_an_opinion_that_knows_no_better_counts_nothing() -> None:
    """It agrees with right and wrong alike, and names what was approved in a third of its disagreements."""
    found = standing(
        [
            *trials("Móveis", "Móveis", "Móveis", 50),
            *trials("Móveis", "Móveis", "Jardim", 50),
            *trials("Móveis", "Jardim", "Móveis", 25),
            *trials("Móveis", "Jardim", "Jardim", 25),
        ]
    )
    assert (found.worth, found.margin, found.counts) == (1.0, None, False)


def test_agreement_raises_the_category_and_disagreement_is_told_where_it_is_worth_it() -> None:
    known = Standing(200, 4.0, 0.2, 30, 40)
    sure = Seconded({CATEGORY_FIELD: Confidence(0.6)}, {"second_opinion": {}})

    def heard(own: str, opinion: Opinion | None) -> Seconded:
        return fourth({CATEGORY_FIELD: own}, sure, opinion, known)

    agreed = heard("Móveis", Opinion("Móveis", 0.01))
    assert agreed.confidence[CATEGORY_FIELD].value == pytest.approx(4 * 1.5 / (1 + 4 * 1.5))
    assert (agreed.told[WORDS_SEEN]["agrees"], agreed.told[WORDS_SEEN]["told"]) == (True, False)
    assert agreed.told["second_opinion"] == {}
    for margin, told in ((0.3, True), (0.1, False)):
        other = heard("Jardim", Opinion("Móveis", margin))
        assert other.confidence == sure.confidence
        said = other.told[WORDS_SEEN]
        assert (said["category"], said["told"], said["named"], said["of"]) == ("Móveis", told, 30, 40)
    assert heard("Jardim", None) == sure
