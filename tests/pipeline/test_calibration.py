"""Honest confidence between the engine and everybody else, with hand-made knots."""

from collections.abc import Mapping
from typing import cast

import pytest

from app.domain.registry import Calibration, ModelEntry, read_entry
from app.pipeline.calibration import calibrated, honest, with_value
from inference.engine import Engine
from inference.events import Confidence, FieldDone, Finished, Guess
from inference.llama.engine import LlamaEngine
from inference.run import run
from tests.inference.cards import request
from tests.tiny_model.shipped import DEMO

HALVED = {"from": "color_primary", "knots": [[0, 0], [1, 0.5]]}
SURE = Confidence(0.8, (Guess("azul", 0.8), Guess("preto", 0.15), Guess("rosa", 0.03)), 0.01)


def rules(**knots: object) -> Mapping[str, Calibration]:
    return {name: Calibration.model_validate(rule) for name, rule in knots.items()}


def entry(**knots: object) -> ModelEntry:
    return read_entry(DEMO / "model.toml").model_copy(update={"calibration": rules(**knots)})


def test_the_chosen_guess_gets_the_honest_value_and_the_others_share_the_rest() -> None:
    changed = with_value(SURE, "azul", 0.6)
    assert (changed.value, changed.outside) == (0.6, 0.01)
    assert [guess.value for guess in changed.guesses] == ["azul", "preto", "rosa"]
    # What was 0.2 beside the chosen one is 0.4 now: twice each.
    assert [guess.probability for guess in changed.guesses] == pytest.approx([0.6, 0.3, 0.06])


def test_a_doubted_guess_stays_the_first_and_the_sum_within_one() -> None:
    changed = with_value(SURE, "azul", 0.2)
    assert [guess.value for guess in changed.guesses] == ["azul", "preto", "rosa"]
    assert [guess.probability for guess in changed.guesses] == pytest.approx([0.2, 0.2, 0.12])


def test_a_drawn_guess_that_was_not_the_first_keeps_those_before_it() -> None:
    changed = with_value(SURE, "preto", 0.1)
    assert [guess.value for guess in changed.guesses] == ["azul", "preto", "rosa"]
    assert [guess.probability for guess in changed.guesses] == pytest.approx([0.8 * 0.9 / 0.85, 0.1, 0.03 * 0.9 / 0.85])
    assert sum(guess.probability for guess in changed.guesses) <= 1


def test_one_that_was_certain_leaves_nothing_to_share() -> None:
    certain = Confidence(1.0, (Guess("azul", 1.0), Guess("preto", 0.0)))
    assert [guess.probability for guess in with_value(certain, "azul", 0.9).guesses] == [0.9, 0.0]


def test_a_field_may_be_as_sure_as_another_one() -> None:
    raw = {"product_name": Confidence(0.99), "color_primary": SURE, "description_long": Confidence(0.7)}
    values = {"product_name": "Boné azul", "color_primary": "azul", "description_long": "…"}
    told = calibrated(values, raw, rules(product_name=HALVED, description_long={**HALVED, "from": "brand"}))
    assert told["product_name"].value == pytest.approx(0.4)
    assert told["color_primary"] is SURE
    assert told["description_long"] is raw["description_long"], "its source is no field of this card"


def test_an_engine_is_wrapped_only_where_its_model_has_a_calibration(engine: LlamaEngine) -> None:
    assert honest(engine, None) is engine
    assert honest(engine, entry()) is engine
    assert honest(engine, entry(color_primary=HALVED)) is not engine


def test_every_event_that_says_how_sure_says_it_honestly(engine: LlamaEngine) -> None:
    raw = list(run(engine, [request("1")]))
    # The name is written before the colour that it is read from.
    wrapped = honest(engine, entry(product_name=HALVED, color_primary=HALVED))
    told = list(run(wrapped, [request("1")]))
    assert cast("LlamaEngine", wrapped).info is engine.info
    done, said = [{event.field: event for event in events if isinstance(event, FieldDone)} for events in (raw, told)]
    raw_colour, honest_colour = done["color_primary"].confidence, said["color_primary"].confidence
    assert raw_colour is not None
    assert honest_colour is not None
    assert honest_colour.value == pytest.approx(raw_colour.value / 2)
    assert [said[name] for name in said if name != "color_primary"] == [
        done[name] for name in done if name != "color_primary"
    ]
    before, after = raw[-1], told[-1]
    assert isinstance(before, Finished)
    assert isinstance(after, Finished)
    assert after.values == before.values
    assert list(after.confidence) == list(before.confidence)
    assert after.confidence["color_primary"] == said["color_primary"].confidence
    assert after.confidence["product_name"].value == pytest.approx(honest_colour.value)
    assert after.confidence["description_long"] == before.confidence["description_long"]


def test_it_is_an_engine(engine: LlamaEngine) -> None:
    wrapped: Engine = honest(engine, entry(color_primary=HALVED))
    assert (wrapped.idle, wrapped.stopped, wrapped.room) == (engine.idle, engine.stopped, engine.room)
    wrapped.add(request("gone"))
    wrapped.abort("gone")
    while not wrapped.idle:
        wrapped.step()
