"""The engine on a Fichário server, asked as the window asks: the answers of this machine's engine, each asked once."""

import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from redis import Redis

from app.domain.guidance import Guidance
from app.pipeline.recipe import make_recipe
from app.settings import Settings
from inference.endpoint.address import address_of
from inference.endpoint.errors import EndpointError
from inference.endpoint.options import EndpointOptions
from inference.engine import Request
from inference.errors import InferenceError, PhotoUnreadable
from inference.events import Cancelled, Failed, FieldDone, Finished, Progressed, TextGrown
from inference.fichario.engine import FicharioEngine
from inference.labels.lines import Labels
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.run import run_each
from tests.endpoint.test_endpoint_away import Patient
from tests.inference.cards import answer, answers, check_invariant, drain, photo, request
from tests.server.house import House, client, kill

MODEL = "tiny"
QUICK: dict[str, Any] = {"waits": (0.05, 0.05, 0.05), "probe_seconds": 0.05, "longest_probe": 0.2}

Connect: TypeAlias = Callable[..., FicharioEngine]


@dataclass(frozen=True)
class Early:
    """A server whose worker came after the engine: what one was told, and how one fared that waits."""

    address: str
    worker: subprocess.Popen[str]
    refused: str
    ends: list[Any]
    waited: list[str]


def options_for(address: str, **changes: Any) -> EndpointOptions:
    return EndpointOptions(address_of(address), **{**QUICK, "slots": 2, "model": MODEL, **changes})


@pytest.fixture(scope="module")
def early(house: House) -> Early:
    address = house.begin_front()
    with pytest.raises(EndpointError) as told:
        FicharioEngine.load(options_for(address))
    with closing(FicharioEngine.load(options_for(address), patient=True)) as engine:
        worker = house.begin_worker(MODEL)
        patience = Patient(engine)
        events = list(run_each(engine, ["early"], request, lambda: False, patience))
    return Early(address, worker, told.value.code, events[-1:], patience.waited)


@pytest.fixture
def connect(early: Early) -> Iterator[Connect]:
    """Makes engines on the server."""
    with ExitStack() as stack:
        yield lambda **changes: stack.enter_context(closing(FicharioEngine.load(options_for(early.address, **changes))))


@pytest.fixture
def figures(early: Early) -> Iterator[Callable[[str], float]]:
    """Reads what the server has counted."""
    with client(early.address) as by:

        def read(name: str) -> float:
            lines = by.get("/metrics").text.splitlines()
            return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(name)), 0.0)

        yield read


UPLOADS = 'fichario_http_seconds_count{address="/v1/photos",method="POST"'
WRITTEN = 'fichario_tasks_total{state="SUCCESS"}'
REVOKED = 'fichario_tasks_total{state="REVOKED"}'
OPEN = "fichario_tasks_open"


def long(job: str, seed: int) -> Request:
    """A question whose answer takes a while."""
    return make_recipe(Settings(minimum_words=400, seed=seed)).request(job, [])


def test_a_server_without_readers_is_waited_for(early: Early) -> None:
    assert early.refused == "endpoint.no_readers"
    assert early.waited == ["endpoint.no_readers"]
    assert [type(end) for end in early.ends] == [Finished]


def test_it_answers_what_this_machine_would(connect: Connect, pair: ModelFiles, photos: tuple[Path, ...]) -> None:
    settings = Settings(minimum_words=30, temperature=0.0, correct_exposure="always", examples=2)
    guidance = Guidance("linho", {"color_primary": "cor de burro quando foge", "product_name": "Mesa"})
    labels = Labels("tests", (("MADE IN BRASIL",), ()))
    asked = make_recipe(settings).request("a", photos[:2], guidance, labels, examples=("Cadeira: boa.", "Vaso: azul."))
    with closing(LlamaEngine.load(pair, LoadOptions(slots=2, threads=1, gpu_layers=0))) as local:
        expected = answer(local, asked)
    engine = connect()
    engine.add(asked)
    events = drain(engine)
    check_invariant(events)
    assert {Progressed, TextGrown, FieldDone} <= {type(event) for event in events}
    found = events[-1]
    assert isinstance(found, Finished)
    assert found.values == expected.values
    assert found.confidence.keys() == expected.confidence.keys()
    for name, sure in found.confidence.items():
        assert sure.value == pytest.approx(expected.confidence[name].value, abs=0.01)
    assert found.provenance == replace(expected.provenance, endpoint=engine.info.host)
    assert found.provenance.model == pair.text.name


def test_a_photo_goes_there_once(connect: Connect, figures: Callable[[str], float], photos: tuple[Path, ...]) -> None:
    before = figures(UPLOADS)
    recipe = make_recipe(Settings(minimum_words=30))
    asked = [recipe.request(str(seed), photos[3:5], Guidance(f"número {seed}")) for seed in range(3)]
    answers(connect(), asked)
    answers(connect(), [replace(asked[0], sampling=replace(asked[0].sampling, seed=5))])
    assert figures(UPLOADS) == before + 2


