"""What is asked of a server, and what becomes of what it says, over a real socket."""

import base64
import io
import json
import logging
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pydantic import JsonValue

from inference.endpoint.capabilities import Feature
from inference.endpoint.engine import EndpointEngine
from inference.engine import PhotoFile
from inference.events import FieldDone, Finished, Progressed, Started, TextGrown
from inference.run import run
from tests.endpoint.conftest import KEY, Connect
from tests.endpoint.replies import MODEL, chunk_of, lists, pieces_of, says, token_of, writes
from tests.endpoint.server import House
from tests.inference.cards import PROMPT, SCHEMA, answer, check_card, check_invariant, photo, request

CLOSED = ("category_standard", "color_primary")


def test_a_card_is_written(engine: EndpointEngine, house: House) -> None:
    events = list(run(engine, [request(temperature=0.7, sampling_seed=5)]))
    check_invariant(events)
    finished = events[-1]
    assert isinstance(finished, Finished)
    check_card(finished.values)
    assert finished.values == house.card
    assert finished.confidence.keys() == house.card.keys()
    free = {name: sure.value for name, sure in finished.confidence.items() if name not in CLOSED}
    assert free == pytest.approx(dict.fromkeys(free, 0.5))
    assert finished.provenance.model == MODEL
    assert finished.provenance.endpoint == house.url.removeprefix("http://")
    assert finished.provenance.engine == "tests b1"
    assert (finished.provenance.temperature, finished.provenance.seed, finished.provenance.slots) == (0.7, 5, 4)
    assert (finished.figures.tokens, finished.figures.prompt_tokens, finished.figures.reused_tokens) == (321, 64, 40)


def test_the_events_tell_how_the_card_grows(engine: EndpointEngine, house: House) -> None:
    events = list(run(engine, [request()]))
    assert isinstance(events[0], Started)
    done = {event.field: event for event in events if isinstance(event, FieldDone)}
    assert {name: event.value for name, event in done.items()} == house.card
    for name in ("product_name", "features_list", "description_long"):
        grown = [event.value for event in events if isinstance(event, TextGrown) and event.field == name]
        assert grown[-1] == house.card[name]
    texts = [str(event.value) for event in events if isinstance(event, TextGrown) and event.field == "description_long"]
    assert len(texts) > 10
    assert all(later.startswith(earlier) for earlier, later in pairwise(texts))
    assert [event.fraction for event in events if isinstance(event, Progressed)] == [0.2, 0.4, 0.6, 0.8, 1.0]


def test_what_is_asked(engine: EndpointEngine, house: House) -> None:
    answer(engine, request(temperature=0.3, sampling_seed=9))
    (asked,) = house.questions
    body = asked.body
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert (body["model"], body["temperature"], body["top_p"], body["seed"]) == (MODEL, 0.3, 0.95, 9)
    assert (body["stream"], body["logprobs"]) == (True, True)
    assert [message["role"] for message in asked.messages] == ["system", "user"]
    assert asked.messages[0]["content"] == PROMPT.instructions
    assert [part["type"] for part in asked.parts] == ["image_url", "text"]
    assert asked.parts[-1]["text"] == PROMPT.question
    wanted = body["response_format"]["json_schema"]
    assert wanted["strict"] is True
    assert wanted["schema"]["required"] == list(SCHEMA["properties"])
    assert wanted["schema"]["properties"]["color_primary"] == {"$ref": "#/$defs/Colour"}
    assert "minWords" not in json.dumps(wanted)
    assert "title" not in wanted["schema"]["properties"]["product_name"]


@pytest.mark.parametrize(("size", "kind"), [((90, 120), "PNG"), ((600, 800), "JPEG")])
def test_photos_arrive_as_they_are(engine: EndpointEngine, house: House, size: tuple[int, int], kind: str) -> None:
    pixels = photo(3, *size)
    answer(engine, request(photos=(pixels, photo(4))))
    sent = [part["image_url"]["url"] for part in house.questions[0].parts[:-1]]
    assert len(sent) == 2
    head, _, data = sent[0].partition(",")
    assert head == f"data:image/{kind.lower()};base64"
    arrived = Image.open(io.BytesIO(base64.b64decode(data)))
    assert arrived.format == kind
    difference = np.abs(np.asarray(arrived.convert("RGB"), np.int16) - pixels)
    assert difference.mean() < (0.001 if kind == "PNG" else 2)


def test_a_photo_file_is_read_at_its_size(engine: EndpointEngine, house: House, tmp_path: Any) -> None:
    path = tmp_path / "grande é.png"
    Image.fromarray(photo(1, 900, 1800)).save(path)
    answer(engine, request(photos=(PhotoFile(path, 512),)))
    data = house.questions[0].parts[0]["image_url"]["url"].partition(",")[2]
    assert Image.open(io.BytesIO(base64.b64decode(data))).size == (512, 256)


def test_without_probabilities_there_is_no_confidence(connect: Connect, house: House) -> None:
    house.script.append(writes(house.card, probability=None))
    engine = connect()
    events = list(run(engine, [request()]))
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.confidence == {}
    assert {event.confidence for event in events if isinstance(event, FieldDone)} == {None}
    assert engine.capabilities.lacks == (Feature.LOGPROBS,)
    answer(engine, request("next"))
    assert "logprobs" not in house.questions[-1].body


