import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, JsonValue
from pytestqt.qtbot import QtBot

from tests.forms.samples import MINIMUM, Card, Settings
from ui.document import Document
from ui.forms.certainty import Certainty
from ui.forms.kinds import FieldKind, UnsupportedField, field_specs
from ui.forms.messages import sentence
from ui.forms.texts import clean_line, clean_text, count_words, fold, follow, head, lines_of, units
from ui.forms.words import in_words, percent
from ui.problems import WHOLE, Problem


class Nested(BaseModel):
    inner: Settings
    name: str


def test_a_card_has_its_kinds_limits_and_words() -> None:
    specs = {spec.name: spec for spec in field_specs(Card)}
    assert [spec.kind.value for spec in specs.values()] == ["line", "choice", "choice", "list", "text"]
    assert (specs["name"].title, specs["name"].help) == ("Nome", "Título <curto> & claro")
    assert (specs["name"].limits.min_length, specs["name"].limits.max_length) == (3, 20)
    assert (specs["features"].limits.min_items, specs["features"].limits.max_items) == (3, 5)
    assert specs["description"].limits.min_words == MINIMUM
    assert [choice.value for choice in specs["colour"].choices] == ["Preto", "Azul", "Marrom"]


def test_settings_have_theirs() -> None:
    specs = {spec.name: spec for spec in field_specs(Settings)}
    kinds = ["choice", "number", "number", "flag", "flag", "path", "text", "list"]
    assert [spec.kind.value for spec in specs.values()] == kinds
    optional = {name for name, spec in specs.items() if spec.optional}
    assert optional == {"language", "layers", "remembered", "model"}
    assert (specs["language"].label_of("pt"), specs["language"].label_of("en")) == ("Português", "en")
    assert (specs["layers"].whole, specs["temperature"].whole) == (True, False)
    assert (specs["temperature"].limits.minimum, specs["temperature"].limits.step) == (0, 0.25)
    assert specs["automatic"].title == "Automatic"


def test_a_field_that_nothing_can_edit_is_refused_unless_left_out() -> None:
    with pytest.raises(UnsupportedField, match=r"Nested\.inner"):
        field_specs(Nested)
    assert [spec.kind for spec in field_specs(Nested, ["name"])] == [FieldKind.LINE]


@pytest.mark.parametrize(
    ("model", "values", "field", "said"),
    [
        (Card, {"name": "ab"}, "name", "Escreva ao menos 3 caracteres."),
        (Card, {"name": "x" * 91}, "name", "No máximo 20 caracteres: há 91."),
        (Card, {"category": "Sapataria"}, "category", "Escolha um item da lista."),
        (Card, {"colour": "Furta-cor"}, "colour", "Escolha um item da lista."),
        (Card, {}, "colour", "Falta preencher este campo."),
        (Card, {"features": ["um x"]}, "features", "Pelo menos 3 itens."),
        (Card, {"features": ["item"] * 6}, "features", "No máximo 5 itens: há 6."),
        (Card, {"features": ["item", "x", "item"]}, "features", "Item 2: escreva ao menos 3 caracteres."),
        (Card, {"description": "uma só"}, "description", "Faltam 6 palavras: o texto tem 2 e pede 8."),
        (Card, {"description": "a b c d e f g"}, "description", "Falta 1 palavra: o texto tem 7 e pede 8."),
        (Settings, {"layers": "muitas"}, "layers", "Escreva um número inteiro."),
        (Settings, {"layers": -1}, "layers", "O número deve ser 0 ou mais."),
        (Settings, {"temperature": 3}, "temperature", "O número deve ser 2.0 ou menos."),
        (Settings, {"temperature": "alta"}, "temperature", "Escreva um número."),
        (Settings, {"automatic": "talvez"}, "automatic", "Escolha sim ou não."),
        (Settings, {"automatic": True}, WHOLE, "Escolha um idioma {primeiro}."),
    ],
)
def test_problems_are_said_in_a_sentence(
    qtbot: QtBot, model: type[BaseModel], values: Mapping[str, JsonValue], field: str, said: str
) -> None:
    assert sentence(Document(model, values).problems(field)[0]) == said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("line_break", "O texto deve ficar em uma só linha."),
        ("control_character", "Há um caractere invisível que não pode ficar no texto."),
        ("never_heard_of", "Este valor não é aceito."),
    ],
)
def test_kinds_of_validators_and_unknown_ones(kind: str, said: str) -> None:
    assert sentence(Problem("name", (), kind, {}, blocking=True)) == said


def test_certainty_in_words() -> None:
    category = field_specs(Card, ["category"])[0]
    hesitates = Certainty(0.55, (("Calçados", 0.55), ("Móveis", 0.4)))
    assert in_words(category, hesitates) == "O modelo hesitou entre Calçados e Móveis."
    assert in_words(category, Certainty(0.914)) == "O modelo teve certeza (91 %)."
    assert in_words(category, Certainty(0.3)) == "O modelo não teve certeza (30 %): vale conferir."
    assert (percent(0.001), percent(0.0), percent(0.005)) == ("< 1 %", "0 %", "0 %")


def test_texts_are_cleaned() -> None:
    assert clean_line("a\r\nb\nc\u2028d\te\x07\x00f") == "a b c d ef"
    assert clean_text("a\r\nb\u2029c\td\x07") == "a\nb\nc d"
    assert lines_of("\n um \r\n\n dois\t\x07\n") == ["um", "dois"]
    assert (fold(" Móveis "), fold("AÇÃO")) == ("moveis", "acao")
    assert count_words("Um sapato — preto, 100 % couro.\n\nFim!") == 6


@given(st.text())
def test_clean_text_holds_no_control_characters(text: str) -> None:
    line, whole = clean_line(text), clean_text(text)
    assert not any(unicodedata.category(mark) == "Cc" for mark in line + whole.replace("\n", ""))
    assert (clean_line(line), clean_text(whole)) == (line, whole)


@given(st.text("a😀é", max_size=8), st.text("a😀é", max_size=8), st.data())
def test_a_caret_stays_in_the_text(before: str, after: str, data: st.DataObject) -> None:
    position = units(before[: data.draw(st.integers(0, len(before)))])
    assert head(before, position) == before[: len(head(before, position))]
    assert 0 <= follow(position, before, after) <= units(after)
