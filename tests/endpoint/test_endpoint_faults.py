"""Whatever a server does, each job comes to one end, with an error that says what was wrong, and the others go on."""

import json
import threading
from typing import Any

import pytest

from inference.endpoint.capabilities import Feature
from inference.endpoint.engine import EndpointEngine
from inference.engine import PhotoFile
from inference.events import Event, Failed, Finished, Started
from inference.run import run
from tests.endpoint.conftest import KEY, Connect, failure, options_for
from tests.endpoint.replies import cut_after, hangs_up, refuses, says, served, silent, writes
from tests.endpoint.server import House, Reply
from tests.inference.cards import answer, answers, check_invariant, drain, request

OVERLOADED = "Rate limit reached: reduce max_tokens or wait"

REFUSALS = [
    ({"message": "logprobs is not supported", "param": "logprobs"}, Feature.LOGPROBS, "logprobs"),
    ({"message": "Unrecognized request argument supplied: seed"}, Feature.SEED, "seed"),
    ({"message": "stream_options: Extra inputs are not permitted"}, Feature.USAGE, "stream_options"),
    ({"message": "max_tokens is too large: 5000 in the completion"}, Feature.LIMIT, "max_tokens"),
    ({"message": "top_p must be 1 with this model"}, Feature.TOP_P, "top_p"),
]


@pytest.mark.parametrize(("error", "feature", "name"), REFUSALS)
@pytest.mark.parametrize("status", [400, 422, 500])
def test_what_is_refused_is_not_asked_again(
    connect: Connect, house: House, error: dict[str, str], feature: Feature, name: str, status: int
) -> None:
    house.script.append(lambda handler, _asked: handler.send_json({"error": error}, status))
    engine = connect()
    assert answer(engine, request()).values == house.card
    answer(engine, request("next"))
    assert [name in asked.body for asked in house.questions] == [True, False, False]
    assert not engine.capabilities.has(feature)


def test_what_several_photos_are_refused_at_once_is_given_up_once(connect: Connect, house: House) -> None:
    gate = threading.Barrier(4, timeout=20)

    def refuses_all(handler: Any, asked: Any) -> None:
        gate.wait()
        refuses(400, "unknown field: seed")(handler, asked)

    house.script.extend([refuses_all] * 4)
    assert len(answers(connect(), [request(f"{number}", number) for number in range(4)])) == 4
    assert ["seed" in asked.body for asked in house.questions] == [True] * 4 + [False] * 4


def test_the_schema_is_given_up_step_by_step(connect: Connect, house: House) -> None:
    detail = {"detail": [{"loc": ["body", "response_format"], "msg": "Extra inputs are not permitted"}]}
    house.script.extend(
        [
            refuses(400, "Failed to initialize samplers: failed to parse grammar"),
            refuses(400, "response_format of type 'json_schema' is not supported"),
            lambda handler, _asked: handler.send_json(detail, 422),
        ]
    )
    engine = connect()
    answer(engine, request())
    sent = [asked.body.get("response_format") for asked in house.questions]
    assert ["pattern" in json.dumps(one) for one in sent] == [True, False, False, False]
    assert [one["type"] if one else None for one in sent] == ["json_schema", "json_schema", "json_object", None]
    assert engine.capabilities.lacks == (Feature.JSON,)


def test_a_template_without_system_role_gets_the_instructions_first(connect: Connect, house: House) -> None:
    house.script.append(refuses(400, "System role not supported"))
    answer(connect(), request())
    last = house.questions[-1]
    assert [message["role"] for message in last.messages] == ["user"]
    assert [part["type"] for part in last.parts] == ["text", "image_url", "text"]


ENDS: list[tuple[Reply, str, bool]] = [
    (refuses(401, "no"), "endpoint.key", True),
    (refuses(403, "no"), "endpoint.key", True),
    (refuses(404, 'model "tiny" not found, try pulling it first'), "endpoint.model", True),
    (refuses(404, page=b"<html>nothing here</html>"), "endpoint.protocol", True),
    (refuses(301, headers={"Location": "http://elsewhere.invalid/v1"}), "endpoint.protocol", True),
    (
        refuses(400, "image input is not supported - hint: you may need to provide the mmproj"),
        "endpoint.no_photos",
        False,
    ),
    (refuses(400, "tiny is not a multimodal model"), "endpoint.no_photos", False),
    (refuses(422, "Input should be a valid string: body.messages.1.content"), "endpoint.no_photos", False),
    (refuses(500, "this model is missing data required for image input"), "endpoint.no_photos", False),
    (refuses(400, "the moon is in the wrong phase"), "endpoint.request", False),
    (refuses(400, "the request exceeds the available context size (5120 tokens > 4096)"), "context", False),
    (lambda handler, _asked: handler.send_page(b"<html>", "text/html"), "endpoint.protocol", True),
]


