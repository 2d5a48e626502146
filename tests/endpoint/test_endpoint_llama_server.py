"""A real llama-server with the tiny model: what the protocol is like when nobody here wrote the other side."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inference.endpoint.engine import EndpointEngine
from inference.endpoint.errors import EndpointError
from inference.endpoint.validation import Checker
from inference.events import Cancelled, Event, Failed, Finished, TextGrown
from inference.llama.options import ModelFiles
from inference.run import run
from tests.cli.program import Program, lines
from tests.endpoint.conftest import options_for
from tests.endpoint.real_server import PROGRAM, RealServer, real_server
from tests.inference.cards import (
    COLOURS,
    PROMPT,
    SCHEMA,
    answer,
    answers,
    check_card,
    check_invariant,
    drain,
    photo,
    request,
)
from tests.tiny_model import make_pair

pytestmark = pytest.mark.skipif(
    not PROGRAM.is_file(), reason="there is no llama-server: python3 packaging/llama_server.py"
)

SMALL: dict[str, Any] = {
    "type": "object",
    "properties": {
        "colour": {"enum": list(COLOURS)},
        "name": {"type": "string", "minLength": 3, "maxLength": 40},
        "parts": {"type": "array", "items": {"type": "string", "maxLength": 20}, "minItems": 1, "maxItems": 3},
        "count": {"type": "integer", "minimum": 0, "maximum": 99},
    },
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    return make_pair(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def server(files: ModelFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    with real_server(files, tmp_path_factory.mktemp("server") / "log.txt") as made:
        yield made


@pytest.fixture
def engine(server: RealServer) -> Iterator[EndpointEngine]:
    made = EndpointEngine.load(options_for(server.url))
    yield made
    made.close()


def small(job: str, seed: int = 0) -> Any:
    return request(job, seed, schema=SMALL, temperature=0.8, sampling_seed=seed)


def test_an_answer_keeps_its_schema_and_says_how_sure_it_is(engine: EndpointEngine) -> None:
    finished = answer(engine, small("a"))
    checker = Checker(SMALL)
    assert [checker.problem(finished.values[name], rule) for name, rule in SMALL["properties"].items()] == [None] * 4
    assert set(finished.confidence) == set(SMALL["properties"])
    assert all(0 <= sure.value <= 1 for sure in finished.confidence.values())
    colour = finished.confidence["colour"]
    assert finished.values["colour"] in [guess.value for guess in colour.guesses]
    assert sum(guess.probability for guess in colour.guesses) <= 1.0001
    assert finished.figures.prompt_tokens > 16
    assert finished.figures.tokens > 8
    assert finished.provenance.engine.startswith("llamacpp b")


def test_many_photos_at_once(engine: EndpointEngine) -> None:
    finished = answers(engine, [small(f"{number}", number) for number in range(12)])
    assert len({str(one.values) for one in finished}) > 6


def test_one_is_cancelled_and_the_server_goes_on(engine: EndpointEngine) -> None:
    engine.add(request("long"))
    seen: list[Event] = []
    while not any(isinstance(event, TextGrown) for event in seen):
        seen += engine.step()
    engine.abort("long")
    engine.add(small("short"))
    seen += drain(engine)
    check_invariant(seen)
    assert Cancelled("long") in seen
    assert isinstance(seen[-1], Finished | Cancelled)


def test_several_photos(engine: EndpointEngine) -> None:
    several = replace(PROMPT, caption="Foto {number}:", question_of_several="As fotos são do mesmo produto.")
    asked = replace(small("a"), photos=(photo(1), photo(2), photo(3)), prompt=several)
    assert answer(engine, asked).provenance.photos == 3


def test_whole_cards_are_valid(engine: EndpointEngine) -> None:
    asked = [request(f"{n}", n, temperature=0.8, sampling_seed=n) for n in range(4)]
    for finished in answers(engine, asked):
        check_card(finished.values)
        assert set(finished.confidence) == set(SCHEMA["properties"])


def test_a_server_that_is_killed_fails_one_photo(files: ModelFiles, tmp_path: Path) -> None:
    with real_server(files, tmp_path / "log.txt") as dying:
        engine = EndpointEngine.load(options_for(dying.url, slots=1))
        try:
            engine.add(request("killed"))
            seen: list[Event] = []
            while not any(isinstance(event, TextGrown) for event in seen):
                seen += engine.step()
            dying.process.kill()
            seen += drain(engine)
            check_invariant(seen)
            end = seen[-1]
            assert isinstance(end, Failed)
            assert (end.error.code, end.error.retryable) == ("endpoint.unreachable", True)
            assert engine.stopped is end.error
        finally:
            engine.close()


def test_a_server_without_projector_reads_no_photos(files: ModelFiles, tmp_path: Path) -> None:
    with real_server(files, tmp_path / "log.txt", photos=False) as blind:
        engine = EndpointEngine.load(options_for(blind.url))
        try:
            (end,) = [event for event in run(engine, [small("a")]) if isinstance(event, Finished | Failed)]
            assert isinstance(end, Failed)
            assert end.error.code == "endpoint.no_photos"
        finally:
            engine.close()


def test_a_key_is_asked_for(files: ModelFiles, tmp_path: Path) -> None:
    with real_server(files, tmp_path / "log.txt", "--api-key", "right") as locked:
        engine = EndpointEngine.load(options_for(locked.url, key="right"))
        answer(engine, small("a"))
        engine.close()
        with pytest.raises(EndpointError) as told:
            answer(EndpointEngine.load(options_for(locked.url, key="wrong")), small("a"))
        assert told.value.code == "endpoint.key"


def test_the_program_reads_a_photo(server: RealServer, home: Path, tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415 - only here

    Image.fromarray(photo(1)).save(tmp_path / "a.png")
    ended = Program(home).run("generate", tmp_path / "a.png", "--endpoint", server.url, "--words", "30")
    (line,) = lines(ended.stdout)
    assert ended.returncode == ("error" in line)
    assert line.get("error", {}).get("code", "endpoint.invalid").startswith("endpoint.")
