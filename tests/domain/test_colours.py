"""Colours have names by a closed list, an editor's own as well, and speak for and against a card's colour."""

import pytest

from app.domain.colours.found import FoundColour, FoundColours, Lab
from app.domain.colours.namer import ABSENT, DOMINANT, FARTHEST, SEPARATE, Namer
from app.domain.colours.words import colour_words, known
from app.domain.lists import MANY_COLOURS, built_in, labels
from app.wording import Language

RED, DARK_RED, NAVY, WHITE, GREY = (
    (47.0, 62.0, 42.0),
    (30.0, 26.0, 11.0),
    (16.0, 7.0, -24.0),
    (95.0, 0.0, 1.0),
    (50.0, 1, 1),
)
PT = labels(built_in("colours"), Language.PT)


def colours(*product: tuple[Lab, float], behind: Lab = WHITE, sure: float = 1.0, whole: bool = False) -> FoundColours:
    return FoundColours(
        product=tuple(FoundColour(lab=lab, swatch="#808080", share=share) for lab, share in product),
        background=(FoundColour(lab=behind, swatch="#ffffff", share=1),),
        sure=sure,
        whole=whole,
    )


@pytest.fixture(scope="module")
def namer() -> Namer:
    return Namer.of(PT, Language.PT)


@pytest.mark.parametrize("language", list(Language))
def test_the_built_in_list_is_known_in_every_language(language: Language) -> None:
    entries = built_in("colours")
    found = known(labels(entries, language), language)
    for entry in entries:
        label = entry.labels[language]
        if entry.id in {MANY_COLOURS, "transparent"}:
            assert label not in found
        else:
            assert found[label].id == entry.id


def test_the_table_is_sound() -> None:
    words = colour_words()
    basic = {word.id for word in words if word.families == {word.id}}
    assert len({word.id for word in words}) == len(words)
    for word in words:
        assert word.families <= basic
        assert all(0 <= lab[0] <= 100 and max(abs(lab[1]), abs(lab[2])) < 128 for lab in word.anchors)
    for language in Language:
        names = [name for word in words for name in word.names[language]]
        assert len(names) == len(set(names))


def test_every_anchor_has_its_own_name(namer: Namer) -> None:
    for label, word in namer.words.items():
        assert {namer.name(lab) for lab in word.anchors} <= {label}


@pytest.mark.parametrize(
    ("swatch", "label"),
    [
        ((0, 0, 0), "preto"),
        ((100, 0, 0), "branco"),
        ((53.2, 80.1, 67.2), "vermelho"),
        ((32.3, 79.2, -107.9), "azul"),
        ((46.2, -51.7, 49.9), "verde"),
        ((97.1, -21.6, 94.5), "amarelo"),
        ((53.6, 0, 0), "cinza"),
        ((74.9, 23.9, 79), "laranja"),
        ((25.5, 40, 12), "vinho"),
    ],
)
def test_pure_colours_are_called_what_everybody_calls_them(namer: Namer, swatch: Lab, label: str) -> None:
    """In CIELAB: CSS's black, white, red, blue, green, yellow, grey, orange, and a burgundy."""
    assert namer.name(swatch) == label


def test_an_editors_own_list() -> None:
    own = ("Bordô", "AZUIS-MARINHOS", "areia", "estampa floral", "Off-White")
    namer = Namer.of(own, Language.PT)
    assert set(namer.words) == {"Bordô", "AZUIS-MARINHOS", "areia", "Off-White"}
    assert namer.name(DARK_RED) == "Bordô"
    assert namer.name(NAVY) == "AZUIS-MARINHOS"
    assert namer.name(WHITE) == "Off-White"
    assert namer.name((55.0, -40.0, 40.0)) == ""
    assert Namer.of(("estampa floral", "sortido"), Language.PT).opinion(colours((RED, 1.0))).colours == ()


def test_shares_of_one_name_add_up_and_small_ones_are_left_out(namer: Namer) -> None:
    found = namer.opinion(colours((RED, 0.5), (WHITE, 0.24), ((45.0, 55.0, 38.0), 0.2), (GREY, 0.06)))
    assert [(colour.label, round(colour.share, 2)) for colour in found.colours] == [("vermelho", 0.7), ("branco", 0.24)]


def test_agreement_is_a_matter_of_families(namer: Namer) -> None:
    found = namer.opinion(colours((NAVY, 0.9), (WHITE, 0.1)))
    assert found.colours[0].label == "azul-marinho"
    assert {"azul", "azul-marinho", "turquesa"} == found.agrees


@pytest.mark.parametrize(
    "unsure", [colours((RED, 1.0), sure=SEPARATE - 0.01), colours((RED, DOMINANT - 0.01), (WHITE, 0.3), (GREY, 0.21))]
)
def test_nothing_agrees_where_the_separation_or_the_share_is_too_small(namer: Namer, unsure: FoundColours) -> None:
    assert namer.opinion(unsure).agrees == frozenset()
    assert namer.opinion(colours((RED, 1.0), sure=0, whole=True)).agrees == {"vermelho", "vinho"}


def test_what_is_seen_nowhere_is_absent_and_what_is_behind_is_not(namer: Namer) -> None:
    found = namer.opinion(colours((RED, 0.9), (GREY, 0.1)))
    assert {"amarelo", "verde", "roxo"} <= found.absent
    assert found.absent.isdisjoint({"vermelho", "vinho", "cinza", "branco"})
    assert {"azul", "azul-marinho"} <= namer.opinion(colours((RED, 1.0))).absent
    assert "azul" not in namer.opinion(colours((RED, 1.0), behind=NAVY)).absent
    # Metals mirror what is around them, and what no word names is never missed.
    assert found.absent.isdisjoint({"prateado", "colorido", "transparente"})


def test_nothing_is_absent_where_nothing_dominates(namer: Namer) -> None:
    assert namer.opinion(colours((RED, 0.4), (WHITE, 0.35), (NAVY, 0.25))).absent == frozenset()
    assert namer.opinion(None).absent == frozenset()


def test_what_comes_out_of_the_catalogue_is_what_went_in() -> None:
    found = colours((RED, 0.7), (WHITE, 0.3), sure=0.87)
    assert FoundColours.model_validate_json(found.model_dump_json()) == found


def test_thresholds_are_what_the_figures_were_measured_with() -> None:
    assert (ABSENT, DOMINANT, SEPARATE, FARTHEST) == (18.0, 0.5, 0.9, 32.0)
