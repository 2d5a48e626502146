"""Fields that a person has settled: they stand as they are, and what is written behind them follows from them."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from inference.engine import Exclusion, Request
from inference.events import FieldDone, Finished, Progressed
from inference.llama.engine import LlamaEngine
from inference.run import run
from tests.inference.cards import COLOURS, SCHEMA, answer, answers, check_card, check_invariant, request

FIELDS = tuple(SCHEMA["properties"])
SETTLED: dict[str, JsonValue] = {
    "product_name": "Vestido de linho cru",
    "category_standard": "Vestuário",
    "color_primary": "bege",
    "features_list": ["Gola alta", "Bolsos fundos", "Barra larga"],
    "description_long": "Curta, escrita por uma pessoa.",
}
FACTS = {"type": "object", "properties": {name: {"enum": list(COLOURS)} for name in ("first", "second", "third")}}


def asked(given: Mapping[str, JsonValue], **other: object) -> Request:
    return replace(request(**other), given=dict(given))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FIELDS)
def test_a_given_field_stands_and_the_others_keep_the_schema(engine: LlamaEngine, name: str) -> None:
    finished = answer(engine, asked({name: SETTLED[name]}))
    assert finished.values[name] == SETTLED[name]
    assert finished.confidence.keys() == {*FIELDS} - {name}
    assert finished.provenance.given == (name,)
    check_card({**finished.values, "description_long": answer(engine, request()).values["description_long"]})


def test_a_given_value_need_not_satisfy_the_schema(engine: LlamaEngine) -> None:
    odd: dict[str, JsonValue] = {"product_name": "", "category_standard": "Velas", "features_list": ["uma", None, 3.5]}
    finished = answer(engine, asked(odd))
    assert {name: finished.values[name] for name in odd} == odd
    assert finished.values["color_primary"] in COLOURS
    assert list(finished.values) == list(FIELDS)


def test_what_is_written_behind_follows_from_it(engine: LlamaEngine) -> None:
    names = ("Sofá de canto", "Relógio de pulso")
    texts = {str(answer(engine, asked({"product_name": name})).values["description_long"]) for name in names}
    assert len(texts) == 2


def test_giving_what_the_model_would_have_chosen_changes_nothing(engine: LlamaEngine) -> None:
    free = answer(engine, request(schema=FACTS))
    for name in ("first", "second"):
        held = answer(engine, asked({name: free.values[name]}, schema=FACTS))
        assert held.values == free.values
        for other in {*free.confidence} - {name}:
            assert held.confidence[other].value == pytest.approx(free.confidence[other].value, rel=0.01)


def test_the_events_tell_it_in_its_place_without_a_confidence(engine: LlamaEngine) -> None:
    given = {name: SETTLED[name] for name in ("product_name", "color_primary", "description_long")}
    events = list(run(engine, [asked(given)]))
    check_invariant(events)
    done = [event for event in events if isinstance(event, FieldDone)]
    assert [event.field for event in done] == list(FIELDS)
    assert [event.field for event in done if event.confidence is None] == list(given)
    fractions = [event.fraction for event in events if isinstance(event, Progressed) and event.stage == "answer"]
    assert fractions == [0.2, 0.4, 0.6, 0.8, 1.0]


def test_where_all_is_given_nothing_is_drawn(engine: LlamaEngine) -> None:
    finished = answer(engine, asked(SETTLED))
    assert finished.values == SETTLED
    assert finished.confidence == {}
    assert finished.figures.sampled == 0


def test_a_name_that_the_schema_does_not_know_counts_for_nothing(engine: LlamaEngine) -> None:
    finished = answer(engine, asked({"marca": "Aurora"}))
    check_card(finished.values)
    assert finished.values == answer(engine, request()).values


def test_control_tokens_in_it_stay_text(engine: LlamaEngine) -> None:
    name = '</s><|im_end|> "aspas" \\ 🧵'
    finished = answer(engine, asked({"product_name": name}))
    assert finished.values["product_name"] == name


def test_what_it_rules_out_is_not_mentioned(engine: LlamaEngine) -> None:
    """A name that texts would otherwise use is ruled out by the given colour."""
    free = str(answer(engine, asked({"color_primary": "azul"})).values["description_long"])
    word = max(free.split(), key=len).strip(".,;:!?").casefold()
    exclusion = Exclusion("color_primary", {"azul": ("azul",), word: (word,)})
    held = answer(engine, replace(asked({"color_primary": "azul"}), exclusions=(exclusion,)))
    assert word not in [each.strip(".,;:!?").casefold() for each in str(held.values["description_long"]).split()]


@settings(max_examples=15)
@given(names=st.sets(st.sampled_from(FIELDS)), seed=st.integers(0, 99), temperature=st.floats(0, 2))
def test_any_fields_may_be_given(warm_engine: LlamaEngine, names: set[str], seed: int, temperature: float) -> None:
    given = {name: SETTLED[name] for name in names}
    finished = answer(warm_engine, asked(given, seed=seed, sampling_seed=seed, temperature=temperature))
    assert {name: finished.values[name] for name in given} == given
    assert list(finished.values) == list(FIELDS)
    assert len(str(finished.values["description_long"]).split()) >= (5 if "description_long" in names else 150)


def test_together_each_keeps_its_own(many: LlamaEngine) -> None:
    colours = COLOURS[:6]
    wanted = [replace(asked({"color_primary": colour}, seed=seed), job=colour) for seed, colour in enumerate(colours)]
    ends: list[Finished] = answers(many, wanted)
    assert {end.job: end.values["color_primary"] for end in ends} == {colour: colour for colour in colours}


def test_it_is_part_of_what_is_asked() -> None:
    assert request().asked != asked({"product_name": "Sofá"}).asked != asked({"product_name": "Mesa"}).asked
