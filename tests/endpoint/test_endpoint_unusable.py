"""Answers that are no card: asked for once more, then an error that says why; never a card that breaks its schema."""

import json
from typing import Any

import pytest

from tests.endpoint.conftest import Connect, failure
from tests.endpoint.replies import cut_after, says
from tests.endpoint.server import House
from tests.inference.cards import SCHEMA, answer, request


def text_of(card: dict[str, Any], **changes: Any) -> str:
    return json.dumps({**card, **changes}, ensure_ascii=False)


def broken_answers(card: dict[str, Any]) -> list[tuple[str, str]]:
    whole = text_of(card)
    return [
        (whole[: len(whole) // 2], "endpoint.cut"),
        ("Claro! Aqui está a sua ficha.", "endpoint.not_json"),
        (text_of(card).replace('"product_name":', '"product_name"'), "endpoint.not_json"),
        ('{"product_name": NaN}', "endpoint.not_json"),
        (text_of(card, category_standard="Ufos"), "endpoint.invalid"),
        (text_of(card, description_long="Curta demais."), "endpoint.invalid"),
        (text_of(card, product_name="x" * 81), "endpoint.invalid"),
        (text_of(card, product_name="duas\nlinhas"), "endpoint.invalid"),
        (text_of(card, features_list=["uma só"]), "endpoint.invalid"),
        (text_of(card, features_list="nenhuma"), "endpoint.invalid"),
        (json.dumps({name: value for name, value in card.items() if name != "color_primary"}), "endpoint.invalid"),
    ]


@pytest.mark.parametrize("number", range(11))
def test_an_unusable_answer_is_asked_for_once_more(connect: Connect, house: House, number: int) -> None:
    text, code = broken_answers(house.card)[number]
    finish = None if code == "endpoint.cut" else "stop"
    engine = connect()
    house.script.append(says(text, finish=finish))
    finished = answer(engine, request(sampling_seed=3))
    assert finished.values == house.card
    assert finished.provenance.seed == 4
    house.script.extend([says(text, finish=finish)] * 2)
    error = failure(engine, "again")
    assert (error.code, error.retryable) == (code, True)
    assert error.facts["host"] == engine.info.host
    assert len(house.questions) == 4


def test_the_second_question_says_what_was_wrong(connect: Connect, house: House) -> None:
    house.script.append(says(text_of(house.card, description_long="Curta demais.")))
    answer(connect(), request())
    first, second = house.questions
    assert second.parts[:-1] == first.parts[:-1]
    assert second.parts[-1]["text"] == first.parts[-1]["text"] + "\n\n(description_long: minWords 150, not 2)"
    assert "pattern" not in json.dumps(second.body["response_format"])


def test_patterns_are_kept_where_another_rule_was_broken(connect: Connect, house: House) -> None:
    house.script.append(says(text_of(house.card, category_standard="Ufos")))
    answer(connect(), request())
    assert "pattern" in json.dumps(house.questions[1].body["response_format"])


def test_an_answer_that_does_not_end_is_too_long(connect: Connect, house: House) -> None:
    house.script.extend([says('{"product_name": "Cadeira de', finish="length")] * 2)
    error = failure(connect())
    assert (error.code, error.retryable) == ("endpoint.length", True)


def test_a_stream_that_breaks_is_asked_for_once_more(connect: Connect, house: House) -> None:
    house.script.append(cut_after('{"product_name": "Cadeira'))
    engine = connect()
    assert answer(engine, request()).values == house.card
    house.script.extend([cut_after('{"product_name": "Cadeira')] * 2)
    assert failure(engine, "again").code == "endpoint.cut"


def test_an_error_within_the_stream_is_heard(connect: Connect, house: House) -> None:
    def dies(handler: Any, _asked: Any) -> None:
        handler.begin()
        handler.event({"error": {"message": "out of memory", "code": 500}})
        handler.done()

    house.script.extend([dies] * 3)
    error = failure(connect())
    assert (error.code, error.facts["reason"]) == ("endpoint.failed", "out of memory 500")


def test_a_chunk_that_is_no_json_makes_the_answer_unusable(connect: Connect, house: House) -> None:
    def stammers(handler: Any, _asked: Any) -> None:
        handler.begin()
        handler.send(b'data: {"choices": [{"delta": {"con\n\n')
        handler.done()

    house.script.extend([stammers] * 2)
    assert failure(connect()).code == "endpoint.not_json"


def test_the_order_of_the_schema_is_kept(connect: Connect, house: House) -> None:
    house.script.append(says(json.dumps(dict(reversed(house.card.items())))))
    assert list(answer(connect(), request()).values) == list(SCHEMA["properties"])
