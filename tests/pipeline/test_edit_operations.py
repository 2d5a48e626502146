"""What bulk edits make of a value, without any card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from app.pipeline.edits.capitals import Capitals, capitalised
from app.pipeline.edits.expressions import LONGEST, Expression, ExpressionSlow, ExpressionWrong
from app.pipeline.edits.operations import Add, Recase, Replace, Rewrite, Set, Unite


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("sofá de três lugares com chaise", "Sofá de Três Lugares com Chaise"),
        ("MESA DE CENTRO E APARADOR", "Mesa de Centro e Aparador"),
        ("luminária LED USB-C para a mesa", "Luminária LED USB-C para a Mesa"),
        ("capa para iPhone do avô", "Capa para iPhone do Avô"),
        ("de volta às aulas", "De Volta às Aulas"),
        ("sofá-cama azul-marinho", "Sofá-Cama Azul-Marinho"),
        ("copo d'água 300ml", "Copo d'Água 300ml"),
        ("ônibus da órbita", "Ônibus da Órbita"),
        ("camiseta G de algodão", "Camiseta G de Algodão"),
        ("", ""),
    ],
)
def test_titles_keep_the_small_words_low(text: str, title: str) -> None:
    assert capitalised(text, Capitals.TITLE) == title
    assert capitalised(title, Capitals.TITLE) == title, "a title stays one"


def test_sentences_begin_with_a_capital() -> None:
    text = "Mesa De Centro. Feita De MDF!\n\nBoa Para A sala P"
    assert capitalised(text, Capitals.SENTENCE) == "Mesa de centro. Feita de MDF!\n\nBoa para a sala P"


@given(st.text(st.sampled_from("abcçãõéàÀÉLED -'’.,:\n0123")))
def test_changing_case_never_changes_which_letters_there_are(text: str) -> None:
    for capitals in Capitals:
        assert capitalised(text, capitals).upper() == text.upper()


@pytest.mark.parametrize(
    ("operation", "value", "expected"),
    [
        (Set("Móveis"), "Outros", "Móveis"),
        (Set(["um", "dois"]), None, ["um", "dois"]),
        (Unite(frozenset({"Azul", "azul-claro"}), "azul"), "Azul", "azul"),
        (Unite(frozenset({"Azul"}), "azul"), "verde", "verde"),
        (Replace("LED", "de led"), "Luminária led e LED", "Luminária de led e de led"),
        (Replace("LED", "de led", exact=True), "Luminária led e LED", "Luminária led e de led"),
        (Replace("a.b", r"\1"), "a.b axb", r"\1 axb"),
        (Replace(" antigo", ""), ["sofá antigo", "mesa", " antigo"], ["sofá", "mesa"]),
        (Replace("x", "y"), 12, 12),
        (Add("com garantia"), "Sofá", "Sofá com garantia"),
        (Add(", novo"), "Sofá", "Sofá, novo"),
        (Add("Kit", first=True), "sofá", "Kit sofá"),
        (Add("\n\nGarantia."), "Texto.", "Texto.\n\nGarantia."),
        (Add("lavável"), ["macio"], ["macio", "lavável"]),
        (Add("lavável", first=True), ["macio"], ["lavável", "macio"]),
        (Add("macio"), ["macio"], ["macio"]),
        (Add("novo"), None, "novo"),
        (Add("novo"), True, True),
        (Recase(Capitals.UPPER), ["pés de madeira", "água"], ["PÉS DE MADEIRA", "ÁGUA"]),
        (Recase(Capitals.LOWER), None, None),
    ],
)
def test_operations(operation: Set, value: JsonValue, expected: JsonValue) -> None:
    assert operation(value) == expected


def test_expressions_put_their_groups_in() -> None:
    swap = Rewrite(Expression(r"(\d+)\s*x\s*(?P<high>\d+) cm", r"\g<high> × \1 cm", exact=False))
    assert swap("Mesa 80 X 45 cm") == "Mesa 45 × 80 cm"
    assert swap(["80x45 cm", "outra"]) == ["45 × 80 cm", "outra"]


@pytest.mark.parametrize(("pattern", "at"), [("(", 1), ("[a", 2), ("*a", 0), ("a" * (LONGEST + 1), LONGEST)])
def test_what_is_no_expression_is_refused_with_its_place(pattern: str, at: int) -> None:
    with pytest.raises(ExpressionWrong) as refusal:
        Expression(pattern, "", exact=True)
    assert refusal.value.at == at
    assert not refusal.value.put


@pytest.mark.parametrize("put", [r"\2", r"\g<name>", r"\g<1", "\\"])
def test_a_replacement_without_its_group_is_refused_before_anything_is_found(put: str) -> None:
    with pytest.raises(ExpressionWrong) as refusal:
        Expression("(nothing has this)", put, exact=True)
    assert refusal.value.put


def test_an_expression_that_runs_away_is_stopped() -> None:
    runaway = Expression(r"(a|aa)+$", "", exact=True)
    with pytest.raises(ExpressionSlow):
        runaway.replaced("a" * 80 + "b")
