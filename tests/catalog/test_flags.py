"""What the checks found is in step with the cards, after edits and after catching up, duplicates on both sides."""

import pytest

from app.catalog.catalog import Catalog
from app.catalog.rows import Facet, ProductFilter
from app.domain.card import card_type
from app.review.marks import Code
from app.review.preferences import Preferences
from app.review.reviewer import Reviewer, make_reviewer
from app.wording import Language
from tests.catalog.bench import Bench, card
from tests.catalog.conftest import Reopen
from tests.review.conftest import DESCRIPTION
from tests.review.conftest import card as right

ON_BOTH = True
ON_A_FILE = ("test_a_sentence_that_very_many_have",)


def checks(*words: str) -> Reviewer:
    """The usual checks, with forbidden words."""
    return make_reviewer(card_type(), Language.PT, Preferences(words=list(words)))


@pytest.fixture
def checked(bench: Bench) -> Bench:
    """A catalogue whose cards are checked."""
    assert bench.catalog.review_by(checks())
    return bench


def with_flag(catalog: Catalog, *codes: Code) -> list[int]:
    """The products that a filter by flags lets through."""
    return catalog.product_ids(ProductFilter(facets={Facet.FLAG: frozenset(codes)}))


def catch_up(catalog: Catalog) -> int:
    """Check all that is out of date; how many steps that took."""
    steps, last = 0, catalog.review_next(0)
    while last is not None:
        steps, last = steps + 1, catalog.review_next(last)
    return steps


def test_a_generated_card_is_checked(checked: Bench) -> None:
    product_id, _ = checked.review("a.jpg", **right(color_primary="vermelho", product_name="Caneca"))
    assert checked.catalog.flags_of(product_id) == {Code.COLOUR}


def test_an_edit_brings_flags_up_to_date(checked: Bench) -> None:
    product_id, version = checked.review("a.jpg", **right(color_primary="vermelho", product_name="Caneca"))
    checked.catalog.save_values(product_id, right(), version)
    assert checked.catalog.flags_of(product_id) == frozenset()
    assert with_flag(checked.catalog, Code.COLOUR) == []


def test_filtering_and_counting(checked: Bench) -> None:
    red, _ = checked.review(
        "a.jpg", **right(color_primary="vermelho", product_name="Caneca", description_long=DESCRIPTION)
    )
    claims, _ = checked.review("b.jpg", **right(description_long="Com garantia, sem igual na loja."))
    checked.review("c.jpg", **right(description_long="Uma caneca azul e nada mais."))
    assert with_flag(checked.catalog, Code.COLOUR) == [red]
    assert with_flag(checked.catalog, Code.COLOUR, Code.CLAIM) == [red, claims]
    counts = checked.catalog.flag_counts()
    assert {code: count for code, count in counts.items() if count} == {Code.COLOUR: 1, Code.CLAIM: 1}
    assert set(counts) == set(Code)
    checked.catalog.remove([red])
    assert checked.catalog.flag_counts()[Code.COLOUR] == 0


def test_cards_from_before_are_caught_up_with(bench: Bench) -> None:
    ids = [bench.review(f"{number}.jpg", color_primary="verde")[0] for number in range(20)]
    assert with_flag(bench.catalog, *Code) == []
    bench.catalog.review_by(checks("capa"))
    assert catch_up(bench.catalog) == 3
    assert with_flag(bench.catalog, Code.FORBIDDEN) == ids
    # All have the same description; the first was checked before there was another to compare it with.
    assert catch_up(bench.catalog) == 1
    assert with_flag(bench.catalog, Code.DUPLICATE) == ids
    assert catch_up(bench.catalog) == 0


def test_other_forbidden_words_are_caught_up_with(checked: Bench) -> None:
    product_id, _ = checked.review("a.jpg")
    assert not checked.catalog.review_by(checks())
    assert checked.catalog.review_by(checks("lavável"))
    catch_up(checked.catalog)
    assert Code.FORBIDDEN in checked.catalog.flags_of(product_id)
    checked.catalog.review_by(checks())
    catch_up(checked.catalog)
    assert Code.FORBIDDEN not in checked.catalog.flags_of(product_id)


def test_without_checks_a_card_counts_as_unchecked(checked: Bench, reopen: Reopen) -> None:
    product_id, version = checked.review("a.jpg", **right(description_long="Com garantia."))
    with reopen(exclusive=False) as other:
        other.save_values(product_id, right(), version)
        assert other.flags_of(product_id) == frozenset()
    assert catch_up(checked.catalog) == 1


def test_the_same_description_twice_is_found_on_both_sides(checked: Bench) -> None:
    first, _ = checked.review("a.jpg", **right())
    assert checked.catalog.flags_of(first) == frozenset()
    second, version = checked.review("b.jpg", **right(product_name="Caneca azul"))
    assert checked.catalog.flags_of(second) == {Code.DUPLICATE}
    catch_up(checked.catalog)
    assert with_flag(checked.catalog, Code.DUPLICATE) == [first, second]
    mark = checked.catalog.duplicate_of(second, right())
    assert mark is not None
    assert (mark.wording, mark.product, mark.facts["name"]) == (
        "duplicate.same",
        first,
        "Caneca azul de alça larga",
    )
    checked.catalog.save_values(second, right(description_long="Uma caneca azul e nada mais."), version)
    assert checked.catalog.flags_of(second) == frozenset()
    catch_up(checked.catalog)
    assert with_flag(checked.catalog, Code.DUPLICATE) == []


def test_half_of_the_sentences(checked: Bench) -> None:
    first, _ = checked.review("a.jpg", **right())
    half = DESCRIPTION.split("\n\n")[0] + " O resto foi escrito só para esta outra ficha da loja."
    mark = checked.catalog.duplicate_of(first + 1, right(description_long=half))
    assert mark is not None
    assert (mark.facts["shared"], mark.facts["of"]) == ("3", "4")


def test_one_that_was_removed_is_nobodys_twin(checked: Bench) -> None:
    first, _ = checked.review("a.jpg", **right())
    second, _ = checked.review("b.jpg", **right())
    catch_up(checked.catalog)
    checked.catalog.remove([first])
    catch_up(checked.catalog)
    assert with_flag(checked.catalog, Code.DUPLICATE) == []
    checked.catalog.undo()
    catch_up(checked.catalog)
    catch_up(checked.catalog)
    assert with_flag(checked.catalog, Code.DUPLICATE) == [first, second]


def test_a_sentence_that_very_many_have(checked: Bench) -> None:
    common = "Esta frase está em todas as fichas da loja."
    for number in range(80):
        checked.review(f"{number}.jpg", **right(description_long=f"{common} Esta só na ficha de número {number}."))
    assert checked.catalog.flag_counts()[Code.DUPLICATE] == 0


def test_values_that_are_merged_are_checked_soon(checked: Bench) -> None:
    red, _ = checked.review("a.jpg", **right(color_primary="vermelho"))
    assert Code.COLOUR in checked.catalog.flags_of(red)
    checked.merge(["vermelho"], "azul")
    assert catch_up(checked.catalog) == 1
    assert checked.catalog.flags_of(red) == frozenset()


def test_a_card_of_another_model_is_checked_as_far_as_it_goes(checked: Bench) -> None:
    product_id, _ = checked.review("a.jpg", **card(description_long=7))
    assert Code.MISSING in checked.catalog.flags_of(product_id)
