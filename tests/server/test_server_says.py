"""What a Fichário server's refusals and stories mean to the engine that asked, and that a question keeps its form."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.errors import messages
from app.server.contract import AnswerRequest
from app.server.records import begun
from app.wording import Language
from inference.endpoint.errors import EndpointError
from inference.engine import Exclusion, PhotoFile, Sampling
from inference.events import Confidence, Event, Figures, Finished, Guess, Provenance, TextGrown
from inference.fichario.errors import NotFichario
from inference.fichario.exchange import Happening
from inference.fichario.problems import Problem, failure_of, problem_in, refusal_of
from inference.fichario.telling import TaskGone, Telling
from inference.fichario.wire import Answer, Question
from inference.labels.lines import Labels
from inference.preprocess.options import Correction, Corrections, When
from tests.inference.cards import request

HOST = "fichas.loja"


@pytest.mark.parametrize(
    ("status", "code", "facts", "meaning", "passing", "blameless"),
    [
        (401, "request.key", {}, "endpoint.key", False, True),
        (403, "request.scope", {"scope": "cards"}, "endpoint.scope", False, True),
        (404, "request.address", {"address": "/v1/answers"}, "endpoint.old", False, True),
        (405, "request.method", {"method": "POST"}, "endpoint.old", False, True),
        (422, "request.model", {"model": "a", "offered": "b"}, "endpoint.model", False, True),
        (422, "request.model", {"model": "a", "offered": "–"}, "endpoint.no_readers", True, True),
        (422, "request.field", {"field": "a", "reason": "b"}, "request.field", False, False),
        (413, "request.too_large", {"limit": "1"}, "request.too_large", False, False),
        (422, "photo.truncated", {"path": "x"}, "photo.truncated", False, False),
        (507, "server.full", {}, "endpoint.full", True, True),
        (503, "server.broker", {"reason": "x"}, "endpoint.not_ready", True, True),
        (502, "", {}, "endpoint.not_ready", True, True),
        (500, "unknown", {}, "endpoint.failed", False, False),
        (404, "", {}, "endpoint.not_fichario", False, False),
        (302, "", {}, "endpoint.not_fichario", False, False),
    ],
)
def test_what_a_refusal_means(
    status: int, code: str, facts: dict[str, str], meaning: str, passing: bool, blameless: bool
) -> None:
    error = refusal_of(status, {}, Problem(code=code, facts=facts), HOST)
    assert (error.code, error.passing, error.blameless) == (meaning, passing, blameless)
    assert facts.items() <= error.facts.items() or error.code in {"endpoint.old", "endpoint.not_ready"}
    assert meaning in messages(Language.PT)


def test_a_busy_server_says_for_how_long() -> None:
    error = refusal_of(429, {"retry-after": "7"}, Problem(code="server.busy"), HOST)
    assert isinstance(error, EndpointError)
    assert (error.code, error.facts["seconds"], error.passing) == ("endpoint.busy", "7", True)


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'{"code": 3}'])
def test_a_page_of_somebody_else_tells_no_problem(content: bytes) -> None:
    assert problem_in(content) == Problem()


def test_facts_of_any_name_are_taken() -> None:
    error = failure_of(Problem(code="server.late", facts={"code": "x", "message": "y", "seconds": "3"}), HOST)
    assert (error.code, error.facts["seconds"], error.facts["host"]) == ("server.late", "3", HOST)


def test_a_question_keeps_its_form_on_the_way() -> None:
    asked = replace(
        request("job", photos=(PhotoFile(Path("a.jpg"), 512, Corrections(exposure=When.ALWAYS, reference=(0.1,))),)),
        sampling=Sampling(0.3, 0.9, 7, 0.8, 0.05, 1.1),
        exclusions=(Exclusion("color_primary", {"azul": ("azul", "azuis")}, {"azul": ("anil",)}),),
        anew=True,
        given={"product_name": "Mesa", "features_list": ["a", "b"], "category_standard": None},
        labels=Labels("tests", (("UM",), ())),
    )
    sent = AnswerRequest(photos=("a" * 64,), question=Question.of(asked))
    for said in (sent.model_dump_json(), sent.model_dump_json(exclude_defaults=True)):
        read = begun(said, "ana", "0", 1, 0, 0).request
        assert isinstance(read, AnswerRequest)
        again = read.question.request("job", [Path("a.jpg")])
        for name in ("photos", "schema", "prompt", "sampling", "exclusions", "anew", "given", "labels"):
            assert getattr(again, name) == getattr(asked, name), name
        assert again.asked == asked.asked


@pytest.mark.parametrize(
    "sampling",
    [Sampling(-0.1), Sampling(float("nan")), Sampling(top_p=1.5), Sampling(seed=2**32), Sampling(repetition_penalty=0)],
)
def test_a_draw_that_cannot_be_is_refused(sampling: Sampling) -> None:
    with pytest.raises(ValueError, match="within"):
        Question.of(replace(request(), sampling=sampling))


@pytest.mark.parametrize("schema", [{}, {"type": "object", "properties": {"a": 3}}, {"$ref": "#/$defs/none"}])
def test_a_schema_that_nobody_can_keep_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="json_schema"):
        Question.of(request(schema=schema))


def finished() -> Finished:
    origin = Provenance(
        "m.gguf", "p.gguf", "Q4_K_M", "1", 0.2, 0.95, 3, "tests", labels=Labels("tests", (("UM",),)),
        corrections=((Correction("exposure", {"low": 0.1}, True),),), given=("product_name",),
    )  # fmt: skip
    sure = {"a": Confidence(0.5, (Guess("x", 0.5), Guess("y", 0.25)), 0.1)}
    return Finished("job", {"a": "x", "b": ["c"]}, sure, origin, Figures(1.0, 0.5, 9, 8, 1, 7, 6))


def told(*happenings: tuple[str, Any]) -> tuple[list[Event], Finished | None]:
    events: list[Event] = []
    telling, end = Telling("job", HOST, events.append), None
    for name, data in happenings:
        end = telling.take(Happening(name, data if isinstance(data, str) else json.dumps(data), "1-0")) or end
    return events, end


def test_an_answer_comes_back_as_it_was_given() -> None:
    given = finished()
    left = Answer.of(given).model_dump(mode="json")
    expected = replace(given, provenance=replace(given.provenance, endpoint=HOST))
    assert told(("finished", left))[1] == expected
    assert told(("task", {"state": "SUCCESS", "result": left, "fields": {}}))[1] == expected


def test_what_was_written_before_one_listens_is_told() -> None:
    events, end = told(("task", {"state": "PROGRESS", "fields": {"a": "x"}}), ("news_of_tomorrow", {}))
    assert events == [TextGrown("job", "a", "x")]
    assert end is None


@pytest.mark.parametrize("said", [("cancelled", {}), ("task", {"state": "REVOKED"})])
def test_what_somebody_else_called_off_is_asked_anew(said: tuple[str, Any]) -> None:
    with pytest.raises(TaskGone):
        told(said)


@pytest.mark.parametrize("said", [("finished", {"values": 3}), ("text_grown", "no json"), ("task", {})])
def test_what_makes_no_sense_is_no_answer(said: tuple[str, Any]) -> None:
    with pytest.raises(NotFichario):
        told(said)