def test_a_question_that_was_asked_is_taken_up_again(connect: Connect, figures: Callable[[str], float]) -> None:
    before = figures(WRITTEN)
    asked = replace(long("a", 41), photos=(photo(41),))
    first = connect()
    first.add(asked)
    while not any(isinstance(event, TextGrown) for event in first.step()):
        pass
    first.close()
    second = connect()
    found = answer(second, replace(asked, anew=True))
    assert answer(second, asked).values == found.values
    assert figures(WRITTEN) == before + 1


def test_what_is_cancelled_ends_there(connect: Connect, figures: Callable[[str], float]) -> None:
    before = figures(REVOKED)
    engine = connect()
    for number in (51, 52):
        engine.add(replace(long(str(number), number), photos=(photo(number),)))
    while not any(isinstance(event, TextGrown) for event in engine.step()):
        pass
    for job in ("51", "52"):
        engine.abort(job)
    assert [type(event) for event in drain(engine)][-2:] == [Cancelled, Cancelled]
    while figures(OPEN):
        pass
    assert figures(REVOKED) == before + 2


class Mending(Patient):
    """Mends what is broken once nothing goes on without that."""

    def __init__(self, engine: FicharioEngine, mend: Callable[[], object]) -> None:
        super().__init__(engine)
        self._mend = mend

    def wait(self, error: InferenceError) -> bool:
        self._mend()
        return super().wait(error)


def broken(engine: FicharioEngine, patience: Patient, jobs: list[str], destroy: Callable[[], object]) -> list[Any]:
    """The ends of jobs while whose first text something is destroyed."""
    whole, ends = True, []
    for event in run_each(engine, jobs, lambda job: request(job, int(job)), lambda: False, patience):
        if isinstance(event, TextGrown) and whole:
            whole = False
            destroy()
        ends += [type(event)] if isinstance(event, Finished | Failed) else []
    return ends


def test_a_front_that_is_killed_and_back_costs_nothing(
    house: House, early: Early, connect: Connect, figures: Callable[[str], float]
) -> None:
    before, engine = figures(WRITTEN), connect()
    patience = Mending(engine, lambda: house.begin_again(early.address))
    ends = broken(engine, patience, ["61", "62", "63", "64"], lambda: kill(house.fronts[-1]))
    assert ends == [Finished] * 4
    assert patience.waited == ["endpoint.unreachable"]
    assert figures(WRITTEN) == before + 4


def test_a_reader_that_is_gone_is_waited_for(
    house: House, early: Early, connect: Connect, figures: Callable[[str], float]
) -> None:
    before, engine, worker = figures(WRITTEN), connect(read_seconds=0.5), early.worker

    def stop() -> None:
        worker.send_signal(signal.SIGSTOP)
        with Redis.from_url(house.redis) as redis:  # what it said of itself would count for half a minute more
            redis.delete(f"fichario:worker:fichario-{worker.pid}@{socket.gethostname()}")

    patience = Mending(engine, lambda: worker.send_signal(signal.SIGCONT))
    assert broken(engine, patience, ["91", "92"], stop) == [Finished] * 2
    assert patience.waited == ["endpoint.no_readers"]
    assert figures(WRITTEN) == before + 2


def test_a_full_queue_is_given_time(house: House) -> None:
    narrow = house.begin_front("--most-open-of-key", "1")
    with closing(FicharioEngine.load(options_for(narrow, slots=3))) as engine:
        patience = Patient(engine)
        events = list(run_each(engine, ["71", "72", "73"], lambda job: request(job, int(job)), lambda: False, patience))
    ends = [event for event in events if isinstance(event, Finished | Failed)]
    assert [type(end) for end in ends] == [Finished] * 3
    assert set(patience.waited) <= {"endpoint.busy"}


def test_a_photo_that_the_server_refuses_fails_alone_by_its_own_name(connect: Connect, tmp_path: Path) -> None:
    recipe, bad = make_recipe(Settings(minimum_words=30)), tmp_path / "não é foto.jpg"
    bad.write_bytes(b"isto nao e uma foto")
    engine = connect()
    engine.add(recipe.request("a", [bad]))
    end = drain(engine)[-1]
    assert isinstance(end, Failed)
    assert isinstance(end.error, PhotoUnreadable)
    assert (end.error.code, end.error.facts["path"]) == ("photo.not_a_photo", str(bad))
    assert engine.stopped is None
    engine.add(recipe.request("b", [tmp_path / "sumiu.jpg"]))
    end = drain(engine)[-1]
    assert isinstance(end, Failed)
    assert end.error.code == "photo.gone"


def test_a_photo_that_the_server_lost_is_sent_again(connect: Connect, house: House, early: Early) -> None:
    engine, asked = connect(), replace(request("a", 81), photos=(photo(81),))
    answer(engine, asked)
    for path in house.folder.rglob("photos/*/*"):
        path.unlink()
    again = replace(asked, job="b", sampling=replace(asked.sampling, seed=1))
    assert answer(engine, again).job == "b"


def test_a_model_that_nobody_there_has(early: Early) -> None:
    with pytest.raises(EndpointError) as told:
        FicharioEngine.load(options_for(early.address, model="gpt"), patient=True)
    assert (told.value.code, told.value.facts["offered"]) == ("endpoint.model", MODEL)