@pytest.mark.parametrize(("reply", "code", "retryable"), ENDS)
def test_a_refusal_says_what_is_wrong(connect: Connect, house: House, reply: Reply, code: str, retryable: bool) -> None:
    house.script.append(reply)
    error = failure(connect())
    assert (error.code, error.retryable) == (code, retryable)
    assert len(house.questions) == 1


def test_a_key_that_a_server_repeats_is_not_passed_on(connect: Connect, house: House) -> None:
    house.script.append(refuses(400, f"strange key {KEY}"))
    assert KEY not in str(failure(connect()).facts)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_that_fails_for_a_moment_is_asked_again(connect: Connect, house: House, status: int) -> None:
    house.script.extend([refuses(status, "Loading model")] * 2)
    assert answer(connect(), request()).values == house.card


def test_a_server_that_fails_for_good_fails_the_job(connect: Connect, house: House) -> None:
    house.script.extend([refuses(500, "segmentation fault")] * 3)
    engine = connect()
    error = failure(engine)
    assert (error.code, error.retryable, error.facts["status"]) == ("endpoint.failed", True, "500")
    assert engine.stopped is None
    answer(engine, request("next"))


def test_a_busy_server_is_left_alone_as_long_as_it_says(
    connect: Connect, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.script.extend([refuses(429, OVERLOADED, headers={"Retry-After": "0.2"}), refuses(429, OVERLOADED)])
    engine = connect()
    rests: list[float] = []
    monkeypatch.setattr(engine._server.pace, "rest", rests.append)
    assert answer(engine, request()).values == house.card
    assert rests == [0.2, 0.01]


def test_a_busy_server_that_wants_too_long_fails_the_job(connect: Connect, house: House) -> None:
    house.script.append(refuses(429, OVERLOADED, headers={"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"}))
    error = failure(connect())
    assert (error.code, error.retryable) == ("endpoint.busy", True)


def test_silence_ends_in_time(connect: Connect, house: House) -> None:
    house.script.append(silent)
    error = failure(connect(read_seconds=0.3))
    assert (error.code, error.retryable) == ("endpoint.slow", True)


def test_a_dropped_connection_is_tried_again(connect: Connect, house: House) -> None:
    house.script.extend([hangs_up] * 2)
    assert answer(connect(), request()).values == house.card


def test_a_server_that_dies_fails_one_photo_until_it_is_back(card: dict[str, Any]) -> None:
    with served(card) as first:
        port = int(first.url.rpartition(":")[2])
        engine = EndpointEngine.load(options_for(first.url, slots=1))
        answer(engine, request("before"))
    try:
        error = failure(engine, "died")
        assert (error.code, error.retryable) == ("endpoint.unreachable", True)
        assert engine.stopped is error
        engine.add(request("next"))
        assert drain(engine) == [Failed("next", error)]
        with served(card, port):
            while engine.stopped is not None:
                engine.step()
            assert answer(engine, request("after")).values == card
            engine.close()
    finally:
        engine.close()


@pytest.mark.parametrize(
    "reply", [refuses(401), refuses(404, "The model `x` does not exist."), refuses(400, "no images")]
)
def test_what_will_never_work_stops_the_engine(connect: Connect, house: House, reply: Reply) -> None:
    house.script.append(reply)
    engine = connect(slots=1)
    error = failure(engine)
    assert engine.stopped is error
    assert failure(engine, "next") is error
    assert len(house.questions) == 1


def test_one_bad_photo_costs_one_job(connect: Connect, house: House, tmp_path: Any) -> None:
    bad = tmp_path / "nota.jpg"
    bad.write_text("isto não é uma foto")
    jobs = [request("bad", photos=(PhotoFile(bad),)), *(request(f"{number}", number) for number in range(4))]
    events = list(run(connect(), jobs))
    check_invariant(events)
    assert codes(events) == {"bad": "photo.not_a_photo"}
    assert sum(isinstance(event, Finished) for event in events) == 4
    assert len(house.questions) == 4


def test_a_schema_that_cannot_be_asked_fails_the_job(connect: Connect) -> None:
    events = list(run(connect(), [request(schema={"type": "string"})]))
    assert codes(events) == {"job": "schema"}
    assert events[0] == Started("job")


def test_many_photos_survive_a_server_of_all_faults(connect: Connect, house: House) -> None:
    faults = [refuses(500, "oops"), hangs_up, cut_after('{"product_name"'), says("nada"), refuses(429, OVERLOADED)]
    house.script.extend([reply for fault in faults for reply in (fault, writes(house.card))] * 2)
    events = list(run(connect(waits=(0.01,) * 8), [request(f"{number}", number) for number in range(12)]))
    check_invariant(events)
    ended = [event for event in events if isinstance(event, Finished | Failed)]
    assert {event.job for event in ended} == {f"{number}" for number in range(12)}
    # One that met two unusable answers in a row has failed, and may be tried again.
    assert all(event.error.retryable for event in ended if isinstance(event, Failed))
    assert sum(isinstance(event, Failed) for event in ended) <= 2


def codes(events: list[Event]) -> dict[str, str]:
    return {event.job: event.error.code for event in events if isinstance(event, Failed)}
