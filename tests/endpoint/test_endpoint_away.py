"""A server that is away, told apart from one that fails over a photo; what is asked anew, and for how long."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from inference.endpoint.chat import ChatExchange
from inference.endpoint.engine import EndpointEngine
from inference.endpoint.errors import EndpointError
from inference.endpoint.offered import offer
from inference.endpoint.served import ServedEngine
from inference.errors import InferenceError
from inference.events import Failed, Finished
from inference.run import run_each
from tests.endpoint.conftest import Connect, failure, options_for
from tests.endpoint.replies import cut_after, hangs_up, refuses, served, silent
from tests.endpoint.server import House, Reply
from tests.inference.cards import answer, check_invariant, drain, request


class Patient:
    """Waits for the engine as long as it takes, and notes what for."""

    def __init__(self, engine: ServedEngine) -> None:
        self._engine = engine
        self.waited: list[str] = []

    def wait(self, error: InferenceError) -> bool:
        self.waited.append(error.code)
        while self._engine.stopped is not None and self._engine.stopped.passing:
            self._engine.step()
        return True

    def over(self) -> None:
        """Nothing is counted."""


def through(engine: EndpointEngine, count: int) -> tuple[list[Any], list[str]]:
    """The ends of so many jobs, and what was waited for meanwhile."""
    patience = Patient(engine)
    jobs = [f"{number}" for number in range(count)]
    events = list(run_each(engine, jobs, lambda job: request(job, int(job)), lambda: False, patience))
    return [event for event in events if isinstance(event, Finished | Failed)], patience.waited


@pytest.fixture
def one(connect: Connect) -> EndpointEngine:
    """An engine that asks about one photo at a time."""
    return connect(slots=1)


def while_gone(house: House, times: int) -> None:
    """Let the server hang up so many times when it is asked for its models, as a gateway does with nobody behind it."""
    usual, left = house.models, [times]

    def models(handler: Any, asked: Any) -> None:
        left[0] -= 1
        (hangs_up if left[0] >= 0 else usual)(handler, asked)

    house.models = models


@pytest.mark.parametrize(
    ("reply", "code"), [(refuses(503, "Loading model"), "endpoint.not_ready"), (refuses(502), "endpoint.not_ready")]
)
def test_a_server_that_still_starts_is_waited_for(one: EndpointEngine, house: House, reply: Reply, code: str) -> None:
    house.script.extend([reply] * 4)
    ends, waited = through(one, 3)
    assert [type(end) for end in ends] == [Finished] * 3
    assert waited == [code]


def test_a_server_that_is_busy_for_long_is_waited_for(connect: Connect, house: House) -> None:
    house.script.append(refuses(429, headers={"Retry-After": "0.2"}))
    ends, waited = through(connect(slots=1, longest_wait=0.1), 2)
    assert [type(end) for end in ends] == [Finished] * 2
    assert waited == ["endpoint.busy"]


@pytest.mark.parametrize(("reply", "tries"), [(hangs_up, 3), (cut_after('{"product_name": "Ca'), 2), (silent, 1)])
def test_a_gateway_without_anybody_behind_it_is_no_fault_of_the_photo(
    connect: Connect, house: House, reply: Reply, tries: int
) -> None:
    engine = connect(slots=1, read_seconds=0.3)
    house.script.extend([reply] * tries)
    while_gone(house, 3)
    ends, waited = through(engine, 2)
    assert [type(end) for end in ends] == [Finished] * 2
    assert waited == ["endpoint.unreachable"]


def test_a_photo_that_ends_the_server_again_and_again_fails_alone(one: EndpointEngine, house: House) -> None:
    def ends_the_server(handler: Any, asked: Any) -> None:
        house.script.append(ends_the_server)
        while_gone(house, 2)
        cut_after('{"product_name": "Ca')(handler, asked)

    house.script.append(ends_the_server)
    seen = []
    for event in run_each(one, ["0", "1"], request, lambda: False, Patient(one)):
        if isinstance(event, Failed):
            house.script.clear()
        seen.append(event)
    ends = [event for event in seen if isinstance(event, Finished | Failed)]
    assert [(end.job, type(end)) for end in ends] == [("0", Failed), ("1", Finished)]
    assert isinstance(ends[0], Failed)
    assert (ends[0].error.code, ends[0].error.retryable, ends[0].error.blameless) == ("endpoint.cut", True, False)
    assert len(house.questions) == 2 + 2 + 1 + 1


def test_a_connection_that_breaks_over_one_photo_fails_that_photo(one: EndpointEngine, house: House) -> None:
    house.script.extend([hangs_up] * 3)
    error = failure(one)
    assert (error.code, error.blameless) == ("endpoint.lost", False)
    assert answer(one, request("next")).values == house.card


def test_each_question_has_a_connection_of_its_own(one: EndpointEngine, house: House) -> None:
    ports: set[int] = set()

    def notes(handler: Any, asked: Any) -> None:
        ports.add(handler.client_address[1])
        house.usual(handler, asked)

    house.script.extend([notes] * 3)
    through(one, 3)
    assert len(ports) == 3


def test_pauses_grow_until_a_card_is_written(connect: Connect, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = connect(slots=1, probe_seconds=0.01, longest_probe=0.05)
    absence = engine._absence
    least: list[tuple[float, int]] = []
    pause = absence._pause

    async def noted(seconds: float) -> None:
        least.append((seconds, absence._looks))
        await pause(seconds)

    monkeypatch.setattr(absence, "_pause", noted)
    house.script.extend([refuses(503)] * 6)
    through(engine, 1)
    assert [looks for _, looks in least] == [0, 1]
    assert absence._looks == 0


def test_a_server_that_is_not_there_is_begun_with_where_that_is_wanted(card: dict[str, Any]) -> None:
    with served(card) as gone:
        url = gone.url
    with pytest.raises(EndpointError):
        EndpointEngine.load(options_for(url, model="m")).close()
    engine = EndpointEngine.load(options_for(url, model="tiny-vision"), patient=True)
    try:
        assert engine.stopped is not None
        assert engine.stopped.passing
        engine.add(request("early"))
        events = drain(engine)
        check_invariant(events)
        assert isinstance(events[-1], Failed)
        with served(card, int(url.rpartition(":")[2])):
            while engine.stopped is not None:
                engine.step()
            assert answer(engine, request()).provenance.engine == "tests b1"
    finally:
        engine.close()


def test_https_where_there_is_none_is_told(house: House) -> None:
    with pytest.raises(EndpointError) as told:
        offer(ChatExchange(options_for(house.url.replace("http:", "https:"))), lambda: True)
    assert (told.value.code, told.value.passing, told.value.blameless) == ("endpoint.tls", False, True)


def test_a_certificate_that_nobody_knows_is_told(card: dict[str, Any], tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path / "server.pem"))
    with served(card, tls=context) as house:
        with pytest.raises(EndpointError) as told:
            offer(ChatExchange(options_for(house.url)), lambda: True)
        assert house.asked == []
    assert told.value.code == "endpoint.certificate"


def self_signed(path: Path) -> Path:
    """A key and a certificate for this machine that nobody else has signed; made with what keyrings of Linux bring."""
    x509 = pytest.importorskip("cryptography.x509")
    hashes = pytest.importorskip("cryptography.hazmat.primitives.hashes")
    serialization = pytest.importorskip("cryptography.hazmat.primitives.serialization")
    ec = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ec")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(pem, form, serialization.NoEncryption())
    path.write_bytes(secret + made.sign(key, hashes.SHA256()).public_bytes(pem))
    return path


def test_a_list_that_does_not_come_is_not_waited_for_long(house: House) -> None:
    house.models = silent
    with pytest.raises(EndpointError) as told:
        offer(ChatExchange(options_for(house.url, look_seconds=0.3)), lambda: True)
    assert told.value.code == "endpoint.slow"