def test_without_a_count_the_pieces_are_counted(connect: Connect, house: House) -> None:
    text = json.dumps(house.card, ensure_ascii=False)
    house.script.append(says(text, usage=False, size=10))
    finished = answer(connect(), request())
    assert finished.figures.tokens == -(-len(text) // 10)
    assert finished.figures.prompt_tokens == 0


@pytest.mark.parametrize("around", [("", ""), ("```json\n", "\n```"), ("<think>Será {isto}?</think>\n\n", " Pronto.")])
def test_what_stands_around_the_object_is_passed_over(connect: Connect, house: House, around: tuple[str, str]) -> None:
    backwards = dict(reversed(house.card.items())) | {"more": [{"a": "}"}]}
    house.script.append(says(around[0] + json.dumps(backwards) + around[1]))
    finished = answer(connect(), request())
    assert finished.values == house.card
    assert list(finished.values) == list(SCHEMA["properties"])


def test_line_breaks_that_a_server_leaves_as_they_are_are_read(connect: Connect, house: House) -> None:
    raw = json.dumps(house.card, ensure_ascii=False).replace("\\n", "\n")
    house.script.append(says(raw))
    events = list(run(connect(), [request()]))
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.values == house.card
    texts = [event.value for event in events if isinstance(event, TextGrown) and event.field == "description_long"]
    assert any("\n" in str(text) for text in texts[:-1])


@pytest.mark.parametrize("size", [1, 3, 4])
def test_characters_cut_between_chunks_stay_whole(connect: Connect, house: House, size: int) -> None:
    card = {**house.card, "product_name": "Sofá “São José” 🛋️ açaí"}
    chunk = {"choices": [{"delta": {"content": json.dumps(card, ensure_ascii=False)}}]}

    def byte_by_byte(handler: Any, _asked: Any) -> None:
        handler.begin()
        raw = f"data: {json.dumps(chunk, ensure_ascii=False)}\r\n\r\n".encode()
        for start in range(0, len(raw), size):
            handler.send(raw[start : start + size])
        handler.event({"choices": [{"delta": {}, "finish_reason": "stop"}]})
        handler.done()

    house.script.append(byte_by_byte)
    assert answer(connect(), request()).values["product_name"] == "Sofá “São José” 🛋️ açaí"


def test_a_train_of_thought_is_no_part_of_the_answer(connect: Connect, house: House) -> None:
    def thinks(handler: Any, asked: Any) -> None:
        handler.begin()
        for name in ("reasoning_content", "reasoning"):
            token = {"content": [token_of("hm {", 0.5)]}
            handler.event({"choices": [{"delta": {name: "hm {"}, "logprobs": token}]})
        for piece in pieces_of(json.dumps(house.card, ensure_ascii=False)):
            handler.event(chunk_of(piece, token_of(piece, 0.5)))
        handler.done()

    house.script.append(thinks)
    finished = answer(connect(), request())
    assert finished.values == house.card
    assert finished.confidence["product_name"].value == pytest.approx(0.5)


def test_a_server_that_does_not_stream_is_understood(connect: Connect, house: House) -> None:
    said = {"choices": [{"message": {"content": json.dumps(house.card)}, "finish_reason": "stop"}]}
    house.script.append(lambda handler, _asked: handler.send_json(said))
    assert answer(connect(), request()).values == house.card


def test_the_only_model_is_taken(connect: Connect, house: House) -> None:
    house.models = lists("vision-7b", owner="vllm")
    engine = connect()
    assert (engine.info.name, engine.info.runtime) == ("vision-7b", "vllm")
    answer(engine, request())
    assert house.questions[0].body["model"] == "vision-7b"


def test_the_key_is_written_nowhere(engine: EndpointEngine, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        finished = answer(engine, request())
    assert KEY not in caplog.text + repr(finished) + repr(engine.info) + repr(engine._exchange.options)


def test_given_fields_are_fixed_in_the_schema_and_stand_whatever_comes(engine: EndpointEngine, house: House) -> None:
    given: dict[str, JsonValue] = {"product_name": "Mesa de jantar", "features_list": ["uma só"]}
    events = list(run(engine, [replace(request(), given=given)]))
    check_invariant(events)
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.values == {**house.card, **given}
    assert list(finished.values) == list(house.card)
    assert finished.confidence.keys() == house.card.keys() - given.keys()
    assert finished.provenance.given == tuple(given)
    (asked,) = house.questions
    sent = asked.body["response_format"]["json_schema"]["schema"]["properties"]
    assert sent["product_name"] == {"type": "string", "enum": ["Mesa de jantar"]}
    assert sent["features_list"]["type"] == "array"
    done = {event.field: event for event in events if isinstance(event, FieldDone)}
    assert [done[name].confidence for name in given] == [None, None]
    assert not [event for event in events if isinstance(event, TextGrown) and event.field in given]


def test_a_given_field_that_the_server_leaves_out_is_there_all_the_same(engine: EndpointEngine, house: House) -> None:
    short = {name: value for name, value in house.card.items() if name != "color_primary"}
    house.script.append(writes(short))
    finished = answer(engine, replace(request(), given={"color_primary": "furta-cor"}))
    assert finished.values == {**house.card, "color_primary": "furta-cor"}
