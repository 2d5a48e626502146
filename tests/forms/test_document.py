from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue
from pytestqt.qtbot import QtBot

from tests.forms.samples import CARD, Card, Settings
from ui.document import Document
from ui.keystrokes import splice
from ui.problems import WHOLE


def type_into(document: Document, field: str, text: str) -> None:
    for mark in text:
        document.set_value(field, f"{document.value(field) or ''}{mark}")


def test_knows_problems_of_partial_values(qtbot: QtBot) -> None:
    document = Document(Card, {"name": "Oi", "features": ["Bom", "x"]}, advisory=frozenset({"too_few_words"}))
    assert [(problem.kind, problem.context) for problem in document.problems("name")] == [
        ("string_too_short", {"min_length": 3, "length": 2})
    ]
    assert {(problem.kind, problem.path) for problem in document.problems("features")} == {("string_too_short", (1,))}
    assert document.problems("category")[0].kind == "missing"
    assert not document.is_valid


def test_advisory_problems_mark_but_do_not_block(qtbot: QtBot) -> None:
    document = Document(Card, CARD, advisory=frozenset({"too_few_words"}))
    with qtbot.assertNotEmitted(document.validity_changed):
        document.set_value("description", "Curta.")
    problem = document.problems("description")[0]
    assert (problem.kind, problem.blocking, problem.context["words"]) == ("too_few_words", False, 1)
    assert document.is_valid
    document = Document(Card, {**CARD, "description": "Curta."})
    assert not document.is_valid


def test_a_problem_of_the_whole_model_has_a_place(qtbot: QtBot) -> None:
    document = Document(Settings, {"automatic": True})
    assert document.problems(WHOLE)[0].context["error"] == "Escolha um idioma {primeiro}."
    document.set_value("language", "pt")
    assert document.problems(WHOLE) == ()


def test_one_undo_takes_back_a_word(qtbot: QtBot) -> None:
    document = Document(Card, CARD)
    document.set_value("name", "")
    type_into(document, "name", "bota de couro")
    steps = []
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
        steps.append(document.value("name"))
    assert steps == ["bota de ", "bota ", "", "Sapato social"]
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.value("name") == "bota de couro"


def test_backspaces_are_one_step_and_typing_after_them_another(qtbot: QtBot) -> None:
    document = Document(Card, CARD)
    for end in (12, 11, 10):
        document.set_value("name", "Sapato social"[:end])
    type_into(document, "name", "al")
    document.undo_stack.undo()
    assert document.value("name") == "Sapato soc"
    document.undo_stack.undo()
    assert document.value("name") == "Sapato social"


@pytest.mark.parametrize("act", ["break", "elsewhere", "undo", "item"])
def test_what_ends_a_step(qtbot: QtBot, act: str) -> None:
    document = Document(Card, CARD)
    type_into(document, "name", "ab")
    if act == "break":
        document.break_merge()
    elif act == "elsewhere":
        document.set_value("colour", "Azul")
    elif act == "undo":
        document.undo_stack.undo()
        document.undo_stack.redo()
    else:
        document.set_value("features", ["Bico fino!", "Salto baixo", "Cadarço"])
        count = document.undo_stack.count()
        document.set_value("features", ["Bico fino!", "Salto baixo!", "Cadarço"])
        assert document.undo_stack.count() == count + 1
    before = document.undo_stack.count()
    type_into(document, "name", "cd")
    assert document.undo_stack.count() == before + 1


def test_keystrokes_in_one_item_of_a_list_merge(qtbot: QtBot) -> None:
    document = Document(Card, CARD)
    for text in ("Bico finoo", "Bico finooo"):
        document.set_value("features", [text, "Salto baixo", "Cadarço"])
    assert document.undo_stack.count() == 1


def test_what_is_received_never_overwrites_a_person(qtbot: QtBot) -> None:
    document = Document(Card, {})
    document.receive("name", "Da máquina")
    assert (document.value("name"), document.undo_stack.canUndo()) == ("Da máquina", False)
    document.set_value("name", "Da pessoa")
    document.receive("name", "Da máquina outra vez")
    assert document.value("name") == "Da pessoa"
    document.confirm("colour")
    document.receive("colour", "Azul")
    assert document.value("colour") is None
    assert document.touched == {"name", "colour"}


def test_undo_hands_a_field_back_to_the_machine_and_redo_takes_it_again(qtbot: QtBot) -> None:
    document = Document(Card, {})
    document.set_value("name", "Da pessoa")
    document.undo_stack.undo()
    assert "name" not in document.values()
    document.receive("name", "Da máquina")
    document.undo_stack.redo()
    assert document.value("name") == "Da pessoa"
    document.undo_stack.undo()
    assert document.value("name") == "Da máquina"


def test_signals_tell_who_did_what(qtbot: QtBot) -> None:
    document = Document(Card, CARD)
    with qtbot.assertNotEmitted(document.edited), qtbot.waitSignal(document.changed) as changed:
        document.receive("name", "Tênis")
    assert changed.args == ["name"]
    with qtbot.waitSignals([document.edited, document.problems_changed, document.validity_changed]):
        document.set_value("name", "x")
    with qtbot.waitSignal(document.replayed) as replayed:
        document.undo_stack.undo()
    assert replayed.args == ["name"]
    with qtbot.assertNotEmitted(document.changed), qtbot.assertNotEmitted(document.edited):
        document.set_value("name", "Tênis")


def test_values_are_copies_and_resetting_forgets_history(qtbot: QtBot) -> None:
    document = Document(Card, CARD)
    values: Any = document.values()
    values["features"].append("de fora")
    held: Any = document.value("features")
    held.append("de fora")
    assert document.values() == CARD
    document.set_value("name", "Outro")
    document.reset({"name": "Novo", "gone": 1}, touched=["name"])
    assert document.values() == {"name": "Novo"}
    assert document.touched == {"name"}
    assert not document.undo_stack.canUndo()
    with pytest.raises(KeyError):
        document.set_value("gone", 1)


texts = st.text(st.sampled_from("aé 😀\n"), max_size=6)
acts = st.one_of(
    st.tuples(st.just("set"), st.sampled_from(["name", "description"]), texts),
    st.tuples(st.just("set"), st.just("features"), st.lists(texts, max_size=4)),
    st.tuples(st.just("type"), st.sampled_from(["name", "description"]), texts),
    st.tuples(st.sampled_from(["undo", "redo", "break"]), st.just(""), st.just("")),
)


@given(st.sampled_from([CARD, {}, {"name": "Só"}]), st.lists(acts, max_size=25))
def test_undoing_everything_returns_to_the_start(start: dict[str, JsonValue], sequence: list[Any]) -> None:
    document = Document(Card, start)
    for act, field, value in sequence:
        match act:
            case "set":
                document.set_value(field, value)
            case "type":
                type_into(document, field, value)
            case "break":
                document.break_merge()
            case _:
                getattr(document.undo_stack, act)()
    end, touched = document.values(), document.touched
    document.undo_stack.setIndex(0)
    assert (document.values(), document.touched) == (start, frozenset())
    document.undo_stack.setIndex(document.undo_stack.count())
    if not any(act == "undo" for act, _, _ in sequence):
        assert (document.values(), document.touched) == (end, touched)


@given(texts, texts)
def test_a_splice_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    change = splice(before, after)
    assert before[change.at : change.at + len(change.removed)] == change.removed
    assert before[: change.at] + change.added + before[change.at + len(change.removed) :] == after
